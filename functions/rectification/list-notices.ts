import type { StaffRole } from '../../shared/contract/operation.ts';
import { ESCALATION_LEVELS, type EscalationLevel } from '../../shared/process/round-config.ts';
import { implement } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';

/** The notices that a role reads: the unit its own, a county leader not the commission's, everybody else all. */
const LEVELS_OF: Readonly<Record<StaffRole, readonly EscalationLevel[]>> = {
  'unit-clerk': ['unit-head'],
  'county-leader': ['unit-head', 'county-leader'],
  'inspection-office': ESCALATION_LEVELS,
  'discipline-commission': ESCALATION_LEVELS,
  auditor: ESCALATION_LEVELS,
};

/** A page of a session's notices, newest first, as far as the role reads them. */
export const listNotices = implement('listNotices', async ({ request, caller, deps }) => {
  const { session, after } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const levels = caller.kind === 'staff' ? LEVELS_OF[caller.role] : [];
  const { items, next } = await deps.registry.notices.list(session, after);
  const notices = items
    .filter(({ value }) => levels.includes(value.level))
    .map(({ value: { item, level, dueOn, onDay, delivery } }) => ({
      ...{ item, level, dueOn, onDay, delivery: delivery.kind === 'sending' ? 'waiting' : delivery.kind },
    }));
  return { answer: { notices, next } };
});
