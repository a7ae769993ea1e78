import { deskOperations } from '../../shared/contract/tellers.ts';
import { dependenciesFromEnvironment } from '../http/environment.ts';
import { bind } from '../http/implement.ts';
import { meetings } from '../http/reach/meetings.ts';
import { registry } from '../http/reach/registry.ts';
import { makeHandler } from '../http/stack.ts';
import { getTurnout } from './get-turnout.ts';
import { issuePaper } from './issue-paper.ts';
import { listDesk } from './list-desk.ts';
import { recordIssuing } from './record-issuing.ts';
import { reissue } from './reissue.ts';

export const implementations = bind(deskOperations, [getTurnout, listDesk, issuePaper, reissue, recordIssuing]);
export const reach = { registry, meetings };
export const handler = makeHandler(implementations, dependenciesFromEnvironment(reach));
