import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  accept,
  advanceItem,
  announceEvidence,
  close,
  EMPTY_TALLY,
  figuresOf,
  ITEM_EVENTS,
  ITEM_STATES,
  itemStatesBefore,
  keepEvidence,
  MAX_EVIDENCE,
  publicItem,
  type RectificationItem,
  rate,
  ratingCounts,
  replyTo,
  returnToUnit,
  setMeasure,
  tallyAfter,
} from '../../../shared/process/rectification.ts';
import {
  CLERK,
  COMMISSION,
  DUE,
  done,
  measured,
  OFFICE,
  openItem,
  refusal,
  replied,
  reply,
  TODAY,
} from './made-item.ts';

const rateIt = (item: RectificationItem, id: string, rating: 'satisfied' | 'mostly-satisfied' | 'dissatisfied') =>
  rate(item, { reply: item.replies.length, id, rating, today: TODAY });

/** Dissatisfied, replied to again, as often as asked. */
function reopenedTimes(times: number): RectificationItem {
  let item = replied();
  for (let turn = 1; turn <= times; turn += 1) {
    item = done(rateIt(item, `author-${turn}`, 'dissatisfied'));
    if (turn < times) item = reply(item);
  }
  return item;
}

describe('an item that is confirmed', () => {
  test('is open, and its first reply is due after the rule’s working days', () => {
    expect(openItem()).toMatchObject({ state: 'open', dueOn: DUE, ruleDueOn: DUE, calendarKnown: true, reopened: 0 });
  });

  test('says when the calendar it counted by is not known', () => {
    const base = openItem();
    expect(done(returnToUnit(replied(), { today: '2031-03-03', by: OFFICE, reason: '再说清楚' })).calendarKnown).toBe(
      false,
    );
    expect(base.calendarKnown).toBe(true);
  });
});

describe('fixed and closed are two ways to end', () => {
  test('only a reply can be accepted, and then the item is fixed', () => {
    expect(refusal(accept(measured(), { today: TODAY, by: OFFICE }))).toEqual({
      code: 'item-state-wrong',
      event: 'accept',
    });
    expect(done(accept(replied(), { today: TODAY, by: OFFICE })).state).toBe('fixed');
  });

  test('closing needs no fix, and its reason is a reply that authors may rate', () => {
    const closed = done(close(openItem(), { today: TODAY, by: OFFICE, reason: '属上级部门职权' }));
    expect(closed.state).toBe('closed');
    expect(publicItem(closed).replies).toMatchObject([{ number: 1, text: '属上级部门职权', by: 'county' }]);
    expect(done(rateIt(closed, 'a', 'dissatisfied'))).toMatchObject({ state: 'open', reopened: 1 });
  });

  test('what is fixed is not closed, and what is closed is not accepted', () => {
    const fixed = done(accept(replied(), { today: TODAY, by: OFFICE }));
    const closed = done(close(replied(), { today: TODAY, by: OFFICE, reason: '属上级部门职权' }));
    expect(refusal(close(fixed, { today: TODAY, by: COMMISSION, reason: '不归我们管' })).code).toBe('item-state-wrong');
    expect(refusal(accept(closed, { today: TODAY, by: COMMISSION })).code).toBe('item-state-wrong');
  });

  test('whoever replied decides nothing about it, whatever role they carry by now', () => {
    const moved = { ...OFFICE, subject: CLERK.subject };
    for (const step of [
      accept(replied(), { today: TODAY, by: moved }),
      returnToUnit(replied(), { today: TODAY, by: moved, reason: '再说清楚' }),
      close(replied(), { today: TODAY, by: moved, reason: '不归我们管' }),
    ])
      expect(refusal(step)).toEqual({ code: 'same-person' });
  });

  test('nor does whoever wrote an earlier reply, after another clerk added one', () => {
    const colleague = { ...CLERK, subject: 'colleague' };
    const more = { text: '另有一张照片', evidence: [], today: TODAY, by: colleague };
    const added = done(replyTo(replied(), more));
    const moved = { ...OFFICE, subject: CLERK.subject };
    expect(refusal(accept(added, { today: TODAY, by: moved }))).toEqual({ code: 'same-person' });
  });

  test('whoever closed it may decide again after it was reopened', () => {
    const decided = { today: TODAY, by: OFFICE };
    const closed = done(close(replied(), { ...decided, reason: '不归我们管' }));
    const last = closed.replies.length;
    const reopened = done(rate(closed, { reply: last, id: 'a', rating: 'dissatisfied', today: TODAY }));
    expect(done(close(reopened, { ...decided, reason: '已转城管部门办理' })).state).toBe('closed');
  });

  test('a reply that is sent back begins a new period to reply in', () => {
    const returned = done(returnToUnit(replied(), { today: '2026-11-26', by: OFFICE, reason: '没有写明时间' }));
    expect(returned).toMatchObject({ state: 'open', dueOn: '2026-12-03', reopened: 0 });
  });
});

describe('a deadline that is set by hand', () => {
  const set = (dueOn: string, reason: string | null = null, by = CLERK, item = openItem()) =>
    setMeasure(item, { responsible: '样例所长', measure: '轮班', dueOn, reason, today: TODAY, by });

  test('on a day off is refused, and the next working day is named', () => {
    expect(refusal(set('2026-11-28'))).toEqual({
      code: 'deadline-not-working-day',
      day: '2026-11-28',
      next: '2026-11-30',
    });
    const beforeNationalDay = { ...openItem(), ruleDueOn: '2026-10-30' };
    const step = setMeasure(beforeNationalDay, {
      ...{ responsible: '样例所长', measure: '轮班', reason: null, by: CLERK },
      dueOn: '2026-10-05',
      today: '2026-09-28',
    });
    expect(refusal(step)).toMatchObject({ code: 'deadline-not-working-day', next: '2026-10-08' });
  });

  test('on a Saturday that is worked is taken', () => {
    const item = { ...openItem(), ruleDueOn: '2026-10-30' };
    const step = setMeasure(item, {
      ...{ responsible: '样例所长', measure: '轮班', reason: null, by: CLERK },
      dueOn: '2026-10-10',
      today: '2026-09-28',
    });
    expect(done(step).dueOn).toBe('2026-10-10');
  });

  test('in the past is refused', () => expect(refusal(set('2026-11-20'))).toEqual({ code: 'deadline-past' }));

  test('past the rule’s is refused without a reason, naming the latest day', () => {
    expect(refusal(set('2026-12-07'))).toEqual({ code: 'deadline-too-late', latest: DUE });
  });

  test('past the rule’s is only asked for by the unit, and holds once the commission sets it', () => {
    const asked = done(set('2026-12-07', '要等上级拨付设备'));
    expect(asked).toMatchObject({ dueOn: DUE, asked: { dueOn: '2026-12-07', reason: '要等上级拨付设备' } });
    const granted = done(set('2026-12-07', '要等上级拨付设备', COMMISSION, asked));
    expect(granted).toMatchObject({ dueOn: '2026-12-07', asked: null });
  });
});

describe('a reply', () => {
  test('needs a measure first', () => {
    const step = replyTo(openItem(), { text: '改好了', evidence: [], today: TODAY, by: CLERK });
    expect(refusal(step)).toEqual({ code: 'measure-missing' });
  });

  test('goes with evidence that arrived, and not with what did not', () => {
    const announced = done(announceEvidence(measured(), { id: 'e1', fileName: '现场.jpg', kind: 'jpeg', bytes: 9 }));
    const withIt = (item: RectificationItem) =>
      replyTo(item, { text: '改好了', evidence: ['e1'], today: TODAY, by: CLERK });
    expect(refusal(withIt(announced))).toEqual({ code: 'evidence-missing' });
    expect(done(withIt(keepEvidence(announced, 'e1'))).state).toBe('replied');
  });

  test('by the deadline is in time, also when an author reopens afterwards', () => {
    expect(replied().firstReplyInTime).toBe(true);
    expect(reply(measured(), '2026-12-01').firstReplyInTime).toBe(false);
    expect(done(rateIt(replied(), 'a', 'dissatisfied')).firstReplyInTime).toBe(true);
  });

  test('that came late stays late, though the commission set a later deadline afterwards', () => {
    const later = { responsible: '某', measure: '改', dueOn: '2026-12-07', reason: '另定期限' };
    const set = done(setMeasure(openItem(), { ...later, today: '2026-12-01', by: COMMISSION }));
    expect(reply(set, '2026-12-02').firstReplyInTime).toBe(false);
    const inTime = done(setMeasure(openItem(), { ...later, today: TODAY, by: COMMISSION }));
    expect(reply(inTime, '2026-12-02').firstReplyInTime).toBe(true);
  });

  test('no more files than an item holds are announced', () => {
    let item = measured();
    for (let n = 0; n < MAX_EVIDENCE; n += 1)
      item = done(announceEvidence(item, { id: `e${n}`, fileName: '现场.jpg', kind: 'jpeg', bytes: 9 }));
    expect(refusal(announceEvidence(item, { id: 'more', fileName: '现场.jpg', kind: 'jpeg', bytes: 9 }))).toEqual({
      code: 'item-full',
      of: 'files',
    });
  });
});

describe('a rating', () => {
  test('counts once: the same again changes nothing, another one is refused', () => {
    const rated = done(rateIt(replied(), 'a', 'satisfied'));
    expect(done(rateIt(rated, 'a', 'satisfied'))).toBe(rated);
    expect(refusal(rateIt(rated, 'a', 'dissatisfied'))).toEqual({ code: 'already-rated' });
    expect(rated.replies.map(ratingCounts)).toEqual([{ satisfied: 1, 'mostly-satisfied': 0, dissatisfied: 0 }]);
  });

  test('any 不满意 among several authors reopens, whatever the others say, and also what was accepted', () => {
    const fixed = done(accept(done(rateIt(replied(), 'a', 'satisfied')), { today: TODAY, by: OFFICE }));
    expect(done(rateIt(fixed, 'b', 'dissatisfied'))).toMatchObject({ state: 'open', reopened: 1, dueOn: DUE });
    expect(done(rateIt(fixed, 'b', 'mostly-satisfied')).state).toBe('fixed');
  });

  test('a second 不满意 on what is open already is counted and reopens nothing', () => {
    const open = done(rateIt(replied(), 'a', 'dissatisfied'));
    expect(done(rateIt(open, 'b', 'dissatisfied'))).toMatchObject({ state: 'open', reopened: 1 });
  });

  test('a reply reopens once: a 不满意 with it that comes after the unit answered again is counted and reopens nothing', () => {
    const again = reply(done(rateIt(replied(), 'a', 'dissatisfied')));
    const late = done(rate(again, { reply: 1, id: 'b', rating: 'dissatisfied', today: TODAY }));
    expect(late).toMatchObject({ state: 'replied', reopened: 1 });
    expect(late.replies.map((each) => ratingCounts(each).dissatisfied)).toEqual([2, 0]);
    expect(done(rate(late, { reply: 2, id: 'b', rating: 'dissatisfied', today: TODAY }))).toMatchObject({
      state: 'open',
      reopened: 2,
    });
  });

  test('what the ratings of one night come to is the same in every order', () => {
    const words = fc.constantFrom('satisfied' as const, 'mostly-satisfied' as const, 'dissatisfied' as const);
    const ratings = fc.uniqueArray(
      fc.record({ reply: fc.constantFrom(1, 2), rating: words, id: fc.string({ minLength: 1, maxLength: 6 }) }),
      { minLength: 2, maxLength: 8, selector: ({ id }) => id },
    );
    const twice = reply(replied());
    fc.assert(
      fc.property(ratings, (night) => {
        const counted = (order: typeof night) =>
          order.reduce((item, rating) => done(rate(item, { ...rating, today: TODAY })), twice);
        expect(counted([...night].reverse())).toEqual(counted(night));
      }),
    );
  });

  test('the third reopening hands the item to the discipline commission, which alone decides from then on', () => {
    expect(reopenedTimes(2).withCommission).toBe(false);
    const third = reopenedTimes(3);
    expect(third.history.at(-1)?.what).toBe('to-commission');
    const set = { responsible: '样例所长', measure: '轮班', dueOn: DUE, reason: null, today: TODAY };
    expect(refusal(setMeasure(third, { ...set, by: CLERK }))).toEqual({ code: 'item-with-commission' });
    const answered = reply(done(setMeasure(third, { ...set, by: COMMISSION })));
    expect(refusal(accept(answered, { today: TODAY, by: OFFICE }))).toEqual({ code: 'item-with-commission' });
    expect(done(accept(answered, { today: TODAY, by: COMMISSION })).state).toBe('fixed');
  });

  test('of a reply that there is not is refused', () => {
    expect(refusal(rate(replied(), { reply: 2, id: 'a', rating: 'satisfied', today: TODAY }))).toEqual({
      code: 'reply-unknown',
    });
  });

  test('the order in which authors rated cannot be read off the item', () => {
    const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(ids, (authors) => {
        const ratedBy = (order: readonly string[]) =>
          order.reduce((item, id) => done(rateIt(item, id, 'satisfied')), replied()).replies;
        expect(ratedBy([...authors].reverse())).toEqual(ratedBy(authors));
      }),
    );
  });
});

test('what everybody reads names no author and no member of staff but the one responsible', () => {
  const item = done(rateIt(replied(), 'author-secret-id', 'dissatisfied'));
  const said = JSON.stringify(publicItem(item));
  for (const secret of ['author-secret-id', CLERK.name, CLERK.subject, OFFICE.name]) expect(said).not.toContain(secret);
  expect(said).toContain('样例所长');
});

const tallyOf = (items: readonly RectificationItem[]) =>
  items.reduce((tally, after) => tallyAfter(tally, { before: undefined, after }), EMPTY_TALLY);

const events = fc.array(fc.constantFrom('measure', 'reply', 'return', 'accept', 'close', 'good', 'bad'), {
  maxLength: 30,
});

test('whatever happens in whatever order, an item is in one of four states and its figures agree with it', () => {
  fc.assert(
    fc.property(events, (sequence) => {
      let item = openItem();
      let tally = tallyOf([item]);
      let authors = 0;
      for (const event of sequence) {
        const by = item.withCommission ? COMMISSION : OFFICE;
        authors += 1;
        const rating = { reply: item.replies.length, id: `a${authors}`, today: TODAY } as const;
        const step = {
          measure: () =>
            setMeasure(item, {
              responsible: '某',
              measure: '改',
              dueOn: DUE,
              reason: null,
              today: TODAY,
              by: COMMISSION,
            }),
          reply: () => replyTo(item, { text: '改了', evidence: [], today: TODAY, by: CLERK }),
          return: () => returnToUnit(item, { today: TODAY, by, reason: '再改' }),
          accept: () => accept(item, { today: TODAY, by }),
          close: () => close(item, { today: TODAY, by, reason: '不归我们管' }),
          good: () => rate(item, { ...rating, rating: 'satisfied' }),
          bad: () => rate(item, { ...rating, rating: 'dissatisfied' }),
        }[event]();
        const before = item;
        if (step.ok) tally = tallyAfter(tally, { before: item, after: step.item });
        if (step.ok) item = step.item;
        else expect(item).toBe(before);
        expect(ITEM_STATES).toContain(item.state);
        expect(item.history.length).toBeGreaterThanOrEqual(before.history.length);
        // Only the first 不满意 with a reply reopens, and only it counts as that.
        const isFirst = before.replies.at(-1)?.ratings.every((each) => each.rating !== 'dissatisfied') === true;
        const reopens = event === 'bad' && step.ok && isFirst && before.state !== 'open';
        expect(item.reopened - before.reopened).toBe(reopens ? 1 : 0);
        expect(item.withCommission).toBe(item.reopened >= 3);
      }
      expect(tally).toEqual(tallyOf([item]));
      const figures = figuresOf(tally, TODAY);
      expect(figures.fixed + figures.closed + figures.open).toBe(item.state === 'replied' ? 0 : 1);
      expect(figures.toDecide).toBe(item.state === 'replied' ? 1 : 0);
      expect(figures.toDecideByCommission).toBe(item.state === 'replied' && item.withCommission ? 1 : 0);
      expect(figures.nextDueOn).toBe(item.state === 'open' ? item.dueOn : null);
    }),
  );
});

test('every event leads to one state from the states it belongs to, and to none from the others', () => {
  const paths = ITEM_EVENTS.flatMap((event) =>
    ITEM_STATES.flatMap((state) => {
      const next = advanceItem(state, event);
      return next === undefined ? [] : [`${state} –${event}→ ${next}`];
    }),
  );
  expect(paths).toEqual([
    'open –set-measure→ open',
    'open –reply→ replied',
    'replied –reply→ replied',
    'replied –return→ open',
    'replied –accept→ fixed',
    'open –close→ closed',
    'replied –close→ closed',
    'replied –reopen→ open',
    'fixed –reopen→ open',
    'closed –reopen→ open',
  ]);
});

test('figures tell what is due, what came in time, what is late, and the earliest deadline', () => {
  const late = openItem({ dueOn: '2026-11-20' });
  const items = [late, replied(), done(accept(replied(), { today: TODAY, by: OFFICE })), reopenedTimes(1)];
  expect(figuresOf(tallyOf(items), TODAY)).toEqual({
    items: 4,
    open: 2,
    toDecide: 1,
    toDecideByCommission: 0,
    fixed: 1,
    closed: 0,
    overdue: 1,
    reopened: 1,
    repliesDue: 4,
    repliesInTime: 3,
    nextDueOn: '2026-11-20',
  });
});

test('the states before an event are those from which it leads on', () => {
  for (const event of ITEM_EVENTS)
    expect(ITEM_STATES.filter((state) => advanceItem(state, event) !== undefined)).toEqual(
      ITEM_STATES.filter((state) => itemStatesBefore(event).includes(state)),
    );
});
