import { dependenciesFromEnvironment } from '../http/environment.ts';
import { makeHandler } from '../http/stack.ts';
import { approveList } from './approve-list.ts';
import { finishScreening } from './finish-screening.ts';
import { getNomination } from './get-nomination.ts';
import { getScreening } from './get-screening.ts';
import { importNomination } from './import-nomination.ts';
import { listObservers } from './list-observers.ts';
import { listVersions } from './list-versions.ts';
import { markCandidates } from './mark-candidates.ts';
import { proposeList } from './propose-list.ts';
import { saveNomination } from './save-nomination.ts';
import { setObservers } from './set-observers.ts';
import { submitNomination } from './submit-nomination.ts';

export const implementations = [
  getNomination,
  saveNomination,
  importNomination,
  submitNomination,
  getScreening,
  markCandidates,
  finishScreening,
  proposeList,
  approveList,
  listVersions,
  setObservers,
  listObservers,
];
export const handler = makeHandler(implementations, dependenciesFromEnvironment);
