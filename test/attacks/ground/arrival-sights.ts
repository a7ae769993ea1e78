import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { type BallotBox, receiptHex } from '../../../functions/store/ballot-box.ts';
import { receiptsOfPage } from '../../../functions/store/meetings.ts';
import { itemOfLine } from '../../../infra/move/item-line.ts';
import { tableLines } from '../../../infra/move/table-lines.ts';
import { freezeBoard } from '../../integration/ballot/stages.ts';
import type { Ground } from './ground.ts';
import { NO_PAPER } from './issuing.ts';
import { ballotsOf, lootOf } from './loot.ts';
import type { Sighting } from './rank-agreement.ts';
import type { Stage } from './stage.ts';
import type { Product } from './stages.ts';
import { letThemVote } from './voting-people.ts';

/** An order of ballots that somebody can see. */
export type Sight =
  | 'keys'
  | 'keys of a partition'
  | 'a scan'
  | 'a scan in small pages'
  | 'a scan of a partition'
  | 'an export'
  | 'the sealed ballots'
  | 'the board'
  | 'the stored board';

/** So many that an order which says only a part of the truth is seen to say it. */
const PEOPLE = 30;

type Kept = Readonly<Record<string, unknown>>;
const receiptIn = ({ ballot }: Kept): string => (ballot instanceof Uint8Array ? receiptHex(ballot) : '');

/** Everybody votes, the box closes, the board is signed; then everything is looked at that shows ballots in an order. */
export async function sightsOf(
  product: Product,
  ground: Ground,
  ballotBox: BallotBox,
): Promise<Readonly<Record<Sight, readonly Sighting[]>>> {
  const stage = await product.openStage(ground, { state: 'voting', cards: PEOPLE, deps: { ballotBox } });
  const truth = await letThemVote(product, stage, { order: 'draw-first', between: () => undefined });
  const { hall, session } = stage;
  const board = await product.closeBox(hall, session, { ...NO_PAPER, drawn: PEOPLE });
  await freezeBoard(hall, session, board);
  const arrivals = new Map(truth.map(({ receipt }, arrival) => [receipt, arrival]));
  const arrivalOf = (receipt: string): number => {
    const arrival = arrivals.get(receipt);
    if (arrival === undefined) throw new Error('a ballot that nobody cast');
    return arrival;
  };
  const inPlace = (receipts: readonly string[]): readonly Sighting[] => {
    if (receipts.length !== PEOPLE) throw new Error(`${receipts.length} ballots are seen`);
    return receipts.map((receipt, value) => ({ arrival: arrivalOf(receipt), value }));
  };
  const loot = await lootOf(ground, stage);
  const items = ballotsOf(loot).map(({ item }) => item);
  const stored = loot.items.find(({ item }) => String(item['sk']).startsWith('BOARD#'))?.item['receipts'];
  const among = (item: Kept) => ({ arrival: arrivalOf(receiptIn(item)), among: String(item['pk']) });
  return {
    keys: items.map((item) => ({ arrival: arrivalOf(receiptIn(item)), value: `${item['pk']} ${item['sk']}` })),
    'keys of a partition': items.map((item) => ({ ...among(item), value: String(item['sk']) })),
    'a scan': inPlace(items.map(receiptIn)),
    'a scan in small pages': inPlace(await inSmallPages(ground, stage)),
    'a scan of a partition': items.map((item, value) => ({ ...among(item), value })),
    'an export': inPlace(await exported(ground, stage)),
    'the sealed ballots': inPlace((await product.fetchAllBallots(hall, session, board.boardRoot)).map(receiptHex)),
    'the board': inPlace((await hall.ask('getBoard', { session: session.id, page: 0 })).receipts),
    'the stored board': inPlace(receiptsOfPage(stored instanceof Uint8Array ? stored : new Uint8Array())),
  };
}

async function inSmallPages({ tables }: Ground, { session }: Stage): Promise<readonly string[]> {
  const receipts: string[] = [];
  const pages = paginateScan({ client: tables.client, pageSize: 3 }, { TableName: 'BallotBox', ConsistentRead: true });
  for await (const { Items = [] } of pages)
    receipts.push(...Items.filter((item) => String(item['pk']).startsWith(`${session.id}#`)).map(receiptIn));
  return receipts.filter((receipt) => receipt !== '');
}

/** The lines of the box's table as an export of the county has them. */
async function exported({ tables }: Ground, { session }: Stage): Promise<readonly string[]> {
  const { region, credentials } = tables.client.config;
  const dynamodb = new DynamoDBClient({ endpoint: tables.endpoint, region, credentials });
  const s3 = new S3Client({ region: 'none' });
  const place = {
    ...{ county: 'tuanfeng', dynamodb, s3 },
    tables: { Registry: 'Registry', Meetings: 'Meetings', BallotBox: 'BallotBox', Opinions: 'Opinions' },
    buckets: { results: 'none', uploads: 'none', photos: 'none' },
    close: async () => undefined,
  };
  const partitions = [...'0123456789abcdef'].map((digit) => `${session.id}#${digit}`);
  const receipts: string[] = [];
  const reading = { table: 'BallotBox', partitions, sessions: [], after: null } as const;
  for await (const line of tableLines(place, reading)) {
    const { ballot } = itemOfLine(line);
    if (ballot?.B !== undefined) receipts.push(receiptHex(ballot.B));
  }
  dynamodb.destroy();
  return receipts;
}
