import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Bytes } from '../../../shared/protocol/bytes.ts';
import type { Chance } from '../chance.ts';
import { mutate, type Stock } from './mutate.ts';

/** Of heap and buffers, once garbage is collected. */
export interface Growth {
  readonly bytes: number;
  /** Inputs that were read for it. */
  readonly inputs: number;
}

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

const LONGEST_SEED = 100_000;
const MOST_MS = 2_000;
/** The middle one counts: what went or came by chance in one of them, a large buffer of before or code compiled, is no growth. */
const WINDOWS = 3;

async function heldBytes(): Promise<number> {
  // What hangs on a promise, or on a buffer whose owner is gone, goes at the second time, after a turn of the event loop.
  collect();
  await setImmediate();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** By turns one that was there before, one altered once, which is often still taken, and one altered at will. */
function* inputsOf({ target, corpus }: Stock, chance: Chance): Generator<Bytes, never> {
  const small = corpus.filter(({ length }) => length < LONGEST_SEED);
  const stock: Stock = { target, corpus: small.length > 0 ? small : [new Uint8Array(0)] };
  for (;;) {
    yield chance.of(stock.corpus);
    yield mutate(stock, chance, 1);
    yield mutate(stock, chance);
  }
}

/**
 * What is held more after so many inputs than after as many before them, nearly all of which nobody has read yet: what is kept for each
 * input, and what is kept for each reading, grows by it.
 */
export async function growthOf(
  read: (input: Bytes) => Promise<void>,
  stock: Stock,
  { chance, most }: { readonly chance: Chance; readonly most: number },
): Promise<Growth> {
  const inputs = inputsOf(stock, chance);
  const untilMs = performance.now() + MOST_MS;
  let count = 0;
  for (; count < most && performance.now() < untilMs; count += 1) await read(inputs.next().value);
  const grown: number[] = [];
  let before = await heldBytes();
  for (let window = 0; window < WINDOWS; window += 1) {
    for (let at = 0; at < count; at += 1) await read(inputs.next().value);
    const after = await heldBytes();
    grown.push(after - before);
    before = after;
  }
  const [, middle = 0] = grown.toSorted((left, right) => left - right);
  return { bytes: middle, inputs: count };
}
