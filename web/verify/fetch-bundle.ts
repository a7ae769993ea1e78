import type { call } from '../ui/client.ts';

type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly network?: true };

/** A bundle as JSON text, or why there is none. */
export type FetchedBundle =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: 'notFound' | 'offline' };

const reasonOf = (...answers: readonly Answer<unknown>[]): FetchedBundle => ({
  ok: false,
  why: answers.some((answer) => !answer.ok && answer.network === true) ? 'offline' : 'notFound',
});

/**
 * The public bundle of an announced meeting, put together from what the API publishes. Nothing in it is believed before it
 * is checked.
 */
export async function fetchBundle(ask: typeof call, session: string): Promise<FetchedBundle> {
  const [manifest, result] = await Promise.all([ask('getManifest', { session }), ask('getResult', { session })]);
  if (!manifest.ok || !result.ok) return reasonOf(manifest, result);
  const board: string[] = [];
  for (let page = 0, pages = 1; page < pages; page += 1) {
    const answer = await ask('getBoard', { session, page });
    if (!answer.ok) return reasonOf(answer);
    board.push(...answer.value.receipts);
    pages = answer.value.pages;
  }
  const { signatures } = result.value;
  const bundle = { ...manifest.value, board, result: result.value.result, signatures };
  return { ok: true, text: JSON.stringify(bundle) };
}
