import { isEditable } from '../../shared/process/nomination.ts';
import type { Caller, Dependencies } from '../http/dependencies.ts';
import { type Refusal, refuse } from '../http/implement.ts';
import type { Nomination } from '../store/nominations.ts';
import type { Versioned } from '../store/versioned-items.ts';
import { inPreparation, type Preparation } from './meeting-in-preparation.ts';
import { factsOf } from './nomination-facts.ts';

interface Editing extends Preparation {
  /** `undefined` before anybody saved. */
  readonly read: Versioned<Nomination> | undefined;
}

/** The nomination of a unit that may be edited now. 3 RCU and 1 RCU per 4 KB. */
export async function nominationToEdit(
  session: string,
  { caller, deps }: { readonly caller: Caller; readonly deps: Dependencies },
): Promise<Editing | Refusal> {
  const prepared = await inPreparation(session, { caller, deps });
  if ('refused' in prepared) return prepared;
  const read = await deps.registry.nominations.read(session);
  return isEditable(factsOf(read?.value)) ? { ...prepared, read } : refuse('nomination-submitted');
}
