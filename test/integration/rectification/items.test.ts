import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { MAX_AUTHORS } from '../../../shared/process/item-room.ts';
import { answered, type CallOptions, refusedAs, staffOf, withEngine } from '../registry/county.ts';
import {
  AUDITOR,
  CLERK,
  COMMISSION,
  DUE,
  ItemAtWork,
  LEADER,
  OFFICE,
  OTHER_CLERK,
  OTHER_SESSION,
  SESSION,
  UNIT,
} from './item-at-work.ts';

withEngine();

const WITHDRAWN = {
  kind: 'suggestion',
  about: { kind: 'unit' },
  topic: '窗口服务',
  wording: '办证窗口午间应有人值守。',
} as const;

/** A step that is refused writes nothing, in any table. */
async function refusedWithoutTrace(
  work: ItemAtWork,
  expected: string,
  step: () => Promise<Parameters<typeof refusedAs>[0]>,
): Promise<void> {
  const before = await work.county.snapshot();
  expect(refusedAs(await step())).toBe(expected);
  expect(await work.county.snapshot()).toEqual(before);
}

describe('what becomes an item', () => {
  it('a collated opinion is proposed, a person confirms it, and the first reply is due five working days on', async () => {
    const work = await ItemAtWork.open();
    const { number } = await work.collated(2);
    const { county } = work;
    const before = answered(await county.call('proposeItems', { session: SESSION }, COMMISSION));
    expect(before).toMatchObject({
      dueOn: DUE,
      calendarKnown: true,
      proposals: [
        { kind: 'suggestion', opinions: 2, about: '回龙山工商所', sources: [{ kind: 'opinion', collated: number }] },
      ],
    });
    expect(answered(await work.confirm())).toEqual({ number: 1, dueOn: DUE, calendarKnown: true });
    expect(answered(await county.call('proposeItems', { session: SESSION }, OFFICE)).proposals).toEqual([]);
    expect(await work.item()).toMatchObject({
      state: 'open',
      dueOn: DUE,
      measure: null,
      wording: '办证窗口午间应有人值守。',
    });
    expect(await work.figures()).toEqual({
      ...{ items: 1, accepted: 0, closed: 0, toDecide: 0, toDecideByCommission: 0 },
      ...{ reopened: 0, repliesDue: 0, repliesInTime: 0 },
      nextDueOn: DUE,
    });
    expect(await work.auditWords()).toContain('confirmItem opinion#1');
  });

  it('a confirmation sent again is the same item; another wording or a part of it is refused', async () => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    const before = await work.county.snapshot();
    expect(answered(await work.confirm()).number).toBe(1);
    expect(await work.county.snapshot()).toEqual(before);
    await refusedWithoutTrace(work, '409 source-taken', () => work.confirm({ wording: '别的说法' }));
  });

  it('of two who confirm at once there is one item', async () => {
    const work = await ItemAtWork.open();
    await work.collated();
    const both = await Promise.all([work.confirm(), work.confirm({}, COMMISSION)]);
    expect(both.map((each) => answered(each).number)).toEqual([1, 1]);
    const { items } = answered(await work.county.call('listItems', { session: SESSION }, OFFICE));
    expect(items).toHaveLength(1);
  });

  const withdrawing = (work: ItemAtWork, number: number) =>
    work.county.call(
      'changeCollated',
      { session: SESSION, number, expectedVersion: 1, opinions: [], ...WITHDRAWN },
      OFFICE,
    );
  const MAKING = { command: 'TransactWriteItems', naming: 'ITEM-OF#' };

  it('an entry that is withdrawn in the same moment becomes nothing, and the number stays free', async () => {
    const work = await ItemAtWork.open();
    const { number } = await work.collated();
    work.county.justBefore(MAKING, async () => answered(await withdrawing(work, number)));
    expect(refusedAs(await work.confirm())).toBe('404 source-unknown');
    const { items } = answered(await work.county.call('listItems', { session: SESSION }, OFFICE));
    expect(items).toEqual([]);
    const next = await work.collated();
    expect(answered(await work.confirm({ sources: [{ kind: 'opinion', collated: next.number }] })).number).toBe(1);
  });

  it('an entry that became an item is not withdrawn, though it was read before', async () => {
    const work = await ItemAtWork.open();
    const { number } = await work.collated();
    work.county.justBefore({ command: 'TransactWriteItems', naming: 'COLLATED#' }, async () =>
      answered(await work.confirm()),
    );
    expect(refusedAs(await withdrawing(work, number))).toBe('409 collated-fixed');
    expect(await work.county.all.meetings.collated.read(SESSION, number)).toMatchObject({
      value: { status: 'in-rectification', rectification: '1', opinions: 1 },
    });
  });

  it('an entry that is reworded in the same moment is read anew, and becomes the item once', async () => {
    const work = await ItemAtWork.open();
    const { number } = await work.collated();
    const entry = await work.county.all.opinions.ofEntry(SESSION, number);
    const about = { kind: 'officer', officer: 'o1' } as const;
    const reworded = { ...WITHDRAWN, about, opinions: [...entry.opinions] };
    work.county.justBefore(MAKING, async () =>
      answered(
        await work.county.call('changeCollated', { session: SESSION, number, expectedVersion: 1, ...reworded }, OFFICE),
      ),
    );
    expect(answered(await work.confirm()).number).toBe(1);
    expect((await work.item()).about).toBe('样例干部0-0');
    expect((await work.auditWords()).filter((words) => words.startsWith('confirmItem'))).toHaveLength(1);
  });

  it('a question whose opinion was withdrawn is proposed and confirmed without it', async () => {
    const work = await ItemAtWork.open();
    const { number } = await work.collated();
    const put = { session: SESSION, id: 'A'.repeat(22), source: 'phone', wording: '午间为何没有人？' } as const;
    answered(await work.county.call('putQuestion', { ...put, collated: number }, OFFICE));
    answered(await withdrawing(work, number));
    const { proposals } = answered(await work.county.call('proposeItems', { session: SESSION }, OFFICE));
    expect(proposals.map(({ sources }) => sources)).toEqual([[{ kind: 'question', number: 1 }]]);
    const [proposal] = proposals;
    answered(await work.confirm({ sources: proposal?.sources ?? [] }));
    expect((await work.item()).sources).toEqual([{ kind: 'question', number: 1 }]);
  });

  it('forty-nine entries become one item in one transaction; one more is refused, with what to do', async () => {
    const work = await ItemAtWork.open();
    const sources: { readonly kind: 'opinion'; readonly collated: number }[] = [];
    for (let n = 0; n < 50; n += 1) sources.push({ kind: 'opinion', collated: (await work.collated()).number });
    const before = await work.county.snapshot();
    const outcome = await work.confirm({ sources });
    expect(refusedAs(outcome)).toBe('400 request-invalid');
    expect('problem' in outcome && outcome.problem.errors).toMatchObject([{ field: 'sources', code: 'too-many' }]);
    expect(await work.county.snapshot()).toEqual(before);
    expect(answered(await work.confirm({ sources: sources.slice(1) })).number).toBe(1);
  });

  it('what is not there becomes nothing', async () => {
    const work = await ItemAtWork.open();
    for (const source of [
      { kind: 'opinion', collated: 9 },
      { kind: 'question', number: 9 },
      { kind: 'score', subject: 'unit', indicator: 'i1' },
    ] as const)
      await refusedWithoutTrace(work, '404 source-unknown', () => work.confirm({ sources: [source] }));
  });

  it('more opinions than may rate one item are several items', async () => {
    const work = await ItemAtWork.open();
    const { number } = await work.collated();
    await work.county.all.meetings.collated.change<null, never>(SESSION, number, (current) => {
      if (current === undefined) throw new Error('it was collated');
      return { kind: 'write', value: { ...current.value, opinions: MAX_AUTHORS + 1 }, answer: null };
    });
    await refusedWithoutTrace(work, '409 item-full', () => work.confirm());
  });

  it('a question on record is proposed, and with it the opinion that it stands for', async () => {
    const work = await ItemAtWork.open();
    const { number } = await work.collated();
    const put = {
      session: SESSION,
      id: 'A'.repeat(22),
      source: 'phone',
      wording: '午间为何没有人？',
      collated: number,
    } as const;
    answered(await work.county.call('putQuestion', put, OFFICE));
    const { proposals } = answered(await work.county.call('proposeItems', { session: SESSION }, OFFICE));
    expect(proposals.map(({ sources }) => sources)).toEqual([
      [
        { kind: 'question', number: 1 },
        { kind: 'opinion', collated: number },
      ],
    ]);
  });

  it('the unit neither sees proposals nor confirms', async () => {
    const work = await ItemAtWork.open();
    await work.collated();
    await refusedWithoutTrace(work, '403 role-not-allowed', () => work.confirm({}, CLERK));
    await refusedWithoutTrace(work, '403 role-not-allowed', () =>
      work.county.call('proposeItems', { session: SESSION }, CLERK),
    );
  });
});

describe('a measure', () => {
  it('names who, how and by when', async () => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    answered(await work.setMeasure({ dueOn: '2026-11-26' }));
    expect(await work.item()).toMatchObject({
      responsible: '样例所长',
      measure: '午间安排轮班。',
      dueOn: '2026-11-26',
    });
    expect((await work.figures())?.nextDueOn).toBe('2026-11-26');
  });

  it('with a deadline on a day off is refused, and the next working day is named', async () => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    const before = await work.county.snapshot();
    const outcome = await work.setMeasure({ dueOn: '2026-11-28' });
    expect(refusedAs(outcome)).toBe('400 deadline-not-working-day');
    expect('problem' in outcome && outcome.problem.detail).toContain('2026-11-30');
    expect(await work.county.snapshot()).toEqual(before);
    await refusedWithoutTrace(work, '400 deadline-past', () => work.setMeasure({ dueOn: '2026-11-20' }));
    await refusedWithoutTrace(work, '400 deadline-too-late', () => work.setMeasure({ dueOn: '2026-12-04' }));
  });

  it('later than the rule holds once the discipline commission sets it', async () => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    const later = { dueOn: '2026-12-04', reason: '要等设备到货' };
    answered(await work.setMeasure(later));
    expect(await work.item()).toMatchObject({ dueOn: DUE, asked: later });
    answered(await work.setMeasure(later, COMMISSION));
    expect(await work.item()).toMatchObject({ dueOn: '2026-12-04', asked: null });
  });

  it('later than the rule is asked for by the unit however often, and granted by nobody but the commission', async () => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    const later = { dueOn: '2026-12-04', reason: '要等设备到货' };
    for (const measure of ['午间安排轮班。', '午间安排两人轮班。']) {
      answered(await work.setMeasure({ ...later, measure }));
      expect(await work.item()).toMatchObject({ dueOn: DUE, asked: later, measure });
    }
    for (const as of [OFFICE, LEADER])
      await refusedWithoutTrace(work, '403 role-not-allowed', () => work.setMeasure(later, as));
  });

  it('over a newer one is refused, and the newer one stays; the same sent again is one', async () => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    answered(await work.setMeasure({ expectedVersion: 1 }));
    const before = await work.county.snapshot();
    answered(await work.setMeasure({ expectedVersion: 1 }));
    expect((await work.item()).version).toBe(2);
    await refusedWithoutTrace(work, '409 edited-meanwhile', () =>
      work.setMeasure({ expectedVersion: 1, measure: '别的' }),
    );
    expect(await work.county.snapshot()).toEqual(before);
  });

  it('of another unit is nobody’s business', async () => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    await refusedWithoutTrace(work, '403 unit-not-yours', () => work.setMeasure({}, OTHER_CLERK));
    await refusedWithoutTrace(work, '403 unit-not-yours', () => work.reply({}, OTHER_CLERK));
    await refusedWithoutTrace(work, '403 unit-not-yours', () =>
      work.county.call('listItems', { session: SESSION }, OTHER_CLERK),
    );
    await refusedWithoutTrace(work, '403 role-not-allowed', () => work.setMeasure({}, AUDITOR));
  });
});

describe('a reply', () => {
  it('is refused before there is a measure', async () => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    await refusedWithoutTrace(work, '409 measure-missing', () => work.reply());
  });

  it('waits on the county’s home for whoever decides, and no more for the unit', async () => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    await work.replied();
    expect(await work.figures()).toMatchObject({ items: 1, toDecide: 1, toDecideByCommission: 0, nextDueOn: null });
    const { figures } = answered(await work.county.call('listItems', { session: SESSION }, OFFICE));
    expect(figures).toMatchObject({ open: 0, toDecide: 1 });
  });

  it('is counted with the next step where it was noted without what waits for a decision', async () => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    const noted = { round: '2008', unit: UNIT };
    const { toDecide: _either, toDecideByCommission: _commission, ...before } = (await work.figures()) ?? {};
    await work.county.documents.send(
      new UpdateCommand({
        TableName: work.county.tables.registry,
        Key: { pk: `PROGRESS#${noted.round}`, sk: noted.unit },
        UpdateExpression: 'SET rectification = :before',
        ExpressionAttributeValues: { ':before': before },
      }),
    );
    expect(await work.figures()).toMatchObject({ items: 1, toDecide: 0, toDecideByCommission: 0 });
    await work.replied();
    expect(await work.figures()).toMatchObject({ toDecide: 1 });
  });

  it('sent twice is one reply; another one over it is refused', async () => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    await work.replied();
    const before = await work.county.snapshot();
    answered(await work.reply({ after: 0 }));
    expect(await work.county.snapshot()).toEqual(before);
    await refusedWithoutTrace(work, '409 edited-meanwhile', () => work.reply({ after: 0, text: '别的答复' }));
  });

  it('and more of it than an item holds is refused, and there is room for the decision and for every rating', async () => {
    const work = await ItemAtWork.open();
    const [secret = ''] = await work.confirmed();
    await work.replied();
    const longest = { text: '𠮷'.repeat(5_000) };
    let outcome = await work.reply(longest);
    while ('answer' in outcome) outcome = await work.reply(longest);
    expect(refusedAs(outcome)).toBe('409 item-full');
    expect('problem' in outcome && outcome.problem.detail).toContain('请等当地纪委或县局作出决定');
    await refusedWithoutTrace(work, '409 item-full', () => work.reply(longest));
    answered(await work.sendBack(OFFICE, (await work.item()).replies.length));
    const measure = { dueOn: '2026-12-04', reason: '由'.repeat(500), measure: '𠮷'.repeat(2_000) };
    await refusedWithoutTrace(work, '409 item-full', () => work.setMeasure(measure));
    answered(await work.reply(longest));
    const { replies } = await work.item();
    answered(await work.accept(COMMISSION, replies.length));
    answered(await work.rate(secret, 'dissatisfied', { reply: replies.length }));
  });

  it('with markup in it is kept as the text that it is', async () => {
    const work = await ItemAtWork.open();
    const [secret = ''] = await work.confirmed();
    answered(await work.setMeasure());
    const text = '<script>alert(1)</script> 㛃𬭼';
    answered(await work.reply({ text }));
    expect((await work.item()).replies[0]?.text).toBe(text);
    expect(answered(await work.follow(secret)).item?.replies[0]?.text).toBe(text);
  });
});

describe('only the discipline commission or the county says that an item is fixed', () => {
  it.each([
    ['the discipline commission', COMMISSION],
    ['the inspection office', OFFICE],
    ['a county leader', LEADER],
  ])('%s accepts', async (_who, as) => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    await work.replied();
    expect(answered(await work.accept(as))).toMatchObject({ number: 1, state: 'fixed' });
    expect(await work.figures()).toMatchObject({ accepted: 1, repliesDue: 1, repliesInTime: 1, nextDueOn: null });
    const before = await work.county.snapshot();
    expect(answered(await work.accept(as))).toMatchObject({ state: 'fixed' });
    expect(await work.county.snapshot()).toEqual(before);
  });

  it('the unit itself never does, nor whoever wrote the reply under another role', async () => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    await work.replied();
    await refusedWithoutTrace(work, '403 role-not-allowed', () => work.accept(CLERK));
    const moved = { staff: { ...staffOf('inspection-office'), subject: 'sub-unit-clerk' } };
    await refusedWithoutTrace(work, '409 same-person', () => work.accept(moved));
    await refusedWithoutTrace(work, '409 same-person', () => work.sendBack(moved));
  });

  it('nothing is accepted that was not replied to, nor a reply that is not the one seen', async () => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    await refusedWithoutTrace(work, '409 edited-meanwhile', () => work.accept());
    await work.replied();
    answered(await work.reply({ text: '补充说明' }));
    await refusedWithoutTrace(work, '409 edited-meanwhile', () => work.accept());
  });

  it('a reply sent back has a reason, and a new deadline begins', async () => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    await work.replied();
    work.goTo('2026-11-26');
    answered(await work.sendBack());
    expect(await work.item()).toMatchObject({ state: 'open', dueOn: '2026-12-03' });
    expect((await work.item()).history.at(-1)).toMatchObject({ what: 'returned', note: '没有写明时间' });
    expect(await work.auditWords()).toContain('returnItem item 1: 没有写明时间');
  });

  it('the unit closes nothing, nor does whoever replied, nor does anybody over a newer item', async () => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    const close = (expectedVersion: number, as: CallOptions) =>
      work.county.call('closeItem', { session: SESSION, item: '1', expectedVersion, reason: '不属于职权' }, as);
    await refusedWithoutTrace(work, '403 role-not-allowed', () => close(1, CLERK));
    await work.replied();
    const { version } = await work.item();
    const moved = { staff: { ...staffOf('inspection-office'), subject: 'sub-unit-clerk' } };
    await refusedWithoutTrace(work, '409 same-person', () => close(version, moved));
    await refusedWithoutTrace(work, '409 edited-meanwhile', () => close(version - 1, OFFICE));
  });

  it('closed without a fix is another word than fixed, and its author reads why', async () => {
    const work = await ItemAtWork.open();
    const [secret = ''] = await work.confirmed();
    const { version } = await work.item();
    const closing = { session: SESSION, item: '1', expectedVersion: version, reason: '属于上级部门职权，已转送' };
    await refusedWithoutTrace(work, '403 role-not-allowed', () => work.county.call('closeItem', closing, CLERK));
    expect(answered(await work.county.call('closeItem', closing, COMMISSION)).state).toBe('closed');
    expect(await work.figures()).toMatchObject({ items: 1, accepted: 0 });
    expect(answered(await work.follow(secret)).item).toMatchObject({
      state: 'closed',
      replies: [{ number: 1, text: '属于上级部门职权，已转送', by: 'commission' }],
    });
    answered(await work.rate(secret, 'dissatisfied'));
    await work.night();
    expect(await work.item()).toMatchObject({ state: 'open', reopened: 1 });
  });
});

it('a session or an item that there is not is named so', async () => {
  const work = await ItemAtWork.open();
  await work.confirmed();
  const asked = (session: string, item: string) => () => work.county.call('getItem', { session, item }, OFFICE);
  await refusedWithoutTrace(work, '404 item-unknown', asked(SESSION, '2'));
  await refusedWithoutTrace(work, '404 item-unknown', asked(OTHER_SESSION, '1'));
  await refusedWithoutTrace(work, '404 session-unknown', asked('tuanfeng-2008-nowhere', '1'));
});

it('a page of items is one Query, and the figures of all are one read more', async () => {
  const work = await ItemAtWork.open();
  await work.confirmed();
  const { capacity, tables } = work.county;
  capacity.length = 0;
  const listed = answered(await work.county.call('listItems', { session: SESSION }, CLERK));
  expect(listed.figures).toMatchObject({ items: 1, open: 1, overdue: 0 });
  expect(capacity.filter(({ table }) => table === tables.meetings)).toHaveLength(2);
});
