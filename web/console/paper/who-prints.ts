import type { StaffRole } from '../../../shared/contract/operation.ts';
import type { RoundUnit } from '../next-step.ts';

/** From the freeze, before which the form may change, to the end of handing out. */
const PAPER_STATES: readonly RoundUnit['state'][] = ['frozen', 'armed', 'voting', 'closing'];

/** Never the unit that is scored, although the form is no secret. */
const PRINTERS: readonly StaffRole[] = ['inspection-office', 'discipline-commission'];

/** Why paper is not printed now, by this role; null when it is. */
export function whyNoPaper(role: StaffRole, state: RoundUnit['state']): 'notAllowed' | 'notFrozen' | 'over' | null {
  if (!PRINTERS.includes(role)) return 'notAllowed';
  if (state === 'prepared') return 'notFrozen';
  return PAPER_STATES.includes(state) ? null : 'over';
}
