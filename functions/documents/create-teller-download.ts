import { implement, refuse } from '../http/implement.ts';
import { giveDownload } from './give-download.ts';

/** The same for a teller, who is known by the request's signature. */
export const createTellerDownload = implement('createTellerDownload', async ({ request, caller, deps }) => {
  const { session, payload } = request;
  const meeting = await deps.meetings.read(session);
  if (meeting === undefined) return refuse('session-unknown');
  return giveDownload({ what: 'createTellerDownload', meeting, document: payload.document, caller, deps });
});
