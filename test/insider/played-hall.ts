import { S3Client } from '@aws-sdk/client-s3';
import { closeBoard } from '../../functions/box/close-board.ts';
import { castBallot } from '../../functions/cast/cast-ballot.ts';
import { checkIn } from '../../functions/draw/check-in.ts';
import type { Dependencies } from '../../functions/http/dependencies.ts';
import type { Implementation } from '../../functions/http/implement.ts';
import { BallotBox } from '../../functions/store/ballot-box.ts';
import { Documents } from '../../functions/store/documents.ts';
import type { KeyWrap } from '../../functions/store/key-wrap.ts';
import { Meetings, newMeeting, withTeller } from '../../functions/store/meetings.ts';
import { Registry } from '../../functions/store/registry.ts';
import { toB64u, toHex } from '../../shared/protocol/bytes.ts';
import { codeHash, makeCode } from '../../shared/protocol/code.ts';
import { keyBytes } from '../../shared/protocol/manifest.ts';
import { pkcs8Of } from '../integration/ballot/hall.ts';
import { seededChance, shuffled } from '../rehearsal/seeded.ts';
import { seededBytes } from '../simulation/issued-tokens.ts';
import { MemoryEngine } from '../simulation/memory-engine.ts';
import { SimulatedClient } from '../simulation/simulated-client.ts';
import { hexBytes, vectors } from '../unit/protocol/vectors.ts';
import { UNREACHED } from '../unreached.ts';
import { type Evidence, gather, type LogLine, type Seen } from './evidence.ts';
import type { PooledBallot, SealedPool } from './sealed-pool.ts';

/** One delegate as the truth has it. */
export interface Person extends Seen {
  /** The connection of this delegate's phone, as a load balancer would number it. */
  readonly connection: string;
  readonly ballot: PooledBallot;
  readonly number: number;
}

/** What a planted leak may use: it sees who is asking. */
export interface LeakScene {
  readonly client: SimulatedClient;
  readonly engine: MemoryEngine;
  readonly log: (line: LogLine) => void;
  readonly nowMs: () => number;
  /** Whoever draws or casts just now. */
  readonly person: () => Person;
}

/** A part of the product that tells more than it may; made anew for each hall. */
export type Leak = (made: Dependencies, scene: LeakScene) => Partial<Dependencies>;

/** A hall of which the insider has everything but the truth. */
export interface PlayedHall {
  readonly evidence: Evidence;
  /** The receipt of each delegate's ballot, in the order of the list. */
  readonly truth: readonly string[];
}

export interface HallRequest {
  readonly pool: SealedPool;
  readonly delegates: number;
  readonly seed: number;
  readonly leak?: Leak | undefined;
}

const START_MS = 1_226_000_000_000;
const MINUTE_MS = 60_000;
const SURNAMES = [...'赵钱孙李周吴郑王冯陈欧阳诸葛'];

function peopleOf({ pool, delegates, seed }: HallRequest): readonly Person[] {
  const chance = seededChance(seed);
  const ballots = shuffled(pool.ballots, chance).slice(0, delegates);
  return ballots.map((ballot, place) => {
    const drewAtMs = START_MS + Math.floor(chance() * 30 * MINUTE_MS);
    const name = Array.from({ length: 2 + Math.floor(chance() * 9) }, () => SURNAMES[Math.floor(chance() * 14)]).join(
      '',
    );
    const castAtMs = START_MS + 40 * MINUTE_MS + Math.floor(chance() * 10 * MINUTE_MS);
    const phone = `139${String(Math.floor(chance() * 1e8)).padStart(8, '0')}`;
    const connection = Math.floor(chance() * 1e15).toString(36);
    return { name, phone, drewAtMs, castAtMs, connection, ballot, number: place + 1 };
  });
}

/** A hall is looked at before its documents are written: they say what the tables say. */
const unasked = new S3Client({ region: 'none' });

const plainWrap: KeyWrap = { wrap: async (_, __, key) => key, unwrap: async (_, __, key) => key };

/** One meeting over the real handlers of drawing, casting and closing, with nothing lost: what it leaves is the evidence. */
export async function playHall(request: HallRequest): Promise<PlayedHall> {
  const { pool, seed, leak = () => ({}) } = request;
  const { session, manifest } = pool;
  const people = peopleOf(request);
  const engine = new MemoryEngine();
  const client = new SimulatedClient(async (command) => engine.answer(command));
  const logs: LogLine[] = [];
  let [nowMs, present] = [START_MS, people[0]];
  const made: Dependencies = {
    ...UNREACHED,
    county: manifest.county,
    countyName: '县局',
    nowMs: () => nowMs,
    randomBytes: seededBytes(seed),
    registry: new Registry(client, 'Registry'),
    meetings: new Meetings(client, 'Meetings'),
    ballotBox: new BallotBox(client, 'BallotBox'),
    keyWrap: plainWrap,
    documents: new Documents({ client: unasked, bucket: 'none' }),
    verifyStaffToken: async () => undefined,
    log: (entry) => {
      logs.push({ ...entry, frames: entry.frames.length });
    },
    castTimeLimitMs: 1_000,
    notice: null,
  };
  const person = (): Person => {
    if (present === undefined) throw new Error('nobody is there');
    return present;
  };
  const collected = seededChance(seed + 3);
  // Logs of many processes are collected in no order: what joins two lines must stand in them.
  const log = (line: LogLine) => logs.splice(Math.floor(collected() * (logs.length + 1)), 0, line);
  const scene = { client, engine, log, nowMs: () => nowMs, person };
  const deps: Dependencies = { ...made, ...leak(made, scene) };
  const codes = await prepare(deps, request, people.length);

  const random = seededBytes(seed + 1);
  for (const each of inOrder(people, 'drewAtMs')) {
    [nowMs, present] = [each.drewAtMs, each];
    const { blinded } = pool.blindAnew(each.ballot, random);
    await must(checkIn, deps, { session, code: codes[each.number - 1], blinded: toB64u(blinded) });
  }
  for (const each of inOrder(people, 'castAtMs')) {
    [nowMs, present] = [each.castAtMs, each];
    await must(castBallot, deps, { session, ballot: toB64u(each.ballot.sealed) });
  }
  await close(deps, request, START_MS + 60 * MINUTE_MS);
  nowMs = START_MS + 61 * MINUTE_MS;
  await must(closeBoard, deps, { session, payload: { manifestHash: toHex(pool.manifestHash) } });

  const byReceipt = new Map(pool.ballots.map((ballot) => [ballot.receipt, ballot]));
  const opened = (receipt: string) => {
    const ballot = byReceipt.get(receipt);
    if (ballot === undefined) throw new Error('nobody cast this ballot');
    return ballot;
  };
  const seen = people.map(({ name, phone, drewAtMs, castAtMs }) => ({ name, phone, drewAtMs, castAtMs }));
  return {
    evidence: gather({ engine, session, seen, logs, opened }),
    truth: people.map(({ ballot }) => ballot.receipt),
  };
}

const inOrder = (people: readonly Person[], by: 'drewAtMs' | 'castAtMs'): readonly Person[] =>
  [...people].sort((left, right) => left[by] - right[by]);

/** The operation of a function, asked as the stack asks it once a request has been parsed. */
async function must(operation: Implementation, deps: Dependencies, request: object): Promise<void> {
  const outcome = await operation.run({ request: request as never, caller: { kind: 'anyone' }, deps });
  if ('refused' in outcome) throw new Error(`${operation.id}: ${outcome.refused}`);
}

/** A meeting whose voting is open, a code for each delegate. */
async function prepare(
  { meetings, registry }: Dependencies,
  { pool, seed }: HallRequest,
  delegates: number,
): Promise<readonly string[]> {
  const { session, manifest, manifestHash } = pool;
  await meetings.putManifest(session, toHex(manifestHash), manifest);
  const keys = [
    ['token', hexBytes(vectors.tokenPrivateKeyPkcs8), manifest.tokenKey],
    ['box', new Uint8Array(pkcs8Of(vectors.boxPrivateKey)), manifest.boxKey],
  ] as const;
  for (const [purpose, wrapped, publicKey] of keys)
    await meetings.putKey(session, purpose, { wrapped, publicKey: keyBytes(publicKey) });
  const identity = { session, county: manifest.county, round: '2008', unit: 'unit', unitName: manifest.unit };
  const voting = { keysMade: true, state: 'voting', manifestHash: toHex(manifestHash) } as const;
  const head = manifest.tellers.reduce(
    (meeting, { slot, hpke, sign }) => withTeller(meeting, slot, { hpke, sign }),
    newMeeting(identity),
  );
  await meetings.create({ ...head, ...voting });
  const random = seededBytes(seed + 2);
  const codes = Array.from({ length: delegates }, () => makeCode(random));
  for (const [place, code] of codes.entries()) {
    const hash = await codeHash(session, code);
    await registry.issuing.change(session, place + 1, ({ code: _code, ...standing }) => ({
      ...{ kind: 'change', answer: null },
      standing: { ...standing, codeHash: hash },
    }));
  }
  return codes;
}

/** The closing time is set and past, and the figures of issuing are recorded. */
async function close({ meetings }: Dependencies, { pool, delegates }: HallRequest, closesAt: number): Promise<void> {
  const issuing = { delegates, drawn: delegates, reissued: 0, papersIssued: 0, papersReissued: 0 };
  await meetings.change(pool.session, (meeting) => ({
    ...{ kind: 'change', answer: null },
    meeting: { ...meeting, state: 'closing', closesAt, issuing },
  }));
}
