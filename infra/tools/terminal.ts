import { lineConversation } from '../new-county/line-conversation.ts';

/** One question at the terminal; `null` when nobody answers. */
export async function askTerminal(question: string): Promise<string | null> {
  const conversation = lineConversation(process.stdin, process.stdout);
  try {
    return await conversation.ask(question);
  } finally {
    conversation.close();
  }
}
