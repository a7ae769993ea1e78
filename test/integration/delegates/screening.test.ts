import { describe, expect, test } from 'vitest';
import { INSPECTION } from '../../../infra/local/sample/ask.ts';
import { playScreening } from '../../../infra/local/sample/play-delegates.ts';
import { answered, type CallOptions, type County, OFFICE, refusedAs, staffOf, withEngine } from '../registry/county.ts';
import { askOf, putInState, SESSION } from '../registry/prepared-meeting.ts';
import {
  CANDIDATES,
  CLERK,
  COMMISSION,
  openedCounty,
  PLAN,
  problemOf,
  progressOf,
  save,
  screenedCounty,
  screeningOf,
  submit,
  submittedCounty,
  tablesOf,
} from './unit-nominating.ts';

withEngine();

type Verdict = 'fit' | 'unfit';
const mark = (county: County, as: CallOptions, ...marks: { number: number; verdict: Verdict; reason: string }[]) =>
  county.call('markCandidates', { session: SESSION, marks }, as);
const finish = (county: County, as: CallOptions) => county.call('finishScreening', { session: SESSION }, as);
const SECRET_REASON = '与所长是亲戚';

describe('the two offices screen the candidates, each on its own', () => {
  test('each sees the candidates with masked phones and its own marks', async () => {
    const county = await submittedCounty();
    expect(answered(await mark(county, OFFICE, { number: 1, verdict: 'unfit', reason: SECRET_REASON }))).toEqual({
      marked: 1,
      total: 66,
    });
    const own = answered(await screeningOf(county, OFFICE));
    expect(own).toMatchObject({ stage: 'screening', total: 66, marked: 1, bothFinishedUpTo: 0, finishedBy: [] });
    const [candidate] = own.candidates;
    expect(candidate).toMatchObject({ number: 1, own: { verdict: 'unfit', reason: SECRET_REASON }, other: null });
    expect(candidate?.phoneMasked).toMatch(/^\d{3}\*{4}\d{4}$/);
  });

  test('no answer tells one office anything the other marked before both have finished', async () => {
    const county = await submittedCounty();
    answered(await mark(county, OFFICE, { number: 1, verdict: 'unfit', reason: SECRET_REASON }));
    await playScreening(askOf(county), INSPECTION, PLAN);
    const seen = await screeningOf(county, COMMISSION);
    const finished = await finish(county, COMMISSION);
    const answers = [
      seen,
      finished,
      await mark(county, COMMISSION, { number: 1, verdict: 'fit', reason: '' }),
      await county.call('listVersions', { session: SESSION }, COMMISSION),
    ];
    const text = JSON.stringify(answers);
    for (const reason of [SECRET_REASON, '应当回避']) expect(text).not.toContain(reason);
    expect(answered(seen).candidates.every(({ other }) => other === null)).toBe(true);
    expect(refusedAs(finished)).toBe('409 screening-incomplete');
  });

  test('once both have finished, each sees the other’s marks and reasons, and nothing can be marked any more', async () => {
    const county = await screenedCounty();
    for (const as of [OFFICE, COMMISSION]) {
      const seen = answered(await screeningOf(county, as));
      expect(seen).toMatchObject({ stage: 'agreed', bothFinishedUpTo: 66 });
      expect(seen.candidates.every(({ own, other }) => own !== null && other !== null)).toBe(true);
    }
    const unfit = answered(await screeningOf(county, OFFICE)).candidates.filter(
      ({ other }) => other?.verdict === 'unfit',
    );
    expect(unfit.length).toBeGreaterThan(0);
    expect(unfit.every(({ other }) => other !== null && other.reason.length > 1)).toBe(true);
    const before = await county.snapshot();
    expect(refusedAs(await mark(county, OFFICE, { number: 1, verdict: 'unfit', reason: '改了主意' }))).toBe(
      '409 screening-not-open',
    );
    expect(await county.snapshot()).toEqual(before);
    expect((await progressOf(county)).nomination).toEqual({
      candidates: 66,
      state: 'agreed',
      screenedBy: ['inspection-office', 'discipline-commission'],
    });
  });

  test('what an office has finished stays, also while the other is still marking', async () => {
    const county = await submittedCounty();
    await playScreening(askOf(county), INSPECTION, PLAN);
    const before = await county.snapshot();
    expect(refusedAs(await mark(county, OFFICE, { number: 2, verdict: 'unfit', reason: '改了主意' }))).toBe(
      '409 screening-not-open',
    );
    expect(await county.snapshot()).toEqual(before);
    expect((await progressOf(county)).nomination?.screenedBy).toEqual(['inspection-office']);
  });

  test('unfit without a reason is refused, and of the whole request nothing is written', async () => {
    const county = await submittedCounty();
    const before = await county.snapshot();
    const outcome = await mark(
      county,
      OFFICE,
      { number: 1, verdict: 'fit', reason: '' },
      { number: 2, verdict: 'unfit', reason: ' ' },
    );
    expect(refusedAs(outcome)).toBe('422 reason-missing');
    expect(problemOf(outcome)?.errors).toEqual([expect.objectContaining({ field: 'marks.1.reason' })]);
    expect(await county.snapshot()).toEqual(before);
  });

  test('a candidate that there is not, a nomination that is not in, and a meeting beyond its preparation are refused', async () => {
    const county = await submittedCounty();
    const before = await county.snapshot();
    expect(refusedAs(await mark(county, OFFICE, { number: 67, verdict: 'fit', reason: '' }))).toBe(
      '404 candidate-unknown',
    );
    expect(await county.snapshot()).toEqual(before);
    await putInState(county, 'armed');
    expect(refusedAs(await mark(county, OFFICE, { number: 1, verdict: 'fit', reason: '' }))).toBe('409 state-wrong');
    const other = await openedCounty();
    answered(await save(other));
    const untouched = await other.snapshot();
    expect(refusedAs(await mark(other, OFFICE, { number: 1, verdict: 'fit', reason: '' }))).toBe(
      '409 screening-not-open',
    );
    expect(refusedAs(await finish(other, OFFICE))).toBe('409 screening-not-open');
    expect(answered(await screeningOf(other, OFFICE)).candidates).toEqual([]);
    expect(await other.snapshot()).toEqual(untouched);
  });

  test('the same marks again, and the same finish, write nothing', async () => {
    const county = await submittedCounty();
    const asked = { number: 3, verdict: 'unfit', reason: '两次缺席' } as const;
    answered(await mark(county, OFFICE, asked));
    const before = await county.snapshot();
    expect(answered(await mark(county, OFFICE, asked))).toEqual({ marked: 1, total: 66 });
    expect(await county.snapshot()).toEqual(before);
    await playScreening(askOf(county), INSPECTION, PLAN);
    const finished = await tablesOf(county);
    expect(answered(await finish(county, OFFICE)).finishedBy).toEqual(['inspection-office']);
    expect(await tablesOf(county)).toEqual(finished);
  });
});

describe('four eyes, by identity', () => {
  const inBothRoles = (role: 'inspection-office' | 'discipline-commission') => ({
    staff: { ...staffOf(role), subject: 'sub-one-person' },
  });

  test('somebody who marked for one office is refused for the other, whatever role they carry now', async () => {
    const county = await submittedCounty();
    answered(await mark(county, inBothRoles('inspection-office'), { number: 1, verdict: 'fit', reason: '' }));
    const before = await county.snapshot();
    const as = inBothRoles('discipline-commission');
    expect(refusedAs(await mark(county, as, { number: 1, verdict: 'fit', reason: '' }))).toBe('409 same-person');
    expect(refusedAs(await finish(county, as))).toBe('409 same-person');
    expect(refusedAs(await screeningOf(county, as))).toBe('409 same-person');
    expect(await county.snapshot()).toEqual(before);
  });

  test('of two requests with two roles at one moment only one office gets the person', async () => {
    const county = await submittedCounty();
    const both = await Promise.all(
      (['inspection-office', 'discipline-commission'] as const).map((role) =>
        mark(county, inBothRoles(role), { number: 1, verdict: 'fit', reason: '' }),
      ),
    );
    expect(both.map(refusedAs).sort()).toEqual(['200', '409 same-person']);
  });

  test('unit, leader and auditor neither screen nor see it', async () => {
    const county = await submittedCounty();
    const before = await county.snapshot();
    for (const as of [CLERK, { staff: staffOf('county-leader') }, { staff: staffOf('auditor') }]) {
      expect(refusedAs(await screeningOf(county, as))).toBe('403 role-not-allowed');
      expect(refusedAs(await mark(county, as, { number: 1, verdict: 'fit', reason: '' }))).toBe('403 role-not-allowed');
      expect(refusedAs(await finish(county, as))).toBe('403 role-not-allowed');
    }
    expect(await county.snapshot()).toEqual(before);
  });
});

describe('too few found fit', () => {
  test('the unit nominates further candidates; what was screened stays, and only the new ones are blind again', async () => {
    const county = await screenedCounty();
    const more = CANDIDATES.slice(0, 2).map((one, index) => ({
      ...one,
      name: `后补${index}`,
      phone: `1399999000${index}`,
    }));
    const { version, submitted } = answered(await county.call('getNomination', { session: SESSION }, CLERK));
    expect(submitted.length).toBe(66);
    const saved = answered(await save(county, { expectedVersion: version, candidates: more }));
    expect(saved).toMatchObject({ stage: 'editing', candidates: more });
    answered(await submit(county, saved.version));
    answered(await mark(county, OFFICE, { number: 67, verdict: 'unfit', reason: SECRET_REASON }));
    const seen = answered(await screeningOf(county, COMMISSION));
    expect(seen).toMatchObject({ stage: 'screening', total: 68, bothFinishedUpTo: 66, marked: 66 });
    expect(seen.candidates.slice(0, 66).every(({ other }) => other !== null)).toBe(true);
    expect(JSON.stringify(seen)).not.toContain(SECRET_REASON);
    const again = await mark(county, COMMISSION, { number: 1, verdict: 'unfit', reason: '看过对方之后' });
    expect(refusedAs(again)).toBe('409 screening-not-open');
  });
});
