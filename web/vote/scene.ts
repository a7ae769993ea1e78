import type { Random } from '../../shared/protocol/bytes.ts';
import type { KeyValueStore } from '../ui/idb.ts';
import type { FlowEvent, Meeting } from './flow.ts';
import type { VoteCall } from './routes.ts';

/** What the activities reach the world through: network, storage, chance, clock. */
export interface World {
  readonly call: VoteCall;
  readonly store: KeyValueStore;
  readonly random: Random;
  readonly nowMs: () => number;
  /** Waits; resolves early when the network or the screen comes back, and when the activity is aborted. */
  readonly sleep: (delayMs: number, signal: AbortSignal) => Promise<void>;
}

/** An activity's surroundings. Once `signal` is aborted its events are dropped and it ends at its next wait. */
export interface Scene extends World {
  readonly signal: AbortSignal;
  readonly dispatch: (event: FlowEvent) => void;
}

/** Spread over ±20 %, so that a hall of phones does not ask in step. */
export const spread = (delayMs: number, random: Random): number =>
  Math.round(delayMs * (0.8 + (0.4 * (random(1)[0] ?? 0)) / 255));

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 15_000;

/** Delay before the next attempt (counted from 1) after a lost answer: 1, 2, 4 … at most 15 s. */
export const retryDelayMs = (attempt: number, random: Random): number =>
  spread(Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempt - 1, 10)), random);

/** Asks for the meeting's public face and tells the flow; null without an answer. */
export async function seeMeeting(scene: Scene, session: string): Promise<Meeting | null> {
  const answer = await scene.call('getMeeting', { session });
  if (answer.ok) {
    scene.dispatch({ type: 'meeting-seen', meeting: answer.value });
    return answer.value;
  }
  scene.dispatch({ type: 'went-offline' });
  return null;
}
