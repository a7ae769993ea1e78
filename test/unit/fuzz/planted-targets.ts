import { bytesOf, type Target, textOf, type Verdict, verdictOf } from '../../fuzz/parsers/target.ts';
import { threadMs } from '../../fuzz/parsers/thread-time.ts';

/** Parsers with a fault each, for the search to find: one that finds nothing in them would prove nothing of the product's. */
const held: Uint8Array[] = [];
const heldBy = new Map<string, Uint8Array>();
/** Slow once is enough. */
let isRested = true;
let isFirst = true;

/** The fault itself: nothing is computed, and the clock goes on. */
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const planted = (name: string, seed: string, read: (text: string) => boolean, more: Partial<Target> = {}): Target => ({
  ...{ name, shape: 'text', words: [], maxBytes: 200 },
  seeds: () => [bytesOf(seed)],
  hostile: () => [],
  read: (bytes) => verdictOf(read(textOf(bytes))),
  ...more,
});

/** Each character is looked at only where the one before was right: blind chance does not come to the end. */
function fallsAtTheEnd(text: string): boolean {
  if (text[0] !== 'b') return false;
  if (text[1] !== 'o') return false;
  if (text[2] !== 'a') return false;
  if (text[3] !== 'r') return false;
  if (text[4] !== 'd') return false;
  throw new RangeError('reached');
}

export const TARGETS: readonly Target[] = [
  planted('sound', 'a', (text) => text.length > 0),
  planted('unguarded', '{"a":1}', (text) => JSON.parse(text) !== null, { shape: 'json' }),
  planted('hanging', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', (text) => /^(a+)+$/.test(text)),
  planted('slow', 'a', () => {
    const untilMs = threadMs() + (isRested ? 2_500 : 0);
    isRested = false;
    while (threadMs() < untilMs);
    return true;
  }),
  planted('holding', 'a', () => held.push(new Uint8Array(200_000)) > 0),
  planted('remembering', 'an input of its own, no other one', (text) => {
    if (!heldBy.has(text)) heldBy.set(text, new Uint8Array(200_000));
    return true;
  }),
  planted('waiting', 'a', () => true, {
    hostile: () => [bytesOf('wait')],
    read: async (bytes): Promise<Verdict> => {
      if (textOf(bytes) === 'wait') await wait(2_500);
      return 'taken';
    },
  }),
  // As on a machine that has much else to do.
  planted('late once', 'a', () => true, {
    read: async (): Promise<Verdict> => {
      if (isFirst) await wait(2_500);
      isFirst = false;
      return 'taken';
    },
  }),
  planted('swelling', 'aa', (text) => {
    const grown: string[][] = [];
    while (!text.startsWith('aa')) grown.push(Array.from({ length: 100_000 }, (_, at) => `${text}${at}`));
    return grown.length === 0;
  }),
  // A mutant has up to four changes, and here five are needed.
  planted('locked', 'x', (text) => fallsAtTheEnd(text) || text === 'x', { words: ['b', 'o', 'a', 'r', 'd'] }),
];
