import { describe, expect, it } from 'vitest';
import type { RequestOf } from '../../../shared/contract/operations.ts';
import type { Rating } from '../../../shared/process/opinions.ts';
import { answered, type County, OFFICE, refusedAs, staffOf, withEngine } from '../registry/county.ts';
import { ROUND } from '../registry/prepared-meeting.ts';
import { CLERK, newReceiptHash, opinionCounty, SESSION, UNIT } from './opinion-county.ts';

withEngine();

const WORDS = {
  kind: 'suggestion',
  about: { kind: 'unit' },
  topic: '办证时间',
  wording: '建议午间保留一个办证窗口。',
} as const;

const collating = (opinions: readonly string[], change: Partial<RequestOf<'collate'>> = {}): RequestOf<'collate'> => ({
  session: SESSION,
  opinions: [...opinions],
  ...WORDS,
  ...change,
});
const collate = (county: County, opinions: readonly string[], change: Partial<RequestOf<'collate'>> = {}) =>
  county.call('collate', collating(opinions, change), OFFICE);
const stateOf = async (county: County, receiptHash: string) =>
  (await county.all.opinions.findByReceipt(SESSION, receiptHash))?.state;
const listed = async (county: County) => answered(await county.call('listCollated', { session: SESSION }, CLERK)).items;
const figures = async (county: County) =>
  (await county.all.registry.progress.read({ round: ROUND, unit: UNIT })).opinions;

describe('reading opinions', () => {
  it('goes by pages in the order of random ids, one Query each, and shows all once', async () => {
    const { county, leave } = await opinionCounty();
    const left = new Set<string>();
    for (let n = 0; n < 60; n += 1) left.add(await leave());
    county.capacity.length = 0;
    const first = answered(await county.call('listOpinions', { session: SESSION }, OFFICE));
    expect(county.capacity.filter(({ table }) => table === county.tables.opinions)).toHaveLength(1);
    expect(first.opinions).toHaveLength(50);
    expect(first.next).not.toBeNull();
    const second = answered(
      await county.call('listOpinions', { session: SESSION, after: first.next ?? undefined }, OFFICE),
    );
    const ids = [...first.opinions, ...second.opinions].map(({ opinion }) => opinion);
    expect(second.next).toBeNull();
    expect(ids).toEqual([...left].sort());
  });

  it.each(['unit-clerk', 'discipline-commission', 'county-leader', 'auditor'] as const)(
    'is not for the role %s',
    async (role) => {
      const { county, leave } = await opinionCounty();
      await leave();
      const as = { staff: staffOf(role, role === 'unit-clerk' ? UNIT : undefined) };
      expect(refusedAs(await county.call('listOpinions', { session: SESSION }, as))).toBe('403 role-not-allowed');
    },
  );
});

describe('collating', () => {
  it('merges several opinions into one entry in new words, and each opinion knows its entry', async () => {
    const { county, leave } = await opinionCounty();
    const [one, two] = [await leave(), await leave()];
    const item = answered(await collate(county, [one, two]));
    expect(item).toMatchObject({ id: 'c-001', number: 1, opinions: 2, status: 'listed', photos: [], ...WORDS });
    expect(await stateOf(county, one)).toEqual({ kind: 'collated', number: 1 });
    expect(await stateOf(county, two)).toEqual({ kind: 'collated', number: 1 });
    expect(await listed(county)).toEqual([item]);
    expect(await figures(county)).toEqual({ questions: 0, suggestions: 1, isFinished: false });
  });

  it('counts questions and suggestions by entries, not by how many said the same', async () => {
    const { county, leave } = await opinionCounty();
    await collate(county, [await leave(), await leave()], { kind: 'question' });
    await collate(county, [await leave()]);
    await collate(county, [await leave()]);
    expect(await figures(county)).toEqual({ questions: 1, suggestions: 2, isFinished: false });
  });

  it('asked again it answers the same, and writes nothing', async () => {
    const { county, leave } = await opinionCounty();
    const opinions = [await leave(), await leave()];
    const item = answered(await collate(county, opinions));
    const before = await county.snapshot();
    expect(answered(await collate(county, [...opinions].reverse()))).toEqual(item);
    expect(await county.snapshot()).toEqual(before);
  });

  it('refuses an opinion that stands in another entry, or is not there, or an officer of another unit', async () => {
    const { county, leave } = await opinionCounty();
    const [taken, free] = [await leave(), await leave()];
    answered(await collate(county, [taken]));
    const before = await county.snapshot();
    expect(refusedAs(await collate(county, [taken, free]))).toBe('409 opinion-in-entry');
    expect(refusedAs(await collate(county, [taken], { wording: '别的话' }))).toBe('409 opinion-in-entry');
    expect(refusedAs(await collate(county, [free, await newReceiptHash()]))).toBe('404 opinion-unknown');
    const other = await collate(county, [free], { about: { kind: 'officer', officer: 'o9' } });
    expect(refusedAs(other)).toBe('404 officer-unknown');
    expect(await county.snapshot()).toEqual(before);
  });

  it('gives every entry its own number when several are made at once', async () => {
    const { county, leave } = await opinionCounty();
    const opinions = await Promise.all([1, 2, 3, 4].map(() => leave()));
    const items = await Promise.all(opinions.map(async (each) => answered(await collate(county, [each]))));
    expect(items.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4]);
    expect(await figures(county)).toEqual({ questions: 0, suggestions: 4, isFinished: false });
  });

  it('lets one opinion into one of two entries made at once, and refuses the other', async () => {
    const { county, leave } = await opinionCounty();
    const opinion = await leave();
    const outcomes = await Promise.all([
      collate(county, [opinion], { wording: '第一种写法' }),
      collate(county, [opinion], { wording: '第二种写法' }),
    ]);
    expect(outcomes.map(refusedAs).sort()).toEqual(['200', '409 opinion-in-entry']);
    expect(await listed(county)).toHaveLength(1);
  });

  it('puts the topic on the log, and neither what was written nor which opinions they were', async () => {
    const { county, leave } = await opinionCounty();
    const text = '我是镇上第三家店的，别让人知道';
    const opinion = await leave({ text });
    answered(await collate(county, [opinion]));
    const log = JSON.stringify(answered(await county.call('listAudit', {}, OFFICE)));
    expect(log).toContain('办证时间');
    expect(log).not.toContain(text);
    expect(log).not.toContain(opinion);
  });
});

describe('changing an entry', () => {
  const changing = (change: Partial<RequestOf<'changeCollated'>>): RequestOf<'changeCollated'> => ({
    session: SESSION,
    number: 1,
    expectedVersion: 1,
    opinions: [],
    ...WORDS,
    ...change,
  });

  it('rewords it, and splits it by taking opinions out, which then stand in no entry', async () => {
    const { county, leave } = await opinionCounty();
    const [one, two] = [await leave(), await leave()];
    answered(await collate(county, [one, two]));
    const change = changing({ opinions: [one], kind: 'question', wording: '午间能否留一个窗口？' });
    const item = answered(await county.call('changeCollated', change, OFFICE));
    expect(item).toMatchObject({ version: 2, opinions: 1, kind: 'question', wording: '午间能否留一个窗口？' });
    expect(await stateOf(county, two)).toEqual({ kind: 'new' });
    expect(answered(await collate(county, [two])).number).toBe(2);
    expect(await figures(county)).toEqual({ questions: 1, suggestions: 1, isFinished: false });
    const whole = answered(await county.call('getCollated', { session: SESSION, number: 1 }, OFFICE));
    expect(whole.opinions.map(({ opinion }) => opinion)).toEqual([one]);
  });

  it('withdraws it when no opinion is left, and gives its number to nobody else', async () => {
    const { county, leave } = await opinionCounty();
    const one = await leave();
    answered(await collate(county, [one]));
    expect(answered(await county.call('changeCollated', changing({}), OFFICE)).status).toBe('withdrawn');
    expect(await figures(county)).toEqual({ questions: 0, suggestions: 0, isFinished: false });
    expect(answered(await collate(county, [one])).number).toBe(2);
  });

  it('asked again it answers the same, and writes nothing', async () => {
    const { county, leave } = await opinionCounty();
    const [one, two] = [await leave(), await leave()];
    answered(await collate(county, [one]));
    const change = changing({ opinions: [one, two] });
    const item = answered(await county.call('changeCollated', change, OFFICE));
    const before = await county.snapshot();
    expect(answered(await county.call('changeCollated', change, OFFICE))).toEqual(item);
    expect(await county.snapshot()).toEqual(before);
  });

  it('tells the second of two who reword it at once', async () => {
    const { county, leave } = await opinionCounty();
    const one = await leave();
    answered(await collate(county, [one]));
    answered(await county.call('changeCollated', changing({ opinions: [one], wording: '先改的' }), OFFICE));
    const before = await county.snapshot();
    const second = await county.call('changeCollated', changing({ opinions: [one], wording: '后改的' }), OFFICE);
    expect(refusedAs(second)).toBe('409 edited-meanwhile');
    expect(await county.snapshot()).toEqual(before);
  });

  it('is refused once a rectification item rests on it', async () => {
    const { county, leave } = await opinionCounty();
    const one = await leave();
    answered(await collate(county, [one]));
    const source = { kind: 'opinion', collated: 1 } as const;
    const confirmed = { session: SESSION, kind: 'suggestion', wording: WORDS.wording } as const;
    answered(await county.call('confirmItem', { ...confirmed, sources: [source] }, OFFICE));
    const before = await county.snapshot();
    const change = changing({ expectedVersion: 2, opinions: [one] });
    expect(refusedAs(await county.call('changeCollated', change, OFFICE))).toBe('409 collated-fixed');
    expect(await county.snapshot()).toEqual(before);
  });

  it('refuses an entry that is not there', async () => {
    const { county } = await opinionCounty();
    const before = await county.snapshot();
    expect(refusedAs(await county.call('changeCollated', changing({ number: 7 }), OFFICE))).toBe(
      '404 collated-unknown',
    );
    expect(await county.snapshot()).toEqual(before);
  });
});

describe('not taking an opinion up', () => {
  const discard = (county: County, opinion: string, reason = '与本单位职责无关') =>
    county.call('discardOpinion', { session: SESSION, opinion, reason }, OFFICE);

  it('leaves its author the reason, and can be undone by collating it', async () => {
    const { county, leave } = await opinionCounty();
    const opinion = await leave({ text: '广告广告广告' });
    answered(await discard(county, opinion));
    expect(await stateOf(county, opinion)).toEqual({ kind: 'discarded', reason: '与本单位职责无关' });
    answered(await collate(county, [opinion]));
    expect(await stateOf(county, opinion)).toEqual({ kind: 'collated', number: 1 });
  });

  it('is refused without a reason, of an opinion in an entry, and of one that is not there', async () => {
    const { county, leave } = await opinionCounty();
    const opinion = await leave();
    answered(await collate(county, [opinion]));
    const before = await county.snapshot();
    expect(refusedAs(await discard(county, opinion))).toBe('409 opinion-in-entry');
    expect(refusedAs(await discard(county, opinion, ' '))).toBe('400 request-invalid');
    expect(refusedAs(await discard(county, await newReceiptHash()))).toBe('404 opinion-unknown');
    expect(await county.snapshot()).toEqual(before);
  });

  it('asked again writes nothing', async () => {
    const { county, leave } = await opinionCounty();
    const opinion = await leave();
    answered(await discard(county, opinion));
    const before = await county.snapshot();
    answered(await discard(county, opinion));
    expect(await county.snapshot()).toEqual(before);
  });
});

describe('an author’s word on a reply', () => {
  it('counts once for each reply, and each author of a merged entry has their own', async () => {
    const { county, leave } = await opinionCounty();
    const [one, two] = [await leave(), await leave()];
    const { opinions } = county.of('authors');
    const rate = (receiptHash: string, reply: number, rating: Rating = 'dissatisfied') =>
      opinions.rateOnce(
        { opinion: receiptHash, takenOver: null },
        { id: `${receiptHash}/${reply}`, session: SESSION, item: 1, reply, rating },
      );
    expect(await rate(one, 1)).toBe('dissatisfied');
    const before = await county.snapshot();
    expect(await rate(one, 1, 'satisfied')).toBe('dissatisfied');
    expect(await county.snapshot()).toEqual(before);
    expect(await rate(one, 2, 'satisfied')).toBe('satisfied');
    expect(await rate(two, 1)).toBe('dissatisfied');
    expect((await opinions.findByReceipt(SESSION, one))?.ratings).toEqual({
      '1#1': 'dissatisfied',
      '1#2': 'satisfied',
    });
    expect(await county.of('ratings').opinions.waitingRatings.list()).toHaveLength(3);
  });

  it('makes nothing out of a receipt that nobody has', async () => {
    const { county } = await opinionCounty();
    const before = await county.snapshot();
    const rating = { id: 'of-nobody', session: SESSION, item: 1, reply: 1, rating: 'satisfied' } as const;
    const rated = county.of('authors').opinions.rateOnce({ opinion: await newReceiptHash(), takenOver: null }, rating);
    await expect(rated).rejects.toThrow('a rating of an opinion that is not there');
    expect(await county.snapshot()).toEqual(before);
  });
});

describe('finishing the collation', () => {
  const dayMs = 86_400_000;
  const finish = (county: County) => county.call('finishCollation', { session: SESSION }, OFFICE);
  const announceYesterday = (county: County) =>
    county.all.meetings.change(SESSION, (meeting) => ({
      kind: 'change',
      meeting: { ...meeting, state: 'announced', announcedAtMs: county.all.nowMs() - dayMs },
      answer: null,
    }));

  it('says that nothing is left, once nothing can come any more; asked again it is the same, and collating undoes it', async () => {
    const { county, leave } = await opinionCounty();
    const [one, two, three] = [await leave(), await leave(), await leave()];
    answered(await collate(county, [one, two]));
    answered(await county.call('discardOpinion', { session: SESSION, opinion: three, reason: '广告' }, OFFICE));
    await announceYesterday(county);
    expect(answered(await finish(county))).toEqual({ questions: 0, suggestions: 1 });
    expect(await figures(county)).toEqual({ questions: 0, suggestions: 1, isFinished: true });
    const before = await county.snapshot();
    expect(answered(await finish(county))).toEqual({ questions: 0, suggestions: 1 });
    expect(await county.snapshot()).toEqual(before);
    answered(await collate(county, [three], { kind: 'question' }));
    expect(await figures(county)).toEqual({ questions: 1, suggestions: 1, isFinished: false });
  });

  it('is finished where nobody wrote anything, too', async () => {
    const { county } = await opinionCounty();
    await announceYesterday(county);
    expect(answered(await finish(county))).toEqual({ questions: 0, suggestions: 0 });
    expect((await figures(county))?.isFinished).toBe(true);
  });

  it('is refused while opinions are taken, and while one is neither collated nor set aside; nothing changes', async () => {
    const { county, leave } = await opinionCounty();
    await leave();
    const open = await county.snapshot();
    expect(refusedAs(await finish(county))).toBe('409 opinions-still-open');
    expect(await county.snapshot()).toEqual(open);
    await announceYesterday(county);
    const before = await county.snapshot();
    expect(refusedAs(await finish(county))).toBe('409 opinions-left');
    expect(await county.snapshot()).toEqual(before);
  });
});
