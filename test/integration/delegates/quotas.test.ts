import { describe, expect, test } from 'vitest';
import { INSPECTION } from '../../../infra/local/sample/ask.ts';
import {
  playDelegates,
  playNomination,
  playScreening,
  playSubmission,
} from '../../../infra/local/sample/play-delegates.ts';
import { DEFAULT_ROUND_CONFIG } from '../../../shared/process/round-config.ts';
import { type CategoryCounts, DEFAULT_SEAT_RULE, type SeatRule } from '../../../shared/process/seats.ts';
import { openRequest, rulesOf } from '../plan/opened-round.ts';
import { answered, type County, makeCounty, OFFICE, refusedAs, withEngine } from '../registry/county.ts';
import {
  armedMeeting,
  askOf,
  HUILONGSHAN,
  importRequest,
  importUnits,
  putInState,
  ROUND,
  readyToFreeze,
  roundFile,
  SESSION,
} from '../registry/prepared-meeting.ts';
import { CANDIDATES, CLERK, COMMISSION, PLAN, problemOf, save, screeningOf, submit } from './unit-nominating.ts';

withEngine();

const shares = (market: number, society: number, discipline: number, deputies: number): CategoryCounts => ({
  'market-entity': market,
  'consumer-society': society,
  'discipline-inspection': discipline,
  'deputy-supervisor': deputies,
});
/** The 33 of the sample are 27 + 2 + 1 + 3: enough but for the deputies. */
const MORE_DEPUTIES: SeatRule = { minDelegates: 20, sharesPercent: shares(70, 5, 5, 20) };
const AT_LEAST_34: SeatRule = { ...DEFAULT_SEAT_RULE, minDelegates: 34 };
const SMALL: SeatRule = { minDelegates: 10, sharesPercent: shares(70, 10, 5, 15) };

async function countyWith(seats: SeatRule): Promise<County> {
  const county = await makeCounty();
  const rules = rulesOf({ ...DEFAULT_ROUND_CONFIG, seats });
  answered(await county.call('openRound', openRequest({ round: ROUND, rules }), OFFICE));
  return county;
}

/** The plan of the round with other quotas. */
async function changeSeats(county: County, seats: SeatRule): Promise<void> {
  const { version, plan } = answered(await county.call('getPlan', { round: ROUND }, OFFICE));
  const units = plan.units.map(({ name: _name, session: _session, officers: _officers, ...unit }) => unit);
  const change = { ...plan, units, rules: { ...plan.rules, seats } };
  const request = { round: ROUND, expectedVersion: version, reason: '样例原因', plan: change };
  answered(await county.call('changePlan', request, OFFICE));
}

const missingOf = async (county: County) =>
  answered(await county.call('getRound', { round: ROUND }, OFFICE)).units.find(({ session }) => session === SESSION)
    ?.missing;
const placesOf = (outcome: object) => (problemOf(outcome)?.errors ?? []).map(({ field, code }) => `${field} ${code}`);

describe('a nomination under quotas of the county’s own', () => {
  test('is told them, starts from their minimum, and is handed in by them', async () => {
    const county = await countyWith(SMALL);
    const seen = answered(await county.call('getNomination', { session: SESSION }, CLERK));
    expect([seen.plannedSeats, seen.seats]).toEqual([10, SMALL]);
    const few = ['market-entity', 'consumer-society', 'discipline-inspection', 'deputy-supervisor'].flatMap(
      (category, index) => CANDIDATES.filter((each) => each.category === category).slice(0, index === 0 ? 14 : 2),
    );
    answered(await save(county, { plannedSeats: 10, candidates: few }));
    expect(answered(await submit(county, 1))).toEqual({ stage: 'screening', candidates: 20 });
  });

  test('is refused for fewer delegates than they allow, and nothing is written', async () => {
    const county = await countyWith(AT_LEAST_34);
    const before = await county.snapshot();
    const outcome = await save(county, { plannedSeats: 33 });
    expect(refusedAs(outcome)).toBe('400 request-invalid');
    expect(placesOf(outcome)).toEqual(['plannedSeats too-few-delegates']);
    expect(problemOf(outcome)?.errors?.[0]?.detail).toBe('代表至少 34 人');
    expect(await county.snapshot()).toEqual(before);
  });

  test('that was enough before they were raised is not handed in, and it is said what is missing now', async () => {
    const county = await countyWith(DEFAULT_SEAT_RULE);
    answered(await save(county));
    await changeSeats(county, MORE_DEPUTIES);
    const before = await county.snapshot();
    const outcome = await submit(county, 1);
    expect(refusedAs(outcome)).toBe('409 nomination-too-short');
    expect(placesOf(outcome)).toEqual(['deputy-supervisor category-short']);
    expect(await county.snapshot()).toEqual(before);
    await changeSeats(county, AT_LEAST_34);
    expect(answered(await county.call('getNomination', { session: SESSION }, CLERK)).plannedSeats).toBe(34);
    expect(placesOf(await submit(county, 1))).toEqual(['total total-short']);
  });
});

describe('a list under quotas of the county’s own', () => {
  async function screened(seats: SeatRule): Promise<County> {
    const county = await countyWith(DEFAULT_SEAT_RULE);
    await playNomination(askOf(county), PLAN);
    await playSubmission(askOf(county), PLAN);
    await playScreening(askOf(county), INSPECTION, PLAN);
    await playScreening(askOf(county), { role: 'discipline-commission' }, PLAN);
    await changeSeats(county, seats);
    return county;
  }
  const proposeChosen = async (county: County, howMany = PLAN.chosen.length) => {
    const chosen = new Set(PLAN.chosen.map(({ name }) => name));
    const { candidates, seats } = answered(await screeningOf(county, OFFICE));
    const ranked = candidates.filter(({ name }) => chosen.has(name)).map(({ number }) => number);
    const add = howMany > 0 ? ranked.slice(-howMany) : ranked;
    const request = { session: SESSION, basedOn: 0, add, remove: [], reason: '按本县名额选定' };
    return { seats, outcome: await county.call('proposeList', request, OFFICE) };
  };

  test('is refused below them, naming what is missing, and nothing is written', async () => {
    const county = await screened(MORE_DEPUTIES);
    const before = await county.snapshot();
    const { seats, outcome } = await proposeChosen(county);
    expect(seats).toEqual(MORE_DEPUTIES);
    expect(refusedAs(outcome)).toBe('409 list-seats-short');
    expect(placesOf(outcome)).toEqual(['deputy-supervisor category-short']);
    expect(problemOf(outcome)?.detail).toContain('代表至少 20 人');
    expect(await county.snapshot()).toEqual(before);
  });

  test('is taken where the usual quotas would refuse it: 20 delegates, 14 of them market entities', async () => {
    const county = await screened(SMALL);
    const { outcome } = await proposeChosen(county, 20);
    const { version, proposal } = answered(outcome);
    answered(await county.call('approveList', { session: SESSION, version, proposal }, COMMISSION));
    expect(await missingOf(county)).not.toContain('seats');
    await changeSeats(county, DEFAULT_SEAT_RULE);
    expect(await missingOf(county)).toContain('seats');
  });
});

describe('a workbook under quotas of the county’s own', () => {
  test('is measured by the newest quotas of the round, and nothing of it is taken below them', async () => {
    const county = await makeCounty();
    answered(await importUnits(county));
    await changeSeats(county, AT_LEAST_34);
    const before = await county.snapshot();
    const again = await importUnits(county);
    expect(refusedAs(again)).toBe('422 file-defects');
    expect((problemOf(again)?.errors ?? []).map(({ code }) => code)).toEqual(['too-few-delegates']);
    expect(refusedAs(await county.call('checkImport', importRequest(roundFile()), OFFICE))).toBe('422 file-defects');
    expect(await county.snapshot()).toEqual(before);
    const small = [{ ...HUILONGSHAN, delegates: 12 }];
    await changeSeats(county, DEFAULT_SEAT_RULE);
    expect(refusedAs(await importUnits(county, small))).toBe('422 file-defects');
    await changeSeats(county, { ...DEFAULT_SEAT_RULE, minDelegates: 12 });
    expect(refusedAs(await importUnits(county, small))).toBe('200');
  });
});

describe('the quotas of a session', () => {
  test('refuse the freeze of a list that falls below them meanwhile, and nothing is written', async () => {
    const county = await makeCounty();
    await readyToFreeze(county);
    await changeSeats(county, AT_LEAST_34);
    expect(await missingOf(county)).toEqual(['seats']);
    const before = await county.snapshot();
    const outcome = await county.call('freeze', { session: SESSION }, OFFICE);
    expect(refusedAs(outcome)).toBe('409 not-ready');
    expect(problemOf(outcome)?.detail).toContain('各类代表的名额');
    expect(await county.snapshot()).toEqual(before);
  });

  test('stay as they were frozen: a change of the rules touches neither the session nor its freeze anew', async () => {
    const { county, manifestHash } = await armedMeeting(await makeCounty());
    await changeSeats(county, AT_LEAST_34);
    expect((await county.all.registry.plans.rulesOf({ round: ROUND, session: SESSION })).seats).toEqual(
      DEFAULT_SEAT_RULE,
    );
    expect(answered(await county.call('getNomination', { session: SESSION }, CLERK)).seats).toEqual(DEFAULT_SEAT_RULE);
    expect(answered(await screeningOf(county, OFFICE)).seats).toEqual(DEFAULT_SEAT_RULE);
    // As after a teller enrolled again.
    await putInState(county, 'prepared');
    expect(await missingOf(county)).toEqual([]);
    expect(answered(await county.call('freeze', { session: SESSION }, OFFICE)).manifestHash).toBe(manifestHash);
  });

  test('that add to 99 are refused, and no version is made', async () => {
    const county = await countyWith(DEFAULT_SEAT_RULE);
    await playDelegates(askOf(county), PLAN);
    const before = await county.snapshot();
    const seats = { minDelegates: 30, sharesPercent: shares(79, 5, 5, 10) };
    const rules = rulesOf({ ...DEFAULT_ROUND_CONFIG, seats });
    const outcome = await county.call('openRound', openRequest({ round: '2032', rules }), OFFICE);
    expect(refusedAs(outcome)).toBe('422 plan-not-valid');
    expect(placesOf(outcome)).toEqual(['rules.seats.sharesPercent shares-sum']);
    await expect(changeSeats(county, seats)).rejects.toThrow('plan-not-valid');
    expect(await county.snapshot()).toEqual(before);
  });
});
