import { paginateScan, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { TABLES, type TableName } from '../../functions/store/tables.ts';
import type { CountyPlace } from './county-place.ts';
import { IMPORT_MARK } from './import-mark.ts';
import type { Item } from './item-line.ts';
import type { SessionStanding } from './left-behind.ts';
import { MoveRefusal } from './move-refusal.ts';

/** What a county's tables hold, as far as an export has to know before it reads them. */
export interface Survey {
  /** The partition keys of each table, in the order of their bytes: all that is kept in memory. */
  readonly partitions: Readonly<Record<TableName, readonly string[]>>;
  readonly sessions: readonly SessionStanding[];
  /** Photos and ratings that the night has still to shuffle. */
  readonly waiting: number;
  /** The latest day on which something was said; `null` where nothing was. */
  readonly latestOpinionDay: string | null;
  readonly isImporting: boolean;
}

const WAITING = ['photos#waiting', 'ratings#waiting'];
const HEAD = 'HEAD';

export const inByteOrder = (left: string, right: string): number =>
  Buffer.compare(Buffer.from(left, 'utf8'), Buffer.from(right, 'utf8'));

async function* keysAndStandings(place: CountyPlace, table: TableName): AsyncGenerator<Item> {
  const input = {
    TableName: place.tables[table],
    ConsistentRead: true,
    ProjectionExpression: 'pk, sk, county, #state, keysMade, content.#day',
    ExpressionAttributeNames: { '#state': 'state', '#day': 'day' },
  };
  try {
    for await (const page of paginateScan({ client: place.dynamodb }, input)) yield* page.Items ?? [];
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    throw new MoveRefusal('county-unknown', {
      zh: `${place.county} 的表 ${place.tables[table]} 不在那里。`,
      en: `The table ${place.tables[table]} of ${place.county} is not there.`,
    });
  }
}

const standingOf = ({ pk, county, state, keysMade }: Item): SessionStanding => ({
  session: pk?.S ?? '',
  county: county?.S ?? '',
  state: state?.S ?? '',
  keysMade: keysMade?.BOOL ?? false,
});

/**
 * Looks through all tables, for keys and standings alone: one Scan each, consistent. It writes nothing down, so that the order of a
 * Scan, which is the engine's and may be that of arrival, leaves no trace.
 */
export async function surveyOf(place: CountyPlace): Promise<Survey> {
  const sessions: SessionStanding[] = [];
  const partitions: Record<TableName, readonly string[]> = { Registry: [], Meetings: [], BallotBox: [], Opinions: [] };
  let waiting = 0;
  let latest: string | null = null;
  let isImporting = false;
  for (const table of TABLES) {
    const found = new Set<string>();
    for await (const item of keysAndStandings(place, table)) {
      const pk = item['pk']?.S ?? '';
      if (table === 'Meetings' && pk === IMPORT_MARK.pk) isImporting = true;
      else found.add(pk);
      if (table === 'Meetings' && item['sk']?.S === HEAD) sessions.push(standingOf(item));
      if (table !== 'Opinions') continue;
      if (WAITING.includes(pk)) waiting += 1;
      const day = item['content']?.M?.['day']?.S ?? null;
      if (day !== null && (latest === null || day > latest)) latest = day;
    }
    partitions[table] = [...found].sort(inByteOrder);
  }
  const inOrder = sessions.sort((left, right) => inByteOrder(left.session, right.session));
  return { partitions, sessions: inOrder, waiting, latestOpinionDay: latest, isImporting };
}
