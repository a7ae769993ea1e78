import { checkClaim, FILE_KIND_RULES } from '../../shared/process/file-kinds.ts';
import { toB64u } from '../../shared/protocol/bytes.ts';
import { implement, refuse } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { recordOrder } from '../http/record-order.ts';
import { refuseState } from '../http/state-wrong.ts';
import { UPLOAD_SECONDS } from '../store/uploads.ts';
import { incomingStatementKey } from './statement-key.ts';

const KEY_BYTES = 16;

/** A signed address for one recording of the statement; type and length are signed with it. */
export const createStatementUpload = implement('createStatementUpload', async ({ request, caller, deps }) => {
  const { session, kind, bytes } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const meeting = await deps.meetings.read(session);
  if (meeting === undefined) return refuse('session-unknown');
  if (meeting.state !== 'announced') return refuseState(meeting.state, ['announced']);
  const { contentType, maxBytes, extensions } = FILE_KIND_RULES[kind];
  const defect = checkClaim(request);
  if (defect === 'too-large') return refuse('file-too-large', { limitBytes: maxBytes });
  if (defect !== undefined) return refuse('file-kind-wrong', { kinds: extensions.join(' / ') });
  await recordOrder({ what: 'createStatementUpload', target: session, why: `${kind}, ${bytes} bytes`, caller, deps });
  // A signature's date has whole seconds.
  const nowMs = Math.floor(deps.nowMs() / 1_000) * 1_000;
  const key = incomingStatementKey(session, toB64u(deps.randomBytes(KEY_BYTES)));
  const url = await deps.uploads.signedPut({ key, contentType, bytes, nowMs });
  return { answer: { key, url, expiresAtMs: nowMs + UPLOAD_SECONDS * 1_000 } };
});
