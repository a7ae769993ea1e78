import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { jcsText } from '../../shared/protocol/jcs.ts';

export type Item = Record<string, AttributeValue>;

/** A value in DynamoDB's own form, bytes in Base64: what a line of a table holds. */
type Written =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] }
  | { readonly L: readonly Written[] }
  | { readonly M: Readonly<Record<string, Written>> };

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

function written(value: AttributeValue): Written {
  if (value.S !== undefined) return { S: value.S };
  if (value.N !== undefined) return { N: value.N };
  if (value.B !== undefined) return { B: base64(value.B) };
  if (value.BOOL !== undefined) return { BOOL: value.BOOL };
  if (value.NULL !== undefined) return { NULL: true };
  // A set has no order, and so a line has one for it.
  if (value.SS !== undefined) return { SS: value.SS.toSorted() };
  if (value.NS !== undefined) return { NS: value.NS.toSorted() };
  if (value.BS !== undefined) return { BS: value.BS.map(base64).toSorted() };
  if (value.L !== undefined) return { L: value.L.map(written) };
  if (value.M !== undefined) return { M: writtenItem(value.M) };
  throw new Error('an attribute of a type that DynamoDB does not have');
}

/** A name that objects give a meaning of their own would be lost on the way; no attribute of ours has it, and none is taken. */
const UNSAFE_NAME = '__proto__';

function safeName(name: string): string {
  if (name === UNSAFE_NAME) throw new SyntaxError(`an attribute cannot be called ${UNSAFE_NAME}`);
  return name;
}

const writtenItem = (item: Item): Record<string, Written> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [safeName(name), written(value)]));

/** An item as a line without its end: RFC 8785, so that equal items are equal lines whatever order an engine gives attributes in. */
export const lineOfItem = (item: Item): string => jcsText(writtenItem(item));

const bytes = z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64')));
const value: z.ZodType<AttributeValue> = z.lazy(() =>
  z.union([
    z.strictObject({ S: z.string() }),
    z.strictObject({ N: z.string() }),
    z.strictObject({ B: bytes }),
    z.strictObject({ BOOL: z.boolean() }),
    z.strictObject({ NULL: z.literal(true) }),
    z.strictObject({ SS: z.array(z.string()) }),
    z.strictObject({ NS: z.array(z.string()) }),
    z.strictObject({ BS: z.array(bytes) }),
    z.strictObject({ L: z.array(value) }),
    z.strictObject({ M: z.record(z.string(), value) }),
  ]),
);
const item = z.record(z.string(), value);
const keyed = z.looseObject({ pk: z.strictObject({ S: z.string() }), sk: z.strictObject({ S: z.string() }) });

/** The item of a line. @throws ZodError, SyntaxError when it holds none */
export const itemOfLine = (line: string): Item =>
  item.parse(
    JSON.parse(line, (name, value: unknown) => {
      // Half of a surrogate pair has no UTF-8: no engine can have given it, and none takes it.
      if (!safeName(name).isWellFormed() || (typeof value === 'string' && !value.isWellFormed()))
        throw new SyntaxError('half of a surrogate pair');
      return value;
    }),
  );

export interface TableKey {
  readonly pk: string;
  readonly sk: string;
}

/** @throws ZodError when the item has no key of ours */
export function keyOf(of: unknown): TableKey {
  const { pk, sk } = keyed.parse(of);
  return { pk: pk.S, sk: sk.S };
}
