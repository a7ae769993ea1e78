import { type ClaimDefect, checkClaim, FILE_KIND_RULES, type FileKind } from '../../shared/process/file-kinds.ts';
import {
  announceEvidence,
  type Evidence,
  keepEvidence,
  type RectificationItem,
} from '../../shared/process/rectification.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { recordOrder } from '../http/record-order.ts';
import { incomingKey, UPLOAD_SECONDS } from '../store/uploads.ts';
import { fileKindOf } from './item-view.ts';
import { refuseItem } from './refuse-item.ts';

/** Under its item: the page makes the id, and one that names a file of another item must not reach that file. */
const keyOf = (session: string, item: string, id: string): string => `evidence/${session}/${item}/${id}`;

const kindName = (kind: FileKind): string => FILE_KIND_RULES[kind].extensions[0]?.toUpperCase() ?? kind;

const refuseClaim = (defect: ClaimDefect, kind: FileKind): Refusal =>
  defect === 'too-large'
    ? refuse('file-too-large', { limitBytes: FILE_KIND_RULES[kind].maxBytes })
    : refuse('file-kind-wrong', { kinds: kindName(kind) });

const sameFile = (left: Evidence, right: Omit<Evidence, 'state'>): boolean =>
  left.fileName === right.fileName && left.kind === right.kind && left.bytes === right.bytes;

function decideAnnouncement(item: RectificationItem, file: Omit<Evidence, 'state'>): RectificationItem | Refusal {
  const there = item.evidence.find(({ id }) => id === file.id);
  // What arrived and was checked is not written over: an address to do so is no longer given out.
  if (there !== undefined)
    return sameFile(there, file) && there.state === 'announced' ? item : refuse('already-recorded');
  const step = announceEvidence(item, file);
  return step.ok ? step.item : refuseItem(step.refusal, item.state);
}

/** An address that takes the announced file and no other; asked for again after an interruption it is given again. */
export const createEvidenceUpload = implement('createEvidenceUpload', async ({ request, caller, deps }) => {
  const { session, id, fileName, kind, bytes } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const defect = checkClaim({ kind, fileName, bytes });
  if (defect !== undefined) return refuseClaim(defect, kind);
  const file = { id, fileName, kind, bytes };
  const { rectification } = deps.meetings;
  const read = await rectification.read(session, Number(request.item));
  if (read === undefined) return refuse('item-unknown');
  const foreseen = decideAnnouncement(read.value, file);
  if ('refused' in foreseen) return foreseen;
  if (foreseen !== read.value) {
    const why = `item ${request.item}: ${id}, ${kind}, ${bytes} bytes`;
    await recordOrder({ what: 'createEvidenceUpload', target: session, why, caller, deps });
  }
  const outcome = await rectification.change<Refusal>(session, Number(request.item), ({ value }) => {
    const next = decideAnnouncement(value, file);
    if ('refused' in next) return { kind: 'refuse', refusal: next };
    return next === value ? { kind: 'keep' } : { kind: 'write', item: next };
  });
  if (outcome === undefined) return refuse('item-unknown');
  if (outcome.kind === 'refuse') return outcome.refusal;
  const { contentType } = FILE_KIND_RULES[kind];
  const nowMs = deps.nowMs();
  const key = incomingKey(keyOf(session, request.item, id));
  const url = await deps.uploads.signedPut({ key, contentType, bytes, nowMs });
  return { answer: { url, contentType, expiresAtMs: nowMs + UPLOAD_SECONDS * 1_000 } };
});

/** Keeps what arrived if it is what was announced, from then on the very bytes that were checked; what is something else does not stay. */
export const confirmEvidence = implement('confirmEvidence', async ({ request, caller, deps }) => {
  const { session, item, evidence: id } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const { rectification } = deps.meetings;
  const read = await rectification.read(session, Number(item));
  if (read === undefined) return refuse('item-unknown');
  const announced = read.value.evidence.find((each) => each.id === id);
  if (announced === undefined) return refuse('evidence-unknown');
  const kind = fileKindOf(announced.kind);
  const answer = { ...announced, kind, state: 'kept' as const };
  if (announced.state === 'kept') return { answer };
  const kept = await deps.uploads.keep({ key: keyOf(session, item, id), kind, bytes: announced.bytes });
  if (kept === 'missing') return refuse('upload-missing');
  if (kept === 'unfit') return refuse('file-kind-wrong', { kinds: kindName(kind) });
  await recordOrder({ what: 'confirmEvidence', target: session, why: `item ${item}: ${id}`, caller, deps });
  const outcome = await rectification.change<Refusal>(session, Number(item), ({ value }) => ({
    kind: 'write',
    item: keepEvidence(value, id),
  }));
  return outcome?.kind === 'done' ? { answer } : refuse('item-unknown');
});

/** An address to read a file of evidence, for staff who may see the item. */
export const createEvidenceDownload = implement('createEvidenceDownload', async ({ request, caller, deps }) => {
  const { session, item, evidence: id } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const read = await deps.meetings.rectification.read(session, Number(item));
  if (read === undefined) return refuse('item-unknown');
  const kept = read.value.evidence.find((each) => each.id === id && each.state === 'kept');
  if (kept === undefined) return refuse('evidence-unknown');
  const why = `item ${item}: ${id}`;
  await recordOrder({ what: 'createEvidenceDownload', target: session, why, caller, deps });
  const { contentType } = FILE_KIND_RULES[fileKindOf(kept.kind)];
  const nowMs = deps.nowMs();
  const { fileName } = kept;
  const url = await deps.uploads.signedGet({ key: keyOf(session, item, id), contentType, fileName, nowMs });
  return { answer: { url, fileName, expiresAtMs: nowMs + UPLOAD_SECONDS * 1_000 } };
});
