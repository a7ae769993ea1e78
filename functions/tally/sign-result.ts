import type { RequestOf } from '../../shared/contract/operations.ts';
import { keyBytes } from '../../shared/protocol/manifest.ts';
import { verifyResultSignature } from '../../shared/protocol/result.ts';
import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { refuseState } from '../http/state-wrong.ts';
import { answerOf, change, decline, keep, type Step } from '../http/step.ts';
import { type Meeting, resultOpenedBy, shareSetIsComplete, withTeller } from '../store/meetings.ts';
import { publish } from './publish.ts';

type Signing = Pick<RequestOf<'signResult'>, 'slot' | 'openedBy' | 'signature'> & { readonly nowMs: number };
type Signed = { readonly state: Meeting['state']; readonly signed: Slot[] };

/**
 * A teller signs a counted result by a bare signature over JCS(result). The first signature fixes from whose shares it is
 * counted; the second over the same result announces it; the third's is added to what was published (protocol.md §5).
 */
export const signResult = implement('signResult', async ({ request, deps }) => {
  const { session, slot } = request;
  const meeting = await deps.meetings.read(session);
  if (meeting === undefined) return refuse('session-unknown');
  const openedBy = SLOTS.filter((each) => request.openedBy.includes(each));
  const signing = { slot, openedBy, signature: request.signature, nowMs: deps.nowMs() };
  const counted = resultOpenedBy(meeting, openedBy);
  const foreseen = decideSignature(meeting, signing);
  if (foreseen.kind === 'refuse' || counted === undefined) return answerOf(foreseen);
  const { sign } = meeting.tellers[slot];
  const result = await deps.meetings.getResult(session, counted.hash);
  if (sign === null || result === undefined) throw new Error('a counted meeting lacks its result or a key');
  if (!(await verifyResultSignature(keyBytes(sign), result, request.signature))) return refuse('signature-invalid');
  const decision = answerOf(await deps.meetings.change(session, (present) => decideSignature(present, signing)));
  if ('refused' in decision) return decision;
  const { state } = await publish(deps, session);
  return { answer: { ...decision.answer, state } };
});

/** What a result signature, already verified, does to a meeting. `openedBy` is in slot order. */
export function decideSignature(meeting: Meeting, { slot, openedBy, signature, nowMs }: Signing): Step<Signed> {
  if (meeting.state !== 'counted' && meeting.state !== 'announced')
    return decline(refuseState(meeting.state, ['counted', 'announced']));
  const counted = resultOpenedBy(meeting, openedBy);
  const isFixedOtherwise = meeting.openedBy !== null && meeting.openedBy.join() !== openedBy.join();
  if (counted === undefined || isFixedOtherwise) return decline(refuse('result-differs'));
  const { voice } = meeting.tellers[slot];
  // A teller who signs again makes other bytes over the same result: the first signature stays.
  if (voice?.kind === 'signed') return keep(signingOf(meeting));
  if (voice !== null) return decline(refuse('already-recorded'));
  const missing = meeting.openedBy === null ? whyThirdIsNeeded(meeting, counted) : undefined;
  if (missing !== undefined) return decline(missing);
  const signed = withTeller(meeting, slot, { voice: { kind: 'signed', openedBy, signature } });
  const isSecond = signingOf(signed).signed.length === 2;
  const changed = { ...signed, openedBy, announcedAtMs: isSecond ? nowMs : meeting.announcedAtMs };
  return change(changed, signingOf(changed));
}

/** One spoilt share must not void a ballot: a box with a ballot that does not open needs the third set, or its teller absent. */
function whyThirdIsNeeded(meeting: Meeting, counted: Meeting['results'][number]): Refusal | undefined {
  const third = SLOTS.find((slot) => !counted.openedBy.includes(slot));
  if (third === undefined || !counted.sealedVoid) return undefined;
  const teller = meeting.tellers[third];
  const isAbsent = teller.absentBy.length >= 2 && !shareSetIsComplete(teller);
  return isAbsent ? undefined : refuse('third-share-needed');
}

const signingOf = (meeting: Meeting): Signed => ({
  state: meeting.state,
  signed: SLOTS.filter((slot) => meeting.tellers[slot].voice?.kind === 'signed'),
});
