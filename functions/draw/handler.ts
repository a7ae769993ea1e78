import { ballotOperations } from '../../shared/contract/ballot.ts';
import { opinionOperations } from '../../shared/contract/opinions.ts';
import { dependenciesFromEnvironment } from '../http/environment.ts';
import { bind } from '../http/implement.ts';
import { keyWrap } from '../http/reach/key-wrap.ts';
import { meetings } from '../http/reach/meetings.ts';
import { registry } from '../http/reach/registry.ts';
import { makeHandler } from '../http/stack.ts';
import { checkIn } from './check-in.ts';
import { drawOpinionProof } from './draw-opinion-proof.ts';

export const implementations = bind({ ...ballotOperations, ...opinionOperations }, [checkIn, drawOpinionProof]);
export const reach = { registry, meetings, keyWrap };
export const handler = makeHandler(implementations, dependenciesFromEnvironment(reach));
