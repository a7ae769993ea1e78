import { dependenciesFromEnvironment } from '../http/environment.ts';
import { makeScheduledHandler } from '../http/scheduled.ts';
import { run } from './run.ts';

export { run };
export const handler = makeScheduledHandler('forgetting', run, dependenciesFromEnvironment);
