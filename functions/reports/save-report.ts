import type { RequestOf } from '../../shared/contract/operations.ts';
import { decideSave, type Report, type ReportRead, takesUp, wordsOfReport } from '../../shared/process/report.ts';
import type { Caller, Dependencies } from '../http/dependencies.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { recordOrder } from '../http/record-order.ts';
import type { ItemDecision } from '../store/versioned-items.ts';
import { findOfficer, type OfficerPlace } from './find-officer.ts';
import { handOf } from './hand-of.ts';
import { noteMissing } from './note-missing.ts';
import { refuseEdited } from './refuse-edited.ts';
import { refusalOnceFrozen } from './while-prepared.ts';

interface Save {
  readonly request: RequestOf<'saveReport'>;
  readonly caller: Caller;
  readonly deps: Dependencies;
}

type Saved = { readonly words: number; readonly savedAtMs: number };
const savedAs = ({ texts, savedAtMs }: Report): Saved => ({ words: wordsOfReport(texts), savedAtMs });

function decide(
  read: ReportRead,
  { officer }: OfficerPlace,
  { request, caller, deps }: Save,
): ItemDecision<Report, Saved, Refusal> {
  const { expectedVersion, parts: texts } = request;
  const decision = decideSave(read, { officer, expectedVersion, texts, by: handOf(caller), nowMs: deps.nowMs() });
  switch (decision.kind) {
    case 'save':
      return { kind: 'write', value: decision.report, answer: savedAs(decision.report) };
    case 'same-already':
      return { kind: 'keep', answer: savedAs(decision.report) };
    case 'edited-meanwhile':
      return { kind: 'refuse', refusal: refuseEdited(decision.by) };
    case 'submitted-already':
      return { kind: 'refuse', refusal: refuse('report-submitted') };
  }
}

/** Saves a draft. The same texts again are answered as before, and nothing is written. */
export const saveReport = implement('saveReport', async (save) => {
  const { request, caller, deps } = save;
  const { session, officer } = request;
  const found = await findOfficer(request, { caller, deps });
  if ('refused' in found) return found;
  const { reports } = deps.meetings;
  const read = await reports.read(session, found.officer);
  const foreseen = decide(read, found, save);
  if (foreseen.kind !== 'keep') {
    const refusal = await refusalOnceFrozen(session, deps);
    if (refusal !== undefined) return refusal;
  }
  if (foreseen.kind === 'refuse') return foreseen.refusal;
  const takenUp = takesUp(read.report, { by: handOf(caller), nowMs: deps.nowMs() });
  if (foreseen.kind === 'write' && takenUp)
    await recordOrder({ what: 'saveReport', target: session, why: officer, caller, deps });
  const outcome = await reports.change(session, found.officer, (current) => decide(current, found, save));
  if (outcome.kind === 'refuse') return outcome.refusal;
  if (read.report === null) await noteMissing(found, deps);
  else await reports.draw(session, found);
  return { answer: { version: outcome.version, ...outcome.answer } };
});
