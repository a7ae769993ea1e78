import { ballotOperations } from '../../shared/contract/ballot.ts';
import { dependenciesFromEnvironment } from '../http/environment.ts';
import { bind } from '../http/implement.ts';
import { ballotBox } from '../http/reach/ballot-box.ts';
import { keyWrap } from '../http/reach/key-wrap.ts';
import { meetings } from '../http/reach/meetings.ts';
import { makeHandler } from '../http/stack.ts';
import { castBallot } from './cast-ballot.ts';

export const implementations = bind(ballotOperations, [castBallot]);
export const reach = { meetings, ballotBox, keyWrap };
export const handler = makeHandler(implementations, dependenciesFromEnvironment(reach));
