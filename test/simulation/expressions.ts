import { isDeepStrictEqual } from 'node:util';

export type Item = Readonly<Record<string, unknown>>;

/** What the placeholders of an expression stand for. */
export interface Placeholders {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>> | undefined;
}

const TOKEN = /\s*(attribute_not_exists|attribute_type|begins_with|BETWEEN|AND|OR|SET|:\w+|#\w+|\w+|[=(),])/y;

const notSpoken = (expression: string): Error => new Error(`an expression that no store sends: ${expression}`);

function tokensOf(expression: string): readonly string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < expression.length) {
    const found = TOKEN.exec(expression)?.[1];
    if (found === undefined) throw notSpoken(expression);
    tokens.push(found);
  }
  return tokens;
}

const parsed = new Map<string, readonly string[]>();
const parse = (expression: string): readonly string[] => {
  const known = parsed.get(expression) ?? tokensOf(expression);
  parsed.set(expression, known);
  return known;
};

/** DynamoDB's one-letter types, as far as the stores ask for them. */
const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  S: (value) => typeof value === 'string',
  M: (value) => typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype,
};

/** Reads one expression token by token; each method takes what it reads. */
class Reading {
  readonly #expression: string;
  readonly #tokens: readonly string[];
  readonly #placeholders: Placeholders;
  #next = 0;

  constructor(expression: string, placeholders: Placeholders) {
    this.#expression = expression;
    this.#tokens = parse(expression);
    this.#placeholders = placeholders;
  }

  get isAtEnd(): boolean {
    return this.#next === this.#tokens.length;
  }

  has(token: string): boolean {
    if (this.#tokens[this.#next] !== token) return false;
    this.#next += 1;
    return true;
  }

  take(token: string): void {
    if (!this.has(token)) throw notSpoken(this.#expression);
  }

  name(): string {
    const token = this.#tokens[this.#next++] ?? '';
    const name = token.startsWith('#') ? this.#placeholders.ExpressionAttributeNames?.[token] : token;
    if (name === undefined || !/^\w+$/.test(name)) throw notSpoken(this.#expression);
    return name;
  }

  value(): unknown {
    const token = this.#tokens[this.#next++] ?? '';
    const values = this.#placeholders.ExpressionAttributeValues ?? {};
    if (!token.startsWith(':') || !Object.hasOwn(values, token)) throw notSpoken(this.#expression);
    return values[token];
  }

  /** A disjunction of conjunctions; both sides are read whatever the first one says. */
  condition(item: Item): boolean {
    let holds = this.#conjunction(item);
    while (this.has('OR')) holds = this.#conjunction(item) || holds;
    return holds;
  }

  #conjunction(item: Item): boolean {
    let holds = this.#comparison(item);
    while (this.has('AND')) holds = this.#comparison(item) && holds;
    return holds;
  }

  #comparison(item: Item): boolean {
    if (this.has('attribute_not_exists')) return this.#call(() => item[this.name()] === undefined);
    if (this.has('attribute_type')) return this.#call(() => this.#isOfType(item));
    if (this.has('begins_with')) return this.#call(() => this.#begins(item));
    const found = item[this.name()];
    if (this.has('BETWEEN')) return this.#isBetween(found);
    this.take('=');
    const value = this.value();
    return found !== undefined && isDeepStrictEqual(found, value);
  }

  #call(read: () => boolean): boolean {
    this.take('(');
    const holds = read();
    this.take(')');
    return holds;
  }

  #isOfType(item: Item): boolean {
    const found = item[this.name()];
    this.take(',');
    const isOfType = TYPES[String(this.value())];
    if (isOfType === undefined) throw notSpoken(this.#expression);
    return isOfType(found);
  }

  #begins(item: Item): boolean {
    const found = item[this.name()];
    this.take(',');
    const start = this.value();
    return typeof found === 'string' && typeof start === 'string' && found.startsWith(start);
  }

  #isBetween(found: unknown): boolean {
    const first = this.value();
    this.take('AND');
    const last = this.value();
    const areTexts = typeof found === 'string' && typeof first === 'string' && typeof last === 'string';
    return areTexts && first <= found && found <= last;
  }
}

/** Whether a condition holds for an item; without a condition it does. A missing item is `{}`. */
export function holds(expression: string | undefined, item: Item, placeholders: Placeholders): boolean {
  if (expression === undefined) return true;
  const reading = new Reading(expression, placeholders);
  const answer = reading.condition(item);
  if (!reading.isAtEnd) throw notSpoken(expression);
  return answer;
}

/** The item after `SET a = :a, b = :b`. */
export function updated(expression: string | undefined, item: Item, placeholders: Placeholders): Item {
  if (expression === undefined) return item;
  const reading = new Reading(expression, placeholders);
  const changed: Record<string, unknown> = { ...item };
  reading.take('SET');
  do {
    const name = reading.name();
    reading.take('=');
    changed[name] = reading.value();
  } while (reading.has(','));
  if (!reading.isAtEnd) throw notSpoken(expression);
  return changed;
}

/** The attributes that a projection names. */
export function projected(expression: string | undefined, item: Item, placeholders: Placeholders): Item {
  if (expression === undefined) return item;
  const reading = new Reading(expression, placeholders);
  const names = [reading.name()];
  while (reading.has(',')) names.push(reading.name());
  return Object.fromEntries(names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));
}
