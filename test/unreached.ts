import type { Dependencies } from '../functions/http/dependencies.ts';
import { makeDependencies } from '../functions/http/environment.ts';
import { NO_METRICS } from '../functions/http/metrics.ts';

/** Throws at the first touch: this test's operations must not reach it. */
const unreached = <Name extends keyof Dependencies>(name: Name): Dependencies[Name] =>
  new Proxy(
    {},
    {
      get: () => {
        throw new Error(`this test reaches no ${name}`);
      },
    },
  ) as Dependencies[Name];

/** What the functions of the ballot never touch, and counts, which this test does not look at. */
export const UNREACHED: Pick<Dependencies, 'opinions' | 'uploads' | 'photos' | 'notifier' | 'origin' | 'metrics'> = {
  opinions: unreached('opinions'),
  uploads: unreached('uploads'),
  photos: unreached('photos'),
  notifier: unreached('notifier'),
  origin: 'https://county.example',
  metrics: NO_METRICS,
};

/** Dependencies of which a test gives these; asking for another throws, as in a function that does not reach it. */
export const reaching = (given: Partial<Dependencies>): Dependencies =>
  new Proxy(makeDependencies({}, {}), {
    get: (others, name) => (Reflect.has(given, name) ? Reflect.get(given, name) : Reflect.get(others, name)),
  });
