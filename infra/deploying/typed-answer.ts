/** Asks for a line; `null` when there is none, as where nobody sits at the terminal. */
export type Ask = (question: string) => Promise<string | null>;

/** Whether exactly this was typed. Anything else, and nothing at all, is no. */
export const isTyped = async (ask: Ask, question: string, expected: string): Promise<boolean> =>
  (await ask(question))?.trim() === expected;
