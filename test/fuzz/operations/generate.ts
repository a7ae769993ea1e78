import fc from 'fast-check';
import * as z from 'zod';
import { specOf } from '../../../shared/contract/operations.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import type { Chance } from '../chance.ts';
import { type Fields, isFields, type Memory, oneOf } from './memory.ts';

type Schema = Readonly<Record<string, unknown>>;

const isSchema: (value: unknown) => value is Schema = isFields;

const schemas = new Map<OperationId, Schema>();

/** The JSON Schema of a request, as the OpenAPI file has it. */
function schemaOf(id: OperationId): Schema {
  const made = schemas.get(id) ?? z.toJSONSchema(specOf(id).request, { io: 'input', unrepresentable: 'any' });
  schemas.set(id, made);
  return made;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const numberOr = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);

function textOf(schema: Schema, chance: Chance): string {
  const { pattern, format } = schema;
  if (format === 'date') return chance.of(['2031-03-05', '2031-12-31', '2032-02-29']);
  if (typeof pattern === 'string')
    return fc.sample(fc.stringMatching(new RegExp(pattern, 'u')), { seed: chance.seed(), numRuns: 1 })[0] ?? '';
  const least = numberOr(schema['minLength'], 0);
  const words = chance.of(['按时办照', '甲', 'a', '1', '𠮷野', '会场停电，改期再开', '13800000000', '']);
  return words.padEnd(least, '文').slice(0, Math.max(least, numberOr(schema['maxLength'], 500)));
}

function objectOf(schema: Schema, making: Making): Record<string, unknown> {
  const required = listOf(schema['required']);
  const properties = isSchema(schema['properties']) ? Object.entries(schema['properties']) : [];
  return Object.fromEntries(
    properties
      .filter(([name]) => required.includes(name) || making.chance.once(2))
      .map(([name, each]) => [name, madeFor(isSchema(each) ? each : {}, making, name)]),
  );
}

interface Making {
  readonly chance: Chance;
  readonly memory: Memory;
  readonly session: string;
  readonly depth: number;
}

/** Roughly: whether the schema could mean it. */
export function fits(value: unknown, schema: Schema): boolean {
  const choices = [...listOf(schema['anyOf']), ...listOf(schema['oneOf'])].filter(isSchema);
  if (choices.length > 0) return choices.some((each) => fits(value, each));
  const { type, pattern, properties } = schema;
  if ('const' in schema) return value === schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'].includes(value);
  switch (type) {
    case 'string':
      return typeof value === 'string' && (typeof pattern !== 'string' || new RegExp(pattern, 'u').test(value));
    case 'integer':
    case 'number':
      return typeof value === 'number' && value >= numberOr(schema['minimum'], value);
    case 'array': {
      const { items } = schema;
      return Array.isArray(value) && isSchema(items) && value.every((each) => fits(each, items));
    }
    case 'object':
      return isFields(value) && isSchema(properties) && Object.keys(value).every((name) => name in properties);
    default:
      return typeof value === type;
  }
}

/** A number is text in an address, and text a number elsewhere; `undefined` for what the schema could not mean. */
function asSchemaHas(value: unknown, schema: Schema): unknown {
  const forms = [value, ...(typeof value === 'number' ? [String(value)] : []), Number(value)];
  return forms.find((each) => fits(each, schema));
}

/** What the request is about: everything else that is known is known of it. */
const sessionFor = (chance: Chance, memory: Memory): string => {
  const there = memory.valuesFor('session', '', chance) ?? [''];
  return String(chance.of(there));
};

/** A value that the schema allows, or one that is known for a field of this name. */
function madeFor(schema: Schema, making: Making, name = ''): unknown {
  const { chance, memory, session, depth } = making;
  if (name === 'session' && !chance.once(20)) return session;
  const there = chance.once(5) ? undefined : memory.valuesFor(name, session, chance);
  const known = there && asSchemaHas(chance.of(there), schema);
  if (known !== undefined) return known;
  const deeper = { ...making, depth: depth + 1 };
  const choices = [...listOf(schema['anyOf']), ...listOf(schema['oneOf'])].filter(isSchema);
  if (choices.length > 0) return madeFor(chance.of(choices), deeper, name);
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return chance.of(schema['enum']);
  switch (schema['type']) {
    case 'string':
      return textOf(schema, chance);
    case 'integer':
    case 'number': {
      const least = Math.max(numberOr(schema['minimum'], 0), -1_000);
      return least + chance.below(Math.min(numberOr(schema['maximum'], 20) - least, 20) + 1);
    }
    case 'boolean':
      return chance.once(2);
    case 'array': {
      const least = numberOr(schema['minItems'], 0);
      const items = isSchema(schema['items']) ? schema['items'] : {};
      const length = depth > 6 ? least : Math.max(least, Math.min(chance.below(4), numberOr(schema['maxItems'], 4)));
      return Array.from({ length }, () => madeFor(items, deeper, oneOf(name)));
    }
    case 'object':
      return objectOf(schema, deeper);
    default:
      return null;
  }
}

/** Fields that change with every taking: what was right once is not any more. */
const PASSING = ['expectedVersion', 'version', 'after', 'basedOn', 'receiptHash', 'id', 'blinded'];

/** The same with some of its fields made anew, here or deeper. */
function varied(value: unknown, schema: Schema, making: Making): unknown {
  if (!isFields(value)) return value;
  const { chance } = making;
  const properties = isSchema(schema['properties']) ? schema['properties'] : {};
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      const own = properties[name];
      if (!isSchema(own)) return [name, each];
      const isAnew = name === 'session' || (PASSING.includes(name) ? chance.once(2) : chance.once(8));
      return [name, isAnew ? madeFor(own, making, name) : varied(each, own, making)];
    }),
  );
}

/** One that was taken before, as it was or altered; `undefined` where none was. */
function ofExample(id: OperationId, making: Making): Fields | undefined {
  const { chance, memory } = making;
  const examples = memory.examplesOf(id, chance);
  if (examples.length === 0) return undefined;
  const example = chance.of(examples);
  if (chance.once(4)) return example;
  const own = example['session'];
  const about = typeof own === 'string' && chance.once(2) ? { ...making, session: own } : making;
  const changed = varied(example, schemaOf(id), about);
  return isFields(changed) ? changed : undefined;
}

/** A request of an operation that its schema allows, with ids that are there more often than not. */
export function requestFor(id: OperationId, chance: Chance, memory: Memory): Fields {
  const making = { chance, memory, session: sessionFor(chance, memory), depth: 0 };
  const known = chance.once(3) ? undefined : ofExample(id, making);
  return known ?? objectOf(schemaOf(id), making);
}
