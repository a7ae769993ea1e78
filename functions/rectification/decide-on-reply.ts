import {
  type Actor,
  accept,
  close,
  type HistoryEntry,
  type ItemStep,
  type RectificationItem,
  returnToUnit,
} from '../../shared/process/rectification.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import { refuseEdited } from '../http/edited-meanwhile.ts';
import { type Call, implement, type Refusal } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import type { Versioned } from '../store/versioned-items.ts';
import { actorOf, type Decide, takeStep } from './take-step.ts';

/** A decision whose answer was lost is the last thing that happened to the item, by the same hand for the same reason. */
function isTakenAlready(
  item: RectificationItem,
  decision: { readonly what: HistoryEntry['what']; readonly by: Actor; readonly reason: string | null },
): boolean {
  const last = item.history.at(-1);
  const { what, by, reason } = decision;
  return last?.what === what && last.by?.hand === by.hand && last.by.name === by.name && last.note === reason;
}

interface Decision {
  readonly what: 'accepted' | 'returned' | 'closed';
  readonly by: Actor;
  readonly reason: string | null;
  /** Whether the item is still the one that was looked at. */
  readonly isTheOneSeen: (read: Versioned<RectificationItem>) => boolean;
  readonly take: (item: RectificationItem) => ItemStep;
}

const deciding =
  ({ what, by, reason, isTheOneSeen, take }: Decision): Decide =>
  (read): ItemStep | Refusal => {
    if (isTakenAlready(read.value, { what, by, reason })) return { ok: true, item: read.value };
    return isTheOneSeen(read) ? take(read.value) : refuseEdited();
  };

type DecisionId = 'acceptItem' | 'returnItem' | 'closeItem';

async function decideItem(
  what: DecisionId,
  { request, caller, deps }: Pick<Call<DecisionId>, 'request' | 'caller' | 'deps'>,
  decision: Omit<Decision, 'by'>,
) {
  const place = await placeFor(request.session, { caller, deps });
  if ('refused' in place) return place;
  const decide = deciding({ ...decision, by: actorOf(caller) });
  return takeStep({ what, place, item: Number(request.item), why: decision.reason ?? '', caller, deps, decide });
}

const lastReplyIs =
  (reply: number) =>
  ({ value }: Versioned<RectificationItem>): boolean =>
    value.replies.length === reply;

/** The discipline commission or the county finds it put right; never the unit, and never whoever replied. */
export const acceptItem = implement('acceptItem', (call) => {
  const decided = { today: shanghaiDay(call.deps.nowMs()), by: actorOf(call.caller) };
  return decideItem('acceptItem', call, {
    what: 'accepted',
    reason: null,
    isTheOneSeen: lastReplyIs(call.request.reply),
    take: (item) => accept(item, decided),
  });
});

/** Back to the unit, with a reason and a new deadline. */
export const returnItem = implement('returnItem', (call) => {
  const { reply, reason } = call.request;
  const decided = { today: shanghaiDay(call.deps.nowMs()), by: actorOf(call.caller), reason };
  return decideItem('returnItem', call, {
    what: 'returned',
    reason,
    isTheOneSeen: lastReplyIs(reply),
    take: (item) => returnToUnit(item, decided),
  });
});

/** Ends without a fix, for a reason that the authors read and may rate. */
export const closeItem = implement('closeItem', (call) => {
  const { expectedVersion, reason } = call.request;
  const decided = { today: shanghaiDay(call.deps.nowMs()), by: actorOf(call.caller), reason };
  return decideItem('closeItem', call, {
    what: 'closed',
    reason,
    isTheOneSeen: ({ version }) => version === expectedVersion,
    take: (item) => close(item, decided),
  });
});
