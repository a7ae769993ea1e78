import { implement, refuse } from '../http/implement.ts';
import { resultSignaturesOf, signedResultOf } from '../store/meetings.ts';

/** The announced result with every teller's word on it. Before the announcement nothing of it is shown. */
export const getResult = implement('getResult', async ({ request, deps }) => {
  const meeting = await deps.meetings.read(request.session);
  if (meeting === undefined) return refuse('session-unknown');
  const signed = signedResultOf(meeting);
  if (meeting.state !== 'announced' || signed === undefined) return refuse('not-announced');
  const result = await deps.meetings.getResult(meeting.session, signed.hash);
  if (result === undefined) throw new Error('an announced result is missing');
  return { answer: { result, signatures: resultSignaturesOf(meeting) } };
});
