import type { OperationId } from '../../shared/contract/routes.ts';
import {
  type Actor,
  figuresOf,
  type Hand,
  type ItemState,
  type ItemStep,
  progressOf,
  type RectificationItem,
  type RectificationTally,
} from '../../shared/process/rectification.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import type { Caller, Dependencies } from '../http/dependencies.ts';
import { type Refusal, refuse } from '../http/implement.ts';
import { recordOrder } from '../http/record-order.ts';
import type { ItemVerdict } from '../store/rectification-items.ts';
import type { SessionPlace } from '../store/round-lists.ts';
import type { Versioned } from '../store/versioned-items.ts';
import { refuseItem } from './refuse-item.ts';

const handOf = (role: string): Hand => {
  if (role === 'unit-clerk') return 'unit';
  return role === 'discipline-commission' ? 'commission' : 'county';
};

/** The member of staff as an item remembers them. */
export function actorOf(caller: Caller): Actor {
  if (caller.kind !== 'staff') throw new Error('only staff act on an item');
  return { hand: handOf(caller.role), subject: caller.subject, name: caller.name };
}

/** Tells the county's home how the items of a session stand. */
export async function noteFigures(
  { round, unit }: SessionPlace,
  tally: RectificationTally,
  deps: Dependencies,
): Promise<void> {
  const figures = figuresOf(tally, shanghaiDay(deps.nowMs()));
  await deps.registry.progress.note({ round: round.round, unit: unit.unit }, 'rectification', progressOf(figures));
}

/** What a step makes of the item as it was read: the very item when it was taken before, by a request whose answer was lost. */
export type Decide = (read: Versioned<RectificationItem>) => ItemStep | Refusal;

function verdictOf(read: Versioned<RectificationItem>, decide: Decide): ItemVerdict<Refusal> {
  const step = decide(read);
  if ('refused' in step) return { kind: 'refuse', refusal: step };
  if (!step.ok) return { kind: 'refuse', refusal: refuseItem(step.refusal, read.value.state) };
  return step.item === read.value ? { kind: 'keep' } : { kind: 'write', item: step.item };
}

export interface StaffStep {
  readonly what: OperationId;
  readonly place: SessionPlace;
  readonly item: number;
  /** For the audit log, after the item's number; empty where there is no reason to give. */
  readonly why: string;
  readonly decide: Decide;
  readonly caller: Caller;
  readonly deps: Dependencies;
}

export interface Taken {
  readonly number: number;
  readonly state: ItemState;
  readonly version: number;
}

/** One step of staff on an item: what can be refused is checked first, then it goes on the audit log, then it is taken. */
export async function takeStep(step: StaffStep): Promise<{ readonly answer: Taken } | Refusal> {
  const { what, place, item, why, decide, caller, deps } = step;
  const { session } = place.unit;
  const { rectification } = deps.meetings;
  const read = await rectification.read(session, item);
  if (read === undefined) return refuse('item-unknown');
  const foreseen = verdictOf(read, decide);
  if (foreseen.kind === 'refuse') return foreseen.refusal;
  if (foreseen.kind === 'write')
    await recordOrder({
      what,
      target: session,
      why: why === '' ? `item ${item}` : `item ${item}: ${why}`,
      caller,
      deps,
    });
  const outcome = await rectification.change(session, item, (current) => verdictOf(current, decide));
  if (outcome === undefined) return refuse('item-unknown');
  if (outcome.kind === 'refuse') return outcome.refusal;
  await noteFigures(place, outcome.tally, deps);
  const { value, version } = outcome.item;
  return { answer: { number: item, state: value.state, version } };
}
