import type { FloorHead } from '../../shared/process/floor.ts';
import { refuseEdited } from '../http/edited-meanwhile.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { recordOrder } from '../http/record-order.ts';
import type { ItemDecision, Versioned } from '../store/versioned-items.ts';

type Order = { readonly current: number | null; readonly expectedVersion: number };

const decide = (
  { value, version }: Versioned<FloorHead>,
  { current, expectedVersion }: Order,
): ItemDecision<FloorHead, null, Refusal> => {
  if (value.current === current) return { kind: 'keep', answer: null };
  if (version !== expectedVersion) return { kind: 'refuse', refusal: refuseEdited() };
  if (current !== null && current >= value.agenda.length)
    return { kind: 'refuse', refusal: refuse('agenda-item-unknown') };
  return { kind: 'write', value: { ...value, current }, answer: null };
};

/** Goes to an item of the agenda; hall and phones show it with their next question to the server. */
export const moveAgenda = implement('moveAgenda', async ({ request, caller, deps }) => {
  const { session, current } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const foreseen = decide(await deps.meetings.floor.readHead(session), request);
  if (foreseen.kind === 'refuse') return foreseen.refusal;
  if (foreseen.kind === 'write') {
    const why = current === null ? 'none' : `item ${current + 1}`;
    await recordOrder({ what: 'moveAgenda', target: session, why, caller, deps });
  }
  const outcome = await deps.meetings.floor.changeHead(session, (head) => decide(head, request));
  return outcome.kind === 'refuse' ? outcome.refusal : { answer: { version: outcome.version } };
});
