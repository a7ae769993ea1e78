import type { Token } from '../../../shared/protocol/sealed-ballot.ts';
import type { KeyValueStore } from '../../../web/ui/idb.ts';
import type { Flow } from '../../../web/vote/flow.ts';
import type { LineCall } from '../../rehearsal/line.ts';
import { platformRandom } from '../../unit/protocol/vectors.ts';
import type { Product } from './stages.ts';

export interface VoterOptions {
  readonly call: LineCall;
  readonly store: KeyValueStore;
  readonly fragment: string;
  /** Typed where the page asks for the code. */
  readonly typed?: string;
  /** The check code that this person takes for the right one; `undefined`: presses that they are the same without looking. */
  readonly hallCode: string | undefined;
}

/** Where a page came to a stand, with the token if it drew one. */
export type Stand = { readonly at: string; readonly token?: Token };

/** Ends only when the page goes on by itself: nothing is polled here. */
const untilAborted = (_: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

function standOf({ state }: Flow): Stand | undefined {
  switch (state.at) {
    case 'refused':
      return { at: typeof state.why === 'string' ? state.why : state.why.type.replace('urn:shuangshu:problem:', '') };
    case 'preparing':
      return state.hindrance === null ? undefined : { at: state.hindrance };
    case 'comparing':
      return state.isDifferent ? { at: 'code-differs' } : undefined;
    case 'drawing':
      return state.attempt === 0 ? undefined : { at: 'answer-lost' };
    case 'waiting':
    case 'scoring':
      return { at: 'drawn', token: state.saved.token };
    default:
      return undefined;
  }
}

/** A delegate with the voting page, up to the token. */
export function checkInAs({ startDriver }: Product, options: VoterOptions): Promise<Stand> {
  const { call, store, fragment, typed, hallCode } = options;
  return new Promise((resolve) => {
    const world = { call, store, random: platformRandom, nowMs: Date.now, sleep: untilAborted };
    const driver = startDriver(world, fragment, (flow) => {
      const stand = flow.isOffline ? { at: 'offline' } : standOf(flow);
      if (stand !== undefined) resolve(stand);
      const { state } = flow;
      queueMicrotask(() => {
        if (state.at === 'asking-code' && !state.isMistyped && typed !== undefined) driver.typeCode(typed);
        if (state.at !== 'comparing' || state.isDifferent) return;
        const isSame = hallCode === undefined || state.ground.checkCode === hallCode;
        driver.dispatch({ type: isSame ? 'pressed-same' : 'pressed-different' });
      });
    });
  });
}
