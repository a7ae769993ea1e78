import type { RectificationItem } from '../../shared/process/rectification.ts';
import type { Author } from './find-author.ts';
import { ratingKey } from './own-item.ts';
import { ratingId } from './rating-id.ts';

/**
 * Whether the night has counted the author's rating of a reply. What was rated with a receipt that was replaced stands under an id
 * that the new one does not give: it counts at the latest the night after, and is shown as counted.
 */
export async function isCounted(
  { opinion, ...author }: Author,
  item: RectificationItem,
  reply: number,
): Promise<boolean> {
  if (opinion.takenOver?.[ratingKey(item.number, reply)] !== undefined) return true;
  const id = await ratingId(author, { item: item.number, reply });
  return item.replies.some(({ number, ratings }) => number === reply && ratings.some((each) => each.id === id));
}
