/**
 * `npm run model`: searches every state of the protocol's model (docs/model.md). Exit code 0 only when each property holds in all of
 * its settings, each mutant breaks the property it is named under, and what is not promised is still as it is said to be.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runTool, UsageError } from '../../infra/tools/run-tool.ts';
import { LIMITS, PROPERTIES } from './properties.ts';
import { type Found, requireSpin, type Search, Searcher } from './spin.ts';

const USAGE = `npm run model [-- PROPERTY …]

  PROPERTY    these properties alone / 只检验这些性质
`;

interface Check {
  readonly search: Search;
  readonly what: string;
  readonly isToBreak: boolean;
}

const isKnown = (name: string): boolean => PROPERTIES.some((property) => property.name === name);

function checks(names: readonly string[]): readonly Check[] {
  const ofProperties = PROPERTIES.flatMap(({ name: property, file, kind, settings, mutants }): Check[] => [
    ...settings.map((flags) => ({
      search: { file, property, kind, flags },
      what: flags.length === 0 ? 'holds' : `holds: ${flags.join(' ')}`,
      isToBreak: false,
    })),
    ...mutants.map((mutant) => ({
      search: { file, property, kind, flags: [...(settings[0] ?? []), `MUTANT_${mutant}`] },
      what: `mutant ${mutant}`,
      isToBreak: true,
    })),
  ]);
  const limits = LIMITS.map(
    ({ property, file, kind, flags }): Check => ({
      search: { file, property, kind, flags },
      what: `not promised ${flags.join(' ')}`.trim(),
      isToBreak: true,
    }),
  );
  const all = [...ofProperties, ...limits];
  return names.length === 0 ? all : all.filter(({ search }) => names.includes(search.property));
}

const print = (line: string) => process.stdout.write(`${line}\n`);

function lineOf({ search, what, isToBreak }: Check, { isBroken, states, seconds }: Found): string {
  const isRight = isBroken === isToBreak;
  const verdict = isBroken ? 'breaks' : 'holds ';
  const figures = `${String(states).padStart(9)} ${seconds.toFixed(1).padStart(6)} s`;
  return `${isRight ? '✓' : '✗'} ${verdict} ${figures}  ${search.property}  ${what}`;
}

/** As many searches at once as there are cores, in their order. */
async function checkAll(all: readonly Check[], searcher: Searcher): Promise<{ wrong: number; states: number }> {
  const waiting = [...all];
  const sum = { wrong: 0, states: 0 };
  const lane = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const found = await searcher.search(check.search);
      if (found.isBroken !== check.isToBreak) sum.wrong += 1;
      if (!check.isToBreak) sum.states += found.states;
      print(lineOf(check, found));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return sum;
}

async function main(): Promise<number> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const unknown = positionals.filter((name) => !isKnown(name));
  if (unknown.length > 0) throw new UsageError(`没有这样的性质 / no such property: ${unknown.join(', ')}`);
  const folder = await mkdtemp(join(tmpdir(), 'shuangshu-model-'));
  try {
    await requireSpin(folder);
    const all = checks(positionals);
    const startMs = performance.now();
    print('           states   time    property');
    const { wrong, states } = await checkAll(all, new Searcher(folder));
    const seconds = ((performance.now() - startMs) / 1_000).toFixed(0);
    const kept = all.filter(({ isToBreak }) => !isToBreak).length;
    print(
      `${all.length - wrong} / ${all.length} 如所述 / as stated; ${kept} 次全搜索 / whole searches, ${states} 个状态 / states; ` +
        `${all.length - kept} 次应失败 / that have to fail; ${seconds} s`,
    );
    return wrong === 0 ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true });
  }
}

process.exitCode = await runTool(main, USAGE);
