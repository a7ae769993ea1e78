import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Bytes } from '../../../shared/protocol/bytes.ts';
import { Chance } from '../chance.ts';
import type { Coverage } from './coverage.ts';
import { mutate, type Stock } from './mutate.ts';
import type { Target } from './target.ts';

/** What was wrong with one input. */
export interface Found {
  readonly what: string;
  readonly input: Bytes;
}

export interface Hunted {
  readonly runs: number;
  readonly taken: number;
  readonly refused: number;
  /** Mutants that reached parts of the product which no input before them had reached. */
  readonly news: readonly Bytes[];
  /** Characters of the product's source that ran; 0 where nobody counted. */
  readonly reached: number;
  readonly found: readonly Found[];
  /** Of the thread, for one input. */
  readonly slowestMs: number;
  /** Of heap and buffers over many repeats, after collecting garbage. */
  readonly growthBytes: number;
}

export interface HuntOptions {
  readonly target: Target;
  /** Kept inputs, beside the target's own seeds. */
  readonly corpus: readonly Bytes[];
  readonly seed: number;
  /** Ends after so many mutants, or so many milliseconds, whatever comes first. */
  readonly runs: number;
  readonly ms: number;
  /** Goes on from mutants that reach new parts of the product; `null`: from the corpus alone. */
  readonly coverage: Coverage | null;
  /** How often the small inputs are read again while memory is watched. */
  readonly repeats: number;
  /** Told of each input before it is read. */
  readonly begin: (input: Bytes) => void;
}

/** Of the thread's own time: a busy machine makes no parser slow. */
export const SLOW_MS = 2_000;
const MOST_GROWTH_BYTES = 3_000_000;
const MOST_FOUND = 10;
/** Runs between two looks at the coverage, each of which costs as much as several runs. */
const BATCH = 12;

/** What this thread has computed since it began, milliseconds. */
export const threadMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

/** A stack without its message, which may quote the input: its kind, and where it was thrown. */
function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return 'something was thrown that is no error';
  const [, frame = ''] = /\n\s+at (.*)/.exec(error.stack ?? '') ?? [];
  const said = error.name === 'BrokenPromise' ? `: ${error.message}` : '';
  return `${error.name}${said} ${frame.replace(/file:\/\/\S*\/(?=(?:functions|shared|infra|web|test|node_modules)\/)/, '')}`;
}

class Reader {
  readonly #options: HuntOptions;
  readonly found: Found[] = [];
  runs = 0;
  taken = 0;
  refused = 0;
  slowestMs = 0;

  constructor(options: HuntOptions) {
    this.#options = options;
  }

  async read(input: Bytes): Promise<void> {
    const { target, begin } = this.#options;
    begin(input);
    this.runs += 1;
    const startMs = threadMs();
    try {
      // A parser may keep or change what it is given.
      if ((await target.read(input.slice())) === 'taken') this.taken += 1;
      else this.refused += 1;
    } catch (error) {
      this.note({ what: faultOf(error), input });
    }
    const tookMs = threadMs() - startMs;
    this.slowestMs = Math.max(this.slowestMs, tookMs);
    if (tookMs > SLOW_MS) this.note({ what: `took ${(tookMs / 1_000).toFixed(1)} s`, input });
  }

  /** The same fault of another input says nothing new. */
  note(found: Found): void {
    if (this.found.length < MOST_FOUND && this.found.every(({ what }) => what !== found.what)) this.found.push(found);
  }
}

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

const heldBytes = async (): Promise<number> => {
  // What hangs on a promise, or on a buffer whose owner is gone, goes at the second time.
  collect();
  await new Promise((resolve) => setTimeout(resolve, 20));
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

/** Reads the same inputs again and again: what is held afterwards was held for good. */
async function growth(reader: Reader, inputs: readonly Bytes[], times: number): Promise<number> {
  const small = inputs.filter(({ length }) => length < 100_000).slice(0, 20);
  const round = async () => {
    for (const input of small) await reader.read(input);
  };
  for (let time = 0; time < 3; time += 1) await round();
  const before = await heldBytes();
  const untilMs = performance.now() + times * 20;
  for (let time = 0; time < times && performance.now() < untilMs; time += 1) await round();
  return (await heldBytes()) - before;
}

/** Which of a batch reached something new, each read once more by itself. */
async function newOf(batch: readonly Bytes[], reader: Reader, coverage: Coverage): Promise<readonly Bytes[]> {
  const news: Bytes[] = [];
  for (const input of batch) {
    await reader.read(input);
    if (await coverage.learn()) news.push(input);
  }
  return news;
}

async function search(reader: Reader, base: readonly Bytes[], { coverage, ...options }: HuntOptions) {
  const { target, seed, runs, ms } = options;
  const chance = new Chance(seed);
  const corpus = [...base];
  const untilMs = performance.now() + ms;
  for (let run = 0; run < runs && performance.now() < untilMs; run += BATCH) {
    const stock: Stock = { target, corpus };
    const batch = Array.from({ length: Math.min(BATCH, runs - run) }, () => mutate(stock, chance));
    for (const input of batch) await reader.read(input);
    if (coverage === null || !(await coverage.hasNews())) continue;
    corpus.push(...(await newOf(batch, reader, coverage)));
  }
  return corpus.slice(base.length);
}

/** Reads seeds, corpus, hostile inputs and mutants of them, and looks whether memory is held. */
export async function hunt(options: HuntOptions): Promise<Hunted> {
  const { target, corpus: kept, coverage, repeats } = options;
  const reader = new Reader(options);
  const base = [...(await target.seeds()), ...kept];
  await coverage?.forget();
  for (const input of [...base, new Uint8Array(0), ...target.hostile()]) await reader.read(input);
  if (reader.taken === 0) reader.note({ what: 'no seed is taken', input: new Uint8Array(0) });
  await coverage?.learn();
  const news = await search(reader, base, options);
  const growthBytes = await growth(reader, base, repeats);
  if (growthBytes > MOST_GROWTH_BYTES)
    reader.note({ what: `holds ${(growthBytes / 1e6).toFixed(1)} MB more after repeats`, input: new Uint8Array(0) });
  const { runs, taken, refused, found, slowestMs } = reader;
  return { runs, taken, refused, news, reached: coverage?.reached ?? 0, found, slowestMs, growthBytes };
}
