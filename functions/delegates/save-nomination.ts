import { candidateDefects, cleanRow } from '../../shared/process/nomination.ts';
import { implement } from '../http/implement.ts';
import { handedIn } from './decide-candidates.ts';
import { keepCandidates } from './keep-candidates.ts';
import { nominationToEdit } from './nomination-to-edit.ts';
import { personOf } from './person-at-work.ts';
import { refuseCandidates } from './refuse-candidates.ts';

/** Saves the candidates as they stand on the page, the whole list, if nobody saved another one meanwhile. */
export const saveNomination = implement('saveNomination', async ({ request, caller, deps }) => {
  const { expectedVersion, plannedSeats } = request;
  const editing = await nominationToEdit(request, { caller, deps });
  if ('refused' in editing) return editing;
  const { place, read } = editing;
  const before = read === undefined ? [] : handedIn(read.value);
  const candidates = request.candidates.map(cleanRow);
  const defects = candidateDefects([...before, ...candidates]);
  if (defects.length > 0) return refuseCandidates(defects, before.length);
  const wanted = { expectedVersion, plannedSeats, candidates, savedBy: personOf(caller), savedAtMs: deps.nowMs() };
  return keepCandidates({ what: 'saveNomination', place, read, wanted, caller, deps });
});
