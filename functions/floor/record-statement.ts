import type { RequestOf } from '../../shared/contract/operations.ts';
import { FILE_KIND_RULES } from '../../shared/process/file-kinds.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { refuseEdited } from '../http/edited-meanwhile.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { recordOrder } from '../http/record-order.ts';
import { refuseState } from '../http/state-wrong.ts';
import type { Statement } from '../store/floor.ts';
import { noteProgress } from './note-progress.ts';
import { keptStatementKey } from './statement-key.ts';

type Request = RequestOf<'recordStatement'>;

/** The recording under the key it is kept by from now on, the very bytes that were checked; or what stands against it. */
async function keepMedia(
  { session, media }: Request,
  kept: Statement | undefined,
  deps: Dependencies,
): Promise<Statement['media'] | Refusal> {
  if (media === null) return null;
  if (media === 'unchanged') return kept?.media ?? null;
  const key = keptStatementKey(session, media.key);
  const outcome = key === undefined ? 'missing' : await deps.uploads.keep({ ...media, key });
  if (key === undefined || outcome === 'missing') return refuse('upload-missing');
  if (outcome === 'unfit')
    return refuse('file-kind-wrong', { kinds: FILE_KIND_RULES[media.kind].extensions.join(' / ') });
  return { ...media, key };
}

function isSameRecording(kept: Statement['media'], { session, media }: Request): boolean {
  if (media === 'unchanged') return true;
  return media === null ? kept === null : kept !== null && kept.key === keptStatementKey(session, media.key);
}

const isSameStatement = (kept: Statement | undefined, request: Request): boolean =>
  kept !== undefined &&
  kept.speaker === request.speaker &&
  kept.text === request.text &&
  isSameRecording(kept.media, request);

/**
 * Records the head's statement after the announcement. A correction is a further version; the earlier ones stay. A version
 * lies under its hash before the head names it: of two people who record at once one does, and the other is told.
 */
export const recordStatement = implement('recordStatement', async ({ request, caller, deps }) => {
  const { session, expectedVersion, speaker, text } = request;
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
  const media = await keepMedia(request, kept, deps);
  if (media !== null && 'refused' in media) return media;
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
