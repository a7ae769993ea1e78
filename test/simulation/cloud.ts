import type { BoundImplementation } from '../../functions/http/implement.ts';
import type { RequestOf, ResponseOf } from '../../shared/contract/operations.ts';
import type { OperationId } from '../../shared/contract/routes.ts';
import type { Answer, Problem } from '../../web/ui/client.ts';
import { eventOf } from '../gateway/event-of.ts';
import { FUNCTIONS, functionOf, type MeetingFunction } from './meeting-functions.ts';
import { type IncomingCall, Process, type Replacing, type ServedAnswer, type World } from './process.ts';
import type { Task } from './scheduler.ts';

/** What a mutant puts in the place of a part of the product. */
export interface Injection {
  readonly operation?: (implementation: BoundImplementation) => BoundImplementation;
  readonly replace?: Replacing;
}

/** A call over the simulated network, as the pages' own client answers it. */
export type SimulatedCall = <Id extends OperationId>(id: Id, request: RequestOf<Id>) => Promise<Answer<ResponseOf<Id>>>;

const NETWORK = { ok: false, network: true } as const;
/** A phone's patience with one request. */
const PATIENCE_MS = 8_000;
/** Another process serves the call although one is free, as after a deployment. */
const COLD_START = 0.1;

const isProblem = (value: unknown): value is Problem => typeof value === 'object' && value !== null && 'type' in value;

/** A call that a function ended with an answer, whoever hears of it. */
export interface AnsweredCall {
  /** Who asked for what, and how often before. */
  readonly name: string;
  readonly id: OperationId;
  readonly request: object;
  readonly answer: ServedAnswer;
}

/** The functions of one county with the network before them. */
export class Cloud {
  readonly #world: World;
  readonly #injection: Injection;
  readonly #processes = new Map<MeetingFunction, Process[]>();
  readonly #sent = new Map<string, number>();
  readonly #answered: (call: AnsweredCall) => void;
  #calls = 0;

  constructor(world: World, injection: Injection, answered: (call: AnsweredCall) => void) {
    this.#world = world;
    this.#injection = injection;
    this.#answered = answered;
  }

  get calls(): number {
    return this.#calls;
  }

  /** The line of one phone or teller. */
  line(task: Task, who: string): SimulatedCall {
    return async <Id extends OperationId>(id: Id, request: RequestOf<Id>) => {
      const answer = await this.#ask(task, this.#nameOf(who, id), id, request);
      if (answer === undefined) return NETWORK;
      const value: unknown = JSON.parse(answer.body);
      if (answer.statusCode === 200) return { ok: true, value: value as ResponseOf<Id> };
      return isProblem(value) ? { ok: false, problem: value } : NETWORK;
    };
  }

  #nameOf(who: string, id: OperationId): string {
    const name = `${who} ${id}`;
    const nth = (this.#sent.get(name) ?? 0) + 1;
    this.#sent.set(name, nth);
    return `${name} ${nth}`;
  }

  #ask(task: Task, name: string, id: OperationId, request: object): Promise<ServedAnswer | undefined> {
    const { scheduler, chance, hazards } = this.#world;
    const { promise, settle } = task.defer<ServedAnswer | undefined>();
    const event = eventOf(id, request);
    const copies = chance.strikes(`${name} doubled`, hazards.doubled) ? ['', ' copy'] : [''];
    for (const copy of copies) {
      const way = name + copy;
      if (chance.strikes(`${way} lost`, hazards.lost / 2)) continue;
      scheduler.after(this.#wayMs(`${way} way`), () =>
        this.#serve({ name: way, id, event }, (answer) => {
          if (answer !== undefined) this.#answered({ name: way, id, request, answer });
          if (chance.strikes(`${way} answer lost`, hazards.lost / 2)) return;
          scheduler.after(this.#wayMs(`${way} back`), () => settle({ value: answer }));
        }),
      );
    }
    scheduler.after(PATIENCE_MS, () => settle({ value: undefined }));
    return promise;
  }

  #wayMs(name: string): number {
    const { chance, hazards } = this.#world;
    return chance.strikes(`${name} late`, hazards.late)
      ? chance.integer(name, 1_000, 30_000)
      : chance.integer(name, 5, chance.number(`${name} near`) < 0.5 ? 40 : 300);
  }

  #serve(call: IncomingCall, answered: (answer: ServedAnswer | undefined) => void): void {
    this.#calls += 1;
    this.#processFor(functionOf(call.id), call.name).serve(call, answered);
  }

  #processFor(name: MeetingFunction, call: string): Process {
    const processes = (this.#processes.get(name) ?? []).filter(({ isGone }) => !isGone);
    this.#processes.set(name, processes);
    const isCold = this.#world.chance.number(`${call} cold`) < COLD_START;
    const free = isCold ? undefined : processes.find(({ isFree }) => isFree);
    return free ?? this.#start(name, processes);
  }

  #start(name: MeetingFunction, processes: Process[]): Process {
    const { operation = (same) => same, replace } = this.#injection;
    const nth = (this.#sent.get(name) ?? 0) + 1;
    this.#sent.set(name, nth);
    const operations = FUNCTIONS[name].map(operation);
    const started = new Process(this.#world, { name: `${name} process ${nth}`, operations, replace });
    processes.push(started);
    return started;
  }
}
