import type { Bytes } from '../../../shared/protocol/bytes.ts';
import { Chance } from '../chance.ts';
import type { Coverage } from './coverage.ts';
import { type Growth, growthOf } from './growth.ts';
import { mutate, type Stock } from './mutate.ts';
import type { Target } from './target.ts';
import { queuedMs, threadMs } from './thread-time.ts';

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
  /** By the clock, for one input at the best of its tries, without what the thread stood in line for the processor. */
  readonly longestMs: number;
  readonly growth: Growth;
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
  /** Inputs that are read before memory is weighed, and again as many before it is weighed again. */
  readonly weighed: number;
  /** Told of each input before it is read. */
  readonly begin: (input: Bytes) => void;
}

/** Of the thread's own time, and by the clock, where other threads work or nobody does: a busy machine makes no parser slow. */
const SLOW_MS = 2_000;
/** By the clock one reading may be late on a busy machine, whose other threads stand in line too; a parser that waits does so again. */
const TRIES = 3;
const MOST_GROWTH_BYTES = 1_000_000;
const MOST_FOUND = 10;
/** Runs between two looks at the coverage, each of which costs as much as several runs. */
const BATCH = 12;

/** A stack without its message, which may quote the input: its kind, and where it was thrown. */
function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return 'something was thrown that is no error';
  const [, frame = ''] = /\n\s+at (.*)/.exec(error.stack ?? '') ?? [];
  const said = error.name === 'BrokenPromise' ? `: ${error.message}` : '';
  return `${error.name}${said} ${frame.replace(/file:\/\/\S*\/(?=(?:functions|shared|infra|web|test|node_modules)\/)/, '')}`;
}

interface Took {
  readonly computedMs: number;
  readonly passedMs: number;
}

const inSeconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

class Reader {
  readonly #options: HuntOptions;
  readonly found: Found[] = [];
  runs = 0;
  taken = 0;
  refused = 0;
  slowestMs = 0;
  longestMs = 0;

  constructor(options: HuntOptions) {
    this.#options = options;
  }

  async read(input: Bytes): Promise<void> {
    const { computedMs, passedMs } = await this.#quickest(input);
    this.slowestMs = Math.max(this.slowestMs, computedMs);
    this.longestMs = Math.max(this.longestMs, passedMs);
    if (computedMs > SLOW_MS) this.note({ what: `took ${inSeconds(computedMs)}`, input });
    else if (passedMs > SLOW_MS) this.note({ what: `came back after ${inSeconds(passedMs)}`, input });
  }

  /** The same fault of another input says nothing new. */
  note(found: Found): void {
    if (this.found.length < MOST_FOUND && this.found.every(({ what }) => what !== found.what)) this.found.push(found);
  }

  /** As soon as one try is in time by the clock, or it was the thread itself that computed. */
  async #quickest(input: Bytes): Promise<Took> {
    let best = await this.#once(input);
    for (let tries = 1; tries < TRIES && best.passedMs > SLOW_MS && best.computedMs <= SLOW_MS; tries += 1) {
      const again = await this.#once(input);
      if (again.passedMs < best.passedMs) best = again;
    }
    return best;
  }

  async #once(input: Bytes): Promise<Took> {
    const { target, begin } = this.#options;
    begin(input);
    this.runs += 1;
    const [startMs, computedMs] = [performance.now() - queuedMs(), threadMs()];
    try {
      // A parser may keep or change what it is given.
      if ((await target.read(input.slice())) === 'taken') this.taken += 1;
      else this.refused += 1;
    } catch (error) {
      this.note({ what: faultOf(error), input });
    }
    return { computedMs: threadMs() - computedMs, passedMs: performance.now() - queuedMs() - startMs };
  }
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
  const { target, corpus: kept, coverage, weighed } = options;
  const reader = new Reader(options);
  const base = [...(await target.seeds()), ...kept];
  await coverage?.forget();
  for (const input of [...base, new Uint8Array(0), ...target.hostile()]) await reader.read(input);
  if (reader.taken === 0) reader.note({ what: 'no seed is taken', input: new Uint8Array(0) });
  await coverage?.learn();
  const news = await search(reader, base, options);
  const weighing = { chance: new Chance(options.seed + 1), most: weighed };
  const growth = await growthOf((input) => reader.read(input), { target, corpus: base }, weighing);
  const megabytes = (growth.bytes / 1e6).toFixed(1);
  if (growth.bytes > MOST_GROWTH_BYTES)
    reader.note({ what: `holds ${megabytes} MB more after ${growth.inputs} inputs`, input: new Uint8Array(0) });
  const { runs, taken, refused, found, slowestMs, longestMs } = reader;
  return { runs, taken, refused, news, reached: coverage?.reached ?? 0, found, slowestMs, longestMs, growth };
}
