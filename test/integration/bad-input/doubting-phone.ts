import { checkCode } from '../../../shared/protocol/check-code.ts';
import { startDriver } from '../../../web/vote/driver.ts';
import type { Flow } from '../../../web/vote/flow.ts';
import type { LineCall } from '../../rehearsal/line.ts';
import { memoryStore } from '../../rehearsal/memory-store.ts';
import { random } from './meeting-hall.ts';

export interface PhoneTrial {
  readonly call: LineCall;
  /** `#i=…` of a card, or `#s=…` of the hall. */
  readonly fragment: string;
  /** The code typed after the hall's QR was scanned. */
  readonly typed?: string;
  /** What the hall's screen shows, from the hash behind it. */
  readonly armingHash: Uint8Array<ArrayBuffer>;
}

/** Ends only when the page goes on by itself: nothing is polled here. */
const untilAborted = (_: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

/** Where the page stands and stays, or nothing while it is on its way. */
function standstill({ state }: Flow): string | undefined {
  switch (state.at) {
    case 'refused':
      return typeof state.why === 'string' ? state.why : state.why.type;
    case 'preparing':
      return state.hindrance ?? undefined;
    case 'comparing':
      return state.isDifferent ? 'code-differs' : undefined;
    case 'bad-link':
    case 'waiting':
      return state.at;
    case 'asking-code':
      return state.isMistyped ? 'code-mistyped' : undefined;
    default:
      return undefined;
  }
}

/** The voting page without a screen, in the hands of somebody who compares the check code: where it comes to a stand. */
export async function tryPhone({ call, fragment, typed, armingHash }: PhoneTrial): Promise<string> {
  const onScreen = await checkCode(armingHash);
  return new Promise((resolve) => {
    const world = { call: call as never, store: memoryStore(), random, nowMs: Date.now, sleep: untilAborted };
    const driver = startDriver(world, fragment, (flow) => {
      const stands = standstill(flow);
      if (stands !== undefined) resolve(stands);
      const { state } = flow;
      queueMicrotask(() => {
        if (state.at === 'comparing' && !state.isDifferent)
          driver.dispatch({ type: state.ground.checkCode === onScreen ? 'pressed-same' : 'pressed-different' });
        if (state.at === 'asking-code' && !state.isMistyped && typed !== undefined) driver.typeCode(typed);
      });
    });
  });
}
