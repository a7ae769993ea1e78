import { implement } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { nominationView } from './nomination-view.ts';

/** The candidates of a unit, for its own clerk. */
export const getNomination = implement('getNomination', async ({ request, caller, deps }) => {
  const place = await placeFor(request.session, { caller, deps });
  if ('refused' in place) return place;
  return { answer: await nominationView(place, await deps.registry.nominations.read(request.session), deps) };
});
