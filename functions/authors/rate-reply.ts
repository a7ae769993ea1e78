import type { Rating } from '../../shared/process/opinions.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement, refuse } from '../http/implement.ts';
import { type Author, findAuthor } from './find-author.ts';
import { isCounted } from './is-counted.ts';
import { ownItem, ratingKey } from './own-item.ts';
import { ratingId } from './rating-id.ts';

interface Rated {
  readonly id: string;
  readonly item: number;
  readonly reply: number;
  readonly rating: Rating;
}

/** Keeps the author's word, once; the word that stands is another where one was given before. */
async function keepOnce(author: Author, rated: Rated, deps: Dependencies): Promise<Rating | 'receipt-replaced'> {
  const { session, opinion } = author;
  const before = opinion.ratings[ratingKey(rated.item, rated.reply)];
  return before ?? deps.opinions.rateOnce(opinion, { session, ...rated });
}

/**
 * An author's word on a reply, once: kept with the opinion, and beside it what the night counts on the item. Nothing of the item
 * changes now, so that whoever looks at it again and again does not learn when its author rated.
 */
export const rateReply = implement('rateReply', async ({ request, deps }) => {
  const author = await findAuthor(request, deps);
  if ('refused' in author) return author;
  const { item, reply, rating } = request;
  const own = await ownItem(author.session, author.opinion, deps);
  // Another item's reply is not told apart from one that there is not.
  if (own?.number !== item || own.replies.every(({ number }) => number !== reply)) return refuse('reply-unknown');
  const id = await ratingId(author, { item, reply });
  const kept = await keepOnce(author, { id, item, reply, rating }, deps);
  if (kept === 'receipt-replaced') return refuse('receipt-unknown');
  if (kept !== rating) return refuse('already-rated');
  return { answer: { mine: rating, counted: await isCounted(author, own, reply) } };
});
