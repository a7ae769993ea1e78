import { dependenciesFromEnvironment } from '../http/environment.ts';
import { meetings } from '../http/reach/meetings.ts';
import { opinions } from '../http/reach/opinions.ts';
import { makeScheduledHandler } from '../http/scheduled.ts';
import { run } from './run.ts';

export { run };
export const reach = { meetings, opinions };
export const handler = makeScheduledHandler('forgetting', run, dependenciesFromEnvironment(reach));
