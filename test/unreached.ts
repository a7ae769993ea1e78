import type { Dependencies } from '../functions/http/dependencies.ts';

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

/** What the functions of the ballot never touch. */
export const UNREACHED: Pick<Dependencies, 'opinions' | 'uploads' | 'photos' | 'notifier' | 'origin'> = {
  opinions: unreached('opinions'),
  uploads: unreached('uploads'),
  photos: unreached('photos'),
  notifier: unreached('notifier'),
  origin: 'https://county.example',
};
