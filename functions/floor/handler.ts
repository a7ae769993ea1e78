import { floorOperations } from '../../shared/contract/floor.ts';
import { dependenciesFromEnvironment } from '../http/environment.ts';
import { bind } from '../http/implement.ts';
import { meetings } from '../http/reach/meetings.ts';
import { registry } from '../http/reach/registry.ts';
import { verifyStaffToken } from '../http/reach/staff-tokens.ts';
import { uploads } from '../http/reach/uploads.ts';
import { makeHandler } from '../http/stack.ts';
import { callQuestion } from './call-question.ts';
import { createStatementUpload } from './create-statement-upload.ts';
import { getFloor } from './get-floor.ts';
import { moveAgenda } from './move-agenda.ts';
import { putQuestion } from './put-question.ts';
import { recordAnswer } from './record-answer.ts';
import { recordStatement } from './record-statement.ts';
import { setAgenda } from './set-agenda.ts';
import { setQuestionAside } from './set-question-aside.ts';

export const implementations = bind(floorOperations, [
  getFloor,
  setAgenda,
  moveAgenda,
  putQuestion,
  callQuestion,
  recordAnswer,
  setQuestionAside,
  createStatementUpload,
  recordStatement,
]);
export const reach = { registry, meetings, uploads, verifyStaffToken };
export const handler = makeHandler(implementations, dependenciesFromEnvironment(reach));
