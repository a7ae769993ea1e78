import { dependenciesFromEnvironment } from '../http/environment.ts';
import { makeHandler } from '../http/stack.ts';
import { getTurnout } from './get-turnout.ts';
import { issuePaper } from './issue-paper.ts';
import { listDesk } from './list-desk.ts';
import { recordIssuing } from './record-issuing.ts';
import { reissue } from './reissue.ts';

export const implementations = [getTurnout, listDesk, issuePaper, reissue, recordIssuing];
export const handler = makeHandler(implementations, dependenciesFromEnvironment);
