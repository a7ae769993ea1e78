import { isDeepStrictEqual } from 'node:util';
import type { EmbeddedServices } from '../../../infra/local/api.ts';

const TABLES = ['Registry', 'Meetings', 'BallotBox'] as const;

interface Scanned {
  readonly Items: readonly { readonly pk: { readonly S: string }; readonly sk: { readonly S: string } }[];
  readonly LastEvaluatedKey?: object;
}

/** Every item by its table and key. */
export type Dump = ReadonlyMap<string, unknown>;

/** Where two dumps differ, by the items' keys alone: a test's output shows no ballot and no name. */
export const changesBetween = (before: Dump, after: Dump): readonly string[] =>
  before === after
    ? []
    : [...new Set([...before.keys(), ...after.keys()])].filter(
        (place) => !isDeepStrictEqual(before.get(place), after.get(place)),
      );

/** A county's three tables as the engine itself answers a Scan, past every client and every store. */
export class TableDump {
  readonly #endpoint: string;
  readonly #authorization: string;
  readonly #county: string;
  readonly #written: () => number;
  #last: { readonly written: number; readonly dump: Dump } | undefined;

  /** @param written how many commands may have changed something so far: without one since, the tables are as they were */
  constructor({ dynamodb: { endpoint, region, credentials }, county }: EmbeddedServices, written: () => number) {
    this.#endpoint = endpoint;
    this.#written = written;
    this.#county = county;
    // The engine keeps no secrets and checks none; it wants the header to be there.
    const scope = `${credentials.accessKeyId}/20310101/${region}/dynamodb/aws4_request`;
    this.#authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
  }

  async take(): Promise<Dump> {
    const written = this.#written();
    if (this.#last?.written === written) return this.#last.dump;
    const items = await Promise.all(TABLES.map((name) => this.#scan(name)));
    this.#last = { written, dump: new Map(items.flat()) };
    return this.#last.dump;
  }

  async #scan(table: (typeof TABLES)[number]): Promise<readonly (readonly [string, unknown])[]> {
    const response = await fetch(this.#endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'DynamoDB_20120810.Scan',
        'x-amz-date': '20310101T000000Z',
        authorization: this.#authorization,
      },
      body: JSON.stringify({ TableName: `${this.#county}-${table}`, ConsistentRead: true }),
    });
    if (!response.ok) throw new Error(`the scan of ${table} answered ${response.status}`);
    const { Items, LastEvaluatedKey } = (await response.json()) as Scanned;
    if (LastEvaluatedKey !== undefined) throw new Error(`${table} has outgrown one page of a scan`);
    return Items.map((item) => [`${table} ${item.pk.S} ${item.sk.S}`, item] as const);
  }
}
