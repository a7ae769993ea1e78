import { stageOf } from '../../shared/process/nomination.ts';
import { type ScreeningOffice, unmarked } from '../../shared/process/screening.ts';
import type { Caller, Dependencies } from '../http/dependencies.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { recordOrder } from '../http/record-order.ts';
import type { Nomination, OfficeMarks } from '../store/nominations.ts';
import type { ItemDecision } from '../store/versioned-items.ts';
import { inPreparation } from './meeting-in-preparation.ts';
import { factsOf, finishedBy } from './nomination-facts.ts';
import { noteNomination } from './note-nomination.ts';
import { actForOffice, officeOf, workedForOther } from './person-at-work.ts';

function decideFinish(current: OfficeMarks, submitted: number): ItemDecision<OfficeMarks, null, Refusal> {
  if (current.finishedUpTo >= submitted) return { kind: 'keep', answer: null };
  const missing = unmarked(current.marks, submitted).length;
  if (missing > 0) return { kind: 'refuse', refusal: refuse('screening-incomplete', { missing }) };
  return { kind: 'write', value: { ...current, finishedUpTo: submitted }, answer: null };
}

interface Finishing {
  readonly session: string;
  readonly office: ScreeningOffice;
  readonly submitted: number;
  readonly caller: Caller;
  readonly deps: Dependencies;
}

/**
 * First the office's marks are closed, then the nomination says so: when it says that both have finished, and each is shown
 * the other's marks, no mark can change any more. An interruption between the two is healed by the same press again.
 */
async function finish({ session, office, submitted, caller, deps }: Finishing): Promise<Nomination | Refusal> {
  const { nominations } = deps.registry;
  const foreseen = decideFinish(await nominations.marksOf(session, office), submitted);
  if (foreseen.kind === 'refuse') return foreseen.refusal;
  if (foreseen.kind === 'write') {
    await recordOrder({ what: 'finishScreening', target: session, why: `${submitted} candidates`, caller, deps });
    const refusal = await actForOffice(session, { caller, deps });
    if (refusal !== undefined) return refusal;
  }
  const closed = await nominations.changeMarks({ session, office }, (current) => decideFinish(current, submitted));
  if (closed.kind === 'refuse') return closed.refusal;
  const outcome = await nominations.change<Nomination, Refusal>(session, (current) => {
    if (current === undefined) return { kind: 'refuse', refusal: refuse('screening-not-open') };
    const { finishedUpTo } = current.value;
    if (finishedUpTo[office] >= submitted) return { kind: 'keep', answer: current.value };
    const value = { ...current.value, finishedUpTo: { ...finishedUpTo, [office]: submitted } };
    return { kind: 'write', value, answer: value };
  });
  return outcome.kind === 'refuse' ? outcome.refusal : outcome.answer;
}

/** An office is done with every candidate; once both are, each sees what the other marked. */
export const finishScreening = implement('finishScreening', async ({ request, caller, deps }) => {
  const { session } = request;
  const prepared = await inPreparation(session, { caller, deps });
  if ('refused' in prepared) return prepared;
  const read = (await deps.registry.nominations.read(session))?.value;
  if (read === undefined || read.submitted === 0) return refuse('screening-not-open');
  if (workedForOther(read, caller)) return refuse('same-person');
  const { submitted } = read;
  const nomination = await finish({ session, office: officeOf(caller), submitted, caller, deps });
  if ('refused' in nomination) return nomination;
  await noteNomination(prepared.place, nomination, deps);
  return { answer: { stage: stageOf(factsOf(nomination)), finishedBy: finishedBy(nomination) } };
});
