/** What a hall asks of a county at its worst, from the number of delegates. Simple on purpose: every figure errs on the large side. */
import { POLL_INTERVALS_MS } from '../cost/polling.ts';

const SECOND_MS = 1_000;
const FIVE_MINUTES_MS = 300_000;
const TELLERS = 3;
/** Page, drawing, casting, board and what is sent again, a phone (docs/decisions/0005-the-deployed-stack.md). */
const OTHER_REQUESTS = 25;
/** Within so long everybody presses "cast" or scans a card. */
const RUSH_SECONDS = 10;
/** A call that has to start a process first. */
const COLD_CALL_SECONDS = 1;

export interface HallLoad {
  /** Looks at the meeting, a second, while everybody waits. */
  readonly looksPerSecond: number;
  /** Calls that come in one second when everybody presses at once. */
  readonly callsAtOnce: number;
  /** From one address, when the hall is behind one router, with as much again in reserve. */
  readonly perFiveMinutes: number;
  /** Functions that run at once in the rush, all of them starting. */
  readonly functionsAtOnce: number;
}

export function hallLoad(delegates: number): HallLoad {
  const each = POLL_INTERVALS_MS;
  const screens = ((1 + TELLERS) * SECOND_MS) / each.screenLively + (TELLERS * SECOND_MS) / each.tellerTurnout;
  const looksPerSecond = Math.ceil((delegates * SECOND_MS) / each.phoneWaiting + screens);
  return {
    looksPerSecond,
    callsAtOnce: delegates + looksPerSecond,
    perFiveMinutes: 2 * delegates * (FIVE_MINUTES_MS / each.phoneWaiting + OTHER_REQUESTS),
    functionsAtOnce: Math.ceil((delegates / RUSH_SECONDS) * COLD_CALL_SECONDS + looksPerSecond * COLD_CALL_SECONDS),
  };
}
