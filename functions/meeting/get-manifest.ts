import { SLOTS } from '../../shared/protocol/slots.ts';
import { implement, refuse } from '../http/implement.ts';

/** The frozen manifest with the arming signatures that are in, in slot order. */
export const getManifest = implement('getManifest', async ({ request, deps }) => {
  const meeting = await deps.meetings.read(request.session);
  if (meeting === undefined) return refuse('session-unknown');
  const { manifestHash, tellers } = meeting;
  if (manifestHash === null) return refuse('not-frozen');
  const manifest = await deps.meetings.getManifest(meeting.session, manifestHash);
  if (manifest === undefined) throw new Error('the manifest of a frozen meeting is missing');
  const arming = SLOTS.flatMap((slot) => {
    const signature = tellers[slot].armingSignature;
    return signature === null ? [] : [{ slot, signature }];
  });
  return { answer: { manifest, arming } };
});
