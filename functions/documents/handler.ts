import { documentOperations } from '../../shared/contract/rounds.ts';
import { dependenciesFromEnvironment } from '../http/environment.ts';
import { bind } from '../http/implement.ts';
import { documents } from '../http/reach/documents.ts';
import { meetings } from '../http/reach/meetings.ts';
import { registry } from '../http/reach/registry.ts';
import { verifyStaffToken } from '../http/reach/staff-tokens.ts';
import { makeHandler } from '../http/stack.ts';
import { createDownload } from './create-download.ts';
import { createTellerDownload } from './create-teller-download.ts';

export const implementations = bind(documentOperations, [createDownload, createTellerDownload]);
export const reach = { registry, meetings, documents, verifyStaffToken };
export const handler = makeHandler(implementations, dependenciesFromEnvironment(reach));
