/** `npm run insider [-- --meetings N]`: who cast which ballot, guessed from everything that is stored, logged and published. */
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { runTool, UsageError } from '../../infra/tools/run-tool.ts';
import { committeeShape } from './committee.ts';
import { votersOf } from './hall-people.ts';
import { JobQueue } from './job-queue.ts';
import { LEAKS } from './leaks.ts';
import { isBlind, isDetected, type Measured, measuredFrom } from './measure.ts';

const USAGE = `npm run insider [-- --meetings N]

  --meetings N  meetings of each size, by default 1000; from 100 on the interval means something / 每种规模的场数
`;

const SIZES = [10, 30, 100, 300] as const;
const MEETINGS = 1_000;
const FEWEST = 100;
/** Meetings of which the insider knows the truth beforehand. */
const LEARNING: Readonly<Record<(typeof SIZES)[number], number>> = { 10: 200, 30: 200, 100: 60, 300: 40 };
/** A leak shows soon; one that tells little, somewhat later. */
const LEAKING = { strong: { learning: 20, meetings: 30 }, weak: { learning: 60, meetings: 60 } } as const;
/** Meetings that a worker plays in one go. */
const CHUNK = 50;

const hitsAnswer = z.array(z.number());

interface Wanted {
  readonly delegates: number;
  readonly learning: number;
  readonly leak: string | null;
  readonly meetings: number;
}

async function measure(queue: JobQueue, { meetings, ...wanted }: Wanted): Promise<Measured> {
  const job = { ...wanted, first: 1, meetings: 0, committee: null };
  const learnt = committeeShape.parse(await queue.ask(job));
  const starts = Array.from({ length: Math.ceil(meetings / CHUNK) }, (_, chunk) => 1 + chunk * CHUNK);
  const chunks = await Promise.all(
    starts.map(async (first) => {
      const count = Math.min(CHUNK, meetings + 1 - first);
      return hitsAnswer.parse(await queue.ask({ ...job, first, meetings: count, committee: learnt }));
    }),
  );
  return measuredFrom(wanted.delegates, learnt, chunks.flat());
}

const print = (line: string) => process.stdout.write(`${line}\n`);

const percent = (rate: number): string => `${(rate * 100).toFixed(3)} %`;

function line(measured: Measured, verdict: string): string {
  const { delegates, meetings, hits, least, most, committee: learnt } = measured;
  const voters = votersOf(delegates);
  const [rate, low, high] = [hits, least, most].map((each) => percent(each / voters));
  return (
    `${String(delegates).padStart(4)} 名代表 / delegates, ${voters} 张电子票 / electronic ballots, ${meetings} 场 / meetings: 每场猜中 / hits a meeting ${hits.toFixed(3)}; ` +
    `命中率 / rate ${rate} [${low}, ${high}], 1/k = ${percent(1 / voters)} ${verdict}\n` +
    learnt.map(({ way, delegate, ballot }) => `       ${way}: ${delegate} ↔ ${ballot}`).join('\n')
  );
}

function readArguments(): number {
  const { values } = parseArgs({ options: { meetings: { type: 'string' } } });
  const meetings = Number(values.meetings ?? MEETINGS);
  if (!Number.isInteger(meetings) || meetings < FEWEST || meetings > 100_000)
    throw new UsageError(
      `--meetings 应为 ${FEWEST} 至 100000 的整数 / --meetings is a whole number from ${FEWEST} to 100000`,
    );
  return meetings;
}

async function main(): Promise<number> {
  const meetings = readArguments();
  const queue = new JobQueue();
  let isAsPromised = true;
  try {
    print('产品本身 / the product as it is');
    for (const delegates of SIZES) {
      const measured = await measure(queue, { delegates, leak: null, learning: LEARNING[delegates], meetings });
      isAsPromised &&= isBlind(measured);
      print(line(measured, isBlind(measured) ? '✓ 猜而已 / guessing' : '✗ 多于猜测或少于猜测 / not guessing'));
    }
    for (const { name, isWeak = false } of LEAKS) {
      print(`故意的泄漏 / planted: ${name}`);
      for (const delegates of SIZES) {
        const measured = await measure(queue, { delegates, leak: name, ...LEAKING[isWeak ? 'weak' : 'strong'] });
        isAsPromised &&= isDetected(measured);
        print(line(measured, isDetected(measured) ? '✓ 已发现 / detected' : '✗ 未发现 / not detected'));
      }
    }
  } finally {
    await queue.close();
  }
  return isAsPromised ? 0 : 1;
}

process.exitCode = await runTool(main, USAGE);
