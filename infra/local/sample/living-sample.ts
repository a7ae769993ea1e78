import type { Dependencies } from '../../../functions/http/dependencies.ts';
import { isSessionId } from '../../../shared/process/ids.ts';
import { addDays, isWorkingDay, workingDayFrom } from '../../../shared/process/working-days.ts';
import type { RoleName } from '../../permissions.ts';
import { SCHEDULED } from '../function-list.ts';
import { askFunctions } from './ask-functions.ts';
import { SampleClock, type SampleScene, type SampleStep } from './living-sample-scene.ts';
import { playAnnounced, playCollecting, playInviting, playReady, playScreened } from './living-sample-units.ts';
import { playQuotation } from './play-outcomes.ts';
import { playOpening } from './play-plan.ts';
import type { SampleRound } from './sample-round.ts';

export type AllDependencies = Readonly<Record<RoleName, Dependencies>>;

/** Which unit stands where, in days from today. */
const HELD = { chengguan: -49, zongluzui: -21, huilongshan: 1, macaomiao: 12, shangbahe: 24, linshanhe: 38 } as const;
const OPENED_DAYS_AGO = 105;

const workingDayUpTo = (day: string): string => (isWorkingDay(day) ? day : workingDayUpTo(addDays(day, -1)));

/** Tomorrow's meeting is tomorrow, the others are on days that are worked. */
function heldOn(days: number, today: string): string {
  const day = addDays(today, days);
  if (days === 1) return day;
  return days < 0 ? workingDayUpTo(day) : workingDayFrom(day);
}

/** The days of the six meetings. */
const datesOf = (today: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(HELD).map(([unit, days]) => [unit, heldOn(days, today)]));

const PLAYS: Readonly<Record<string, (scene: SampleScene) => readonly SampleStep[]>> = {
  chengguan: (scene) => playAnnounced(scene, 'finished'),
  zongluzui: (scene) => playAnnounced(scene, 'rectifying'),
  huilongshan: playReady,
  macaomiao: playInviting,
  shangbahe: playScreened,
  linshanhe: playCollecting,
};

/** The same functions with the sample's clock: what they write is dated when it is said to have happened. */
function inThePast(of: AllDependencies, { nowMs }: SampleClock): AllDependencies {
  const moved = Object.entries(of).map(([name, deps]) => [name, { ...deps, nowMs }] as const);
  return Object.fromEntries(moved) as Record<RoleName, Dependencies>;
}

/** How far the making of the sample is, in steps. */
export interface SampleProgress {
  readonly played: number;
  readonly of: number;
}

export interface LivingSample {
  readonly of: AllDependencies;
  readonly sample: SampleRound;
  readonly county: string;
  readonly today: string;
  /** Told before each step. */
  readonly tell: (progress: SampleProgress) => void;
}

/**
 * A county in the middle of its round, day by day up to yesterday: one unit finished, one that puts right what was raised, one whose
 * meeting is tomorrow, one that invites, one in screening, one that collects opinions and nominates. Everything goes through the
 * operations, the two votes with all their cryptography; people, words and scores are made up.
 */
export async function playLivingSample({ of, sample, county, today, tell }: LivingSample): Promise<void> {
  const clock = new SampleClock();
  const past = inThePast(of, clock);
  const ask = askFunctions(past);
  const dates = datesOf(today);
  const round = sample.round.id;
  const steps: SampleStep[] = [
    {
      day: addDays(today, -OPENED_DAYS_AGO),
      play: () => playOpening(ask, sample, { round, dates, pilots: ['chengguan'] }),
    },
    { day: addDays(today, -1), play: () => playQuotation(ask, round) },
  ];
  const clockwork = {
    escalate: () => SCHEDULED.escalation(past.escalation),
    countRatings: () => SCHEDULED.ratings(past.ratings),
  };
  for (const [place, unit] of sample.units.entries()) {
    const session = `${county}-${round}-${unit.code}`;
    if (!isSessionId(session)) throw new Error('the sample: not a session');
    const days = { heldOn: dates[unit.code] ?? today, today };
    const scene = { ask, county, unit, place, session, ...days, clock, ...clockwork };
    steps.push(...(PLAYS[unit.code]?.(scene) ?? []));
  }
  const inOrder = steps.sort((left, right) => (left.day < right.day ? -1 : left.day > right.day ? 1 : 0));
  for (const [played, { day, play }] of inOrder.entries()) {
    clock.goTo(day);
    tell({ played, of: inOrder.length });
    await play();
  }
}
