/** `npm run simulate -- --seeds N [--from S] [--fresh N]`, or `--seed S [--made fresh]`: whole meetings by seeds. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { runTool, UsageError } from '../../infra/tools/run-tool.ts';
import { momentsOf } from './crash-places.ts';
import { type Played, playSeed, type SeedOptions } from './play-seed.ts';
import { added, type Failure, NOTHING, playMissingCrashes, type SeedRange, type Sum } from './seed-lanes.ts';
import { shrink } from './shrink.ts';

const USAGE = `npm run simulate -- --seeds N [--from S] [--fresh N]
npm run simulate -- --seed S [--made fresh] [--crash C]

  --seeds N   meetings with keys and ballots from a pool, by the seeds S to S + N − 1 / 用备好的密钥和选票演 N 场
  --from S    the first seed, by default 1 / 第一个种子
  --fresh N   meetings with everything made anew, by default as many as --seeds and at most 200 / 全部新做的场数
  --seed S    one meeting again, and, where it fails, with as few faults as still make it fail / 重演一场并化简
  --made fresh  of the meetings with everything made anew / 重演全部新做的一场
  --crash C   with this crash as well, as "castBallot 1 Put after" / 另加这一次崩溃
`;

/** Meetings with everything made anew that one run plays unless it is told otherwise. */
const FRESH_AT_MOST = 200;
const MOST_SEEDS = 1_000_000;

function wholeNumber(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > MOST_SEEDS)
    throw new UsageError(
      `--${name} 应为 ${least} 至 ${MOST_SEEDS} 的整数 / --${name} is a whole number from ${least} to ${MOST_SEEDS}`,
    );
  return value;
}

function readArguments() {
  const TEXT = { type: 'string' } as const;
  const options = { seeds: TEXT, from: TEXT, fresh: TEXT, seed: TEXT, made: TEXT, crash: TEXT } as const;
  const { values } = parseArgs({ options });
  const { made = 'pooled', crash } = values;
  if (made !== 'pooled' && made !== 'fresh')
    throw new UsageError('--made 应为 pooled 或 fresh / --made is pooled or fresh');
  const seed = wholeNumber('seed', values.seed, 0);
  const seeds = wholeNumber('seeds', values.seeds, 0);
  if ((seed === undefined) === (seeds === undefined))
    throw new UsageError('请给出 --seeds 或 --seed 之一 / give one of --seeds and --seed');
  const from = wholeNumber('from', values.from, 0) ?? 1;
  const fresh = wholeNumber('fresh', values.fresh, 0) ?? Math.min(FRESH_AT_MOST, seeds ?? 0);
  return { made, seed, seeds: seeds ?? 0, from, fresh, crash } as const;
}

const print = (line: string) => process.stdout.write(`${line}\n`);

/** One thread a core; each takes every nth seed. */
async function playSeeds(from: number, seeds: number, made: SeedRange['made']): Promise<Sum> {
  const threads = Math.min(seeds, availableParallelism());
  const sums = Array.from({ length: threads }, (_, thread) => {
    const range: SeedRange = { first: from + thread, end: from + seeds, stride: threads, made };
    const worker = new Worker(new URL('./seed-worker.ts', import.meta.url), { workerData: range });
    return new Promise<Sum>((resolve, reject) => worker.once('message', resolve).once('error', reject));
  });
  return (await Promise.all(sums)).reduce(added, NOTHING);
}

function printSum(title: string, sum: Sum, seconds: number, made: SeedRange['made']): void {
  const each = (total: number) => (total / Math.max(1, sum.seeds)).toFixed(0);
  print(
    `${title}: ${sum.seeds} 场 / meetings, ${seconds.toFixed(0)} s, ${(sum.seeds / seconds).toFixed(1)} 场每秒 / a second; ` +
      `公布 / announced ${sum.announced}; 拆封并逐张核对 / ballots opened and compared ${sum.opened}, 纸质票 / on paper ${sum.papers}; ` +
      `公布了分数并核对 / meetings whose published scores were compared ${sum.shown}; ` +
      `发放处有人来 / with people at the desk ${sum.atDesk}, 发纸质票 / papers handed out ${sum.desk.papers}, ` +
      `两人补发二维码 / codes re-issued by two ${sum.desk.codes}, 补发纸质票 / papers after drawing ${sum.desk.papersAfterDrawing}; ` +
      `每场 / each: ${each(sum.steps)} 步 / steps, ${each(sum.calls)} 次调用 / calls, ` +
      `${each(sum.faults)} 次故障 / faults; 已确认的票 / acknowledged ballots ${sum.acknowledged}; ` +
      `违反 / violations ${sum.failures.length}`,
  );
  printFailures(sum.failures, made === 'fresh' ? ' --made fresh' : '');
}

function printFailures(failures: readonly Failure[], how: string): void {
  for (const { seed, promised, detail } of failures)
    print(`  ✗ ${promised}: ${detail}\n    npm run simulate -- --seed ${seed}${how}`);
}

/** Crashes before and after every write: those of chance, then one meeting for each that chance left out. */
async function playCrashes(sum: Sum): Promise<number> {
  const startMs = performance.now();
  const directed = await playMissingCrashes(sum);
  const all = momentsOf(sum.reached.keys());
  const crashed = new Set([...sum.crashed, ...directed.filter(({ didCrash }) => didCrash).map(({ crash }) => crash)]);
  const never = all.filter((crash) => !crashed.has(crash));
  const failures = directed.flatMap(({ failures: found }) => found);
  print(
    `崩溃 / crashes: ${all.length / 2} 处写入 / writes (operation, nth of the call), 之前和之后 / before and after: ${all.length}; ` +
      `偶然崩溃过 / ended by chance at ${sum.crashed.size}, 另作一场 / in a meeting of its own ${directed.length} ` +
      `(${((performance.now() - startMs) / 1_000).toFixed(0)} s); 从未崩溃 / never ${never.length}; 违反 / violations ${failures.length}`,
  );
  for (const crash of never) print(`  从未崩溃 / never: ${crash}`);
  for (const { crash, failures: found } of directed) printFailures(found, ` --crash "${crash}"`);
  return failures.length;
}

function printPlayed({ seed, phones, manners, steps, calls, faults, violations, simulatedMs, trace }: Played): void {
  print(
    `种子 / seed ${seed}: ${phones} 部手机 / phones; 计票人 / tellers ${manners.join(', ')}; ${steps} 步 / steps, ` +
      `${calls} 次调用 / calls, ${(simulatedMs / 1_000).toFixed(0)} s; ${faults.length} 次故障 / faults; 轨迹 / trace ${trace}`,
  );
  for (const { promised, detail } of violations) print(`  ✗ ${promised}: ${detail}`);
}

async function replay(options: SeedOptions): Promise<number> {
  const played = await playSeed(options);
  printPlayed(played);
  if (played.violations.length === 0) return 0;
  const { played: least, tried } = await shrink(options);
  print(`化简 ${tried} 次后 / after ${tried} attempts to shrink it:`);
  printPlayed(least);
  for (const fault of least.faults) print(`    ${fault}`);
  return 1;
}

async function main(): Promise<number> {
  const { seed, seeds, from, fresh, made, crash } = readArguments();
  if (seed !== undefined) return replay({ seed, made, ...(crash === undefined ? {} : { crash }) });
  let failures = 0;
  for (const [title, count, kind] of [
    ['备好的 / pooled', seeds, 'pooled'],
    ['全部新做 / fresh', fresh, 'fresh'],
  ] as const) {
    if (count === 0) continue;
    const startMs = performance.now();
    const sum = await playSeeds(from, count, kind);
    printSum(title, sum, (performance.now() - startMs) / 1_000, kind);
    failures += sum.failures.length;
    if (kind === 'pooled') failures += await playCrashes(sum);
  }
  return failures === 0 ? 0 : 1;
}

process.exitCode = await runTool(main, USAGE);
