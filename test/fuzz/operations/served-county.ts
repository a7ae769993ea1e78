import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const servedCounty = z.object({
  origin: z.string(),
  bearers: z.record(z.string(), z.string()),
  clerks: z.record(z.string(), z.string()),
  /** By operation, what was taken while the county was brought about. */
  examples: z.record(z.string(), z.array(z.record(z.string(), z.unknown())).readonly()),
  sessions: z.array(z.string()).readonly(),
  /** What is known of one session alone, by the name of the field. */
  ofSessions: z.record(z.string(), z.record(z.string(), z.array(z.unknown()).readonly())),
  /** Those that may come to an end, by the operation that does it. */
  expendable: z.record(z.string(), z.array(z.string()).readonly()),
  manifestHash: z.string(),
});
/** Where a county answers, and what is known of it to whoever asks there. */
export type ServedCounty = z.output<typeof servedCounty>;

const countyFigures = z.object({
  /** By route, `POST /api/cast`, then by status: what was answered since the county stood there. */
  answers: z.record(z.string(), z.record(z.string(), z.number())),
  /** Heap and buffers after collecting garbage. */
  heldBytes: z.number(),
  rssBytes: z.number(),
  computedMs: z.number(),
});
export type CountyFigures = z.output<typeof countyFigures>;

export interface CountyProcess extends ServedCounty {
  figures(): Promise<CountyFigures>;
  close(): Promise<void>;
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the county ended with ${code}`);
  });
  const [message] = await Promise.race([once(child, 'message'), ended]);
  return message;
}

/** Starts a county in a process of its own; takes some twenty seconds. */
export async function serveCounty(): Promise<CountyProcess> {
  const module = fileURLToPath(new URL('./county-process.ts', import.meta.url));
  const child = fork(module, { execArgv: ['--expose-gc'] });
  const county = servedCounty.parse(await answerOf(child));
  return {
    ...county,
    figures: async () => {
      const answer = answerOf(child);
      child.send('figures');
      return countyFigures.parse(await answer);
    },
    close: async () => {
      const ended = once(child, 'exit');
      child.send('close');
      await ended;
    },
  };
}
