import type { Rating } from '../../shared/process/opinions.ts';
import { type RectificationItem, rate } from '../../shared/process/rectification.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import { toB64u, utf8 } from '../../shared/protocol/bytes.ts';
import { hash } from '../../shared/protocol/hash.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { type Author, findAuthor } from './find-author.ts';
import { ownItem, ratingKey } from './own-item.ts';

const ID_BYTES = 16;

interface Rated {
  readonly item: number;
  readonly reply: number;
  readonly rating: Rating;
}

/**
 * Under what a rating stands on the item. Only the secret gives it: whoever reads both tables cannot tell by it which opinion's
 * author rated there.
 */
async function ratingId({ session, secret }: Author, { item, reply }: Rated): Promise<string> {
  const of = utf8(`shuangshu rating v1/${session}/${item}/${reply}/`);
  return toB64u((await hash(of, secret)).slice(0, ID_BYTES));
}

/** Keeps the author's word, once. The same word again goes on: the attempt before may have died before the item counted it. */
async function keepOnce(author: Author, { item, reply, rating }: Rated, deps: Dependencies): Promise<boolean> {
  const { session, opinion } = author;
  const before = opinion.ratings[ratingKey(item, reply)];
  if (before !== undefined) return before === rating;
  const { opinion: receiptHash, takenOver } = opinion;
  const rated = { session, receiptHash, takenOver, item: String(item), reply, rating };
  if ((await deps.opinions.rateOnce(rated)) === 'rated') return true;
  // Somebody with the same receipt was faster.
  const now = await deps.opinions.read(session, receiptHash);
  return now?.ratings[ratingKey(item, reply)] === rating;
}

/** Counts a rating that is kept, on its item; counted again, it changes nothing. */
export async function countOn(author: Author, rated: Rated, deps: Dependencies): Promise<RectificationItem | Refusal> {
  const { reply, rating } = rated;
  const id = await ratingId(author, rated);
  const today = shanghaiDay(deps.nowMs());
  const outcome = await deps.meetings.rectification.change<Refusal>(author.session, rated.item, ({ value }) => {
    const step = rate(value, { reply, id, rating, today });
    if (!step.ok)
      return {
        kind: 'refuse',
        refusal: refuse(step.refusal.code === 'already-rated' ? 'already-rated' : 'reply-unknown'),
      };
    return step.item === value ? { kind: 'keep' } : { kind: 'write', item: step.item };
  });
  if (outcome?.kind === 'done') return outcome.item.value;
  return outcome?.refusal ?? refuse('reply-unknown');
}

/**
 * An author's word on a reply, once: kept with the opinion first, then counted on the item under an id that makes counting it
 * twice impossible, so that a crash between the two is healed by sending it again. 不满意 reopens the item.
 */
export const rateReply = implement('rateReply', async ({ request, deps }) => {
  const author = await findAuthor(request, deps);
  if ('refused' in author) return author;
  const { item, reply, rating } = request;
  const own = await ownItem(author.session, author.opinion, deps);
  // Another item's reply is not told apart from one that there is not.
  if (own?.number !== item || own.replies.every(({ number }) => number !== reply)) return refuse('reply-unknown');
  if (!(await keepOnce(author, { item, reply, rating }, deps))) return refuse('already-rated');
  // Under the receipt that was replaced, and so under another id.
  const isCounted = author.opinion.takenOver?.[ratingKey(item, reply)] !== undefined;
  const counted = isCounted ? own : await countOn(author, { item, reply, rating }, deps);
  if ('refused' in counted) return counted;
  const { state, withCommission, reopened } = counted;
  return { answer: { state, withCommission, reopened } };
});
