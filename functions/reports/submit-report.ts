import type { RequestOf } from '../../shared/contract/operations.ts';
import { decideSubmit, REPORT_PART_TITLES, type Report, type ReportRead } from '../../shared/process/report.ts';
import { hashHex } from '../../shared/protocol/hash.ts';
import { jcs } from '../../shared/protocol/jcs.ts';
import type { Caller, Dependencies } from '../http/dependencies.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { recordOrder } from '../http/record-order.ts';
import type { ItemDecision } from '../store/versioned-items.ts';
import { findOfficer } from './find-officer.ts';
import { noteMissing } from './note-missing.ts';
import { refuseEdited } from './refuse-edited.ts';
import { refusalOnceFrozen } from './while-prepared.ts';

type Submitted = { readonly submittedAtMs: number };

function decide(
  read: ReportRead,
  { expectedVersion }: RequestOf<'submitReport'>,
  nowMs: number,
): ItemDecision<Report, Submitted, Refusal> {
  const decision = decideSubmit(read, { expectedVersion, nowMs });
  switch (decision.kind) {
    case 'submit':
      return { kind: 'write', value: decision.report, answer: { submittedAtMs: nowMs } };
    case 'submitted-already':
      return { kind: 'keep', answer: { submittedAtMs: decision.sinceMs } };
    case 'edited-meanwhile':
      return { kind: 'refuse', refusal: refuseEdited(decision.by) };
    case 'parts-missing': {
      const zh = decision.parts.map((part) => REPORT_PART_TITLES.zh[part]).join('、');
      const en = decision.parts.map((part) => REPORT_PART_TITLES.en[part]).join(', ');
      return { kind: 'refuse', refusal: refuse('report-parts-missing', { parts: { zh, en } }) };
    }
  }
}

interface Order {
  readonly officer: string;
  readonly report: Report;
  readonly session: string;
  readonly caller: Caller;
  readonly deps: Dependencies;
}

/** The digest says afterwards which words were submitted, without the log having them. */
async function record({ officer, report, session, caller, deps }: Order): Promise<void> {
  const why = `${officer} SHA-256 ${await hashHex(jcs(report.texts))}`;
  await recordOrder({ what: 'submitReport', target: session, why, caller, deps });
}

/** Submits the version that the person saw: all five parts are written, and delegates read it from now on. */
export const submitReport = implement('submitReport', async ({ request, caller, deps }) => {
  const { session } = request;
  const found = await findOfficer(request, { caller, deps });
  if ('refused' in found) return found;
  const { reports } = deps.meetings;
  const nowMs = deps.nowMs();
  const foreseen = decide(await reports.read(session, found.officer), request, nowMs);
  if (foreseen.kind !== 'keep') {
    const refusal = await refusalOnceFrozen(session, deps);
    if (refusal !== undefined) return refusal;
  }
  if (foreseen.kind === 'refuse') return foreseen.refusal;
  if (foreseen.kind === 'write')
    await record({ officer: request.officer, report: foreseen.value, session, caller, deps });
  const outcome = await reports.change(session, found.officer, (read) => decide(read, request, nowMs));
  if (outcome.kind === 'refuse') return outcome.refusal;
  await noteMissing(found, deps);
  return { answer: { version: outcome.version, ...outcome.answer } };
});
