import { dependenciesFromEnvironment } from '../http/environment.ts';
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

export const implementations = [
  getFloor,
  setAgenda,
  moveAgenda,
  putQuestion,
  callQuestion,
  recordAnswer,
  setQuestionAside,
  createStatementUpload,
  recordStatement,
];
export const handler = makeHandler(implementations, dependenciesFromEnvironment);
