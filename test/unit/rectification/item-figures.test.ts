import { describe, expect, test } from 'vitest';
import {
  accept,
  close,
  EMPTY_TALLY,
  figuresOf,
  progressOf,
  type RectificationItem,
  rate,
  returnToUnit,
  tallyAfter,
} from '../../../shared/process/rectification.ts';
import { COMMISSION, DUE, done, measured, OFFICE, openItem, replied, reply, TODAY } from './made-item.ts';

const tallyOf = (items: readonly RectificationItem[]) =>
  items.reduce((tally, after) => tallyAfter(tally, { before: undefined, after }), EMPTY_TALLY);
const figures = (items: readonly RectificationItem[], today: string = TODAY) => figuresOf(tallyOf(items), today);
const decided = { today: TODAY, by: OFFICE };

describe('the figures of a session’s items', () => {
  test('an item is overdue the day after its deadline, and only then is its first reply due', () => {
    expect(figures([openItem()], DUE)).toMatchObject({ overdue: 0, repliesDue: 0 });
    expect(figures([openItem()], '2026-12-01')).toMatchObject({ overdue: 1, repliesDue: 1, repliesInTime: 0 });
  });

  test('an overdue item that had a reply in time owes no first reply any more', () => {
    const returned = done(returnToUnit(replied(), { ...decided, reason: '再说清楚' }));
    expect(figures([returned], '2026-12-01')).toMatchObject({ overdue: 1, repliesDue: 1, repliesInTime: 1 });
  });

  test('a late reply was due and is not in time', () => {
    const late = reply(measured(), '2026-12-01');
    expect(figures([late, replied()], '2026-12-01')).toMatchObject({ overdue: 0, repliesDue: 2, repliesInTime: 1 });
  });

  test('the next deadline is the earliest, in whatever order the items came', () => {
    const due = ['2026-12-04', '2026-11-27', '2026-12-01'].map((dueOn) => openItem({ dueOn }));
    expect(figures(due).nextDueOn).toBe('2026-11-27');
  });

  test('what the commission alone decides is counted while it is replied to, not before and not after', () => {
    const item = replied(openItem({ withCommission: true }));
    const before = measured(openItem({ withCommission: true }));
    const after = done(accept(item, { today: TODAY, by: COMMISSION }));
    expect([before, item, after, replied()].map((each) => figures([each]).toDecideByCommission)).toEqual([0, 1, 0, 0]);
    expect(figures([item, item, replied()])).toMatchObject({ toDecide: 3, toDecideByCommission: 2 });
    const tally = tallyAfter(tallyOf([item, item]), { before: item, after });
    expect(figuresOf(tally, TODAY)).toMatchObject({ items: 2, fixed: 1, toDecide: 1, toDecideByCommission: 1 });
  });

  test('go to the county with what was accepted as put right; closed without a fix is no part of it', () => {
    const items = [
      openItem(),
      done(accept(replied(), decided)),
      done(close(replied(), { ...decided, reason: '不归我们管' })),
      done(rate(replied(), { reply: 1, id: 'a', rating: 'dissatisfied', today: TODAY })),
    ];
    expect(progressOf(figures(items))).toEqual({
      items: 4,
      accepted: 1,
      closed: 1,
      toDecide: 0,
      toDecideByCommission: 0,
      reopened: 1,
      repliesDue: 3,
      repliesInTime: 3,
      nextDueOn: DUE,
    });
  });
});
