import { createInterface } from 'node:readline/promises';
import type { Conversation } from './interview.ts';

/** A conversation over two streams, a line an answer; whatever was sent ahead waits for its question. */
export function lineConversation(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Conversation & { close(): void } {
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  const answers = lines[Symbol.asyncIterator]();
  return {
    ask: async (question) => {
      output.write(question);
      const { done, value } = await answers.next();
      return done === true ? null : value;
    },
    tell: (line) => {
      output.write(`${line}\n`);
    },
    close: () => lines.close(),
  };
}
