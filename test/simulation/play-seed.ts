import { createHash } from 'node:crypto';
import * as z from 'zod';
import * as f from '../../shared/contract/formats.ts';
import { isSessionId } from '../../shared/process/ids.ts';
import { makeCode } from '../../shared/protocol/code.ts';
import type { Slot } from '../../shared/protocol/slots.ts';
import { vectorManifest } from '../unit/protocol/vectors.ts';
import { Cloud, type Injection } from './cloud.ts';
import { BY_CHANCE, CrashPlaces, type ForcedCrashes, onceAt } from './crash-places.ts';
import { visitorsOf } from './desk.ts';
import { filledIn, Hall } from './hall.ts';
import { type Hazards, ROUGH } from './hazards.ts';
import { freshIssue, HALL_SIZES, type HallSize, type Issue, seededBytes } from './issued-tokens.ts';
import { KeyedChance } from './keyed-chance.ts';
import { type Judge, MemoryEngine } from './memory-engine.ts';
import { pooledIssue } from './pooled-issue.ts';
import { prepareMeeting } from './prepared-meeting.ts';
import type { World } from './process.ts';
import { Scheduler } from './scheduler.ts';
import type { Manner } from './teller.ts';
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

export interface DeskFigures {
  readonly visitors: number;
  /** Paper ballots by one teller. */
  readonly papers: number;
  /** Codes that two tellers agreed on. */
  readonly codes: number;
  readonly papersAfterDrawing: number;
}

export interface Played {
  readonly seed: number;
  readonly phones: number;
  readonly manners: readonly Manner[];
  readonly violations: readonly Violation[];
  /** Every fault that struck, in its order. */
  readonly faults: readonly string[];
  /** What the desk handed out besides the cards and papers of before: `codes` and `papersAfterDrawing` by two tellers. */
  readonly desk: DeskFigures;
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
/** Somebody comes to a desk that is closed. */
const LATE_VISITOR_MS = 3_000;
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
  const papers = Math.min(size.delegates - phones, chance.pick('papers', size.papers));
  const pile = Array.from({ length: papers }, (_, row) => filledIn(chance, `paper ${row}`));
  const documents = new Map<string, string | Uint8Array>();
  const crashes = new CrashPlaces(forcedBy(options));
  const witness = new Witness({ engine, issue, paper: pile, documents, nowMs });
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
  const codes = Array.from({ length: phones }, (_, place) => makeCode(seededBytes(seed * 100 + place)));
  const opensAtMs = START_MS + OPENS_AFTER_MS;
  const closesAtMs = opensAtMs + chance.integer('voting', VOTING_MS.least, VOTING_MS.most);
  const listed = { phones, papers: pile.length, delegates: size.delegates };
  const visitors = visitorsOf(chance, listed, [START_MS, closesAtMs + LATE_VISITOR_MS]);
  await prepareMeeting(world, issue, { codes, papers: pile.length, isListed: true });
  const hall = new Hall({ world, cloud, issue, witness, codes, pile, visitors, opensAtMs, closesAtMs });
  const manners = hall.start();

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
    desk: { visitors: visitors.length, ...witness.issuing.atTheDesk },
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
