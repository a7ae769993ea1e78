import { S3Client } from '@aws-sdk/client-s3';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { Dependencies } from '../../functions/http/dependencies.ts';
import type { BoundImplementation } from '../../functions/http/implement.ts';
import { type LambdaHandler, makeHandler } from '../../functions/http/stack.ts';
import { BallotBox } from '../../functions/store/ballot-box.ts';
import { Documents, type DocumentsPlace, documentKey } from '../../functions/store/documents.ts';
import { LocalKeyWrap } from '../../functions/store/key-wrap.ts';
import { Meetings } from '../../functions/store/meetings.ts';
import { Registry } from '../../functions/store/registry.ts';
import type { DocumentName } from '../../shared/contract/rounds.ts';
import type { OperationId } from '../../shared/contract/routes.ts';
import { UNREACHED } from '../unreached.ts';
import { type CrashPlaces, isWrite, type Moment, writePlace } from './crash-places.ts';
import { type Hazards, skewOf } from './hazards.ts';
import type { KeyedChance } from './keyed-chance.ts';
import type { MemoryEngine } from './memory-engine.ts';
import { type Scheduler, Task } from './scheduler.ts';
import { SimulatedClient, throttled, timedOut } from './simulated-client.ts';

/** What every process of a simulated county shares. */
export interface World {
  readonly scheduler: Scheduler;
  readonly chance: KeyedChance;
  readonly engine: MemoryEngine;
  readonly hazards: Hazards;
  readonly crashes: CrashPlaces;
  /** Documents written, by key. */
  readonly documents: Map<string, string | Uint8Array>;
  readonly county: string;
  readonly wrappingKey: Uint8Array;
  readonly unexpected: (fault: string) => void;
}

/** Puts something else in the place of what a process, by its name, reaches over the same client. */
export type Replacing = (made: Dependencies, client: SimulatedClient, process: string) => Partial<Dependencies>;

/** Casting, drawing and the desk may run as long as this, other calls longer; then the platform ends them. */
const CAST_LIMIT_MS = 5_000;
const OTHER_LIMIT_MS = 30_000;

const unasked = new S3Client({ region: 'simulated' });

/** Writes where the simulation says. */
class KeptDocuments extends Documents {
  readonly #keep: (name: string, body: string | Uint8Array) => Promise<object>;

  constructor(keep: (name: string, body: string | Uint8Array) => Promise<object>) {
    super({ client: unasked, bucket: 'simulated' });
    this.#keep = keep;
  }

  override async put(place: DocumentsPlace, name: DocumentName, body: Uint8Array | string): Promise<void> {
    await this.#keep(documentKey(place, name), body);
  }
}

/** A call as it comes in: who asked for what, and how often before. */
export interface IncomingCall {
  readonly name: string;
  readonly id: OperationId;
  readonly event: APIGatewayProxyEventV2;
}

/** The call that a process is serving. */
interface Serving extends Pick<IncomingCall, 'name' | 'id'> {
  readonly task: Task;
  readonly crashed: () => void;
  requests: number;
  writes: number;
}

/** A request under way; `place` where it writes. */
interface Reaching {
  readonly name: string;
  readonly task: Task;
  readonly place: string | undefined;
}

/**
 * One process of one function, as the platform starts them: it serves one call at a time, keeps what it remembers between two,
 * has a clock of its own, and is gone when it crashes.
 */
export class Process {
  readonly #world: World;
  readonly #handle: LambdaHandler;
  readonly #limitMs: number;
  #serving: Serving | undefined;
  isGone = false;

  constructor(
    world: World,
    {
      name,
      operations,
      replace = () => ({}),
    }: {
      readonly name: string;
      readonly operations: readonly BoundImplementation[];
      readonly replace?: Replacing | undefined;
    },
  ) {
    this.#world = world;
    this.#limitMs = /^(cast|draw|desk) /.test(name) ? CAST_LIMIT_MS : OTHER_LIMIT_MS;
    const { chance, scheduler, engine, county } = world;
    const client = new SimulatedClient((command) =>
      this.#reach(command.constructor.name, ({ isStale }) => engine.answer(command, { isStale })),
    );
    const skewMs = skewOf(chance, name);
    let drawn = 0;
    const randomBytes = (length: number) =>
      Uint8Array.from({ length }, () => chance.integer(`${name} byte ${drawn++}`, 0, 255));
    const made: Dependencies = {
      ...UNREACHED,
      county,
      countyName: '模拟县',
      nowMs: () => Math.floor(scheduler.nowMs + skewMs),
      randomBytes,
      registry: new Registry(client, 'Registry'),
      meetings: new Meetings(client, 'Meetings'),
      ballotBox: new BallotBox(client, 'BallotBox'),
      documents: new KeptDocuments((what, body) => this.#reach(`put ${what}`, () => world.documents.set(what, body))),
      keyWrap: new LocalKeyWrap({ wrappingKey: world.wrappingKey, county, randomBytes }),
      verifyStaffToken: () => Promise.resolve(undefined),
      log: ({ operation, errorName, frames }) => {
        if (!EXPECTED_FAULTS.has(errorName)) world.unexpected(`${operation} ${errorName} ${frames[0] ?? ''}`);
      },
      castTimeLimitMs: CAST_LIMIT_MS,
      notice: null,
    };
    const deps = { ...made, ...replace(made, client, name) };
    this.#handle = makeHandler(operations, () => deps);
  }

  get isFree(): boolean {
    return this.#serving === undefined && !this.isGone;
  }

  /** Serves a call; `answered` gets nothing when the process crashed or was ended. */
  serve({ name, id, event }: IncomingCall, answered: (answer: ServedAnswer | undefined) => void): void {
    const { scheduler } = this.#world;
    const task = new Task(scheduler);
    let isOver = false;
    const end = (answer: ServedAnswer | undefined) => {
      if (isOver) return;
      isOver = true;
      if (answer === undefined) {
        task.kill();
        this.isGone = true;
      }
      this.#serving = undefined;
      answered(answer);
    };
    this.#serving = { name, id, task, crashed: () => end(undefined), requests: 0, writes: 0 };
    scheduler.after(this.#limitMs, () => end(undefined));
    task.start(async () => {
      const { statusCode = 0, body = '' } = await this.#handle(event, {} as Context);
      end({ statusCode, body });
    });
  }

  /** A request to the engine or the bucket, with everything that may go wrong on the way. */
  #reach(what: string, effect: (how: { readonly isStale: boolean }) => object): Promise<object> {
    const serving = this.#serving;
    if (serving === undefined) throw new Error('a request outside any call');
    const { scheduler, chance, hazards } = this.#world;
    const { task, crashed } = serving;
    const reaching = this.#reaching(serving, what);
    const { name } = reaching;
    const { promise, settle } = task.defer<object>();
    const isSlow = chance.strikes(`${name} slow`, hazards.slow);
    const wayMs = chance.integer(`${name} way`, 1, isSlow ? 3_000 : 60);
    scheduler.after(wayMs, () => {
      // Its process may be gone by now; what was on the wire lands all the same.
      if (this.#ends(reaching, 'before')) return crashed();
      if (chance.strikes(`${name} throttled`, hazards.throttled)) return settle({ error: throttled() });
      if (chance.strikes(`${name} timed out before`, hazards.timedOut / 2)) return settle({ error: timedOut() });
      const outcome = this.#tried(() => effect({ isStale: chance.strikes(`${name} stale`, hazards.stale) }));
      if (this.#ends(reaching, 'after')) return crashed();
      if (chance.strikes(`${name} timed out after`, hazards.timedOut / 2)) return settle({ error: timedOut() });
      if (chance.strikes(`${name} asked again`, hazards.askedAgain))
        return scheduler.after(wayMs, () => settle(this.#tried(() => effect({ isStale: false }))));
      const backMs = chance.integer(`${name} back`, 1, 60);
      return scheduler.after(backMs, () => settle(outcome));
    });
    return promise;
  }

  #reaching(serving: Serving, what: string): Reaching {
    serving.requests += 1;
    const name = `${serving.name} ${serving.requests} ${what}`;
    if (!isWrite(what)) return { name, task: serving.task, place: undefined };
    serving.writes += 1;
    return { name, task: serving.task, place: writePlace(serving.id, serving.writes, what) };
  }

  /** Whether the process ends here: by chance, or because it is to be seen ending just here. */
  #ends({ name, task, place }: Reaching, moment: Moment): boolean {
    if (task.isDead) return false;
    const { chance, hazards, crashes } = this.#world;
    const probability = moment === 'before' ? hazards.crashBefore : hazards.crashAfter;
    const isForced = place !== undefined && crashes.reach(place, moment);
    const ends = chance.strikes(`${name} crash ${moment}`, isForced ? 1 : probability);
    if (ends && place !== undefined) crashes.noteCrash(place, moment);
    return ends;
  }

  #tried(effect: () => object): { readonly value: object } | { readonly error: unknown } {
    try {
      return { value: effect() };
    } catch (error) {
      return { error };
    }
  }
}

export interface ServedAnswer {
  readonly statusCode: number;
  readonly body: string;
}

/** What the hazards themselves make the log say. */
const EXPECTED_FAULTS = new Set(['ProvisionedThroughputExceededException', 'TimeoutError']);
