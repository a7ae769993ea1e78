import { describe, expect, test } from 'vitest';
import { escalate } from '../../../shared/process/escalation.ts';
import {
  accept,
  announceEvidence,
  close,
  type HistoryEntry,
  type ItemEvent,
  type ItemSource,
  type ItemStep,
  keepEvidence,
  MAX_REPLIES,
  publicItem,
  type RectificationItem,
  rate,
  replyTo,
  returnToUnit,
  setMeasure,
  sourceKey,
} from '../../../shared/process/rectification.ts';
import { DEFAULT_ROUND_CONFIG } from '../../../shared/process/round-config.ts';
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

const decided = { today: TODAY, by: OFFICE };
const words = { text: '改了', evidence: [], today: TODAY, by: CLERK };
const measure = { responsible: '样例所长', measure: '轮班', dueOn: DUE, reason: null, today: TODAY, by: CLERK };
const file = (id: string) => ({ id, fileName: `${id}.jpg`, kind: 'jpeg', bytes: 9 });
const dissatisfied = (item: RectificationItem, id: string, number = item.replies.length) =>
  done(rate(item, { reply: number, id, rating: 'dissatisfied', today: TODAY }));
const fixed = () => done(accept(replied(), decided));
const CLERK_SHOWN = { hand: 'unit', name: CLERK.name } as const;
const OFFICE_SHOWN = { hand: 'county', name: OFFICE.name } as const;
const COMMISSION_SHOWN = { hand: 'commission', name: COMMISSION.name } as const;

describe('the record of an item says what happened, when, by whom, without the identity behind the name', () => {
  const entry = (
    what: HistoryEntry['what'],
    by: HistoryEntry['by'],
    note: string | null = null,
    onDay: string = TODAY,
  ): HistoryEntry => ({ onDay, what, by, note });

  test.each<[string, () => RectificationItem, readonly HistoryEntry[]]>([
    ['confirmed', () => openItem(), [entry('confirmed', OFFICE_SHOWN)]],
    ['a measure by the rule’s deadline', () => measured(), [entry('measure-set', CLERK_SHOWN, DUE)]],
    [
      'a reason beside a deadline that needs none',
      () => done(setMeasure(openItem(), { ...measure, reason: '慎重起见' })),
      [entry('measure-set', CLERK_SHOWN, DUE)],
    ],
    [
      'a later deadline that the unit asks for',
      () => done(setMeasure(openItem(), { ...measure, dueOn: '2026-12-07', reason: '等设备' })),
      [entry('measure-set', CLERK_SHOWN), entry('deadline-asked', CLERK_SHOWN, '2026-12-07：等设备')],
    ],
    [
      'a later deadline that the commission sets',
      () => done(setMeasure(openItem(), { ...measure, dueOn: '2026-12-07', reason: '等设备', by: COMMISSION })),
      [entry('measure-set', COMMISSION_SHOWN), entry('deadline-granted', COMMISSION_SHOWN, '2026-12-07：等设备')],
    ],
    ['replied', () => replied(), [entry('replied', CLERK_SHOWN)]],
    [
      'returned',
      () => done(returnToUnit(replied(), { ...decided, reason: '没有写明时间' })),
      [entry('returned', OFFICE_SHOWN, '没有写明时间')],
    ],
    ['accepted', () => fixed(), [entry('accepted', OFFICE_SHOWN)]],
    [
      'closed',
      () => done(close(openItem(), { ...decided, reason: '不归我们管' })),
      [entry('closed', OFFICE_SHOWN, '不归我们管')],
    ],
    ['reopened', () => dissatisfied(replied(), 'a'), [entry('reopened', null)]],
    [
      'escalated',
      () => escalate(openItem(), { today: '2026-12-03', workingDays: DEFAULT_ROUND_CONFIG.escalationWorkingDays }),
      [entry('escalated', null, 'unit-head', '2026-12-03'), entry('escalated', null, 'county-leader', '2026-12-03')],
    ],
  ])('%s', (_title, make, expected) => {
    expect(make().history.slice(-expected.length)).toEqual(expected);
  });

  test('each step adds to it and takes nothing away', () => {
    const item = dissatisfied(fixed(), 'a');
    expect(item.history.map(({ what }) => what)).toEqual([
      'confirmed',
      'measure-set',
      'replied',
      'accepted',
      'reopened',
    ]);
  });

  test('it is handed over once: a fourth reopening says nothing of the commission', () => {
    let item = replied();
    for (const author of ['a', 'b', 'c']) item = reply(dissatisfied(item, author));
    const words = dissatisfied(item, 'd').history.map(({ what }) => what);
    expect(words.filter((what) => what === 'to-commission')).toHaveLength(1);
    expect(words.at(-1)).toBe('reopened');
  });
});

describe('a step at the wrong time', () => {
  const late = { ...decided, reason: '再说清楚' };
  test.each<[ItemEvent, () => ItemStep]>([
    ['set-measure', () => setMeasure(replied(), measure)],
    ['set-measure', () => setMeasure(fixed(), measure)],
    ['reply', () => replyTo(fixed(), words)],
    ['reply', () => announceEvidence(fixed(), file('e1'))],
    ['return', () => returnToUnit(measured(), late)],
    ['accept', () => accept(fixed(), decided)],
    ['close', () => close(fixed(), late)],
  ])('is refused by its name: %s', (event, take) => {
    expect(refusal(take())).toEqual({ code: 'item-state-wrong', event });
  });
});

describe('on the very day of the deadline', () => {
  test('a measure may be set for that day', () => {
    expect(done(setMeasure(openItem(), { ...measure, dueOn: TODAY })).dueOn).toBe(TODAY);
  });

  test('a reply is in time, and what is closed or planned anew without one is not late', () => {
    expect(reply(measured(), DUE).firstReplyInTime).toBe(true);
    const on = (today: string) => done(close(openItem(), { ...decided, today, reason: '不归我们管' }));
    expect([on(DUE).firstReplyInTime, on('2026-12-01').firstReplyInTime]).toEqual([null, false]);
  });
});

describe('a deadline set by hand', () => {
  const set = (item: RectificationItem, dueOn: string) =>
    done(setMeasure(item, { ...measure, dueOn, reason: '等设备', by: COMMISSION })).calendarKnown;

  test('is by a known calendar only if both the rule’s and its own are', () => {
    expect(set(openItem(), '2026-12-07')).toBe(true);
    expect(set(openItem(), '2031-03-03')).toBe(false);
    expect(set(openItem({ calendarKnown: false }), '2026-12-07')).toBe(false);
  });
});

describe('the evidence of a reply', () => {
  const two = () => done(announceEvidence(done(announceEvidence(measured(), file('e1'))), file('e2')));

  test('is announced first, and kept when it arrived, each file by itself', () => {
    expect(two().evidence).toEqual([
      { ...file('e1'), state: 'announced' },
      { ...file('e2'), state: 'announced' },
    ]);
    const one = keepEvidence(two(), 'e2');
    expect(one.evidence.map(({ state }) => state)).toEqual(['announced', 'kept']);
    expect(refusal(replyTo(one, { ...words, evidence: ['e1'] }))).toEqual({ code: 'evidence-missing' });
    expect(refusal(replyTo(one, { ...words, evidence: ['e2', 'e1'] }))).toEqual({ code: 'evidence-missing' });
  });

  test('is read by the names of its files, in the reply’s order, each reply with its own', () => {
    const kept = keepEvidence(keepEvidence(two(), 'e1'), 'e2');
    const first = done(replyTo(kept, { ...words, evidence: ['e2', 'e1'] }));
    const both = done(replyTo(first, words));
    expect(publicItem(both).replies.map(({ evidence }) => evidence)).toEqual([['e2.jpg', 'e1.jpg'], []]);
    const closed = done(close(both, { ...decided, reason: '不归我们管' }));
    expect(closed.replies.at(-1)).toEqual({
      ...{ number: 3, text: '不归我们管', onDay: TODAY, by: OFFICE, evidence: [], ratings: [] },
    });
  });
});

test('the unit replies forty times and no more; a reason to close is not counted among them', () => {
  const closing = { ...{ number: 1, text: '不归', onDay: TODAY, by: OFFICE, evidence: [], ratings: [] } };
  let item: RectificationItem = { ...replied(), replies: [closing] };
  for (let n = 0; n < MAX_REPLIES; n += 1) item = done(replyTo(item, words));
  expect(refusal(replyTo(item, words))).toEqual({ code: 'item-full', of: 'replies' });
});

test('a first 不满意 with an earlier reply, while the item is open already, is counted and reopens nothing', () => {
  const returned = done(returnToUnit(replied(), { ...decided, reason: '再说清楚' }));
  const rated = dissatisfied(returned, 'a', 1);
  expect([rated.reopened, rated.dueOn, rated.replies[0]?.ratings.length]).toEqual([0, returned.dueOn, 1]);
});

test('ratings of a reply are kept in the order of their ids', () => {
  const rated = ['m', 'a', 'z', 'c'].reduce(
    (item, id) => done(rate(item, { reply: 1, id, rating: 'satisfied', today: TODAY })),
    replied(),
  );
  expect(rated.replies[0]?.ratings.map(({ id }) => id)).toEqual(['a', 'c', 'm', 'z']);
});

test('every source has a key of its own, by which an item is found again', () => {
  const sources: readonly ItemSource[] = [
    { kind: 'opinion', collated: 3 },
    { kind: 'question', number: 3 },
    { kind: 'score', subject: 'o1', indicator: 'i2' },
    { kind: 'score', subject: 'unit', indicator: 'i2' },
  ];
  expect(sources.map(sourceKey)).toEqual(['opinion#3', 'question#3', 'score#o1#i2', 'score#unit#i2']);
});
