/** `npm run fuzz [-- --only PART] [--seed N] [--seconds N] [--count N] [--keep]`: what nobody thought of, tried. */
import { parseArgs } from 'node:util';
import { runTool, UsageError } from '../../infra/tools/run-tool.ts';
import { fuzzBallots } from './ballots/ballots.ts';
import { fuzzOperations } from './operations/operations.ts';
import { fuzzParsers } from './parsers/parsers.ts';
import type { Part, PartOutcome } from './part.ts';

const USAGE = `npm run fuzz [-- --only PART] [--seed N] [--seconds N] [--count N] [--keep]

  --only PART   operations, parsers or ballots / 只做一部分
  --seed N      what everything of chance comes from, by default 2008 / 随机种子
  --seconds N   how long parsers and operations are tried, each of the two, by default 240 / 各部分时长（秒）
  --count N     mutated tokens and ballots, by default 100000 / 变异的令牌和选票数
  --keep        puts inputs that reach something new into test/fuzz/corpus / 把有新发现的输入留下
`;

const PARTS: Readonly<Record<string, Part>> = {
  operations: fuzzOperations,
  parsers: fuzzParsers,
  ballots: fuzzBallots,
};
const DEFAULTS = { seed: 2008, seconds: 240, count: 100_000 } as const;
const MOST = 10_000_000;

function wholeNumber(name: keyof typeof DEFAULTS, text: string | undefined): number {
  if (text === undefined) return DEFAULTS[name];
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > MOST)
    throw new UsageError(`--${name} 应为 1 至 ${MOST} 的整数 / --${name} is a whole number from 1 to ${MOST}`);
  return value;
}

function readArguments() {
  const TEXT = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { only: TEXT, seed: TEXT, seconds: TEXT, count: TEXT, keep: { type: 'boolean' } },
  });
  const names = values.only === undefined ? Object.keys(PARTS) : [values.only];
  const parts = names.map((name) => {
    const part = PARTS[name];
    if (part === undefined) throw new UsageError(`没有这一部分 / no such part: ${name}`);
    return { name, part };
  });
  const [seed, seconds, count] = (['seed', 'seconds', 'count'] as const).map((name) => wholeNumber(name, values[name]));
  return { parts, options: { seed: seed ?? 0, seconds: seconds ?? 0, count: count ?? 0, keep: values.keep ?? false } };
}

const print = (line: string) => process.stdout.write(`${line}\n`);

function printOutcome(name: string, { rows, findings, seconds }: PartOutcome): void {
  print(`\n${name}: ${seconds.toFixed(0)} s; 发现 / findings ${findings.length}`);
  for (const [title, figures] of rows) print(`  ${title}: ${figures}`);
  for (const finding of findings) print(`  ✗ ${finding}`);
}

async function main(): Promise<number> {
  const { parts, options } = readArguments();
  print(`种子 / seed ${options.seed}`);
  const outcomes: (readonly [string, PartOutcome])[] = [];
  for (const { name, part } of parts) outcomes.push([name, await part({ ...options, print })]);
  for (const [name, outcome] of outcomes) printOutcome(name, outcome);
  const found = outcomes.reduce((sum, [, { findings }]) => sum + findings.length, 0);
  print(`\n${found === 0 ? '没有发现问题 / nothing was found' : `发现 ${found} 处 / ${found} findings`}`);
  return found === 0 ? 0 : 1;
}

process.exitCode = await runTool(main, USAGE);
