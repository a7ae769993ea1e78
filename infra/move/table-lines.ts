import { paginateQuery } from '@aws-sdk/client-dynamodb';
import type { TableName } from '../../functions/store/tables.ts';
import type { CountyPlace } from './county-place.ts';
import { type Item, keyOf, lineOfItem } from './item-line.ts';
import { carried, type SessionStanding } from './left-behind.ts';
import { inByteOrder } from './survey.ts';

export interface TableToRead {
  readonly table: TableName;
  /** In the order of their bytes. */
  readonly partitions: readonly string[];
  readonly sessions: readonly SessionStanding[];
  /** Goes on behind the item of this line; `null` from the first. */
  readonly after: string | null;
}

async function* itemsOf(place: CountyPlace, { table, partitions, after }: TableToRead): AsyncGenerator<Item> {
  const last = after === null ? null : keyOf(JSON.parse(after));
  for (const pk of partitions) {
    if (last !== null && inByteOrder(pk, last.pk) < 0) continue;
    const startsAt = last !== null && pk === last.pk ? { pk: { S: last.pk }, sk: { S: last.sk } } : undefined;
    const input = {
      TableName: place.tables[table],
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: pk } },
    };
    const config = { client: place.dynamodb, ...(startsAt === undefined ? {} : { startingToken: startsAt }) };
    for await (const page of paginateQuery(config, input)) yield* page.Items ?? [];
  }
}

/** The items of a table as lines in the order of their keys, page by page: none says when it came, or after which other one. */
export async function* tableLines(place: CountyPlace, reading: TableToRead): AsyncGenerator<string> {
  const states = new Map(reading.sessions.map(({ session, state }) => [session, state]));
  for await (const item of itemsOf(place, reading)) {
    const leaves = reading.table === 'Meetings' ? carried(item, states) : item;
    if (leaves !== null) yield lineOfItem(leaves);
  }
}
