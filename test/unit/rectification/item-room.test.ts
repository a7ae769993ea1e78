import { describe, expect, test } from 'vitest';
import { hasRoom, type ItemWriting } from '../../../shared/process/item-room.ts';
import {
  announceEvidence,
  close,
  type Measure,
  type RectificationItem,
  rate,
  replyTo,
  setMeasure,
} from '../../../shared/process/rectification.ts';
import { CLERK, COMMISSION, DUE, done, measured, OFFICE, openItem, refusal, replied, TODAY } from './made-item.ts';

const bytesOf = (item: object): number => new TextEncoder().encode(JSON.stringify(item)).length;

/** The item with so long a wording that it has just so many bytes. */
const ofBytes = <Item extends { readonly wording: string }>(item: Item, bytes: number): Item => ({
  ...item,
  wording: item.wording + 'x'.repeat(bytes - bytesOf(item)),
});

const filling = (authors: number, ratings: readonly number[] = []) => ({
  authors,
  wording: '',
  replies: ratings.map((count) => ({ ratings: Array.from({ length: count }, () => 0) })),
});

describe('how much a writing may leave behind', () => {
  // 405,504 bytes, less a turn of 3,000, less what the table in the source keeps for those who come after.
  test.each<[ItemWriting, number, number]>([
    ['closing', 300, 402_504],
    ['measure', 300, 402_504 - 126_000],
    ['reply', 300, 402_504 - 126_000 - 35_300],
    ['addition', 300, 402_504 - 126_000 - 35_300 - 170_000],
    ['closing', 1, 402_504],
    ['measure', 1, 402_504 - 36_300],
    ['reply', 1, 402_504 - 36_300 - 35_300],
    ['addition', 1, 402_504 - 36_300 - 35_300 - 98_240],
  ])('%s with %i authors: %i bytes, and not one more', (writing, authors, most) => {
    expect(hasRoom(ofBytes(filling(authors), most), writing)).toBe(true);
    expect(hasRoom(ofBytes(filling(authors), most + 1), writing)).toBe(false);
  });

  test.each([
    ['nobody has rated yet', [0, 0], 20],
    ['some have rated', [4, 10], 6],
    ['more have rated than are counted as authors', [12, 4], 6],
  ])('every author may still rate every reply: %s', (_title, ratings, open) => {
    const item = filling(10, ratings);
    const most = 402_504 - 60 * open;
    expect(hasRoom(ofBytes(item, most), 'closing')).toBe(true);
    expect(hasRoom(ofBytes(item, most + 1), 'closing')).toBe(false);
  });
});

describe('an item that is filled up to its last byte', () => {
  const measure: Measure = {
    ...{ responsible: '某', measure: '改', dueOn: DUE, reason: null, today: TODAY, by: CLERK },
  };
  const decided = { today: TODAY, by: OFFICE };
  const words = { text: '改了', evidence: [], today: TODAY, by: CLERK };
  const tooLong = { code: 'item-full', of: 'text' };
  /** With one author: what is kept after an addition, a reply and a measure. */
  const full = (writing: ItemWriting, item: RectificationItem): RectificationItem =>
    ofBytes(item, { addition: 232_664, reply: 330_904, measure: 366_204, closing: 402_504 }[writing]);

  test('takes no file and no other measure of the unit, but its reply', () => {
    const item = full('addition', measured());
    const file = { id: 'e1', fileName: '现场.jpg', kind: 'jpeg', bytes: 9 };
    expect(refusal(announceEvidence(item, file))).toEqual(tooLong);
    expect(refusal(setMeasure(item, measure))).toEqual(tooLong);
    expect(done(replyTo(item, words)).state).toBe('replied');
  });

  test('takes nothing more beside a reply that is not decided yet', () => {
    expect(refusal(replyTo(full('addition', replied()), words))).toEqual(tooLong);
    expect(refusal(replyTo(full('reply', measured()), words))).toEqual(tooLong);
  });

  test('takes a measure of the commission in place of which the unit’s is refused', () => {
    const item = full('reply', openItem());
    expect(refusal(setMeasure(item, measure))).toEqual(tooLong);
    expect(done(setMeasure(item, { ...measure, by: COMMISSION })).measure).toBe('改');
    expect(refusal(setMeasure(full('measure', openItem()), { ...measure, by: COMMISSION }))).toEqual(tooLong);
  });

  test('can be closed, and its closing rated', () => {
    const closed = done(close(full('measure', replied()), { ...decided, reason: '不归我们管' }));
    expect(done(rate(closed, { reply: 2, id: 'a', rating: 'dissatisfied', today: TODAY })).state).toBe('open');
    expect(refusal(close(full('closing', replied()), { ...decided, reason: '不归我们管' }))).toEqual(tooLong);
  });
});
