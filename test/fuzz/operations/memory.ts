import type { OperationId } from '../../../shared/contract/routes.ts';
import type { Chance } from '../chance.ts';

/** Values that are really there, by the name of the field that they belong in. */
export type Known = Readonly<Record<string, readonly unknown[]>>;

export type Fields = Readonly<Record<string, unknown>>;

/** Requests that were taken once. */
export type Examples = Readonly<Record<string, readonly Fields[]>>;

const MOST_VALUES = 12;
const MOST_EXAMPLES = 8;
const LONGEST_VALUE = 2_000;
const LONGEST_EXAMPLE = 200_000;
const LONGEST_LIST = 20;
/** What is known whatever the session. */
const ANYWHERE = '';

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What one of a list is called. */
export const oneOf = (name: string): string => name.replace(/ies$/, 'y').replace(/s$/, '');

/** What belongs to its own request alone. */
const NEVER: readonly string[] = ['', 'session', 'payload', 'signature'];

/** As another request asks for what an answer told. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  version: ['expectedVersion', 'basedOn'],
  receiptHash: ['opinion'],
  dueOn: ['day'],
  ruleDueOn: ['dueOn'],
};

/** Adds to the end of a short list what is not in it; the oldest goes. */
function remember(list: unknown[], value: unknown, most: number): void {
  const text = JSON.stringify(value);
  const at = list.findIndex((each) => JSON.stringify(each) === text);
  if (at >= 0) list.splice(at, 1);
  list.push(value);
  if (list.length > most) list.shift();
}

/** What is known from the beginning, beside the values. */
export interface Initial {
  readonly examples?: Examples;
  /** Of one session alone. */
  readonly ofSessions?: Readonly<Record<string, Known>>;
}

/** What whoever asks has come to know: ids and versions out of answers, and requests that were taken. */
export class Memory {
  readonly #given: Known;
  readonly #told = new Map<string, Map<string, unknown[]>>();
  readonly #taken = new Map<string, Fields[]>();
  readonly #examples: Examples;
  readonly #ofSessions: Readonly<Record<string, Known>>;

  constructor(given: Known, { examples = {}, ofSessions = {} }: Initial = {}) {
    this.#given = given;
    this.#examples = examples;
    this.#ofSessions = ofSessions;
  }

  /** Of a request that was answered by 200. */
  learn(id: OperationId, request: Fields, answer: unknown): void {
    const session = typeof request['session'] === 'string' ? request['session'] : ANYWHERE;
    this.#keep(id, request);
    this.#walk(session, '', request);
    this.#walk(session, '', answer);
  }

  /** What is known for a field: as the session told it more often than what is known anywhere. */
  valuesFor(name: string, session: string, chance: Chance): readonly unknown[] | undefined {
    const ofSession = this.#ofSession(name, session, chance);
    if (ofSession !== undefined && !chance.once(4)) return ofSession;
    const given = this.#given[name];
    const anywhere = this.#told.get(ANYWHERE)?.get(name);
    return (chance.once(2) ? (given ?? anywhere) : (anywhere ?? given)) ?? ofSession;
  }

  /** Those that were taken here as often as those from the beginning. */
  examplesOf(id: OperationId, chance: Chance): readonly Fields[] {
    const [given = [], taken = []] = [this.#examples[id], this.#taken.get(id)];
    return taken.length > 0 && (given.length === 0 || chance.once(2)) ? taken : given;
  }

  /** What answers told, by name alone. */
  get told(): Known {
    return Object.fromEntries(this.#told.get(ANYWHERE) ?? []);
  }

  #ofSession(name: string, session: string, chance: Chance): readonly unknown[] | undefined {
    const given = this.#ofSessions[session]?.[name];
    const told = this.#told.get(session)?.get(name);
    return chance.once(2) ? (given ?? told) : (told ?? given);
  }

  #keep(id: string, request: Fields): void {
    if (JSON.stringify(request).length > LONGEST_EXAMPLE) return;
    const kept = this.#taken.get(id) ?? [];
    this.#taken.set(id, kept);
    remember(kept, request, MOST_EXAMPLES);
  }

  #walk(session: string, name: string, value: unknown): void {
    if (Array.isArray(value)) for (const each of value.slice(-LONGEST_LIST)) this.#hear(session, oneOf(name), each);
    else if (isFields(value))
      for (const [field, each] of Object.entries(value)) {
        this.#hear(session, field, each);
        // An item of a list is asked for by the list's name.
        if (field === 'id' || field === 'number') this.#put(session, name, each);
      }
  }

  #hear(session: string, name: string, value: unknown): void {
    this.#put(session, name, value);
    this.#walk(session, name, value);
  }

  #put(session: string, name: string, value: unknown): void {
    if (NEVER.includes(name) || value === null || JSON.stringify(value).length > LONGEST_VALUE) return;
    for (const place of new Set([session, ANYWHERE]))
      for (const each of [name, ...(OTHER_NAMES[name] ?? [])]) {
        const values = this.#told.get(place) ?? new Map<string, unknown[]>();
        this.#told.set(place, values);
        const list = values.get(each) ?? [];
        values.set(each, list);
        remember(list, value, MOST_VALUES);
      }
  }
}
