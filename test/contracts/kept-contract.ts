import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { OPERATION_IDS, specOf } from '../../shared/contract/operations.ts';
import { ROUTES } from '../../shared/contract/routes.ts';
import { CONTRACT_VERSION } from '../../shared/contract/version.ts';
import type { Exchange } from './exchange.ts';
import type { Played } from './played-round.ts';

const jsonSchema = z.record(z.string(), z.unknown());
const keptOperation = z.strictObject({
  method: z.enum(['GET', 'POST']),
  path: z.string(),
  /** One flat object: what is in the address, the query, the body. */
  request: jsonSchema,
  response: jsonSchema,
});
const keptRequest = z.strictObject({
  operation: z.string(),
  method: z.enum(['GET', 'POST']),
  url: z.string(),
  body: z.string().nullable(),
});
const keptContract = z.strictObject({
  version: z.int().min(1),
  operations: z.record(z.string(), keptOperation),
  /** What the pages of that version asked in a round that was played with them. */
  requests: z.array(keptRequest),
  /** The places of the items that its functions wrote in that round. */
  stored: z.array(z.string()),
});
export type KeptContract = z.output<typeof keptContract>;
export type KeptRequest = z.output<typeof keptRequest>;

/** The version whose pages are still open when the present one is deployed, and to which a rollback goes. */
export const KEPT_VERSION = Math.max(1, CONTRACT_VERSION - 1);

export const keptFile = (version: number): URL => new URL(`contract-${version}.json`, import.meta.url);

export const readKept = (): KeptContract =>
  keptContract.parse(JSON.parse(readFileSync(keptFile(KEPT_VERSION), 'utf8')));

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return jsonSchema.parse(rest);
};

/** Longer texts are files, of which a beginning is enough: no check of a request looks into them. */
const LONGEST_TEXT = 2_000;
const shortened = (value: unknown): unknown => {
  if (typeof value === 'string') return value.slice(0, LONGEST_TEXT);
  if (Array.isArray(value)) return value.map(shortened);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shortened(each)]));
};

/** One request for each operation and each set of fields that its pages send. */
function oneOfEach(exchanges: readonly Exchange[]): KeptRequest[] {
  const answered = exchanges.filter(({ status }) => status === 200);
  const byFields = new Map(
    answered.map(({ operation, method, url, body }) => {
      const fields = body === null ? [...new URL(url, 'http://x').searchParams.keys()] : Object.keys(JSON.parse(body));
      const kept = { operation, method, url, body: body === null ? null : JSON.stringify(shortened(JSON.parse(body))) };
      return [`${operation} ${fields.sort().join()}`, keptRequest.parse(kept)] as const;
    }),
  );
  return [...byFields].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, request]) => request);
}

/** The present contract, with what the present pages asked and the present functions wrote. */
export const presentContract = ({ exchanges, stored }: Played): KeptContract => ({
  version: CONTRACT_VERSION,
  operations: Object.fromEntries(
    OPERATION_IDS.map((id) => {
      const { request, response } = specOf(id);
      return [
        id,
        { ...ROUTES[id], request: schemaOf(request, 'input'), response: schemaOf(response, 'output') },
      ] as const;
    }),
  ),
  requests: oneOfEach(exchanges),
  stored: [...stored],
});
