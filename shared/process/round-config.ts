import { DEFAULT_THRESHOLDS, type Thresholds } from './appraisal.ts';
import { type BallotConfig, DEFAULT_BALLOT_CONFIG } from './ballot-form.ts';
import { DEFAULT_SEAT_RULE, type SeatRule } from './seats.ts';

/** The levels that an overdue rectification item climbs, in their order. */
export const ESCALATION_LEVELS = ['unit-head', 'county-leader', 'discipline-commission'] as const;
export type EscalationLevel = (typeof ESCALATION_LEVELS)[number];

/**
 * The rules of a round: a version of them is pinned into each session when it freezes, so that a later change touches no
 * meeting that is on its way.
 */
export interface RoundConfig extends BallotConfig {
  readonly thresholds: Thresholds;
  /** The quotas of a list of delegates. */
  readonly seats: SeatRule;
  /** At least this many candidates a seat, in each category. */
  readonly candidatesPerSeat: number;
  /** Working days from an item's confirmation to its first reply. */
  readonly firstReplyWorkingDays: number;
  /** Working days after the deadline at which an overdue item reaches each level. */
  readonly escalationWorkingDays: Readonly<Record<EscalationLevel, number>>;
  /** An indicator with a mean below this (0–10) is proposed as a rectification item. */
  readonly proposeBelowScore: number;
  /** Calendar days before the meeting by which each step has to be done; overdue after that day. */
  readonly nominationDaysBefore: number;
  readonly reportsDaysBefore: number;
  readonly invitationsDaysBefore: number;
  readonly preparationDaysBefore: number;
  /** Months after the round's last announcement until names and phones are deleted. */
  readonly personalDataMonths: number;
}

export const DEFAULT_ROUND_CONFIG: RoundConfig = {
  ...DEFAULT_BALLOT_CONFIG,
  thresholds: DEFAULT_THRESHOLDS,
  seats: DEFAULT_SEAT_RULE,
  candidatesPerSeat: 2,
  firstReplyWorkingDays: 5,
  escalationWorkingDays: { 'unit-head': 0, 'county-leader': 3, 'discipline-commission': 5 },
  proposeBelowScore: 6,
  nominationDaysBefore: 20,
  reportsDaysBefore: 7,
  invitationsDaysBefore: 5,
  preparationDaysBefore: 3,
  personalDataMonths: 12,
};
