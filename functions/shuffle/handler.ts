import { dependenciesFromEnvironment } from '../http/environment.ts';
import { opinions } from '../http/reach/opinions.ts';
import { photos } from '../http/reach/uploads.ts';
import { makeScheduledHandler } from '../http/scheduled.ts';
import { run } from './run.ts';

export { run };
export const reach = { opinions, photos };
export const handler = makeScheduledHandler('shuffle', run, dependenciesFromEnvironment(reach));
