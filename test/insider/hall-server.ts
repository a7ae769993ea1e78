import { S3Client } from '@aws-sdk/client-s3';
import type { Context } from 'aws-lambda';
import type { Dependencies } from '../../functions/http/dependencies.ts';
import { type LambdaHandler, makeHandler } from '../../functions/http/stack.ts';
import { BallotBox } from '../../functions/store/ballot-box.ts';
import { Documents, type DocumentsPlace, documentKey } from '../../functions/store/documents.ts';
import { LocalKeyWrap } from '../../functions/store/key-wrap.ts';
import { Meetings } from '../../functions/store/meetings.ts';
import { Registry } from '../../functions/store/registry.ts';
import type { RequestOf, ResponseOf } from '../../shared/contract/operations.ts';
import type { DocumentName } from '../../shared/contract/rounds.ts';
import type { OperationId } from '../../shared/contract/routes.ts';
import { eventOf } from '../gateway/event-of.ts';
import { seededChance } from '../rehearsal/seeded.ts';
import { seededBytes } from '../simulation/issued-tokens.ts';
import { FUNCTIONS, functionOf } from '../simulation/meeting-functions.ts';
import { MemoryEngine } from '../simulation/memory-engine.ts';
import { SimulatedClient, throttled } from '../simulation/simulated-client.ts';
import { UNREACHED } from '../unreached.ts';
import type { LogLine } from './evidence.ts';
import type { Person } from './hall-people.ts';
import { type PastState, statesAfter } from './past-states.ts';

/** What a planted leak may use: it sees who is asking. */
export interface LeakScene {
  readonly session: string;
  readonly client: SimulatedClient;
  readonly engine: MemoryEngine;
  readonly log: (line: LogLine) => void;
  readonly nowMs: () => number;
  /** Whoever draws or casts just now. */
  readonly person: () => Person;
}

/** A part of the product that tells more than it may; made anew for each hall. */
export type Leak = (made: Dependencies, scene: LeakScene) => Partial<Dependencies>;

/** One request of a hundred finds the engine too busy, so that there are faults to log. */
const BUSY = 0.01;
const MOST_TRIES = 20;
/** As the prepared round has it. */
const EDITION = 'e1';
const NOBODY = 'whoever keeps the hall';

const unasked = new S3Client({ region: 'none' });

/** Documents as they are written, by key, in their order. */
class KeptDocuments extends Documents {
  readonly written = new Map<string, Uint8Array | string>();

  constructor() {
    super({ client: unasked, bucket: 'none' });
  }

  override async put(place: DocumentsPlace, name: DocumentName, body: Uint8Array | string): Promise<void> {
    this.written.set(documentKey(place, name), body);
  }
}

/** What is made of a seed and a pool before anybody comes. */
export interface HallGround {
  readonly session: string;
  readonly county: string;
  readonly wrappingKey: Uint8Array;
  readonly seed: number;
  readonly leak: Leak;
}

/** One county's functions behind their whole stack, over one store, with everything kept that they write anywhere. */
export class HallServer {
  readonly engine = new MemoryEngine();
  readonly documents = new KeptDocuments();
  readonly logs: LogLine[] = [];
  /** What recovery to any second gives back, in the order of the writing. */
  readonly states: PastState[] = [];
  nowMs = 0;
  person: Person | undefined;
  readonly #handlers = new Map<string, LambdaHandler>();
  readonly #deps: Dependencies;
  readonly #session: string;

  constructor({ session, county, wrappingKey, seed, leak }: HallGround) {
    this.#session = session;
    const [busy, collected] = [seededChance(seed + 4), seededChance(seed + 3)];
    const client = new SimulatedClient(async (command) => {
      if (this.person !== undefined && busy() < BUSY) throw throttled();
      const answer = this.engine.answer(command);
      this.states.push(...statesAfter(command, this.engine, this.nowMs));
      return answer;
    });
    // Logs of many processes are collected in no order: what joins two lines must stand in them.
    const log = (line: LogLine) => this.logs.splice(Math.floor(collected() * (this.logs.length + 1)), 0, line);
    const randomBytes = seededBytes(seed);
    const made: Dependencies = {
      ...UNREACHED,
      county,
      countyName: '县局',
      nowMs: () => this.nowMs,
      randomBytes,
      registry: new Registry(client, 'Registry'),
      meetings: new Meetings(client, 'Meetings'),
      ballotBox: new BallotBox(client, 'BallotBox'),
      keyWrap: new LocalKeyWrap({ wrappingKey, county, randomBytes }),
      documents: this.documents,
      verifyStaffToken: async () => undefined,
      log: ({ frames, ...entry }) => log({ ...entry, at: this.nowMs, frames: frames.join() }),
      metrics: { count: (count) => log({ ...count, at: this.nowMs }) },
      castTimeLimitMs: 1_000,
      notice: null,
    };
    const person = (): Person => {
      if (this.person === undefined) throw new Error('nobody is there');
      return this.person;
    };
    this.#deps = { ...made, ...leak(made, { session, client, engine: this.engine, log, nowMs: made.nowMs, person }) };
  }

  /** The session's list of delegates, as it was imported before. */
  async writeList(people: readonly Person[]): Promise<void> {
    const delegates = people.map(({ number, name, organisation, phone }) => ({
      ...{ number, name, organisation, phone },
      category: 'market-entity' as const,
    }));
    await this.#deps.registry.rounds.writeDelegates(this.#session, EDITION, delegates);
  }

  /** An operation of the contract, asked again as long as the engine is too busy. */
  readonly call = async <Id extends OperationId>(id: Id, request: RequestOf<Id>) => {
    for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
      const { statusCode, body = '' } = await this.#handlerOf(id)(this.#eventOf(id, request), {} as Context);
      if (statusCode === 200) return { ok: true, value: JSON.parse(body) as ResponseOf<Id> } as const;
      if (statusCode !== 503 && statusCode !== 500) throw new Error(`${id}: ${statusCode} ${body}`);
    }
    throw new Error(`${id} was never answered`);
  };

  #handlerOf(id: OperationId): LambdaHandler {
    const name = functionOf(id);
    const handler = this.#handlers.get(name) ?? makeHandler(FUNCTIONS[name], () => this.#deps);
    this.#handlers.set(name, handler);
    return handler;
  }

  /** With everything that a platform tells a function of who asks. */
  #eventOf(id: OperationId, request: object) {
    const from = this.person?.connection ?? NOBODY;
    const marks = { 'user-agent': `Phone of ${from}`, 'x-forwarded-for': from, 'x-amzn-trace-id': `Root=${from}` };
    const requestContext = { requestId: from, http: { sourceIp: from, userAgent: from }, timeEpoch: this.nowMs };
    return eventOf(id, request, { headers: marks, requestContext });
  }
}
