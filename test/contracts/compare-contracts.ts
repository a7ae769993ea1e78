import type { KeptContract } from './kept-contract.ts';

type Schema = Readonly<Record<string, unknown>>;

const objectOf = (value: unknown): Schema => (typeof value === 'object' && value !== null ? { ...value } : {});
const fieldsOf = (schema: Schema): readonly string[] => Object.keys(objectOf(schema['properties']));
const requiredOf = (schema: Schema): readonly string[] =>
  Array.isArray(schema['required']) ? schema['required'].map(String) : [];
const without = (these: readonly string[], those: readonly string[]): readonly string[] =>
  these.filter((each) => !those.includes(each));

/**
 * What pages that know only the `pages` contract would miss of functions that keep to the `functions` one: an operation that went
 * or moved, a field they send that is refused, one they do not send that is asked for, one they rely on that no longer comes.
 * Fields are those of the outermost object; what lies deeper is held by requests and answers themselves.
 */
export function missedBy(pages: KeptContract['operations'], functions: KeptContract['operations']): readonly string[] {
  return Object.entries(pages).flatMap(([id, before]) => {
    const now = functions[id];
    if (now === undefined) return [`${id}: is gone`];
    if (now.method !== before.method || now.path !== before.path) return [`${id}: is at another address`];
    return [
      ...without(fieldsOf(before.request), fieldsOf(now.request)).map((field) => `${id}: refuses ${field}`),
      ...without(requiredOf(now.request), requiredOf(before.request)).map((field) => `${id}: asks for ${field}`),
      ...without(requiredOf(before.response), requiredOf(now.response)).map((field) => `${id}: gives no ${field}`),
    ];
  });
}

/** A schema that lets in what it does not know, as a page does with an answer. */
export function lenient(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(lenient);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { additionalProperties, ...rest } = objectOf(schema);
  const inner = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, lenient(value)]));
  return typeof additionalProperties === 'object'
    ? { ...inner, additionalProperties: lenient(additionalProperties) }
    : inner;
}
