import { setTimeout as delay } from 'node:timers/promises';

/** The clock by which a meeting is rehearsed. */
export interface Clock {
  readonly nowMs: () => number;
  /** Resolves once it shows `atMs`. */
  readonly until: (atMs: number) => Promise<void>;
}

/** The one on the wall: whoever waits, waits. */
export const WALL_CLOCK: Clock = {
  nowMs: Date.now,
  until: (atMs) => delay(Math.max(0, atMs - Date.now())),
};

/** A clock that goes like any other and is set forward where people would wait for hours or weeks; never back. */
export function movableClock(startMs: number): Clock {
  let aheadMs = startMs - Date.now();
  const nowMs = () => Date.now() + aheadMs;
  return {
    nowMs,
    until: async (atMs) => {
      aheadMs += Math.max(0, atMs - nowMs());
    },
  };
}
