import { isRecordedByStaff } from '../../shared/process/opinions.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement, refuse } from '../http/implement.ts';
import { type Author, findHolder } from './find-author.ts';
import { parseRatingKey } from './own-item.ts';
import { countOn } from './rate-reply.ts';

/** A rating's id comes of the secret that goes now: what is kept is counted under it first, or would never be, or twice. */
async function countRatings(author: Author, deps: Dependencies): Promise<void> {
  for (const [key, rating] of Object.entries(author.opinion.ratings)) {
    const counted = await countOn(author, { ...parseRatingKey(key), rating }, deps);
    if ('refused' in counted) throw new Error('a rating that is kept does not count');
  }
}

/**
 * Replaces a receipt that staff made by one that a phone made, of which only the hash comes here. Whoever has the slip can do it,
 * since nobody knows who is its author; and once, so that the author either is the first, or finds that somebody was before them.
 */
export const takeOverReceipt = implement('takeOverReceipt', async ({ request, deps }) => {
  const holder = await findHolder(request, deps);
  if ('refused' in holder) return holder;
  const { session, opinion } = holder;
  if (!isRecordedByStaff(opinion.content)) return refuse('receipt-made-by-author');
  if (opinion.takenOver === null) await countRatings(holder, deps);
  const replaced = { session, opinion: opinion.opinion, counted: opinion.ratings };
  const outcome = await deps.opinions.takeOver({ ...replaced, receiptHash: request.receiptHash });
  switch (outcome) {
    case 'taken-over':
    case 'same':
      return { answer: {} };
    case 'already':
      return refuse('receipt-taken-over');
    case 'not-new':
      return refuse('receipt-not-new');
    case 'rated-meanwhile':
      return refuse('busy');
  }
});
