import { invitationOperations } from '../../shared/contract/invitations.ts';
import { dependenciesFromEnvironment } from '../http/environment.ts';
import { bind } from '../http/implement.ts';
import { meetings } from '../http/reach/meetings.ts';
import { registry } from '../http/reach/registry.ts';
import { verifyStaffToken } from '../http/reach/staff-tokens.ts';
import { makeHandler } from '../http/stack.ts';
import { acknowledgePreparation } from './acknowledge-preparation.ts';
import { getInvitations } from './get-invitations.ts';
import { getPreparation } from './get-preparation.ts';
import { markSent } from './mark-sent.ts';
import { nameDelegatesTeller } from './name-delegates-teller.ts';
import { recordAttendance } from './record-attendance.ts';
import { recordReply } from './record-reply.ts';
import { saveVenue } from './save-venue.ts';
import { submitPreparation } from './submit-preparation.ts';

export const implementations = bind(invitationOperations, [
  getInvitations,
  saveVenue,
  markSent,
  recordReply,
  recordAttendance,
  nameDelegatesTeller,
  getPreparation,
  submitPreparation,
  acknowledgePreparation,
]);
export const reach = { registry, meetings, verifyStaffToken };
export const handler = makeHandler(implementations, dependenciesFromEnvironment(reach));
