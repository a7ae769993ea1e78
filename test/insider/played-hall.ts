import { toB64u } from '../../shared/protocol/bytes.ts';
import { codeHash, makeCode } from '../../shared/protocol/code.ts';
import { seededChance } from '../rehearsal/seeded.ts';
import { SCORES_PER_BALLOT, seededBytes } from '../simulation/issued-tokens.ts';
import { KeyedChance } from '../simulation/keyed-chance.ts';
import { prepareMeeting } from '../simulation/prepared-meeting.ts';
import { type Evidence, gather, type LogLine, type SeenPerson } from './evidence.ts';
import { exportOf } from './hall-export.ts';
import { isVoter, type Person, PLAN, peopleOf, takesPaper } from './hall-people.ts';
import { HallServer, type Leak } from './hall-server.ts';
import { HallTellers } from './hall-tellers.ts';
import type { PooledBallot, SealedPool } from './sealed-pool.ts';

/** A hall of which the insider has everything but the truth. */
export interface PlayedHall {
  readonly evidence: Evidence;
  /** For each of those who cast a ballot, in the order of the list, the place of it in the evidence. */
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

/** Something that is done for or by somebody, at its time. */
interface Deed {
  readonly atMs: number;
  readonly person: Person;
  readonly step: () => Promise<unknown>;
}

const NEW_CARD_MS = 30_000;

/** The meeting of a hall: who draws, goes to the desk and casts, when. */
class HallDay {
  readonly #session: SealedPool['session'];
  readonly #blindAnew: SealedPool['blindAnew'];
  readonly #server: HallServer;
  readonly #tellers: HallTellers;
  readonly #random: (length: number) => Uint8Array<ArrayBuffer>;
  readonly #secret: (length: number) => Uint8Array<ArrayBuffer>;

  constructor(pool: SealedPool, { server, tellers, seed }: { server: HallServer; tellers: HallTellers; seed: number }) {
    [this.#session, this.#blindAnew] = [pool.session, pool.blindAnew];
    [this.#server, this.#tellers] = [server, tellers];
    [this.#random, this.#secret] = [seededBytes(seed + 1), seededBytes(seed + 2)];
  }

  makeCode(): string {
    return makeCode(this.#secret);
  }

  /** Everything that comes before the voting. */
  arrivals(people: readonly Person[], codes: readonly string[]): readonly Deed[] {
    return people.flatMap((person) => this.#arrivalOf(person, codes[person.number - 1] ?? ''));
  }

  castings(people: readonly Person[]): readonly Deed[] {
    return people.filter(isVoter).map((person) => ({
      atMs: person.castAtMs,
      person,
      step: () => this.#server.call('castBallot', { session: this.#session, ballot: toB64u(person.ballot.sealed) }),
    }));
  }

  #arrivalOf(person: Person, code: string): readonly Deed[] {
    const { fate, drewAtMs, ballot, lost, id } = person;
    const deed = (afterMs: number, step: Deed['step']): Deed => ({ atMs: drewAtMs + afterMs, person, step });
    const atDesk = (afterMs: number, step: Deed['step']): Deed =>
      deed(afterMs, async () => {
        // It is a teller's phone that asks.
        this.#server.person = undefined;
        await step();
      });
    const { deskMs } = PLAN;
    switch (fate) {
      case 'stays-away':
        return [];
      case 'paper':
        return [atDesk(0, () => this.#tellers.issuePaper(id))];
      case 'votes':
      case 'draws':
        return [deed(0, () => this.#draw(code, ballot))];
      case 'paper-after':
        return [deed(0, () => this.#draw(code, lost)), atDesk(deskMs, () => this.#tellers.reissuePaper(id))];
      case 'votes-again': {
        const again = this.makeCode();
        return [
          deed(0, () => this.#draw(code, lost)),
          atDesk(deskMs, async () => this.#tellers.reissueCard(id, await codeHash(this.#session, again))),
          deed(deskMs + NEW_CARD_MS, () => this.#draw(again, ballot)),
        ];
      }
    }
  }

  #draw(code: string, ballot: PooledBallot): Promise<unknown> {
    const { blinded } = this.#blindAnew(ballot, this.#random);
    return this.#server.call('checkIn', { session: this.#session, code, blinded: toB64u(blinded) });
  }
}

/** What those with paper wrote, in the order in which the tellers take the sheets from the box; one may be void. */
function sheetsOf(people: readonly Person[], seed: number): readonly (readonly number[] | null)[] {
  const chance = seededChance(seed + 6);
  return people
    .filter(takesPaper)
    .map(() => (chance() < 0.1 ? null : Array.from({ length: SCORES_PER_BALLOT }, () => Math.floor(chance() * 11))));
}

/**
 * One whole meeting, from the freeze to the announcement, over the functions behind their stack and one store; now and then the
 * engine is too busy, and the phone asks again. Some stay away, some take paper, some get a second card. Whatever it leaves
 * anywhere is the evidence.
 */
export async function playHall({ pool, delegates, seed, leak = () => ({}) }: HallRequest): Promise<PlayedHall> {
  const { session, manifest } = pool;
  const people = peopleOf(pool, delegates, seed);
  const world = { session, county: manifest.county, wrappingKey: seededBytes(seed)(32), seed, leak };
  const server = new HallServer(world);
  const tellers = new HallTellers(pool, server);
  const day = new HallDay(pool, { server, tellers, seed });
  const codes = people.map(() => day.makeCode());
  server.nowMs = PLAN.startMs - 2;
  await prepareMeeting({ ...world, engine: server.engine, chance: new KeyedChance(seed) }, pool, { codes, papers: 0 });
  await server.writeList(people);
  const at = async (ms: number, person: Person | undefined, step: () => Promise<unknown>): Promise<void> => {
    [server.nowMs, server.person] = [ms, person];
    await step();
  };
  const inOrder = async (deeds: readonly Deed[]): Promise<void> => {
    for (const { atMs, person, step } of [...deeds].sort((left, right) => left.atMs - right.atMs))
      await at(atMs, person, step);
  };

  const { startMs, opensMs, closesMs, countedMs } = PLAN;
  await at(startMs - 1, undefined, () => tellers.arm());
  await inOrder(day.arrivals(people, codes));
  await at(startMs + opensMs, undefined, () => tellers.open());
  await inOrder(day.castings(people));
  await at(startMs + closesMs - 60_000, undefined, () => tellers.setClosingTime(startMs + closesMs));
  const voters = people.filter(isVoter);
  const sheets = sheetsOf(people, seed);
  await at(startMs + countedMs, undefined, () =>
    tellers.count(
      voters.map(({ ballot }) => ballot),
      sheets,
    ),
  );

  const { engine, logs, states, documents } = server;
  const opened = new Map(voters.map(({ ballot }) => [ballot.receipt, ballot]));
  const exported = await exportOf({
    ...{ county: manifest.county, engine, documents: documents.written },
    nowMs: startMs + PLAN.exportedMs,
  });
  const evidence = gather({
    ...{ engine, session, logs, states, exported, opened },
    documents: documents.written,
    seen: people.map(seenOf),
  });
  const places = new Map(evidence.ballots.map((traces, place) => [traces.get('receipt'), place]));
  return { evidence, logs, truth: voters.map(({ ballot }) => places.get(ballot.receipt) ?? -1) };
}

/** Everybody knows by the camera who voted with a phone. */
const seenOf = (person: Person): SeenPerson => {
  const { id, number, name, organisation, phone, drewAtMs, castAtMs } = person;
  return { ...{ id, number, name, organisation, phone, drewAtMs, castAtMs }, hasCast: isVoter(person) };
};
