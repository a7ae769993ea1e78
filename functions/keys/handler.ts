import { keyOperations } from '../../shared/contract/rounds.ts';
import { dependenciesFromEnvironment } from '../http/environment.ts';
import { bind } from '../http/implement.ts';
import { keyWrap } from '../http/reach/key-wrap.ts';
import { meetings } from '../http/reach/meetings.ts';
import { registry } from '../http/reach/registry.ts';
import { verifyStaffToken } from '../http/reach/staff-tokens.ts';
import { makeHandler } from '../http/stack.ts';
import { makeKeys } from './make-keys.ts';

export const implementations = bind(keyOperations, [makeKeys]);
export const reach = { registry, meetings, keyWrap, verifyStaffToken };
export const handler = makeHandler(implementations, dependenciesFromEnvironment(reach));
