import type { RequestOf } from '../../shared/contract/operations.ts';
import { needsReason, unmarked, withMarks } from '../../shared/process/screening.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { recordOrder } from '../http/record-order.ts';
import type { KeptMark, OfficeMarks } from '../store/nominations.ts';
import type { ItemDecision } from '../store/versioned-items.ts';
import { inPreparation } from './meeting-in-preparation.ts';
import { actForOffice, officeOf, staffOf, workedForOther } from './person-at-work.ts';

type Marks = RequestOf<'markCandidates'>['marks'];

const without = (marks: Marks, kept: readonly KeptMark[]): Marks =>
  marks.filter(({ number, verdict, reason }) => {
    const mark = kept.find((each) => each.number === number);
    return mark?.verdict !== verdict || mark.reason !== reason;
  });

/** What an office has finished stays; marks that are there already are not written again. */
function decideMarks(
  current: OfficeMarks,
  asked: { readonly marks: Marks; readonly by: string; readonly atMs: number },
): ItemDecision<OfficeMarks, OfficeMarks, Refusal> {
  const { by, atMs } = asked;
  const changed = without(asked.marks, current.marks);
  if (changed.length === 0) return { kind: 'keep', answer: current };
  if (changed.some(({ number }) => number <= current.finishedUpTo))
    return { kind: 'refuse', refusal: refuse('screening-not-open') };
  const marks = withMarks(
    current.marks,
    changed.map((mark) => ({ ...mark, by, atMs })),
  );
  const value = { ...current, marks: [...marks] };
  return { kind: 'write', value, answer: value };
}

function refuseMarks(marks: Marks, submitted: number): Refusal | undefined {
  if (submitted === 0) return refuse('screening-not-open');
  if (marks.some(({ number }) => number > submitted)) return refuse('candidate-unknown');
  const bare = marks.flatMap((mark, index) => (needsReason(mark) ? [index] : []));
  if (bare.length === 0) return undefined;
  const places = bare.map((index) => ({
    field: `marks.${index}.reason`,
    code: 'missing',
    detail: { zh: '没有写理由', en: 'is empty' },
  }));
  return refuse('reason-missing', { count: bare.length }, places);
}

/** Marks of one office, on its own: what the other thinks is neither read nor told here. */
export const markCandidates = implement('markCandidates', async ({ request, caller, deps }) => {
  const { session, marks } = request;
  const prepared = await inPreparation(session, { caller, deps });
  if ('refused' in prepared) return prepared;
  const { nominations } = deps.registry;
  const nomination = (await nominations.read(session))?.value;
  const submitted = nomination?.submitted ?? 0;
  const refusal = refuseMarks(marks, submitted);
  if (refusal !== undefined) return refusal;
  if (nomination !== undefined && workedForOther(nomination, caller)) return refuse('same-person');
  const office = officeOf(caller);
  const asked = { marks, by: staffOf(caller).subject, atMs: deps.nowMs() };
  const foreseen = decideMarks(await nominations.marksOf(session, office), asked);
  if (foreseen.kind === 'refuse') return foreseen.refusal;
  if (foreseen.kind === 'write') {
    await recordOrder({ what: 'markCandidates', target: session, why: `${marks.length} candidates`, caller, deps });
    const refused = await actForOffice(session, { caller, deps });
    if (refused !== undefined) return refused;
  }
  const outcome = await nominations.changeMarks({ session, office }, (current) => decideMarks(current, asked));
  if (outcome.kind === 'refuse') return outcome.refusal;
  return { answer: { marked: submitted - unmarked(outcome.answer.marks, submitted).length, total: submitted } };
});
