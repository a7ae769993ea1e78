import { describe, expect, it } from 'vitest';
import { answered, refusedAs, withEngine } from '../registry/county.ts';
import { CLERK, DUE, ItemAtWork, newReceipt, OFFICE, OTHER_SESSION, SESSION } from './item-at-work.ts';

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
      replies: [{ number: 1, text: '从本周起午间有人值守。', by: 'unit', mine: null, counted: false }],
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
    await work.night();
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
    expect(answered(await work.rate(secret, 'satisfied'))).toEqual({ mine: 'satisfied', counted: false });
    const before = await work.county.snapshot();
    expect(answered(await work.rate(secret, 'satisfied'))).toEqual({ mine: 'satisfied', counted: false });
    expect(refusedAs(await work.rate(secret, 'dissatisfied'))).toBe('409 already-rated');
    expect(await work.county.snapshot()).toEqual(before);
    await work.night();
    const counted = await work.county.snapshot();
    expect(answered(await work.rate(secret, 'satisfied'))).toEqual({ mine: 'satisfied', counted: true });
    expect(refusedAs(await work.rate(secret, 'dissatisfied'))).toBe('409 already-rated');
    expect(await work.county.snapshot()).toEqual(counted);
    expect((await work.item()).replies[0]?.ratings).toEqual({ satisfied: 1, 'mostly-satisfied': 0, dissatisfied: 0 });
  });

  it('and sees their word at once, and what comes of it after the night', async () => {
    const work = await ItemAtWork.open();
    const [secret = '', other = ''] = await work.confirmed(2);
    await work.replied();
    answered(await work.rate(secret, 'dissatisfied'));
    const seen = async (by: string) => {
      const { item } = answered(await work.follow(by));
      const reply = item?.replies[0];
      return [item?.state, reply?.mine, reply?.counted, reply?.ratings.dissatisfied];
    };
    expect(await seen(secret)).toEqual(['replied', 'dissatisfied', false, 0]);
    expect(await seen(other)).toEqual(['replied', null, false, 0]);
    await work.night();
    expect(await seen(secret)).toEqual(['open', 'dissatisfied', true, 1]);
    expect(await seen(other)).toEqual(['open', null, false, 1]);
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
    expect(pressed.map((each) => answered(each).mine)).toEqual(['dissatisfied', 'dissatisfied', 'dissatisfied']);
    expect(await work.county.all.opinions.waitingRatings.list()).toHaveLength(1);
    await work.night();
    expect((await work.item()).replies[0]?.ratings.dissatisfied).toBe(1);
  });

  it('with two words at the same moment, and the one that stands is the one that counts', async () => {
    const work = await ItemAtWork.open();
    const [secret = ''] = await work.confirmed();
    await work.replied();
    const [good, bad] = await Promise.all([work.rate(secret, 'satisfied'), work.rate(secret, 'dissatisfied')]);
    expect([good.status, bad.status].sort()).toEqual([200, 409]);
    const stands = good.status === 200 ? 'satisfied' : 'dissatisfied';
    await work.night();
    expect(answered(await work.follow(secret)).item?.replies[0]).toMatchObject({ mine: stands, counted: true });
    expect((await work.item()).replies[0]?.ratings[stands]).toBe(1);
  });
});
