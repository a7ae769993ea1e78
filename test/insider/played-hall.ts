import { toB64u } from '../../shared/protocol/bytes.ts';
import { makeCode } from '../../shared/protocol/code.ts';
import { seededBytes } from '../simulation/issued-tokens.ts';
import { KeyedChance } from '../simulation/keyed-chance.ts';
import { prepareMeeting } from '../simulation/prepared-meeting.ts';
import { type Evidence, gather, type LogLine } from './evidence.ts';
import { type Person, PLAN, peopleOf } from './hall-people.ts';
import { HallServer, type Leak } from './hall-server.ts';
import { HallTellers } from './hall-tellers.ts';
import type { SealedPool } from './sealed-pool.ts';

/** A hall of which the insider has everything but the truth. */
export interface PlayedHall {
  readonly evidence: Evidence;
  /** For each delegate, in the order of the list, the place of their ballot in the evidence. */
  readonly truth: readonly number[];
  /** Every line that was written, in the order in which logs of many processes come together. */
  readonly logs: readonly LogLine[];
}

export interface HallRequest {
  readonly pool: SealedPool;
  readonly delegates: number;
  readonly seed: number;
  readonly leak?: Leak | undefined;
}

const inOrder = (people: readonly Person[], by: 'drewAtMs' | 'castAtMs'): readonly Person[] =>
  [...people].sort((left, right) => left[by] - right[by]);

/**
 * One whole meeting, from the freeze to the announcement, over the functions behind their stack and one store; now and then the
 * engine is too busy, and the phone asks again. Whatever it leaves anywhere is the evidence.
 */
export async function playHall({ pool, delegates, seed, leak = () => ({}) }: HallRequest): Promise<PlayedHall> {
  const { session, manifest } = pool;
  const people = peopleOf(pool, delegates, seed);
  const world = { session, county: manifest.county, wrappingKey: seededBytes(seed)(32), seed, leak };
  const server = new HallServer(world);
  const tellers = new HallTellers(pool, server);
  const makeSecret = seededBytes(seed + 2);
  const codes = people.map(() => makeCode(makeSecret));
  await prepareMeeting({ ...world, engine: server.engine, chance: new KeyedChance(seed) }, pool, { codes, papers: 0 });
  const at = async (ms: number, person: Person | undefined, step: () => Promise<unknown>): Promise<void> => {
    [server.nowMs, server.person] = [ms, person];
    await step();
  };

  const { startMs, opensMs, closesMs, countedMs } = PLAN;
  await at(startMs - 1, undefined, () => tellers.arm());
  const random = seededBytes(seed + 1);
  for (const each of inOrder(people, 'drewAtMs')) {
    const { blinded } = pool.blindAnew(each.ballot, random);
    const request = { session, code: codes[each.number - 1] ?? '', blinded: toB64u(blinded) };
    await at(each.drewAtMs, each, () => server.call('checkIn', request));
  }
  await at(startMs + opensMs, undefined, () => tellers.open());
  for (const each of inOrder(people, 'castAtMs'))
    await at(each.castAtMs, each, () => server.call('castBallot', { session, ballot: toB64u(each.ballot.sealed) }));
  await at(startMs + closesMs - 60_000, undefined, () => tellers.setClosingTime(startMs + closesMs));
  await at(startMs + countedMs, undefined, () => tellers.count(people.map(({ ballot }) => ballot)));

  const seen = people.map(({ name, phone, drewAtMs, castAtMs }) => ({ name, phone, drewAtMs, castAtMs }));
  const { engine, logs, documents } = server;
  const opened = new Map(people.map(({ ballot }) => [ballot.receipt, ballot]));
  const evidence = gather({ engine, session, seen, logs, documents: documents.written, opened });
  const places = new Map(evidence.ballots.map((traces, place) => [traces.get('receipt'), place]));
  return { evidence, logs, truth: people.map(({ ballot }) => places.get(ballot.receipt) ?? -1) };
}
