import { DISCIPLINE, INSPECTION } from '../../../infra/local/sample/ask.ts';
import {
  nominationOf,
  playNomination,
  playScreening,
  playSubmission,
} from '../../../infra/local/sample/play-delegates.ts';
import { makeSampleRound } from '../../../infra/local/sample/sample-round.ts';
import type { RequestOf } from '../../../shared/contract/operations.ts';
import type { Candidate } from '../../../shared/process/nomination.ts';
import { openRequest } from '../plan/opened-round.ts';
import { answered, type CallOptions, type County, makeCounty, OFFICE, staffOf } from '../registry/county.ts';
import { askOf, ROUND, SESSION, UNIT } from '../registry/prepared-meeting.ts';

export const CLERK: CallOptions = { staff: staffOf('unit-clerk', UNIT) };
export const COMMISSION: CallOptions = { staff: staffOf('discipline-commission') };

const SAMPLE = makeSampleRound().units.find(({ code }) => code === UNIT);
if (SAMPLE === undefined) throw new Error('the sample has no such unit');

/** 33 who are to become delegates, 27 + 2 + 1 + 3, and 33 others in the same categories. */
export const PLAN = {
  session: SESSION,
  unit: UNIT,
  ...nominationOf(SAMPLE.delegates, { town: '回龙山镇', seed: 8 }),
};
export const CANDIDATES: readonly Candidate[] = [...PLAN.chosen, ...PLAN.reserves];

/** A county whose round was opened by plan: nobody is a delegate yet. */
export async function openedCounty(): Promise<County> {
  const county = await makeCounty();
  answered(await county.call('openRound', openRequest({ round: ROUND }), OFFICE));
  return county;
}

export const save = (county: County, change: Partial<RequestOf<'saveNomination'>> = {}, as: CallOptions = CLERK) =>
  county.call(
    'saveNomination',
    { session: SESSION, expectedVersion: 0, plannedSeats: 33, candidates: [...CANDIDATES], ...change },
    as,
  );

export const submit = (county: County, expectedVersion: number, as: CallOptions = CLERK) =>
  county.call('submitNomination', { session: SESSION, expectedVersion }, as);

/** The candidates are with the two offices. */
export async function submittedCounty(): Promise<County> {
  const county = await openedCounty();
  await playNomination(askOf(county), PLAN);
  await playSubmission(askOf(county), PLAN);
  return county;
}

/** Both offices are done. */
export async function screenedCounty(): Promise<County> {
  const county = await submittedCounty();
  await playScreening(askOf(county), INSPECTION, PLAN);
  await playScreening(askOf(county), DISCIPLINE, PLAN);
  return county;
}

export const screeningOf = (county: County, as: CallOptions, page = 0) =>
  county.call('getScreening', { session: SESSION, page }, as);

/** Everything but the audit log. */
export const tablesOf = async (county: County) => (await county.snapshot()).filter((line) => !line.startsWith('AUDIT'));

export const progressOf = (county: County) => county.all.registry.progress.read({ round: ROUND, unit: UNIT });

export const problemOf = (outcome: object) =>
  'problem' in outcome
    ? (outcome.problem as { errors?: { field?: string; row?: number; code: string; detail: string }[]; detail: string })
    : undefined;
