import { implement } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';

/** The recorded uses of a session's result, a page. */
export const listUses = implement('listUses', async ({ request, caller, deps }) => {
  const { session, after } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const { uses, next } = await deps.registry.outcomes.list(session, after);
  return { answer: { uses: uses.map((use) => ({ ...use, recordedBy: use.recordedBy.name })), next } };
});
