import { dependenciesFromEnvironment } from '../http/environment.ts';
import { meetings } from '../http/reach/meetings.ts';
import { registry } from '../http/reach/registry.ts';
import { makeScheduledHandler } from '../http/scheduled.ts';
import { run } from './run.ts';

export { run };
export const reach = { registry, meetings };
export const handler = makeScheduledHandler('retention', run, dependenciesFromEnvironment(reach));
