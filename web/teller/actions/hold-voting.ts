import { distrust, done, type Face, type Outcome, send, type TellerContext } from './context.ts';
import { repeatTrial } from './enrol.ts';
import { faceManifestHash } from './read-manifest.ts';

/** Opens the voting, after this browser has sealed and opened a trial ballot once more. */
export async function openVoting(context: TellerContext, face: Face): Promise<Outcome<null>> {
  const trial = await repeatTrial(context);
  if (!trial.ok) return trial;
  const answer = await send(context, 'openVoting', { manifestHash: faceManifestHash(face) });
  if (!answer.ok) return answer;
  await context.memory.keepDeed({ step: 'open-voting', atMs: context.nowMs(), mark: '' });
  return done(null);
}

/** Keeps the delegates that this teller counted in the hall; it stays on this device. */
export async function keepHeadCount({ memory, nowMs }: TellerContext, count: number): Promise<void> {
  await memory.keepHeadCount(count);
  await memory.keepDeed({ step: 'head-count', atMs: nowMs(), mark: String(count) });
}

/** Sets the closing time, once and for all; `closesAt` in the server's Unix ms. */
export async function setClosingTime(context: TellerContext, face: Face, closesAt: number): Promise<Outcome<null>> {
  const answer = await send(context, 'setClosingTime', { manifestHash: faceManifestHash(face), closesAt });
  if (!answer.ok) return answer;
  await context.memory.keepDeed({ step: 'closing-time', atMs: context.nowMs(), mark: String(closesAt) });
  return keepClosingTime(context, { closesAt });
}

/**
 * Keeps the closing time as this browser sees it first, and refuses another one later: it is written once and never moved
 * (protocol.md §4), and an earlier one would open the box while ballots are still cast.
 */
export async function keepClosingTime(
  { memory }: TellerContext,
  { closesAt }: Pick<Face, 'closesAt'>,
): Promise<Outcome<null>> {
  if (closesAt === null) return done(null);
  const first = await memory.keepFirstClosingTime(closesAt);
  return first === closesAt ? done(null) : distrust('other-closing-time-seen-before');
}

/**
 * Records the figures of issuing, then closes the box. Refused as `closing-not-over` until its time has come: both are
 * written once, so whoever asks again, or asks after another teller, gets the same answer.
 */
export async function closeBox(context: TellerContext, face: Face): Promise<Outcome<{ readonly boardRoot: string }>> {
  const payload = { manifestHash: faceManifestHash(face) };
  const issuing = await send(context, 'recordIssuing', payload);
  if (!issuing.ok) return issuing;
  const closed = await send(context, 'closeBoard', payload);
  if (!closed.ok) return closed;
  const { boardRoot } = closed.value;
  await context.memory.keepDeed({ step: 'close-box', atMs: context.nowMs(), mark: boardRoot });
  return done({ boardRoot });
}
