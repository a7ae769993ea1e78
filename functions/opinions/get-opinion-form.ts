import { takesOpinions } from '../../shared/process/opinions.ts';
import { toB64u } from '../../shared/protocol/bytes.ts';
import { implement, refuse } from '../http/implement.ts';
import { opensReading } from '../http/reading-key.ts';

/** Whom an opinion may be about: the unit, and its officers once the page was opened. ½ + 1 + 1 RCU. */
export const getOpinionForm = implement('getOpinionForm', async ({ request, deps }) => {
  const { session, key } = request;
  if (!(await opensReading(session, key, deps))) return refuse('reading-key-wrong');
  const meeting = await deps.meetings.read(session);
  if (meeting === undefined) return refuse('reading-key-wrong');
  const form = await deps.meetings.opinionForms.read(session);
  const kept = await deps.meetings.getKey(session, 'opinion');
  const proofKey = kept === undefined ? null : toB64u(new Uint8Array(kept.publicKey));
  const open = takesOpinions(meeting, deps.nowMs());
  return { answer: { unitName: form?.unitName ?? meeting.unitName, officers: form?.officers ?? [], open, proofKey } };
});
