import type { StaffRole } from '../../../shared/contract/operation.ts';
import type { GapCode, Stage } from '../../../shared/process/stages.ts';
import type { UnitScreenName } from '../router.ts';

/** The screens of a stage, in the order they are used. */
export const STAGE_SCREENS = {
  opinions: ['collation'],
  delegates: ['nomination', 'screening', 'invitations', 'preparation'],
  reports: ['reports'],
  appraisal: ['unit', 'floor'],
  rectification: ['rectification'],
  outcomes: ['outcomes'],
} as const satisfies Record<Stage, readonly UnitScreenName[]>;

export type StageScreen = (typeof STAGE_SCREENS)[Stage][number];

/** Screening is hidden from the unit that is screened; a leader and an auditor have no part in making a list of delegates. */
const NOT_FOR: Partial<Record<StageScreen, readonly StaffRole[]>> = {
  nomination: ['county-leader', 'auditor'],
  screening: ['unit-clerk', 'county-leader', 'auditor'],
  invitations: ['county-leader', 'auditor'],
};

export const screensFor = (stage: Stage, role: StaffRole): readonly StageScreen[] => {
  const screens: readonly StageScreen[] = STAGE_SCREENS[stage];
  return screens.filter((screen) => NOT_FOR[screen]?.includes(role) !== true);
};

/** Where a gap is closed, when that is not the first screen of its stage. */
const CLOSED_AT: Partial<Record<GapCode, StageScreen>> = {
  screening: 'screening',
  'list-not-proposed': 'screening',
  'list-not-approved': 'screening',
  invitations: 'invitations',
  'delegates-teller': 'invitations',
  'delegates-teller-left': 'invitations',
  preparation: 'preparation',
  acknowledgement: 'preparation',
  voting: 'floor',
  statement: 'floor',
};

/** Where somebody of this role goes on with a stage; `null` when it has no screen for them. */
export function nextScreen(
  { stage, missing }: { readonly stage: Stage; readonly missing: readonly { readonly code: GapCode }[] },
  role: StaffRole,
): StageScreen | null {
  const screens = screensFor(stage, role);
  const wanted = missing.map(({ code }) => CLOSED_AT[code]).find((screen) => screen !== undefined);
  if (wanted !== undefined && NOT_FOR[wanted]?.includes(role) !== true) return wanted;
  return screens[0] ?? null;
}
