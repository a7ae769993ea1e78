import { opinionOperations } from '../../shared/contract/opinions.ts';
import { roundOperations } from '../../shared/contract/rounds.ts';
import { dependenciesFromEnvironment } from '../http/environment.ts';
import { bind } from '../http/implement.ts';
import { meetings } from '../http/reach/meetings.ts';
import { registry } from '../http/reach/registry.ts';
import { verifyStaffToken } from '../http/reach/staff-tokens.ts';
import { makeHandler } from '../http/stack.ts';
import { checkImport } from './check-import.ts';
import { freeze } from './freeze.ts';
import { getRound } from './get-round.ts';
import { importRound } from './import-round.ts';
import { issueEnrolment } from './issue-enrolment.ts';
import { listAudit } from './list-audit.ts';
import { listDelegates } from './list-delegates.ts';
import { listOfficers } from './list-officers.ts';
import { listRounds } from './list-rounds.ts';
import { openOpinionPage } from './open-opinion-page.ts';
import { registerCards } from './register-cards.ts';
import { voidMeeting } from './void-meeting.ts';

export const implementations = bind({ ...opinionOperations, ...roundOperations }, [
  checkImport,
  importRound,
  listRounds,
  getRound,
  listDelegates,
  listOfficers,
  registerCards,
  issueEnrolment,
  freeze,
  voidMeeting,
  listAudit,
  openOpinionPage,
]);
export const reach = { registry, meetings, verifyStaffToken };
export const handler = makeHandler(implementations, dependenciesFromEnvironment(reach));
