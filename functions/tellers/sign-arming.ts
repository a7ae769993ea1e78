import type { RequestOf } from '../../shared/contract/operations.ts';
import { armingHash, verifySignedArming } from '../../shared/protocol/arming.ts';
import { fromHex, toHex } from '../../shared/protocol/bytes.ts';
import { keyBytes } from '../../shared/protocol/manifest.ts';
import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import { implement, refuse } from '../http/implement.ts';
import { refuseState } from '../http/state-wrong.ts';
import { answerOf, change, decline, keep, type Step } from '../http/step.ts';
import { type Meeting, withTeller } from '../store/meetings.ts';

/** A teller agrees to the frozen manifest by a bare signature; the third arms the meeting (protocol.md §1). */
export const signArming = implement('signArming', async ({ request, deps }) =>
  answerOf(await deps.meetings.change(request.session, (meeting) => decideArming(meeting, request))),
);

type Arming = { readonly state: Meeting['state']; readonly signed: Slot[] };

/** What an arming signature does to a meeting. Asked again by the same teller, the first signature stays. */
export async function decideArming(meeting: Meeting, request: RequestOf<'signArming'>): Promise<Step<Arming>> {
  const { slot, signature } = request;
  if (meeting.manifestHash === null) return decline(refuseState(meeting.state, ['frozen']));
  if (meeting.manifestHash !== request.manifestHash) return decline(refuse('manifest-differs'));
  const manifestHash = fromHex(request.manifestHash);
  if (manifestHash === null || !(await isSigned(meeting, { slot, signature, manifestHash })))
    return decline(refuse('signature-invalid'));
  if (meeting.tellers[slot].armingSignature !== null) return keep({ state: meeting.state, signed: signersOf(meeting) });
  if (meeting.state !== 'frozen') return decline(refuseState(meeting.state, ['frozen']));
  const changed = withTeller(meeting, slot, { armingSignature: signature });
  const arming = SLOTS.flatMap((each) => armingOf(changed, each));
  const hash = await armingHash(manifestHash, arming);
  if (hash === null) return change(changed, { state: changed.state, signed: signersOf(changed) });
  return change({ ...changed, state: 'armed', armingHash: toHex(hash) }, { state: 'armed', signed: [...SLOTS] });
}

const armingOf = (meeting: Meeting, slot: Slot) => {
  const signature = meeting.tellers[slot].armingSignature;
  return signature === null ? [] : [{ slot, signature }];
};

const signersOf = (meeting: Meeting): Slot[] => SLOTS.filter((slot) => armingOf(meeting, slot).length > 0);

async function isSigned(
  meeting: Meeting,
  signed: { readonly slot: Slot; readonly signature: string; readonly manifestHash: Uint8Array<ArrayBuffer> },
): Promise<boolean> {
  const { sign } = meeting.tellers[signed.slot];
  return sign !== null && verifySignedArming(keyBytes(sign), signed.manifestHash, signed.signature);
}
