import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Part, PartOutcome } from '../part.ts';
import type { BallotsJob } from './ballots-worker.ts';
import type { CastMutants } from './cast-mutants.ts';
import type { CountedLaid } from './count-laid.ts';
import { MUTANT_KINDS } from './mutants.ts';

interface Done {
  readonly cast: CastMutants;
  readonly castMs: number;
  readonly counted: CountedLaid;
}

/** Of so many requests, one altered ballot goes past casting into the count, which costs a hundred times as much. */
const LAID_ONE_IN = 25;

function play(job: BallotsJob): Promise<Done> {
  const worker = new Worker(new URL('./ballots-worker.ts', import.meta.url), { workerData: job });
  return new Promise<Done>((resolve, reject) => worker.once('message', resolve).once('error', reject));
}

const summed = (counts: readonly Readonly<Record<string, number>>[]): string => {
  const sum = new Map<string, number>();
  for (const each of counts)
    for (const [word, count] of Object.entries(each)) sum.set(word, (sum.get(word) ?? 0) + count);
  return [...sum].map(([word, count]) => `${word} ${count}`).join(', ');
};

function outcomeOf(done: readonly Done[], seconds: number): PartOutcome {
  const sent = done.reduce((sum, { cast }) => sum + cast.sent, 0);
  const taken = done.reduce((sum, { cast }) => sum + (cast.refusals['taken'] ?? 0), 0);
  const laid = done.reduce((sum, { counted }) => sum + counted.laid, 0);
  const rate = done.reduce((sum, { cast, castMs }) => sum + (cast.sent * 1_000) / castMs, 0);
  return {
    seconds,
    rows: [
      ['发给投票接口的变异 / sent to casting', `${sent}, ${MUTANT_KINDS.length} 种 / kinds, ${rate.toFixed(0)}/s`],
      ['接受 / accepted', String(taken)],
      ['拒绝 / refused', summed(done.map(({ cast }) => cast.refusals))],
      ['绕过投票接口放进票箱 / laid into the box', `${laid} × 4 组钥匙 / sets of keys`],
      ['计票 / counted', summed(done.map(({ counted }) => counted.outcomes))],
    ],
    findings: done.flatMap(({ cast, counted }) => [...cast.findings, ...counted.findings]),
  };
}

/** Mutated tokens and ballots: one thread and one engine a core, each with real ballots of its own. */
export const fuzzBallots: Part = async ({ seed, count, print }) => {
  const threads = Math.min(count, availableParallelism());
  print(`令牌和选票 / tokens and ballots: ${count} 个变异 / mutants, ${threads} 线程 / threads`);
  const startMs = performance.now();
  const done = await Promise.all(
    Array.from({ length: threads }, (_, thread) => {
      const share = Math.ceil((count - thread) / threads);
      return play({ seed: seed + thread, count: share, laid: Math.max(1, Math.ceil(share / LAID_ONE_IN)) });
    }),
  );
  return outcomeOf(done, (performance.now() - startMs) / 1_000);
};
