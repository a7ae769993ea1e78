import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { BallotBox, type Casting } from '../../functions/store/ballot-box.ts';
import { type Attempt, attempt, type Outcome } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { NO_PAPER } from './ground/issuing.ts';
import { NotingBox } from './ground/leaky.ts';
import { ballotsOf, type LootItem, lootOf } from './ground/loot.ts';
import { onceAGround } from './ground/once-a-ground.ts';
import { onceAProduct } from './ground/once-a-product.ts';
import { type RawAnswer, rawAnswer } from './ground/raw-answer.ts';
import type { Stage } from './ground/stage.ts';
import { type Product, productAsItIs } from './ground/stages.ts';
import { judgeSights, unlikeBallots } from './ground/unlike-ballots.ts';
import { withUnlikeBox } from './ground/unlike-lengths.ts';

type BoxOf = (client: DynamoDBDocumentClient) => BallotBox;
const boxAsItIs: BoxOf = (client) => new BallotBox(client, 'BallotBox');

/** A box that keeps a ballot in one way or another by what it can see of it: how long it is. */
class BoxByLength extends BallotBox {
  readonly #boxFor: (bytes: number) => BallotBox;

  constructor(client: DynamoDBDocumentClient, boxFor: (bytes: number) => BallotBox) {
    super(client, 'BallotBox');
    this.#boxFor = boxFor;
  }

  override cast(session: string, id: string, ballot: Uint8Array): Promise<Casting> {
    return this.#boxFor(ballot.length).cast(session, id, ballot);
  }
}

const isEven = (bytes: number): boolean => bytes % 2 === 0;
const notingByLength: BoxOf = (client) =>
  new BoxByLength(client, (bytes) => new NotingBox(client, () => (isEven(bytes) ? 1 : '1')));
const notingSome: BoxOf = (client) =>
  new BoxByLength(client, (bytes) => (isEven(bytes) ? new NotingBox(client, () => 1) : boxAsItIs(client)));

const typeOf = (value: unknown): string =>
  value instanceof Uint8Array ? 'bytes' : Array.isArray(value) ? 'list' : typeof value;

const bytesIn = (value: unknown): number => {
  if (value instanceof Uint8Array) return value.length;
  return Buffer.byteLength(typeof value === 'string' ? value : JSON.stringify(value));
};

/** What is seen of an item: something of every attribute. */
const sightOfItem =
  (sightOf: (name: string, value: unknown) => string) =>
  ({ item }: LootItem): string =>
    Object.entries(item)
      .map(([name, value]) => sightOf(name, value))
      .sort()
      .join(' ');

async function castAll({ hall, session }: Stage): Promise<void> {
  for (const sealed of await unlikeBallots(session)) await hall.ask('castBallot', session.casting(sealed));
}

/** What lies in the box after every ballot was cast. */
const itemsOf = async (product: Product, ground: Ground, boxOf: BoxOf): Promise<readonly LootItem[]> => {
  const ballotBox = boxOf(ground.tables.client);
  const stage = await product.openStage(ground, { state: 'voting', deps: { ballotBox } });
  await castAll(stage);
  return ballotsOf(await lootOf(ground, stage));
};

type Keeping = (ground: Ground) => Promise<readonly LootItem[]>;
const keptAsItIs: Keeping = onceAGround((ground) => itemsOf(productAsItIs(), ground, boxAsItIs));
const keptBy =
  (boxOf: BoxOf): Keeping =>
  async (ground) =>
    itemsOf(await withUnlikeBox(ground), ground, boxOf);

const inTheBox = (
  by: string,
  sightOf: (name: string, value: unknown) => string,
  { weakness, boxOf }: { readonly weakness: string; readonly boxOf: BoxOf },
) =>
  attempt<Keeping>({
    title: `the items that the box keeps, told apart by ${by}`,
    stoppedBy: 'one sight for all',
    weakness,
    product: () => keptAsItIs,
    weakened: () => keptBy(boxOf),
    play: async (keeping, ground) => judgeSights((await keeping(ground)).map(sightOfItem(sightOf)), 'items'),
  });

/** What is given out of the box after the close, one text for each ballot. */
type Publication = 'getBoard' | 'getSealedBallots' | 'getShares';
const FIELDS: Readonly<Record<Publication, string>> = {
  getBoard: 'receipts',
  getSealedBallots: 'ballots',
  getShares: 'shares',
};

async function publish(what: Publication, { hall, session }: Stage, boardRoot: string): Promise<RawAnswer> {
  const page = 0;
  if (what === 'getBoard') return rawAnswer(hall, what, { session: session.id, page });
  if (what === 'getSealedBallots')
    return rawAnswer(hall, what, await session.signed('delegates', what, { boardRoot, page }));
  const of = 'discipline';
  return rawAnswer(hall, what, await session.signed('delegates', what, { boardRoot, of, page }));
}

/** A share that its teller could not open is none. */
const texts = z.array(z.string().nullable());

/** A meeting whose box two tellers opened. */
const openedBox = onceAProduct(async (product, ground) => {
  const stage = await product.openStage(ground, { state: 'voting' });
  const { hall, session } = stage;
  await castAll(stage);
  const board = await product.closeBox(hall, session, NO_PAPER);
  await product.freezeBoard(hall, session, board);
  for (const slot of ['discipline', 'delegates'] as const) await product.openBox(hall, session, slot, board.boardRoot);
  return { stage, boardRoot: board.boardRoot };
});

async function lookAtPublication(what: Publication, product: Product, ground: Ground): Promise<Outcome> {
  const { stage, boardRoot } = await openedBox(product, ground);
  const { statusCode, body } = await publish(what, stage, boardRoot);
  if (statusCode !== 200) throw new Error(`${what} is refused: ${body}`);
  const given = texts.parse(JSON.parse(body)[FIELDS[what]]);
  return judgeSights(
    given.map((text) => String(text?.length)),
    'texts',
  );
}

const published = (what: Publication, title: string, weakness: string) =>
  attempt<Product>({
    title,
    stoppedBy: 'one sight for all',
    weakness,
    product: productAsItIs,
    weakened: withUnlikeBox,
    play: (product, ground) => lookAtPublication(what, product, ground),
  });

const ONE_LENGTH = 'one length for every ballot';

export const keptLengths: readonly Attempt[] = [
  inTheBox('the length of an attribute', (name, value) => `${name}:${bytesIn(value)}`, {
    weakness: ONE_LENGTH,
    boxOf: boxAsItIs,
  }),
  inTheBox('the type of an attribute', (name, value) => `${name}:${typeOf(value)}`, {
    weakness: 'a box that keeps the ballot alone, of one length',
    boxOf: notingByLength,
  }),
  inTheBox('whether an attribute is there', (name) => name, {
    weakness: 'a box that keeps the ballot alone, of one length',
    boxOf: notingSome,
  }),
  published('getBoard', 'the receipts of a board that was fixed', 'a board of receipts alone'),
  published('getSealedBallots', 'the sealed ballots as a teller fetches them', ONE_LENGTH),
  published('getShares', 'the shares that a teller opened', ONE_LENGTH),
];
