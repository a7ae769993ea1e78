import type { NominationFacts } from '../../shared/process/nomination.ts';
import { SCREENING_OFFICES, type ScreeningOffice } from '../../shared/process/screening.ts';
import type { SeatRule } from '../../shared/process/seats.ts';
import type { Nomination } from '../store/nominations.ts';

export const bothFinishedUpTo = ({ finishedUpTo }: Nomination): number =>
  Math.min(...SCREENING_OFFICES.map((office) => finishedUpTo[office]));

/** The offices that are done with everything that was handed in. */
export const finishedBy = ({ finishedUpTo, submitted }: Nomination): ScreeningOffice[] =>
  SCREENING_OFFICES.filter((office) => submitted > 0 && finishedUpTo[office] >= submitted);

const NOTHING: NominationFacts = {
  candidates: 0,
  submitted: 0,
  bothFinishedUpTo: 0,
  isProposed: false,
  listVersion: 0,
};

/** As many as the unit plans for; the minimum before it has saved, or when the rules ask for more by now. */
export const plannedDelegates = (nomination: Nomination | undefined, { minDelegates }: SeatRule): number =>
  Math.max(nomination?.plannedSeats ?? 0, minDelegates);

export const factsOf = (nomination: Nomination | undefined): NominationFacts =>
  nomination === undefined
    ? NOTHING
    : {
        candidates: nomination.candidates.length,
        submitted: nomination.submitted,
        bothFinishedUpTo: bothFinishedUpTo(nomination),
        isProposed: nomination.pending !== null,
        listVersion: nomination.listVersion,
      };
