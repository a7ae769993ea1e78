import { dependenciesFromEnvironment } from '../http/environment.ts';
import { makeHandler } from '../http/stack.ts';
import { makeKeys } from './make-keys.ts';

export const implementations = [makeKeys];
export const handler = makeHandler(implementations, dependenciesFromEnvironment);
