import { implement } from '../http/implement.ts';
import type { Nomination } from '../store/nominations.ts';
import { readCandidatesFile } from './candidates-file.ts';
import { handedIn } from './decide-candidates.ts';
import { keepCandidates } from './keep-candidates.ts';
import { nominationToEdit } from './nomination-to-edit.ts';
import { personOf } from './person-at-work.ts';

const NOBODY = { handed: [], open: [] };
const partsOf = (nomination: Nomination) => ({
  handed: handedIn(nomination),
  open: nomination.candidates.slice(nomination.submitted),
});

/** Takes candidates from a file, in the place of the present ones or after them; whole or not at all. */
export const importNomination = implement('importNomination', async ({ request, caller, deps }) => {
  const { expectedVersion, plannedSeats, how, fileName, file } = request;
  const editing = await nominationToEdit(request, { caller, deps });
  if ('refused' in editing) return editing;
  const { place, read } = editing;
  const { handed, open } = read === undefined ? NOBODY : partsOf(read.value);
  const staying = how === 'append' ? open : [];
  const bytes = Buffer.from(file, 'base64');
  const { name: unitName } = place.unit;
  const added = await readCandidatesFile({ bytes, fileName, unitName, present: [...handed, ...staying] });
  if ('refused' in added) return added;
  const candidates = [...staying, ...added];
  const wanted = { expectedVersion, plannedSeats, candidates, savedBy: personOf(caller), savedAtMs: deps.nowMs() };
  return keepCandidates({ what: 'importNomination', place, read, wanted, caller, deps });
});
