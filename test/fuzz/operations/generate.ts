import fc from 'fast-check';
import * as z from 'zod';
import { specOf } from '../../../shared/contract/operations.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import type { Chance } from '../chance.ts';

/** Values that are really there, by the name of the field that they belong in. */
export type Known = Readonly<Record<string, readonly unknown[]>>;

type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

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
  readonly known: Known;
  readonly depth: number;
}

/** A value that the schema allows, or one that is known for a field of this name. */
function madeFor(schema: Schema, making: Making, name = ''): unknown {
  const { chance, known, depth } = making;
  const there = known[name];
  if (there !== undefined && !chance.once(5)) return chance.of(there);
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
      return Array.from({ length }, () => madeFor(items, deeper));
    }
    case 'object':
      return objectOf(schema, deeper);
    default:
      return null;
  }
}

/** A request of an operation that its schema allows, with ids that are there more often than not. */
export function requestFor(id: OperationId, chance: Chance, known: Known): Record<string, unknown> {
  return objectOf(schemaOf(id), { chance, known, depth: 0 });
}
