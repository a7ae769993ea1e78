import { FORM_OF_33 } from '../../load/ballot-forms.ts';
import { type CastingClient, startCastingClient } from '../../load/casting-client.ts';
import { cpuSeconds } from '../../load/cpu-time.ts';
import { type DeploymentChild, startDeploymentChild, storesOf } from '../../load/deployment-child.ts';
import type { Run } from '../../load/in-flight.ts';
import { ballotToCast, type MadeMeeting, makeMeeting, storeMeeting } from '../../load/made-meeting.ts';
import { type Figure, median, percentile, rounded } from '../figure.ts';

const IN_FLIGHT = 64;
const WARM_UP = 1_500;
const BALLOTS_A_ROUND = 600;
const ROUNDS = 11;

type Way = 'put' | 'cast';

interface TimedRun extends Run {
  /** CPU milliseconds a ballot of client, server and engine. */
  readonly cpuMs: readonly number[];
}

/** The two ways of the same bytes into the engine. */
class Comparison {
  readonly #deployment: DeploymentChild;
  readonly #client: CastingClient;
  readonly #meeting: MadeMeeting;

  constructor(deployment: DeploymentChild, client: CastingClient, meeting: MadeMeeting) {
    this.#deployment = deployment;
    this.#client = client;
    this.#meeting = meeting;
  }

  async run(way: Way, howMany: number): Promise<TimedRun> {
    const load = { ballots: Array.from({ length: howMany }, () => ballotToCast(this.#meeting)), inFlight: IN_FLIGHT };
    const before = await this.#cpuSeconds();
    const run = await (way === 'cast' ? this.#cast(load) : this.#put(load));
    const after = await this.#cpuSeconds();
    return { ...run, cpuMs: after.map((seconds, place) => ((seconds - (before[place] ?? 0)) / howMany) * 1_000) };
  }

  #cast(load: { readonly ballots: readonly Uint8Array[]; readonly inFlight: number }): Promise<Run> {
    const { origin } = this.#deployment;
    return this.#client.run({ ...load, kind: 'cast', origin, session: this.#meeting.session });
  }

  #put(load: { readonly ballots: readonly Uint8Array[]; readonly inFlight: number }): Promise<Run> {
    const { dynamodb, county } = this.#deployment;
    const { session, manifestHash } = this.#meeting;
    // Beside the box, so that it can be counted; under a name as long, so that the items have the same bytes.
    const where = { table: `${county}-BallotBox`, session: session.replace('cast', 'puts'), manifestHash };
    return this.#client.run({ ...load, ...where, kind: 'put', dynamodb });
  }

  #cpuSeconds(): Promise<readonly number[]> {
    const { pid, enginePid = 0 } = this.#deployment;
    return Promise.all([this.#client.pid, pid, enginePid].map(cpuSeconds));
  }
}

/**
 * Casting through the whole stack against the raw PutItem of the same bytes, turn about in one run: one Node process as
 * client on both sides, one Node process as server in the full stack, one engine in memory for both.
 */
export async function measureCasting(): Promise<readonly Figure[]> {
  const deployment = await startDeploymentChild();
  const stores = storesOf(deployment);
  const client = startCastingClient();
  try {
    const meeting = await makeMeeting('bench-cast', FORM_OF_33);
    await storeMeeting(stores, meeting, 'voting');
    const comparison = new Comparison(deployment, client, meeting);
    for (const way of ['put', 'cast'] as const) await comparison.run(way, WARM_UP);
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const order: readonly Way[] = round % 2 === 0 ? ['put', 'cast'] : ['cast', 'put'];
      const runs = new Map<Way, TimedRun>();
      for (const way of order) runs.set(way, await comparison.run(way, BALLOTS_A_ROUND));
      const [raw, full] = [runs.get('put'), runs.get('cast')];
      if (raw !== undefined && full !== undefined) rounds.push({ raw, full });
    }
    const counted = await fetch(`${deployment.origin}/api/sessions/${meeting.session}/ballot-count`);
    const { electronic } = (await counted.json()) as { readonly electronic: number };
    return figuresOf(rounds, WARM_UP + ROUNDS * BALLOTS_A_ROUND - electronic);
  } finally {
    await client.stop();
    stores.close();
    await deployment.stop();
  }
}

interface Round {
  readonly raw: TimedRun;
  readonly full: TimedRun;
}

const perSecond = ({ seconds }: TimedRun): number => Math.round(BALLOTS_A_ROUND / seconds);

const medianCpuMs = (runs: readonly TimedRun[]): readonly number[] =>
  [0, 1, 2].map((place) => rounded(median(runs.map(({ cpuMs }) => cpuMs[place] ?? Number.NaN)), 3));

function figuresOf(rounds: readonly Round[], missing: number): readonly Figure[] {
  const [raw, full] = [rounds.map((round) => round.raw), rounds.map((round) => round.full)];
  const latencies = full.flatMap(({ latenciesMs }) => latenciesMs);
  const best = (runs: readonly TimedRun[]) => Math.max(...runs.map(perSecond));
  return [
    {
      id: 'casting-ratio',
      name: 'casting through the full stack / raw PutItem, median',
      measured: rounded(median(rounds.map((round) => round.raw.seconds / round.full.seconds)), 3),
      unit: '×',
      target: { atLeast: 0.5 },
      detail: {
        ratios: rounds.map((round) => rounded(round.raw.seconds / round.full.seconds, 3)),
        ratioOfBestRounds: rounded(best(full) / best(raw), 3),
        castsPerSecond: full.map(perSecond),
        putsPerSecond: raw.map(perSecond),
        // Each of these processes can keep one core busy: where enough cores are free, the busiest decides.
        ratioByBusiestProcess: rounded(Math.max(...medianCpuMs(raw)) / Math.max(...medianCpuMs(full)), 3),
        castCpuMsOfClientServerEngine: medianCpuMs(full),
        putCpuMsOfClientServerEngine: medianCpuMs(raw),
        inFlight: IN_FLIGHT,
        p50Ms: rounded(percentile(latencies, 0.5)),
        p99Ms: rounded(percentile(latencies, 0.99)),
      },
    },
    {
      id: 'casting-lost',
      name: 'ballots that got a receipt and are not in the box',
      measured: missing,
      unit: 'ballots',
      target: { exactly: 0 },
    },
  ];
}
