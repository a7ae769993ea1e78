import { describe, expect, test } from 'vitest';
import { answered, COUNTY, makeCounty, OFFICE, refusedAs, START_MS, staffOf, withEngine } from '../registry/county.ts';
import {
  CHENGGUAN,
  HUILONGSHAN,
  importRequest,
  importUnits,
  roundFile,
  SESSION,
  UNIT,
} from '../registry/prepared-meeting.ts';
import { announce } from './announce.ts';

withEngine();

const LEADER = { staff: staffOf('county-leader') };
const AUDITOR = { staff: staffOf('auditor') };
const OWN_CLERK = { staff: staffOf('unit-clerk', UNIT) };
const OTHER_CLERK = { staff: staffOf('unit-clerk', 'chengguan') };
const CHENGGUAN_SESSION = `${COUNTY}-2008-chengguan`;
const YEAR_MS = 365 * 86_400_000;
const of = (count: number, score: number | null) => Array.from({ length: count }, () => score);

const twoYears = async () => {
  const county = await makeCounty();
  const lists = roundFile([HUILONGSHAN]);
  answered(await county.call('importRound', importRequest(lists, '2007'), OFFICE));
  answered(await importUnits(county, [HUILONGSHAN, CHENGGUAN]));
  await announce(county, {
    session: `${COUNTY}-2007-${UNIT}`,
    ballots: of(30, 7),
    announcedAtMs: START_MS - YEAR_MS,
  });
  await announce(county, { session: SESSION, ballots: [...of(20, 10), ...of(10, 6)] });
  return county;
};

describe('the results of a unit over the years', () => {
  test('are matched by the unit and by the officers’ names, earliest first', async () => {
    const county = await twoYears();
    const { unitName, meetings, subjects } = answered(await county.call('getResults', { session: SESSION }, LEADER));
    expect(unitName).toBe('回龙山工商所');
    expect(meetings.map(({ round, outcome }) => [round, outcome])).toEqual([
      ['2007', 'valid'],
      ['2008', 'valid'],
    ]);
    expect(subjects.map(({ kind, name }) => [kind, name])).toEqual([
      ['unit', '回龙山工商所'],
      ['officer', '样例干部0-0'],
      ['officer', '样例干部0-1'],
    ]);
    for (const { years } of subjects)
      expect(
        years.map(({ round, score, grade, satisfaction, ballots }) => [round, score, grade, satisfaction, ballots]),
      ).toEqual([
        ['2007', '70/1', 'qualified', '1/1', 30],
        ['2008', '260/3', 'excellent', '1/1', 30],
      ]);
  });

  test('withhold what the announcement withheld: an indicator with one to seven scores, and nobody’s category', async () => {
    const county = await makeCounty();
    answered(await importUnits(county));
    await announce(county, { session: SESSION, ballots: [...of(7, 2), ...of(20, null)] });
    const answer = answered(await county.call('getResults', { session: SESSION }, LEADER));
    for (const { years } of answer.subjects) {
      expect(years[0]).toMatchObject({ ballots: 0, score: null, grade: null, satisfaction: null });
      for (const { result } of years[0]?.indicators ?? [])
        expect(result).toEqual({ id: expect.any(String), withheld: true });
    }
    expect(JSON.stringify(answer)).not.toMatch(/market-entity|consumer-society|市场主体/);
  });

  test('of an appraisal that was not valid come without figures', async () => {
    const county = await makeCounty();
    answered(await importUnits(county));
    await announce(county, { session: SESSION, ballots: of(16, 9) });
    const { meetings, subjects } = answered(await county.call('getResults', { session: SESSION }, LEADER));
    expect(meetings).toMatchObject([{ round: '2008', outcome: 'invalid', reasons: ['too-few-ballots'] }]);
    expect(subjects).toEqual([]);
  });

  test('are the own unit’s for its clerk; another unit’s clerk is refused', async () => {
    const county = await twoYears();
    expect(refusedAs(await county.call('getResults', { session: SESSION }, OWN_CLERK))).toBe('200');
    expect(refusedAs(await county.call('getResults', { session: SESSION }, OTHER_CLERK))).toBe('403 unit-not-yours');
    expect(refusedAs(await county.call('getResults', { session: 'tuanfeng-2008-nowhere' }, LEADER))).toBe(
      '404 session-unknown',
    );
  });
});

describe('the use of a result', () => {
  const award = {
    session: SESSION,
    subject: 'o1',
    use: 'award',
    note: '群众测评优秀，推荐为年度先进个人',
    decidedBy: '县局党组',
  } as const;

  test('is recorded with who decided and why, is on the audit log, and counts as progress', async () => {
    const county = await twoYears();
    expect(answered(await county.call('recordUse', award, LEADER))).toEqual({ uses: 1 });
    const none = { ...award, subject: 'unit', use: 'none', note: '本年度不评先进单位' } as const;
    expect(answered(await county.call('recordUse', none, OFFICE))).toEqual({ uses: 2 });
    const { uses, next } = answered(await county.call('listUses', { session: SESSION }, OWN_CLERK));
    expect(next).toBeNull();
    expect(uses).toContainEqual({
      subject: 'o1',
      name: '样例干部0-0',
      use: 'award',
      note: award.note,
      decidedBy: '县局党组',
      recordedBy: '样例人员',
      onDay: new Date(START_MS + 8 * 3_600_000).toISOString().slice(0, 10),
    });
    expect(uses).toHaveLength(2);
    const [last, first] = await county.all.registry.audit.list({ limit: 2 });
    expect([first?.what, first?.target, first?.why, first?.role]).toEqual([
      'recordUse',
      `${SESSION}/o1`,
      `评优评先：${award.note}`,
      'county-leader',
    ]);
    expect(last?.target).toBe(`${SESSION}/unit`);
    expect((await county.all.registry.progress.read({ round: '2008', unit: UNIT })).outcomes).toEqual({ uses: 2 });
  });

  test('sent again is recorded once, and another day makes no other use of it', async () => {
    const county = await twoYears();
    answered(await county.call('recordUse', award, LEADER));
    const before = await county.snapshot();
    county.clock.nowMs += 2 * 86_400_000;
    expect(answered(await county.call('recordUse', award, LEADER))).toEqual({ uses: 1 });
    expect(await county.snapshot()).toEqual(before);
  });

  test('is refused before the announcement, of somebody who was not appraised, of a result that is not valid, and to the unit', async () => {
    const county = await twoYears();
    await announce(county, { session: CHENGGUAN_SESSION, ballots: of(5, 9) });
    answered(await county.call('importRound', importRequest(roundFile([HUILONGSHAN]), '2009'), OFFICE));
    const before = await county.snapshot();
    const outcomes = [
      await county.call('recordUse', { ...award, session: `${COUNTY}-2009-${UNIT}` }, LEADER),
      await county.call('recordUse', { ...award, subject: 'o9' }, LEADER),
      await county.call('recordUse', { ...award, session: CHENGGUAN_SESSION }, LEADER),
      await county.call('recordUse', award, OWN_CLERK),
      await county.call('recordUse', award, AUDITOR),
      await county.call('listUses', { session: SESSION }, OTHER_CLERK),
    ];
    expect(outcomes.map(refusedAs)).toEqual([
      '409 state-wrong',
      '404 subject-unknown',
      '409 result-not-valid',
      '403 role-not-allowed',
      '403 role-not-allowed',
      '403 unit-not-yours',
    ]);
    expect(await county.snapshot()).toEqual(before);
  });
});

describe('the assessment of how a unit ran its 双述', () => {
  test('is the mean of the shares that have a basis, and shows each', async () => {
    const county = await twoYears();
    const { registry } = county.all;
    const at = { round: '2008', unit: UNIT };
    await registry.progress.note(at, 'invitations', { sent: 33, coming: 31, declined: 2, attended: 30 });
    const { measures, score } = answered(await county.call('getAssessment', { session: SESSION }, OWN_CLERK));
    const shares = new Map(measures.map(({ measure, share }) => [measure, share]));
    expect(shares.get('attendance')).toEqual({ have: 30, of: 33 });
    // Nothing was due and nothing was to be put right: neither for nor against the unit.
    expect(shares.get('replies')).toBeNull();
    expect(shares.get('not-reopened')).toBeNull();
    // No day was planned, so no gate was early or late.
    expect(shares.get('gates')).toBeNull();
    expect(score).toBe('1000/11');
  });

  test('is refused to another unit’s clerk', async () => {
    const county = await twoYears();
    expect(refusedAs(await county.call('getAssessment', { session: SESSION }, OTHER_CLERK))).toBe('403 unit-not-yours');
  });
});
