import type { StaffRole } from '../../shared/contract/operation.ts';
import { implement, refuse } from '../http/implement.ts';
import { mayHandleUnit } from '../http/own-unit.ts';
import { giveDownload } from './give-download.ts';

/** Whole ballots: for tellers, discipline commission and auditors only (protocol.md §6). */
const MAY_HAVE_SEALED: readonly StaffRole[] = ['discipline-commission', 'auditor'];

export const createDownload = implement('createDownload', async ({ request, caller, deps }) => {
  const { session, document } = request;
  const meeting = await deps.meetings.read(session);
  if (meeting === undefined) return refuse('session-unknown');
  if (!mayHandleUnit(caller, meeting.unit)) return refuse('unit-not-yours');
  const mayHaveSealed = caller.kind === 'staff' && MAY_HAVE_SEALED.includes(caller.role);
  if (document === 'sealed.json' && !mayHaveSealed) return refuse('download-not-allowed');
  return giveDownload({ what: 'createDownload', meeting, document, caller, deps });
});
