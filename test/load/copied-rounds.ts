import { BatchWriteCommand, DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { AuditLog } from '../../functions/store/audit-log.ts';
import { newTableClient } from '../../infra/local/local-dependencies.ts';
import { type AuditEntry, auditHash, GENESIS_HASH } from '../../shared/protocol/audit-chain.ts';
import type { DeploymentFacts } from './deployment-child.ts';
import { FILLED_UNIT, otherUnit } from './filled-unit.ts';
import { sendAll } from './in-flight.ts';

type Item = Readonly<Record<string, unknown>>;
interface StoredItem {
  readonly table: string;
  readonly item: Item;
}
type Renaming = ReadonlyMap<string, string>;

/** What one round with one filled unit left in the tables. */
export interface RoundTemplate {
  readonly round: string;
  /** In no unit's partition: head, plan. */
  readonly ofRound: readonly StoredItem[];
  readonly ofUnit: readonly StoredItem[];
  /** The audit log, in its order. */
  readonly orders: readonly AuditEntry[];
}

const TABLES = ['Registry', 'Meetings', 'Opinions'] as const;
const WRITES_A_REQUEST = 25;
const IN_FLIGHT = 4;
const AUDIT = 'AUDIT';
const MOST_ENTRIES = 9_999_999;

const keyOf = ({ pk, sk }: Item): string => `${String(pk)} ${String(sk)}`;

const renamedText = (text: string, names: Renaming): string =>
  [...names].reduce((before, [name, instead]) => before.replaceAll(name, instead), text);

/** The same value under other names; names are of equal length, so a copy has as many bytes. */
function renamed(value: unknown, names: Renaming): unknown {
  if (typeof value === 'string') return renamedText(value, names);
  if (value instanceof Uint8Array) return value;
  if (value instanceof Set) return new Set([...value].map((each) => renamed(each, names)));
  if (Array.isArray(value)) return value.map((each) => renamed(each, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, renamed(each, names)]));
}

const renamedItem = (item: Item, names: Renaming): Item =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, renamed(value, names)]));

const isObject = (value: unknown): value is Item => typeof value === 'object' && value !== null;

/** The head of a round as if every unit had gone as far as the filled one. */
function headOfAll(head: Item, units: readonly string[]): Item {
  const listed: readonly unknown[] = Array.isArray(head['units']) ? head['units'] : [];
  const filled = listed.filter(isObject).find(({ unit }) => unit === FILLED_UNIT);
  const settled = head['settled'];
  if (filled === undefined || !(settled instanceof Set)) throw new Error('the round to copy is not filled');
  const namesOf = (unit: string): Renaming => new Map([[FILLED_UNIT, unit]]);
  return {
    ...head,
    units: units.map((unit) => renamedItem(filled, namesOf(unit))),
    settled: new Set(units.flatMap((unit) => [...settled].map((session) => renamed(session, namesOf(unit))))),
  };
}

/** The tables of a deployment in another process, for putting whole rounds there: beside its API, as its stores would. */
export class CountyTables {
  readonly #client: ReturnType<typeof newTableClient>;
  readonly #documents: DynamoDBDocumentClient;
  readonly #county: string;

  constructor({ dynamodb, county }: DeploymentFacts) {
    this.#client = newTableClient(dynamodb);
    this.#documents = DynamoDBDocumentClient.from(this.#client);
    this.#county = county;
  }

  close(): void {
    this.#client.destroy();
  }

  /** What a round with its one filled unit is made of. */
  async read(round: string): Promise<RoundTemplate> {
    const all = (await Promise.all(TABLES.map((table) => this.#readTable(table)))).flat();
    const isOf = (name: string) => (each: StoredItem) => keyOf(each.item).includes(name);
    const isOfAUnit = ({ item }: StoredItem) => /unit-\d{6}/.test(keyOf(item)) || keyOf(item).includes(FILLED_UNIT);
    return {
      round,
      ofRound: all.filter(isOf(round)).filter((each) => !isOfAUnit(each)),
      ofUnit: all.filter(isOf(FILLED_UNIT)),
      orders: await new AuditLog(this.#documents, `${this.#county}-Registry`).range({ from: 1, to: MOST_ENTRIES }),
    };
  }

  /** Writes the template under each round's name, for so many units, and an audit log of everything; gives the number of items. */
  async write(
    template: RoundTemplate,
    { rounds, units }: { readonly rounds: readonly string[]; readonly units: number },
  ): Promise<number> {
    const codes = [FILLED_UNIT, ...Array.from({ length: units - 1 }, (_, place) => otherUnit(place + 1))];
    let items = 0;
    for (const round of rounds) {
      const copies = copiesOf(template, { round, codes });
      await this.#writeAll(copies);
      items += copies.length;
    }
    const namings = rounds.flatMap((round) => codes.map((code) => namesFor(template, { round, code })));
    const log = await auditOf(template.orders, namings);
    await this.#writeAll(log);
    return items + log.length;
  }

  async #readTable(table: string): Promise<readonly StoredItem[]> {
    const found: StoredItem[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await this.#documents.send(
        new ScanCommand({
          TableName: `${this.#county}-${table}`,
          ConsistentRead: true,
          ...(from === undefined ? {} : { ExclusiveStartKey: from }),
        }),
      );
      found.push(...(page.Items ?? []).map((item) => ({ table, item })));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return found;
  }

  async #writeAll(items: readonly StoredItem[]): Promise<void> {
    const requests = Array.from({ length: Math.ceil(items.length / WRITES_A_REQUEST) }, (_, place) =>
      items.slice(place * WRITES_A_REQUEST, (place + 1) * WRITES_A_REQUEST),
    );
    await sendAll(requests, IN_FLIGHT, async (request) => {
      const RequestItems = Object.fromEntries(
        [...Map.groupBy(request, ({ table }) => table)].map(([table, puts]) => [
          `${this.#county}-${table}`,
          puts.map(({ item }) => ({ PutRequest: { Item: item } })),
        ]),
      );
      const { UnprocessedItems = {} } = await this.#documents.send(new BatchWriteCommand({ RequestItems }));
      if (Object.keys(UnprocessedItems).length > 0) throw new Error('BatchWriteItem left items unprocessed');
    });
  }
}

type Copy = { readonly round: string; readonly code: string };

const namesFor = ({ round: from }: RoundTemplate, { round, code }: Copy): Renaming =>
  new Map([
    [from, round],
    [FILLED_UNIT, code],
  ]);

function wholeRound(item: Item, codes: readonly string[]): Item {
  switch (item['pk']) {
    case 'ROUNDS':
      return headOfAll(item, codes);
    case 'LINES':
      return { ...item, units: codes.length };
    default:
      return item;
  }
}

function copiesOf(
  template: RoundTemplate,
  { round, codes }: { readonly round: string; readonly codes: readonly string[] },
): readonly StoredItem[] {
  const ofRound = template.ofRound.map(({ table, item }) => {
    const whole = wholeRound(item, codes);
    return { table, item: renamedItem(whole, new Map([[template.round, round]])) };
  });
  const ofUnits = codes.flatMap((code) => {
    const names = namesFor(template, { round, code });
    return template.ofUnit.map(({ table, item }) => ({ table, item: renamedItem(item, names) }));
  });
  return [...ofRound, ...ofUnits];
}

/** One chain of every unit's orders, which holds when it is checked. */
async function auditOf(orders: readonly AuditEntry[], namings: readonly Renaming[]): Promise<readonly StoredItem[]> {
  const log: StoredItem[] = [];
  let head = { sequence: 0, hash: GENESIS_HASH };
  for (const names of namings)
    for (const { hash: _, ...order } of orders) {
      const target = renamedText(order.target, names);
      const entry = { ...order, target, sequence: head.sequence + 1, previousHash: head.hash };
      head = { sequence: entry.sequence, hash: await auditHash(entry) };
      const sk = `ENTRY#${String(entry.sequence).padStart(10, '0')}`;
      log.push({ table: 'Registry', item: { pk: AUDIT, sk, ...entry, hash: head.hash } });
    }
  return [...log, { table: 'Registry', item: { pk: AUDIT, sk: 'HEAD', ...head } }];
}
