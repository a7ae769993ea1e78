import type { RequestOf } from '../../shared/contract/operations.ts';
import { FILE_KIND_RULES, looksLike } from '../../shared/process/file-kinds.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { refuseEdited } from '../http/edited-meanwhile.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { recordOrder } from '../http/record-order.ts';
import { refuseState } from '../http/state-wrong.ts';
import type { Statement } from '../store/floor.ts';
import { noteProgress } from './note-progress.ts';

type Media = RequestOf<'recordStatement'>['media'];

/** What stands against the recording, if anything: it must have come whole and be what it claims. */
async function refusalOfMedia(session: string, media: Media, deps: Dependencies): Promise<Refusal | undefined> {
  if (media === null) return undefined;
  const arrived = media.key.startsWith(`statement/${session}/`) ? await deps.uploads.arrived(media.key) : undefined;
  if (arrived?.bytes !== media.bytes) return refuse('upload-missing');
  if (looksLike(media.kind, arrived.start)) return undefined;
  return refuse('file-kind-wrong', { kinds: FILE_KIND_RULES[media.kind].extensions.join(' / ') });
}

const isSameStatement = (
  kept: Statement | undefined,
  { speaker, text, media }: RequestOf<'recordStatement'>,
): boolean => kept !== undefined && kept.speaker === speaker && kept.text === text && kept.media?.key === media?.key;

/**
 * Records the head's statement after the announcement. A correction is a further version; the earlier ones stay. A version
 * lies under its hash before the head names it: of two people who record at once one does, and the other is told.
 */
export const recordStatement = implement('recordStatement', async ({ request, caller, deps }) => {
  const { session, expectedVersion, speaker, text, media } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const meeting = await deps.meetings.read(session);
  if (meeting === undefined) return refuse('session-unknown');
  if (meeting.state !== 'announced') return refuseState(meeting.state, ['announced']);
  const { floor } = deps.meetings;
  const read = await floor.readHead(session);
  const kept = await floor.readStatement(session, read.value);
  if (isSameStatement(kept, request)) return { answer: { version: read.version } };
  if (read.version !== expectedVersion) return refuseEdited();
  const refusal = await refusalOfMedia(session, media, deps);
  if (refusal !== undefined) return refusal;
  const statement = { speaker, text, media, onDay: shanghaiDay(deps.nowMs()) };
  const hash = await floor.keepStatement(session, statement);
  await recordOrder({ what: 'recordStatement', target: session, why: `SHA-256 ${hash}`, caller, deps });
  const outcome = await floor.changeHead(session, (head) =>
    head.version === read.version
      ? { kind: 'write', value: { ...head.value, statements: [...head.value.statements, hash] }, answer: null }
      : { kind: 'refuse', refusal: refuseEdited() },
  );
  if (outcome.kind === 'refuse') return outcome.refusal;
  await noteProgress(place, deps);
  return { answer: { version: outcome.version } };
});
