import { type FloorHead, withAgenda } from '../../shared/process/floor.ts';
import { refuseEdited } from '../http/edited-meanwhile.ts';
import { implement, type Refusal } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { recordOrder } from '../http/record-order.ts';
import type { ItemDecision, Versioned } from '../store/versioned-items.ts';

type Order = { readonly agenda: readonly string[]; readonly expectedVersion: number };

const decide = (
  { value, version }: Versioned<FloorHead>,
  { agenda, expectedVersion }: Order,
): ItemDecision<FloorHead, null, Refusal> => {
  // The same agenda again: a retry whose first answer was lost.
  if (agenda.join('\n') === value.agenda.join('\n')) return { kind: 'keep', answer: null };
  if (version !== expectedVersion) return { kind: 'refuse', refusal: refuseEdited() };
  return { kind: 'write', value: withAgenda(value, agenda), answer: null };
};

/** Writes the agenda of a meeting; it may be changed while the meeting runs. */
export const setAgenda = implement('setAgenda', async ({ request, caller, deps }) => {
  const { session } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const foreseen = decide(await deps.meetings.floor.readHead(session), request);
  if (foreseen.kind === 'refuse') return foreseen.refusal;
  if (foreseen.kind === 'write')
    await recordOrder({ what: 'setAgenda', target: session, why: `${request.agenda.length} items`, caller, deps });
  const outcome = await deps.meetings.floor.changeHead(session, (head) => decide(head, request));
  return outcome.kind === 'refuse' ? outcome.refusal : { answer: { version: outcome.version } };
});
