import type { Dependencies } from '../http/dependencies.ts';
import { type Refusal, refuse } from '../http/implement.ts';
import { issuingIsOpen } from '../http/issuing-open.ts';
import { delegateNumber } from '../store/round-lists.ts';

/** The number of a delegate for whom something may be issued now. */
export async function delegateAtDesk(
  { session, delegate }: { readonly session: string; readonly delegate: string },
  { meetings, registry, nowMs }: Dependencies,
): Promise<number | Refusal> {
  const meeting = await meetings.read(session);
  const place = await registry.rounds.placeOf(session);
  if (meeting === undefined || place === undefined) return refuse('session-unknown');
  if (!issuingIsOpen(meeting, nowMs())) return refuse('check-in-closed');
  return delegateNumber(delegate, place.unit) ?? refuse('delegate-unknown');
}
