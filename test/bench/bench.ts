/**
 * `npm run bench -- [--only PART,PART…] [--install] [--out FILE]`: measures the figures the product is held to, prints a table
 * and writes JSON. Exit code 1 when one that has a target misses it.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { type Figure, holds } from './figure.ts';
import { measureCasting } from './parts/casting.ts';
import { measureCheckCode } from './parts/check-code.ts';
import { measureColdStart } from './parts/cold-start.ts';
import { measureHall } from './parts/hall.ts';
import { measurePageBytes } from './parts/page-bytes.ts';
import { measureRoundLists } from './parts/round-lists.ts';
import { measureSealing } from './parts/sealing.ts';
import { measureInstall, measureStartUp } from './parts/start-up.ts';
import { measureSynth } from './parts/synth.ts';
import { measureTally } from './parts/tally.ts';
import { measureTenThousand } from './parts/ten-thousand.ts';
import { measureUnits } from './parts/units.ts';
import { tableText } from './table.ts';

type Part = () => Promise<readonly Figure[]>;

const PARTS: ReadonlyMap<string, Part> = new Map<string, Part>([
  ['units', measureUnits],
  ['page-bytes', measurePageBytes],
  ['sealing', measureSealing],
  ['check-code', measureCheckCode],
  ['tally', measureTally],
  ['casting', measureCasting],
  ['hall', measureHall],
  ['ten-thousand', measureTenThousand],
  ['round-lists', measureRoundLists],
  ['start-up', measureStartUp],
  ['cold-start', measureColdStart],
  ['synth', measureSynth],
]);

/** A program that fails may print its whole manual. */
const MOST_MESSAGE_CHARACTERS = 600;

/** Asks the registry, so only when it is wanted. */
const INSTALL = { name: 'install', part: measureInstall };

const USAGE = `npm run bench -- [--only PART,PART…] [--install] [--out FILE]

  --only PARTS  of ${[...PARTS.keys()].join(', ')}
  --install     measures npm ci in an empty folder as well
  --out FILE    where the JSON goes, by default out/bench.json
`;

class UsageError extends Error {}

function readSettings() {
  const options = { only: { type: 'string' }, install: { type: 'boolean' }, out: { type: 'string' } } as const;
  const { values } = parseArgs({ options });
  const names = values.only?.split(',') ?? [...PARTS.keys()];
  const chosen = names.map((name) => {
    const part = PARTS.get(name);
    if (part === undefined) throw new UsageError(`there is no part "${name}"`);
    return { name, part };
  });
  return { chosen: values.install === true ? [...chosen, INSTALL] : chosen, out: values.out ?? 'out/bench.json' };
}

/** What the numbers depend on. */
const machineFacts = () => ({
  node: process.version,
  platform: `${process.platform}-${process.arch}`,
  cpu: cpus()[0]?.model ?? 'unknown',
  cpus: availableParallelism(),
  memoryMegabytes: Math.round(totalmem() / 2 ** 20),
  /** Above the number of CPUs, others were at work and times are too long. */
  loadAverage: loadavg()[0] ?? Number.NaN,
});

async function bench({ chosen, out }: ReturnType<typeof readSettings>): Promise<boolean> {
  const machine = machineFacts();
  const figures: Figure[] = [];
  const failures: { readonly part: string; readonly message: string }[] = [];
  for (const { name, part } of chosen) {
    const startedMs = performance.now();
    process.stderr.write(`${name} …`);
    try {
      figures.push(...(await part()));
    } catch (error) {
      // One part that breaks must not cost the figures of the others; it is told at the end and fails the bench.
      const message = error instanceof Error ? error.message : String(error);
      failures.push({ part: name, message: message.slice(0, MOST_MESSAGE_CHARACTERS) });
    }
    process.stderr.write(` ${((performance.now() - startedMs) / 1_000).toFixed(1)} s\n`);
  }
  process.stdout.write(`${tableText(figures)}\n`);
  for (const { part, message } of failures) process.stderr.write(`${part} FAILED: ${message}\n`);
  const report = { machine, failures, figures: figures.map((figure) => ({ ...figure, holds: holds(figure) })) };
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`\n${machine.cpus} × ${machine.cpu}, Node ${machine.node} → ${out}\n`);
  return failures.length === 0 && figures.every((figure) => holds(figure) !== false);
}

async function main(): Promise<number> {
  let settings: ReturnType<typeof readSettings>;
  try {
    settings = readSettings();
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof TypeError)) throw error;
    process.stderr.write(`${error.message}\n\n${USAGE}`);
    return 2;
  }
  return (await bench(settings)) ? 0 : 1;
}

process.exitCode = await main();
