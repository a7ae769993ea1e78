import { dependenciesFromEnvironment } from '../http/environment.ts';
import { makeHandler } from '../http/stack.ts';
import { castBallot } from './cast-ballot.ts';

export const implementations = [castBallot];
export const handler = makeHandler(implementations, dependenciesFromEnvironment);
