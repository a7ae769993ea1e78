import { delegateOperations } from '../../shared/contract/delegates.ts';
import { dependenciesFromEnvironment } from '../http/environment.ts';
import { bind } from '../http/implement.ts';
import { meetings } from '../http/reach/meetings.ts';
import { registry } from '../http/reach/registry.ts';
import { verifyStaffToken } from '../http/reach/staff-tokens.ts';
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

export const implementations = bind(delegateOperations, [
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
]);
export const reach = { registry, meetings, verifyStaffToken };
export const handler = makeHandler(implementations, dependenciesFromEnvironment(reach));
