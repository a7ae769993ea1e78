import { describe, expect, it } from 'vitest';
import { answered, type CallOptions, refusedAs, withEngine } from '../registry/county.ts';
import { CLERK, ItemAtWork, newReceipt, OFFICE, SESSION } from './item-at-work.ts';

withEngine();

type Receipt = Awaited<ReturnType<typeof newReceipt>>;

/** An opinion that a clerk heard at a door: the clerk’s browser made its receipt, and printed the slip. */
async function heard(work: ItemAtWork): Promise<Receipt> {
  const slip = await newReceipt();
  const said = {
    kind: 'suggestion',
    about: { kind: 'unit' },
    text: '俺们晌午来办证，窗口老没人',
    named: null,
  } as const;
  const { receiptHash } = slip;
  const recorded = { session: SESSION, ...said, channel: 'door-to-door', receiptHash } as const;
  answered(await work.county.call('recordOpinion', recorded, CLERK));
  return slip;
}

/** One that is an item, with a reply to rate. */
async function replied(work: ItemAtWork): Promise<Receipt> {
  const slip = await heard(work);
  const words = {
    kind: 'suggestion',
    about: { kind: 'unit' },
    topic: '窗口服务',
    wording: '窗口午间应有人。',
  } as const;
  answered(await work.county.call('collate', { session: SESSION, opinions: [slip.receiptHash], ...words }, OFFICE));
  answered(await work.confirm());
  await work.replied();
  return slip;
}

const takeOver = (work: ItemAtWork, { secret }: Receipt, { receiptHash }: Receipt, as: CallOptions = {}) =>
  work.county.call('takeOverReceipt', { session: SESSION, secret, receiptHash }, as);

const ratingsOf = async (work: ItemAtWork) => (await work.item()).replies[0]?.ratings;

describe('whoever holds a receipt that staff made takes it over', () => {
  it('once: from then on the new one opens what the old one opened, and the old one nothing', async () => {
    const work = await ItemAtWork.open();
    const [slip, mine] = [await heard(work), await newReceipt()];
    const before = answered(await work.follow(slip.secret));
    expect(before.canTakeOver).toBe(true);
    expect(answered(await takeOver(work, slip, mine))).toEqual({});
    expect(answered(await work.follow(mine.secret))).toEqual({ ...before, canTakeOver: false });
    expect(refusedAs(await work.follow(slip.secret))).toBe('404 receipt-unknown');
    expect(refusedAs(await takeOver(work, mine, await newReceipt()))).toBe('409 receipt-taken-over');
  });

  it('and nothing is stored of it but the new hash and that the first one is replaced', async () => {
    const work = await ItemAtWork.open();
    const [slip, mine] = [await heard(work), await newReceipt()];
    const before = await work.county.items();
    answered(await takeOver(work, slip, mine));
    const isOpinion = (item: Record<string, unknown>) => item['sk'] === slip.receiptHash;
    const after = await work.county.items();
    expect(after.filter((item) => item['sk'] === mine.receiptHash)).toEqual([
      { pk: `${SESSION}#receipts`, sk: mine.receiptHash, opinion: slip.receiptHash },
    ]);
    expect(after.find(isOpinion)).toEqual({ ...before.find(isOpinion), takenOver: {} });
    const others = (items: readonly Record<string, unknown>[]) =>
      items.filter((item) => !isOpinion(item) && item['sk'] !== mine.receiptHash);
    expect(others(after)).toEqual(others(before));
  });

  it('again with the same, after a lost answer: the same answer, and nothing changes', async () => {
    const work = await ItemAtWork.open();
    const [slip, mine] = [await heard(work), await newReceipt()];
    answered(await takeOver(work, slip, mine));
    const before = await work.county.snapshot();
    expect(answered(await takeOver(work, slip, mine))).toEqual({});
    expect(await work.county.snapshot()).toEqual(before);
  });

  it('after another did: is refused, told whom to turn to, and nothing changes', async () => {
    const work = await ItemAtWork.open();
    const [slip, clerks, authors] = [await heard(work), await newReceipt(), await newReceipt()];
    answered(await takeOver(work, slip, clerks));
    const before = await work.county.snapshot();
    const refused = await takeOver(work, slip, authors, { language: 'zh-CN' });
    expect(refusedAs(refused)).toBe('409 receipt-taken-over');
    expect('problem' in refused && refused.problem.detail).toContain('请带上纸条向当地纪委反映');
    expect(refusedAs(await work.follow(authors.secret))).toBe('404 receipt-unknown');
    expect(await work.county.snapshot()).toEqual(before);
  });

  it('several at one moment: one receipt opens, and its phone alone is told so', async () => {
    const work = await ItemAtWork.open();
    const slip = await heard(work);
    const rivals = await Promise.all([1, 2, 3, 4].map(newReceipt));
    const outcomes = await Promise.all(rivals.map((rival) => takeOver(work, slip, rival)));
    const isTold = outcomes.map(({ status }) => status === 200);
    expect(isTold.filter(Boolean)).toHaveLength(1);
    for (const [place, { secret }] of rivals.entries()) {
      const isOpen = (await work.follow(secret)).status === 200;
      expect(isOpen).toBe(isTold[place]);
    }
  });

  it('never with a hash that is an opinion’s own or another’s receipt: staff know the hashes of opinions', async () => {
    const work = await ItemAtWork.open();
    const [slip, other, mine] = [await heard(work), await heard(work), await newReceipt()];
    answered(await takeOver(work, other, mine));
    const third = await heard(work);
    const before = await work.county.snapshot();
    for (const taken of [slip, other, third, mine])
      expect(refusedAs(await takeOver(work, slip, taken))).toBe('409 receipt-not-new');
    expect(await work.county.snapshot()).toEqual(before);
    expect(answered(await work.follow(third.secret)).canTakeOver).toBe(true);
  });

  it('never of an opinion that was left on the page, whose receipt its author’s phone made', async () => {
    const work = await ItemAtWork.open();
    const [secret = ''] = (await work.collated()).secrets;
    expect(answered(await work.follow(secret)).canTakeOver).toBe(false);
    const before = await work.county.snapshot();
    const left = { secret, receiptHash: '' };
    expect(refusedAs(await takeOver(work, left, await newReceipt()))).toBe('409 receipt-made-by-author');
    expect(await work.county.snapshot()).toEqual(before);
  });

  it('never with a receipt that nobody has; what was replaced cannot be told from it, by the answer or by the work', async () => {
    const work = await ItemAtWork.open();
    const [slip, mine, nobodys] = [await heard(work), await newReceipt(), await newReceipt()];
    answered(await takeOver(work, slip, mine));
    const before = await work.county.snapshot();
    expect(refusedAs(await takeOver(work, nobodys, await newReceipt()))).toBe('404 receipt-unknown');
    expect(await work.county.snapshot()).toEqual(before);
    const { capacity } = work.county;
    const answers: unknown[] = [];
    for (const { secret } of [nobodys, slip]) {
      capacity.length = 0;
      const { problem } = Object(await work.follow(secret));
      answers.push({ problem, work: capacity.map(({ table, units }) => ({ table, units })) });
    }
    expect(answers[1]).toEqual(answers[0]);
  });

  it('and a fault on the way is logged without a reference, so that no line joins a phone', async () => {
    const work = await ItemAtWork.open();
    const [slip, mine] = [await heard(work), await newReceipt()];
    const broken = { deps: { opinions: work.county.of('rounds').opinions } };
    expect(refusedAs(await takeOver(work, slip, mine, broken))).toBe('500 unexpected');
    expect(work.county.logged.map(({ reference }) => reference)).toEqual(['takeOverReceipt']);
  });
});

describe('a reply is rated once, whichever receipt its author had', () => {
  it('rated before: the word stays, and neither the same nor another counts again', async () => {
    const work = await ItemAtWork.open();
    const [slip, mine] = [await replied(work), await newReceipt()];
    answered(await work.rate(slip.secret, 'satisfied'));
    answered(await takeOver(work, slip, mine));
    expect(answered(await work.follow(mine.secret)).item?.replies[0]?.mine).toBe('satisfied');
    const before = await work.county.snapshot();
    expect(answered(await work.rate(mine.secret, 'satisfied'))).toMatchObject({ mine: 'satisfied' });
    expect(refusedAs(await work.rate(mine.secret, 'dissatisfied'))).toBe('409 already-rated');
    expect(refusedAs(await work.rate(slip.secret, 'satisfied'))).toBe('404 receipt-unknown');
    expect(await work.county.snapshot()).toEqual(before);
    await work.night();
    expect(await ratingsOf(work)).toEqual({ satisfied: 1, 'mostly-satisfied': 0, dissatisfied: 0 });
  });

  it('rated after: by the new one, once; the old one rates nothing', async () => {
    const work = await ItemAtWork.open();
    const [slip, mine] = [await replied(work), await newReceipt()];
    answered(await takeOver(work, slip, mine));
    expect(refusedAs(await work.rate(slip.secret, 'satisfied'))).toBe('404 receipt-unknown');
    answered(await work.rate(mine.secret, 'dissatisfied'));
    answered(await work.rate(mine.secret, 'dissatisfied'));
    expect(refusedAs(await work.rate(mine.secret, 'satisfied'))).toBe('409 already-rated');
    await work.night();
    expect(await work.item()).toMatchObject({ state: 'open', reopened: 1 });
    expect(await ratingsOf(work)).toEqual({ satisfied: 0, 'mostly-satisfied': 0, dissatisfied: 1 });
  });

  it('rated by the old one while it is taken over: what comes late is not kept', async () => {
    const work = await ItemAtWork.open();
    const [slip, mine] = [await replied(work), await newReceipt()];
    const { opinions } = work.county.of('authors');
    const opinion = slip.receiptHash;
    const asRead = { opinion, takenOver: null };
    const late = { id: 'late', session: SESSION, item: 1, reply: 1, rating: 'satisfied' } as const;
    answered(await takeOver(work, slip, mine));
    const before = await work.county.snapshot();
    expect(await opinions.rateOnce(asRead, late)).toBe('receipt-replaced');
    expect(await work.county.snapshot()).toEqual(before);
  });
});

describe('staff', () => {
  it('see the opinion, its entry and its item as before, and nothing of the new receipt', async () => {
    const work = await ItemAtWork.open();
    const [slip, mine] = [await replied(work), await newReceipt()];
    const seen = async () => [
      answered(await work.county.call('listOpinions', { session: SESSION }, OFFICE)),
      answered(await work.county.call('listCollated', { session: SESSION }, OFFICE)),
      answered(await work.county.call('getCollated', { session: SESSION, number: 1 }, OFFICE)),
      await work.item(),
    ];
    const before = await seen();
    answered(await takeOver(work, slip, mine));
    expect(await seen()).toEqual(before);
  });

  it('still collate it, and set it aside', async () => {
    const work = await ItemAtWork.open();
    const [slip, mine] = [await heard(work), await newReceipt()];
    answered(await takeOver(work, slip, mine));
    const { receiptHash: opinion } = slip;
    answered(
      await work.county.call('discardOpinion', { session: SESSION, opinion, reason: '不属于本单位职责' }, OFFICE),
    );
    expect(answered(await work.follow(mine.secret))).toMatchObject({ standing: 'not-taken-up' });
    const words = { kind: 'suggestion', about: { kind: 'unit' }, topic: '窗口', wording: '窗口午间应有人。' } as const;
    answered(await work.county.call('collate', { session: SESSION, opinions: [opinion], ...words }, OFFICE));
    expect(answered(await work.follow(mine.secret))).toMatchObject({ standing: 'listed', wording: '窗口午间应有人。' });
  });
});
