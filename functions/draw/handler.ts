import { dependenciesFromEnvironment } from '../http/environment.ts';
import { makeHandler } from '../http/stack.ts';
import { checkIn } from './check-in.ts';

export const implementations = [checkIn];
export const handler = makeHandler(implementations, dependenciesFromEnvironment);
