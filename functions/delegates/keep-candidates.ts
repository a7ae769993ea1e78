import type { ResponseOf } from '../../shared/contract/operations.ts';
import type { Caller, Dependencies } from '../http/dependencies.ts';
import type { Refusal } from '../http/implement.ts';
import { recordOrder } from '../http/record-order.ts';
import type { Nomination } from '../store/nominations.ts';
import type { SessionPlace } from '../store/round-lists.ts';
import type { Versioned } from '../store/versioned-items.ts';
import { type CandidatesWanted, decideCandidates } from './decide-candidates.ts';
import { nominationView } from './nomination-view.ts';
import { noteNomination } from './note-nomination.ts';

interface Keeping {
  readonly what: 'saveNomination' | 'importNomination';
  readonly place: SessionPlace;
  readonly read: Versioned<Nomination> | undefined;
  readonly wanted: CandidatesWanted;
  readonly caller: Caller;
  readonly deps: Dependencies;
}

/** Keeps a list of candidates in which nothing is wrong, if nobody saved another one meanwhile. */
export async function keepCandidates(
  keeping: Keeping,
): Promise<{ readonly answer: ResponseOf<'saveNomination'> } | Refusal> {
  const { what, place, read, wanted, caller, deps } = keeping;
  const { session } = place.unit;
  const { nominations } = deps.registry;
  const foreseen = decideCandidates(read, wanted);
  if (foreseen.kind === 'refuse') return foreseen.refusal;
  if (foreseen.kind === 'write')
    await recordOrder({ what, target: session, why: `${wanted.candidates.length} candidates`, caller, deps });
  const outcome = await nominations.change(session, (current) => decideCandidates(current, wanted));
  if (outcome.kind === 'refuse') return outcome.refusal;
  const { answer: value, version } = outcome;
  if (foreseen.kind === 'write') await noteNomination(place, value, deps);
  return { answer: await nominationView(place, { value, version }, deps) };
}
