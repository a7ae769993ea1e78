import { dependenciesFromEnvironment } from '../http/environment.ts';
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

export const implementations = [
  getInvitations,
  saveVenue,
  markSent,
  recordReply,
  recordAttendance,
  nameDelegatesTeller,
  getPreparation,
  submitPreparation,
  acknowledgePreparation,
];
export const handler = makeHandler(implementations, dependenciesFromEnvironment);
