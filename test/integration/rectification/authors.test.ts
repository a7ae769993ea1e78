import { describe, expect, it } from 'vitest';
import { answered, type CallOptions, refusedAs, withEngine } from '../registry/county.ts';
import { CLERK, COMMISSION, DUE, ItemAtWork, newReceipt, OFFICE, OTHER_SESSION, SESSION } from './item-at-work.ts';

withEngine();

const random = () => newReceipt().then(({ secret }) => secret);

describe('an author follows their opinion by its receipt', () => {
  it('from its arrival over the collated list to the item, its reply and its end', async () => {
    const work = await ItemAtWork.open();
    const { county } = work;
    const [waiting, taken] = [await newReceipt(), await work.collated()];
    // One that lies there, as it came.
    answered(
      await county.call(
        'recordOpinion',
        {
          session: SESSION,
          kind: 'question',
          about: { kind: 'unit' },
          text: '年检能不能网上办？',
          named: null,
          channel: 'door-to-door',
          receiptHash: waiting.receiptHash,
        },
        CLERK,
      ),
    );
    expect(answered(await work.follow(waiting.secret))).toMatchObject({
      standing: 'received',
      kind: 'question',
      item: null,
    });
    const [secret = ''] = taken.secrets;
    expect(answered(await work.follow(secret))).toMatchObject({
      unit: '回龙山工商所',
      standing: 'listed',
      wording: '办证窗口午间应有人值守。',
      item: null,
    });
    answered(await work.confirm());
    expect(answered(await work.follow(secret))).toMatchObject({
      standing: 'item',
      item: { number: 1, state: 'open', measure: null, dueOn: DUE, overdue: false, replies: [] },
    });
    await work.replied();
    answered(await work.accept());
    expect(answered(await work.follow(secret)).item).toMatchObject({
      state: 'fixed',
      responsible: '样例所长',
      replies: [{ number: 1, text: '从本周起午间有人值守。', by: 'unit', mine: null }],
    });
  });

  it('reads why it was not taken up', async () => {
    const work = await ItemAtWork.open();
    const { county } = work;
    const { secret, receiptHash } = await newReceipt();
    const said = { kind: 'question', about: { kind: 'unit' }, text: '与本单位无关的事', named: null } as const;
    answered(await county.call('recordOpinion', { session: SESSION, ...said, channel: 'letter', receiptHash }, CLERK));
    answered(
      await county.call(
        'discardOpinion',
        { session: SESSION, opinion: receiptHash, reason: '不属于本单位职责' },
        OFFICE,
      ),
    );
    expect(answered(await work.follow(secret))).toMatchObject({
      standing: 'not-taken-up',
      reason: '不属于本单位职责',
      item: null,
    });
  });

  it('reads what was answered at the meeting', async () => {
    const work = await ItemAtWork.open();
    const { secrets, number } = await work.collated();
    const put = {
      session: SESSION,
      id: 'A'.repeat(22),
      source: 'phone',
      wording: '午间为何没有人？',
      collated: number,
    } as const;
    answered(await work.county.call('putQuestion', put, OFFICE));
    const answer = { session: SESSION, question: 1, answer: '今后轮班。', answeredBy: '样例所长', after: 0 };
    answered(await work.county.call('recordAnswer', answer, CLERK));
    expect(answered(await work.follow(secrets[0] ?? '')).answers).toEqual([
      { wording: '午间为何没有人？', answer: '今后轮班。', answeredBy: '样例所长', setAsideWhy: null },
    ]);
  });

  it('with a receipt that nobody has, of another session, or cut short, learns nothing; the work is the same', async () => {
    const work = await ItemAtWork.open();
    const [secret = ''] = await work.confirmed();
    const { capacity } = work.county;
    const reads: number[] = [];
    for (const [session, wrong] of [
      [SESSION, await random()],
      [OTHER_SESSION, secret],
      ['tuanfeng-2008-nowhere', secret],
    ] as const) {
      capacity.length = 0;
      expect(refusedAs(await work.follow(wrong, session))).toBe('404 receipt-unknown');
      reads.push(capacity.length);
    }
    expect(new Set(reads).size).toBe(1);
    expect(refusedAs(await work.follow(secret.slice(0, 40)))).toBe('400 request-invalid');
  });

  it('is told of by nothing that staff read, and the function reaches nobody’s name', async () => {
    const work = await ItemAtWork.open();
    const [secret = ''] = await work.confirmed();
    await work.replied();
    answered(await work.rate(secret, 'mostly-satisfied'));
    const shown = JSON.stringify([await work.item(), await work.county.items()]);
    expect(shown).not.toContain(secret);
    await expect(work.county.of('authors').registry.rounds.list()).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});

describe('a fault on an author’s way', () => {
  it('is logged without a reference, so that no line joins a phone', async () => {
    const work = await ItemAtWork.open();
    const [secret = ''] = await work.confirmed();
    await work.replied();
    const broken = { deps: { opinions: work.county.of('rounds').opinions } };
    const followed = await work.county.call('followOpinion', { session: SESSION, secret }, broken);
    expect(refusedAs(followed)).toBe('500 unexpected');
    expect(refusedAs(await work.rate(secret, 'dissatisfied', {}, broken))).toBe('500 unexpected');
    expect(work.county.logged.map(({ reference }) => reference)).toEqual(['followOpinion', 'rateReply']);
    expect((await work.item()).state).toBe('replied');
  });
});

describe('an author rates a reply', () => {
  it('once; the same again changes nothing, another word is refused and the first stays', async () => {
    const work = await ItemAtWork.open();
    const [secret = ''] = await work.confirmed();
    await work.replied();
    expect(answered(await work.rate(secret, 'satisfied'))).toEqual({
      state: 'replied',
      withCommission: false,
      reopened: 0,
    });
    const before = await work.county.snapshot();
    answered(await work.rate(secret, 'satisfied'));
    expect(refusedAs(await work.rate(secret, 'dissatisfied'))).toBe('409 already-rated');
    expect(await work.county.snapshot()).toEqual(before);
    expect((await work.item()).replies[0]?.ratings).toEqual({ satisfied: 1, 'mostly-satisfied': 0, dissatisfied: 0 });
    expect(answered(await work.follow(secret)).item?.replies[0]?.mine).toBe('satisfied');
  });

  it('each of several authors has a word of their own, and one 不满意 reopens for all', async () => {
    const work = await ItemAtWork.open();
    const [first = '', second = '', third = ''] = await work.confirmed(3);
    await work.replied();
    answered(await work.rate(first, 'satisfied'));
    answered(await work.rate(second, 'mostly-satisfied'));
    expect((await work.item()).state).toBe('replied');
    expect(answered(await work.rate(third, 'dissatisfied'))).toMatchObject({ state: 'open', reopened: 1 });
    const item = await work.item();
    expect(item.replies[0]?.ratings).toEqual({ satisfied: 1, 'mostly-satisfied': 1, dissatisfied: 1 });
    expect(item.history.at(-1)).toEqual({ onDay: '2026-11-23', what: 'reopened', by: null, note: null });
  });

  it('不满意 reopens what was accepted as fixed, too', async () => {
    const work = await ItemAtWork.open();
    const [secret = ''] = await work.confirmed();
    await work.replied();
    answered(await work.accept());
    work.goTo('2026-12-10');
    expect(answered(await work.rate(secret, 'dissatisfied'))).toMatchObject({ state: 'open', reopened: 1 });
    expect(await work.item()).toMatchObject({ state: 'open', dueOn: '2026-12-17' });
  });

  it('a third reopening goes to the discipline commission, which alone decides then', async () => {
    const work = await ItemAtWork.open();
    const [secret = ''] = await work.confirmed();
    for (const reply of [1, 2, 3]) {
      await work.replied();
      answered(await work.rate(secret, 'dissatisfied', { reply }));
    }
    expect(await work.item()).toMatchObject({ state: 'open', reopened: 3, withCommission: true });
    expect(refusedAs(await work.setMeasure({ measure: '单位另定的措施' }))).toBe('409 item-with-commission');
    await work.replied();
    expect(refusedAs(await work.accept(OFFICE, 4))).toBe('409 item-with-commission');
    expect(answered(await work.accept(COMMISSION, 4)).state).toBe('fixed');
  });

  it('with the receipt of another opinion is refused, and nothing is written', async () => {
    const work = await ItemAtWork.open();
    await work.confirmed();
    await work.replied();
    const other = await work.collated();
    const before = await work.county.snapshot();
    expect(refusedAs(await work.rate(other.secrets[0] ?? '', 'dissatisfied'))).toBe('404 reply-unknown');
    expect(refusedAs(await work.rate(await random(), 'dissatisfied'))).toBe('404 receipt-unknown');
    expect(await work.county.snapshot()).toEqual(before);
  });

  it('that was not given yet is refused, and nothing is written', async () => {
    const work = await ItemAtWork.open();
    const [secret = ''] = await work.confirmed();
    const before = await work.county.snapshot();
    expect(refusedAs(await work.rate(secret, 'dissatisfied'))).toBe('404 reply-unknown');
    expect(await work.county.snapshot()).toEqual(before);
  });

  it('twice at the same moment, and it counts once', async () => {
    const work = await ItemAtWork.open();
    const [secret = ''] = await work.confirmed();
    await work.replied();
    const pressed = await Promise.all([1, 2, 3].map(() => work.rate(secret, 'dissatisfied')));
    expect(pressed.map((each) => answered(each).reopened)).toEqual([1, 1, 1]);
    expect((await work.item()).replies[0]?.ratings.dissatisfied).toBe(1);
  });

  it('and the process dies between keeping the word and counting it: sent again, it counts once', async () => {
    const work = await ItemAtWork.open();
    const [secret = ''] = await work.confirmed();
    await work.replied();
    const { meetings } = work.county.of('authors');
    const dying = Object.create(meetings, {
      rectification: {
        value: Object.create(meetings.rectification, {
          change: { value: () => Promise.reject(new Error('the process died')) },
          itemOf: { value: meetings.rectification.itemOf.bind(meetings.rectification) },
          read: { value: (session: string, number: number) => meetings.rectification.read(session, number) },
        }),
      },
      read: { value: (session: string) => meetings.read(session) },
    });
    const as: CallOptions = { deps: { meetings: dying } };
    expect((await work.rate(secret, 'dissatisfied', {}, as)).status).toBe(500);
    expect(await work.item()).toMatchObject({ state: 'replied', reopened: 0 });
    expect(answered(await work.rate(secret, 'dissatisfied'))).toMatchObject({ state: 'open', reopened: 1 });
    answered(await work.rate(secret, 'dissatisfied'));
    expect((await work.item()).replies[0]?.ratings.dissatisfied).toBe(1);
  });
});
