import { indicatorCount, type Subject } from '../../shared/process/ballot-form.ts';
import type { MeantBallot } from './counter.ts';
import { shuffled } from './seeded.ts';

/** What happens to each delegate of a rehearsed meeting. */
export interface MeetingPlan {
  /** Vote by phone. */
  readonly phones: readonly string[];
  /** Take paper without having drawn. */
  readonly papers: readonly string[];
  /** Drew by phone, then lost it: two tellers re-issue a code. */
  readonly newCodes: readonly string[];
  /** Drew by phone, then wanted paper: two tellers re-issue a paper ballot. */
  readonly newPapers: readonly string[];
  /** Draw and never cast. */
  readonly silent: readonly string[];
  /** Do not come. */
  readonly absent: readonly string[];
  /** The third teller opens and signs too, or the two others do without. */
  readonly tellers: 2 | 3;
}

export interface PlanOptions {
  readonly delegates: readonly string[];
  readonly papers: number;
  readonly chance: () => number;
}

/** In a hall of 30 and more something always goes wrong: a lost phone, a change of mind, somebody who does not come. */
const MISHAPS_FROM = 30;

/** Who does what, by seeded chance. */
export function planMeeting({ delegates, papers, chance }: PlanOptions): MeetingPlan {
  const order = [...shuffled(delegates, chance)];
  const take = (howMany: number) => order.splice(0, howMany);
  const mishaps = delegates.length - papers >= MISHAPS_FROM - 3 ? 1 : 0;
  const papersGiven = take(papers);
  const newCodes = take(mishaps);
  const newPapers = take(mishaps);
  const silent = take(mishaps);
  const absent = take(mishaps);
  const tellers = chance() < 0.5 ? 2 : 3;
  return { papers: papersGiven, newCodes, newPapers, silent, absent, phones: order, tellers };
}

/** Scores around a level of each officer, with a few 不了解: made up, and marked so wherever they are shown. */
export function makeScores(subjects: readonly Subject[], chance: () => number): MeantBallot {
  const mood = 6.5 + chance() * 3.5;
  return Array.from({ length: indicatorCount(subjects) }, () => {
    if (chance() < 0.06) return null;
    return Math.max(0, Math.min(10, Math.round(mood + (chance() - 0.5) * 4)));
  });
}
