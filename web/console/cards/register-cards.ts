import type { RequestOf, ResponseOf } from '../../../shared/contract/operations.ts';
import type { Answer } from '../../ui/client.ts';
import type { VotingCard } from './make-cards.ts';

/** The contract's limit: what one transaction takes. */
export const CARDS_PER_REQUEST = 25;

type Register = (request: RequestOf<'registerCards'>) => Promise<Answer<ResponseOf<'registerCards'>>>;

export type Registration =
  | { readonly kind: 'registered' }
  /** The first `registered` cards are on record; asking again from there is safe, with the same cards. */
  | {
      readonly kind: 'stopped';
      readonly registered: number;
      readonly answer: Answer<ResponseOf<'registerCards'>> & { ok: false };
    };

/**
 * Registers the hashes of cards from position `from` on, in batches, telling `onProgress` how many are on record. The same
 * hash for the same delegate again changes nothing, so a batch whose answer was lost is simply sent once more.
 */
export async function registerCards(
  job: { readonly session: string; readonly cards: readonly VotingCard[]; readonly from: number },
  register: Register,
  onProgress: (registered: number) => void,
): Promise<Registration> {
  for (let start = job.from; start < job.cards.length; start += CARDS_PER_REQUEST) {
    const batch = job.cards.slice(start, start + CARDS_PER_REQUEST);
    const answer = await register({
      session: job.session,
      cards: batch.map(({ delegate, codeHash }) => ({ delegate, codeHash })),
    });
    if (!answer.ok) return { kind: 'stopped', registered: start, answer };
    onProgress(start + batch.length);
  }
  return { kind: 'registered' };
}
