import { dependenciesFromEnvironment } from '../http/environment.ts';
import type { Implementation } from '../http/implement.ts';
import { makeHandler } from '../http/stack.ts';

export const implementations: readonly Implementation[] = [];
export const handler = makeHandler(implementations, dependenciesFromEnvironment);
