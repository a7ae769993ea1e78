import { setTimeout as delay } from 'node:timers/promises';
import type { KeyValueStore } from '../../web/ui/idb.ts';
import type { Flow } from '../../web/vote/flow.ts';
import type { LineCall } from '../rehearsal/line.ts';
import { memoryStore } from '../rehearsal/memory-store.ts';
import { platformRandom } from '../unit/protocol/vectors.ts';
import { type Attempt, attempt, gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { type Product, productAsItIs, productWithout } from './ground/stages.ts';

const SOON_MS = 20;
const BETWEEN_TAPS_MS = 150;
/** Longer than all the taps. */
const ROUND_TRIP_MS = 1_000;
const PATIENCE_MS = 10_000;

/** A window on the card, up to where the page asks whether the check code is the same. */
interface Window {
  /** Where the page stands at last. */
  readonly stand: Promise<string>;
  press(): void;
}

const standOf = ({ state }: Flow): string | undefined => {
  if (state.at === 'waiting' || state.at === 'scoring') return 'drawn';
  if (state.at !== 'refused') return undefined;
  return typeof state.why === 'string' ? state.why : state.why.type;
};

async function openWindow(
  { startDriver }: Product,
  given: { readonly call: LineCall; readonly store: KeyValueStore; readonly fragment: string },
): Promise<Window> {
  const { call, store, fragment } = given;
  const [asking, stand] = [Promise.withResolvers<void>(), Promise.withResolvers<string>()];
  const sleep = (ms: number, signal: AbortSignal) =>
    delay(Math.min(ms, SOON_MS), undefined, { signal }).catch(() => undefined);
  const driver = startDriver({ call, store, random: platformRandom, nowMs: Date.now, sleep }, fragment, (flow) => {
    if (flow.state.at === 'comparing') asking.resolve();
    const reached = standOf(flow);
    if (reached !== undefined) stand.resolve(reached);
  });
  await asking.promise;
  return {
    stand: stand.promise,
    press: () => driver.dispatch({ type: 'pressed-same' }),
  };
}

const inTime = (stand: Promise<string>): Promise<string> => Promise.race([stand, delay(PATIENCE_MS, 'nowhere')]);

/** The card is good for one message; whoever sends two has a spent card and, perhaps, no token. */
const judge = (stand: string, messages: ReadonlySet<string>): Outcome => {
  if (stand !== 'drawn') return gained(`a spent card and no token: ${stand}`);
  return messages.size === 1 ? stopped('one message for both') : gained(`${messages.size} messages of one card`);
};

async function twoPresses(product: Product, ground: Ground): Promise<Outcome> {
  const { call, cards } = await product.openStage(ground, { state: 'armed', cards: 1 });
  const messages = new Set<string>();
  const noting: LineCall = async (id, request) => {
    if (id === 'checkIn') messages.add(JSON.stringify(request));
    await delay(ROUND_TRIP_MS);
    return call(id, request);
  };
  const fragment = cards[0]?.fragment ?? '';
  const window = await openWindow(product, { call: noting, store: memoryStore(), fragment });
  for (let time = 0; time < 3; time += 1) {
    window.press();
    await delay(BETWEEN_TAPS_MS);
  }
  return judge(await inTime(window.stand), messages);
}

/** Both windows open at once and press at once; the one that reaches the server first is closed before its answer comes. */
async function twoWindows(product: Product, ground: Ground): Promise<Outcome> {
  const { call, cards } = await product.openStage(ground, { state: 'armed', cards: 1 });
  const [store, messages] = [memoryStore(), new Set<string>()];
  const fragment = cards[0]?.fragment ?? '';
  const served = Promise.withResolvers<void>();
  const bothAsk = Promise.withResolvers<void>();
  const closed: LineCall = async (id, request) => {
    if (id !== 'checkIn') return call(id, request);
    messages.add(JSON.stringify(request));
    await bothAsk.promise;
    await call(id, request);
    served.resolve();
    return new Promise(() => undefined);
  };
  const open: LineCall = async (id, request) => {
    if (id !== 'checkIn') return call(id, request);
    messages.add(JSON.stringify(request));
    bothAsk.resolve();
    await served.promise;
    return call(id, request);
  };
  const [first, second] = await Promise.all([
    openWindow(product, { call: closed, store, fragment }),
    openWindow(product, { call: open, store, fragment }),
  ]);
  for (const window of [first, second]) window.press();
  return judge(await inTime(second.stand), messages);
}

const title = (what: string) => `${what}, and what the card is spent on is not lost`;

/** A hand that taps twice, in one window or in two. */
export const doubleTaps: readonly Attempt[] = [
  attempt({
    title: title('three quick presses in one window'),
    stoppedBy: 'one message for both',
    weakness: 'a way that goes on at the first press, and a message that is kept before it is sent',
    product: productAsItIs,
    weakened: productWithout({
      'web/vote/flow.ts': {
        nextFlow:
          ({ nextFlow }) =>
          (flow, event) => {
            const { state } = flow;
            if (state.at !== 'drawing' || event.type !== 'pressed-same') return nextFlow(flow, event);
            // Begun anew, under another name: nothing of what was begun is found.
            return { ...flow, state: { ...state, saved: { ...state.saved, id: `${state.saved.id}'` } } };
          },
      },
    }),
    play: twoPresses,
  }),
  attempt({
    title: title('two windows opened at the same moment, and pressed in at the same moment'),
    stoppedBy: 'one message for both',
    weakness: 'windows that keep one message together',
    product: productAsItIs,
    weakened: productWithout({
      'web/vote/records.ts': {
        keepDrawing:
          ({ keep }) =>
          async (store, drawing) => {
            await keep(store, drawing);
            return drawing;
          },
      },
    }),
    play: twoWindows,
  }),
];
