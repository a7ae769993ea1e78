import { implement } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';

export const listObservers = implement('listObservers', async ({ request, caller, deps }) => {
  const place = await placeFor(request.session, { caller, deps });
  if ('refused' in place) return place;
  const { value, version } = await deps.registry.nominations.observersOf(request.session);
  return { answer: { version, observers: value.observers } };
});
