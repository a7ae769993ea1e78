import type { RequestOf } from '../../shared/contract/operations.ts';
import { isEditable } from '../../shared/process/nomination.ts';
import type { Caller, Dependencies } from '../http/dependencies.ts';
import { type Refusal, type RefusalPlace, refuse } from '../http/implement.ts';
import type { Nomination } from '../store/nominations.ts';
import type { Versioned } from '../store/versioned-items.ts';
import { inPreparation, type Preparation } from './meeting-in-preparation.ts';
import { factsOf } from './nomination-facts.ts';

interface Editing extends Preparation {
  /** `undefined` before anybody saved. */
  readonly read: Versioned<Nomination> | undefined;
}

const tooFew = (least: number): RefusalPlace => ({
  field: 'plannedSeats',
  code: 'too-few-delegates',
  detail: { zh: `代表至少 ${least} 人`, en: `at least ${least} delegates` },
});

/** The nomination of a unit that may be edited now, for as many delegates as the rules allow. 5 RCU and 1 RCU per 4 KB. */
export async function nominationToEdit(
  { session, plannedSeats }: Pick<RequestOf<'saveNomination'>, 'session' | 'plannedSeats'>,
  { caller, deps }: { readonly caller: Caller; readonly deps: Dependencies },
): Promise<Editing | Refusal> {
  const prepared = await inPreparation(session, { caller, deps });
  if ('refused' in prepared) return prepared;
  const { nominations, plans } = deps.registry;
  const { seats } = await plans.rulesOf({ round: prepared.place.round.round, session });
  if (plannedSeats < seats.minDelegates) return refuse('request-invalid', {}, [tooFew(seats.minDelegates)]);
  const read = await nominations.read(session);
  return isEditable(factsOf(read?.value)) ? { ...prepared, read } : refuse('nomination-submitted');
}
