import type { RequestOf } from '../../shared/contract/operations.ts';
import { jcsText } from '../../shared/protocol/jcs.ts';
import { implement, refuse } from '../http/implement.ts';
import { refuseState } from '../http/state-wrong.ts';
import { answerOf, change, decline, keep, type Step } from '../http/step.ts';
import { type Meeting, withTeller } from '../store/meetings.ts';
import { publish } from './publish.ts';

/** A teller objects to the result, with a reason that is published beside the signatures, also after the announcement. */
export const objectToResult = implement('objectToResult', async ({ request, deps }) => {
  const { session } = request;
  const decision = answerOf(await deps.meetings.change(session, (meeting) => decideObjection(meeting, request)));
  if ('refused' in decision) return decision;
  const { state } = await publish(deps, session);
  return { answer: { state } };
});

/** What an objection does to a meeting. Whoever has signed has had their word. */
export function decideObjection(
  meeting: Meeting,
  { slot, payload, signature }: Pick<RequestOf<'objectToResult'>, 'slot' | 'payload' | 'signature'>,
): Step<null> {
  if (meeting.state !== 'counted' && meeting.state !== 'announced')
    return decline(refuseState(meeting.state, ['counted', 'announced']));
  const { voice } = meeting.tellers[slot];
  if (voice === null)
    return change(withTeller(meeting, slot, { voice: { kind: 'objected', payload, signature } }), null);
  const isRepeated = voice.kind === 'objected' && jcsText(voice.payload) === jcsText(payload);
  return isRepeated ? keep(null) : decline(refuse('already-recorded'));
}
