import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import type { Part, PartOptions, PartOutcome } from '../part.ts';
import { keepInput, keepNews, keptInputs } from './corpus.ts';
import type { Found, Hunted } from './hunt.ts';
import { TARGETS } from './targets.ts';
import { type Watched, WatchedWorker } from './watched-worker.ts';

const MODULE = new URL('./targets.ts', import.meta.url);
const FOUND = new URL('out/fuzz/', pathToFileURL(`${process.cwd()}/`));
/** No end but the time. */
const MANY = 1_000_000_000;
/** What is kept of each of them is found from one or two kB on. */
const WEIGHED = 1_000;

interface Row {
  readonly name: string;
  readonly watched: Watched;
  readonly kept: number;
}

const figuresOf = ({ watched, kept }: Row): string => {
  if ('hung' in watched) return watched.hung.what;
  const { runs, taken, refused, reached, news, slowestMs, longestMs, growth }: Hunted = watched.hunted;
  const megabytes = (growth.bytes / 1e6).toFixed(2);
  return `${runs} 次 / runs, ${taken} 读 / taken, ${refused} 拒 / refused, ${reached} 字符源码 / characters of source, 新 / new ${news.length}${kept > 0 ? ` (${kept} kept)` : ''}, 最慢 / slowest ${slowestMs.toFixed(0)} ms (${longestMs.toFixed(0)} ms by the clock), ${megabytes} MB / ${growth.inputs} inputs`;
};

const foundIn = ({ watched }: Row): readonly Found[] => ('hung' in watched ? [watched.hung] : watched.hunted.found);

/** What was found, where its input lies now; nothing of the input itself. */
const findingsOf = (row: Row): readonly string[] =>
  foundIn(row).map(({ what, input }) => {
    const at = keepInput(new URL(`${row.name}/`, FOUND), input);
    return `${row.name}: ${what} (out/fuzz/${row.name}/${at})`;
  });

async function huntAll({ seed, seconds, keep, print }: PartOptions): Promise<readonly Row[]> {
  const threads = Math.min(2, availableParallelism());
  const ms = Math.floor((seconds * 1_000 * threads) / TARGETS.length);
  const waiting = TARGETS.entries();
  const rows: Row[] = [];
  const lane = async (): Promise<void> => {
    const worker = new WatchedWorker(MODULE);
    for (const [place, { name }] of waiting) {
      const how = { runs: MANY, ms, isGuided: true, weighed: WEIGHED };
      const job = { target: name, corpus: [...keptInputs(name)], seed: seed + place, ...how };
      const watched = await worker.hunt(job);
      const kept = keep && 'hunted' in watched ? keepNews(name, watched.hunted.news) : 0;
      rows.push({ name, watched, kept });
      print(`  ${name}: ${figuresOf({ name, watched, kept })}`);
    }
    await worker.close();
  };
  await Promise.all(Array.from({ length: threads }, lane));
  return rows;
}

/** Every parser, for as long as there is time: mutants of what is kept, and of what reaches new parts of the product. */
export const fuzzParsers: Part = async (options): Promise<PartOutcome> => {
  options.print(`解析器 / parsers: ${TARGETS.length}, ${options.seconds} s`);
  const startMs = performance.now();
  const rows = await huntAll(options);
  const byName = new Map(rows.map((row) => [row.name, row]));
  const inOrder = TARGETS.flatMap(({ name }) => byName.get(name) ?? []);
  return {
    seconds: (performance.now() - startMs) / 1_000,
    rows: inOrder.map((row) => [row.name, figuresOf(row)]),
    findings: inOrder.flatMap(findingsOf),
  };
};
