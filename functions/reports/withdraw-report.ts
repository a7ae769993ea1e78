import { type Report, type ReportRead, withdrawn } from '../../shared/process/report.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { holdAgainstFreeze } from '../http/hold-against-freeze.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { recordOrder } from '../http/record-order.ts';
import type { ItemDecision } from '../store/versioned-items.ts';
import { findOfficer, type OfficerPlace } from './find-officer.ts';
import { noteMissing } from './note-missing.ts';
import { refusalOnceFrozen } from './while-prepared.ts';

/** What stood there before; `null` when the report was taken back already, for the same reason. */
type Before = Report | null;

function decide({ report }: ReportRead, reason: string): ItemDecision<Report, Before, Refusal> {
  const taken = withdrawn(report, reason);
  if (taken !== null) return { kind: 'write', value: taken, answer: report };
  return report?.withdrawnWhy === reason
    ? { kind: 'keep', answer: null }
    : { kind: 'refuse', refusal: refuse('report-not-submitted') };
}

/** Where the freeze was first, the report goes back as it was. */
async function unlessFrozen(
  { found, before }: { readonly found: OfficerPlace; readonly before: Report },
  deps: Dependencies,
): Promise<Refusal | undefined> {
  const { session } = found.place.unit;
  const refusal = await holdAgainstFreeze(session, deps);
  if (refusal === undefined) return undefined;
  await deps.meetings.reports.change(session, found.officer, () => ({ kind: 'write', value: before, answer: null }));
  await noteMissing(found, deps);
  return refusal;
}

/** Takes a submitted report back for correction, before the freeze; delegates no longer read it until it is submitted again. */
export const withdrawReport = implement('withdrawReport', async ({ request, caller, deps }) => {
  const { session, officer, reason } = request;
  const found = await findOfficer(request, { caller, deps });
  if ('refused' in found) return found;
  const refusal = await refusalOnceFrozen(session, deps);
  if (refusal !== undefined) return refusal;
  const { reports } = deps.meetings;
  const foreseen = decide(await reports.read(session, found.officer), reason);
  if (foreseen.kind === 'refuse') return foreseen.refusal;
  if (foreseen.kind === 'write')
    await recordOrder({ what: 'withdrawReport', target: session, why: `${officer}: ${reason}`, caller, deps });
  const outcome = await reports.change(session, found.officer, (read) => decide(read, reason));
  if (outcome.kind === 'refuse') return outcome.refusal;
  await noteMissing(found, deps);
  const before = outcome.answer;
  const overtaken = before === null ? undefined : await unlessFrozen({ found, before }, deps);
  return overtaken ?? { answer: { version: outcome.version } };
});
