import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { TABLES, type TableName } from '../../../functions/store/tables.ts';
import type { Ground } from './ground.ts';
import type { Stage } from './stage.ts';

/** An item as a scan of its table gives it. */
export interface LootItem {
  readonly table: TableName;
  readonly item: Readonly<Record<string, unknown>>;
}

/** Everything that is stored of a meeting and everything that was logged, in the order in which it came out. */
export interface Loot {
  readonly items: readonly LootItem[];
  readonly logged: readonly object[];
}

export async function lootOf({ tables }: Ground, { session, hall }: Stage): Promise<Loot> {
  const items: LootItem[] = [];
  for (const table of TABLES)
    for await (const { Items = [] } of paginateScan(
      { client: tables.client },
      { TableName: table, ConsistentRead: true },
    ))
      items.push(...Items.filter((item) => String(item['pk']).includes(session.id)).map((item) => ({ table, item })));
  return { items, logged: hall.log };
}

const BALLOT_PARTITION = /#[0-9a-f]$/;

/** The sealed ballots among them. */
export const ballotsOf = ({ items }: Loot): readonly LootItem[] =>
  items.filter(({ table, item }) => table === 'BallotBox' && BALLOT_PARTITION.test(String(item['pk'])));

/** The codes with which a token was drawn, each with its delegate. */
export const drawingsOf = ({ items }: Loot): readonly LootItem[] =>
  items.filter(({ table, item }) => table === 'Registry' && String(item['pk']).startsWith('CODES#'));

/** Every value in it that is no object, by its path. */
export function leavesOf(value: unknown, path = ''): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [[path, value]];
  return Object.entries(value).flatMap(([name, each]) => leavesOf(each, `${path}.${name}`));
}
