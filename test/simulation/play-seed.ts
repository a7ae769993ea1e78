import { createHash } from 'node:crypto';
import * as z from 'zod';
import * as f from '../../shared/contract/formats.ts';
import { isSessionId } from '../../shared/process/ids.ts';
import { makeCode } from '../../shared/protocol/code.ts';
import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import type { MeantBallot } from '../rehearsal/counter.ts';
import { vectorManifest } from '../unit/protocol/vectors.ts';
import { Cloud, type Injection } from './cloud.ts';
import { BY_CHANCE, CrashPlaces, type ForcedCrashes, onceAt } from './crash-places.ts';
import { type Hazards, ROUGH } from './hazards.ts';
import { freshIssue, HALL_SIZES, type HallSize, type Issue, SCORES_PER_BALLOT, seededBytes } from './issued-tokens.ts';
import { KeyedChance } from './keyed-chance.ts';
import { type Judge, MemoryEngine } from './memory-engine.ts';
import { playPhone } from './phone.ts';
import { pooledIssue } from './pooled-issue.ts';
import { prepareMeeting } from './prepared-meeting.ts';
import type { World } from './process.ts';
import { Scheduler, Task } from './scheduler.ts';
import { MANNERS, type Manner, SimulatedTeller } from './teller.ts';
import { type Violation, Witness } from './witness.ts';

/** A part of the product replaced by a worse one, to see that it is found. */
export interface Mutant extends Injection {
  readonly judge?: Judge;
}

export interface SeedOptions {
  readonly seed: number;
  /** `pooled`: keys and sealed ballots of the process's pool; `fresh`: everything made for this meeting. */
  readonly made?: 'pooled' | 'fresh';
  readonly hazards?: Hazards;
  /** No more phones than this. */
  readonly phones?: number;
  /** Faults that are to be left out, by name. */
  readonly without?: (fault: string) => boolean;
  readonly mutant?: Mutant;
  /** A crash that comes whatever chance says, as `castBallot 1 Put after`; or several. */
  readonly crash?: string | (() => ForcedCrashes);
}

export interface Played {
  readonly seed: number;
  readonly phones: number;
  readonly manners: readonly Manner[];
  readonly violations: readonly Violation[];
  /** Every fault that struck, in its order. */
  readonly faults: readonly string[];
  /** Moments of writes, as `castBallot 1 Put after`, that a process came to. */
  readonly reached: readonly string[];
  /** Those at which a process ended. */
  readonly crashed: readonly string[];
  readonly steps: number;
  readonly calls: number;
  readonly acknowledged: number;
  /** Sealed ballots that were opened from the stored shares, each compared with what its owner meant. */
  readonly opened: number;
  /** Paper ballots of the counted pile, each compared with what its owner meant. */
  readonly papers: number;
  /** Indicators whose published scores were compared with what was meant; none where all are withheld. */
  readonly shown: number;
  /** A hash of every answer of every function, and when it was given: the same in every process that plays this seed. */
  readonly trace: string;
  readonly isAnnounced: boolean;
  readonly simulatedMs: number;
}

const START_MS = 1_226_000_000_000;
const OPENS_AFTER_MS = 25_000;
/** From the opening to the closing; the last ballots come close to it. */
const VOTING_MS = { least: 20_000, most: 60_000 } as const;
const LONGEST_MS = 45 * 60_000;
const FEWEST_PHONES = 3;
const MOST_PHONES = 8;

/** One whole meeting from the freeze to the announcement, in one process and by one seed. */
export async function playSeed(options: SeedOptions): Promise<Played> {
  const { seed, made = 'pooled', hazards = ROUGH, mutant = {} } = options;
  const chance = new KeyedChance(seed, options.without);
  const size = chance.pick('hall', HALL_SIZES);
  const issue = await issueOf(made, seed, size);
  const scheduler = new Scheduler(START_MS);
  const nowMs = () => scheduler.nowMs;
  const engine = new MemoryEngine(mutant.judge === undefined ? { nowMs } : { nowMs, judge: mutant.judge });
  const phones = Math.min(options.phones ?? MOST_PHONES, chance.integer('phones', FEWEST_PHONES, MOST_PHONES));
  const paper = paperOf(chance, size, phones);
  const documents = new Map<string, string | Uint8Array>();
  const crashes = new CrashPlaces(forcedBy(options));
  const witness = new Witness({ engine, issue, paper, documents, nowMs });
  const world: World = {
    ...{ scheduler, chance, engine, hazards, crashes, documents, county: issue.manifest.county },
    wrappingKey: seededBytes(seed)(32),
    unexpected: (fault) => witness.complain('the-meeting-ends', `a function failed: ${fault}`),
  };
  const trace = createHash('sha256');
  const cloud = new Cloud(world, mutant, ({ name, id, request, answer: { statusCode, body } }) => {
    trace.update(`${scheduler.nowMs} ${name} ${statusCode} ${withoutSignatures(body)}\n`);
    if (statusCode !== 200) return;
    if (id === 'castBallot') witness.acknowledged(receiptOf(body));
    if (id === 'signResult' || id === 'objectToResult') witness.heard(slotOf(request));
  });
  const hall: Hall = { world, cloud, issue, witness, seed, phones };
  const codes = Array.from({ length: phones }, (_, place) => makeCode(seededBytes(seed * 100 + place)));
  await prepareMeeting(world, issue, { codes, papers: paper.length });
  const closesAtMs = START_MS + OPENS_AFTER_MS + chance.integer('voting', VOTING_MS.least, VOTING_MS.most);
  await startPhones(hall, codes, closesAtMs);
  const manners = startTellers(hall, paper, closesAtMs);

  let steps = 0;
  await scheduler.run(START_MS + LONGEST_MS, () => {
    steps += 1;
    return witness.look();
  });
  await witness.lookInside();
  const isAnnounced = witness.state === 'announced';
  if (!isAnnounced && witness.violations.length === 0)
    witness.complain('the-meeting-ends', `two honest tellers came no further than ${witness.state}`);
  return {
    ...{ seed, phones, manners, violations: witness.violations, faults: chance.faults, steps, calls: cloud.calls },
    ...{
      trace: trace.digest('hex').slice(0, 16),
      ...{ opened: witness.openedBox?.ballots ?? 0, papers: witness.openedBox?.papers ?? 0 },
      shown: witness.comparedResult?.shown ?? 0,
    },
    ...{ reached: crashes.reached, crashed: crashes.crashed },
    ...{ acknowledged: witness.acknowledgedBallots, isAnnounced, simulatedMs: scheduler.nowMs - START_MS },
  };
}

const forcedBy = ({ crash }: SeedOptions): ForcedCrashes => {
  if (crash === undefined) return BY_CHANCE;
  return typeof crash === 'string' ? onceAt(crash) : crash();
};

const issueOf = (made: 'pooled' | 'fresh', seed: number, { delegates }: HallSize): Promise<Issue> =>
  made === 'pooled'
    ? pooledIssue(delegates)
    : freshIssue(vectorManifest(), { session: sessionOf(seed), delegates }, seed);

interface Hall {
  readonly world: World;
  readonly cloud: Cloud;
  readonly issue: Issue;
  readonly witness: Witness;
  readonly seed: number;
  readonly phones: number;
}

/** What throws in a phone or a teller is a finding like any other. */
function start({ world, witness }: Hall, task: Task, name: string, code: () => Promise<void>): void {
  world.scheduler.after(0, () =>
    task.start(async () => {
      try {
        await code();
      } catch (error) {
        witness.complain('the-meeting-ends', `${name} stopped: ${error instanceof Error ? error.stack : 'unknown'}`);
      }
    }),
  );
}

/** Every card has its phone; some cards have a second one, of somebody who copied the code. */
async function startPhones(hall: Hall, codes: readonly string[], closesAtMs: number): Promise<void> {
  const { world, cloud, issue, witness } = hall;
  const { chance, scheduler } = world;
  const first = chance.integer('first of the pool', 0, 23);
  const owners = codes.map((code, place) => ({ name: `phone ${place + 1}`, code, place }));
  const thieves = owners
    .filter(({ name }) => chance.number(`${name} copied`) < 0.15)
    .map(({ name, code, place }) => ({ name: `copy of ${name}`, code, place: place + codes.length }));
  for (const { name, code, place } of [...owners, ...thieves]) {
    const task = new Task(scheduler);
    const secrets = await issue.phone(first + place);
    const manner = chance.number(`${name} twice`) < 0.2 ? 'twice' : 'once';
    const castsAtMs = lastMomentOf(chance, name, closesAtMs);
    const call = cloud.line(task, name);
    const phone = { name, task, call, chance, witness, issue, code, secrets, manner, castsAtMs } as const;
    start(hall, task, name, () => playPhone(phone));
  }
}

/** Whoever hurries tries more doors than the others. */
const ODD_MANNERS = [...MANNERS, 'hurries', 'hurries', 'hurries'] as const;

/** Some cast in the last seconds, some too late; most when they have scored. */
function lastMomentOf(chance: KeyedChance, name: string, closesAtMs: number): number | undefined {
  const when = chance.number(`${name} to the last`);
  if (when < 0.25) return closesAtMs - chance.integer(`${name} last`, -1_000, 5_000);
  return when < 0.4 ? closesAtMs + chance.integer(`${name} late`, 1_000, 20_000) : undefined;
}

/** At most one of the three is not honest: two are what the protocol asks for. */
function startTellers(hall: Hall, paper: readonly MeantBallot[], closesAtMs: number): readonly Manner[] {
  const { world, cloud, issue } = hall;
  const { chance, scheduler } = world;
  const odd = chance.pick('odd teller', SLOTS);
  const oddManner = chance.pick('odd manner', ODD_MANNERS);
  const opensAtMs = START_MS + OPENS_AFTER_MS;
  const rows = paper.map((row) => row.map((score) => score ?? 255));
  return SLOTS.map((slot) => {
    const task = new Task(scheduler);
    const manner = slot === odd ? oddManner : 'honest';
    const call = cloud.line(task, slot);
    const teller = { slot, manner, task, scheduler, call, chance, issue, paper: rows, opensAtMs, closesAtMs };
    start(hall, task, slot, () => new SimulatedTeller(teller).play());
    return manner;
  });
}

const paperOf = (chance: KeyedChance, { delegates, papers }: HallSize, phones: number): readonly MeantBallot[] =>
  Array.from({ length: Math.min(delegates - phones, chance.pick('papers', papers)) }, (_, row) =>
    Array.from({ length: SCORES_PER_BALLOT }, (_, column) => {
      const score = chance.integer(`paper ${row} ${column}`, 0, 11);
      return score === 11 ? null : score;
    }),
  );

/** ECDSA takes a chance of its own, inside the platform: an answer without signatures, and without hashes over them. */
const withoutSignatures = (body: string): string =>
  body.replace(/"[A-Za-z0-9_-]{86}"/g, '""').replace(/"(armingHash|auditHead)":"[0-9a-f]{64}"/g, '"$1":""');
const receiptBody = z.object({ receipt: z.string() });
const receiptOf = (body: string): string => receiptBody.parse(JSON.parse(body)).receipt;
const speaking = z.object({ slot: f.slot });
const slotOf = (request: object): Slot => speaking.parse(request).slot;

function sessionOf(seed: number) {
  const session = `simulated-${seed}`;
  if (!isSessionId(session)) throw new Error('not a session id');
  return session;
}
