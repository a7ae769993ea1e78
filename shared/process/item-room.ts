/**
 * How much an item holds. DynamoDB takes no item above 400 KiB, and a step that makes it larger fails with a fault; so what can be
 * written short or later is refused before, while there is room for every step that nobody may be refused: a decision, a rating,
 * the reopening that it brings, an escalation.
 *
 * Bytes as JSON in UTF-8, which is never less than the table counts (Amazon DynamoDB Developer Guide, "Item sizes and formats"). The
 * most that each may take:
 *
 * | what                              | bytes                                                                          |
 * | --------------------------------- | ------------------------------------------------------------------------------ |
 * | a name                            | 100 UTF-16 units of 3 bytes: 300; a subject 255 (staff-token.ts)               |
 * | a reason                          | 500 UTF-16 units of 3 bytes and a deadline: 1,520                              |
 * | an entry of the history           | 100 and a name: 400, and its reason                                            |
 * | a rating                          | an id of 22 and `mostly-satisfied` under their names: 60                       |
 * | a turn                            | a decision 1,920, a reopening that hands over 170, three escalations of 190: 2,660 |
 * | a reply of the unit               | 5,000 characters of 4, 10 ids of 25, name, subject, entry, 150: 21,400         |
 * | a closing                         | a reason as reply and in its entry 3,040, name, subject, entry, 150: 4,150     |
 * | a measure of the commission       | two entries and a reason: 2,320; its own text, once: 60 and 2,000 characters of 4 and 60: 8,300 |
 */

/** 4 KiB are for the keys, the version and what a level of nesting costs. */
export const MAX_ITEM_BYTES = 396 * 1_024;
/** More who may rate leave no room for all turns: what so many say is several items. */
export const MAX_AUTHORS = 300;

const RATING_BYTES = 60;
const TURN_BYTES = 3_000;
const REPLY_BYTES = 21_500 + TURN_BYTES;
const CLOSING_BYTES = 4_200 + TURN_BYTES;
const MEASURE_BYTES = 2_400 + TURN_BYTES;
const MEASURE_TEXT_BYTES = 8_300;

/** The first reply, and one after each of the reopenings that hand an item to the discipline commission. */
const TURNS_KEPT = 4;
const CLOSINGS_KEPT = 5;
const MEASURES_KEPT = 5;

/** What is read of an item to know how large it can still become. */
interface Filling {
  /** How many may rate each of its replies. */
  readonly authors: number;
  readonly replies: readonly { readonly ratings: readonly unknown[] }[];
}

/**
 * Who writes what. `addition`: what the unit sets or sends beyond the one reply that a turn needs; `reply`: that one;
 * `measure`: of the commission; `closing`. A later one may use what was kept for it when an earlier one was refused.
 */
export type ItemWriting = 'addition' | 'reply' | 'measure' | 'closing';

/**
 * What stays free after each, so that the later ones find their place. With 300 authors (18,000 bytes of ratings for each reply):
 * closings 126,000, measures 35,300, turns 170,000, together 331,300 of 405,504. The rest, 74,200, takes the largest wording with a
 * hundred sources (20,000), measure (12,400), forty files (26,000) and a turn.
 */
function bytesKept(writing: ItemWriting, authors: number): number {
  const ratings = authors * RATING_BYTES;
  switch (writing) {
    case 'closing':
      return 0;
    case 'measure':
      return CLOSINGS_KEPT * (CLOSING_BYTES + ratings);
    case 'reply':
      return bytesKept('measure', authors) + MEASURES_KEPT * MEASURE_BYTES + MEASURE_TEXT_BYTES;
    case 'addition':
      return bytesKept('reply', authors) + TURNS_KEPT * (REPLY_BYTES + ratings);
  }
}

/** Whether an item may be left like this by such a writing: with the ratings of all its authors and a turn it still fits. */
export function hasRoom(item: Filling, writing: ItemWriting): boolean {
  const bytes = new TextEncoder().encode(JSON.stringify(item)).length;
  const unrated = item.replies.reduce((sum, { ratings }) => sum + Math.max(0, item.authors - ratings.length), 0);
  return bytes + unrated * RATING_BYTES + TURN_BYTES + bytesKept(writing, item.authors) <= MAX_ITEM_BYTES;
}
