import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { BallotBox, type Casting } from '../../functions/store/ballot-box.ts';
import { type Attempt, attempt, type Outcome } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { NO_PAPER } from './ground/issuing.ts';
import { NotingBox } from './ground/leaky.ts';
import { ballotsOf, type LootItem, lootOf } from './ground/loot.ts';
import { onceAGround } from './ground/once-a-ground.ts';
import { asItSays, type RawAnswer, rawAnswer, type Saying } from './ground/raw-answer.ts';
import { openStage, type Stage } from './ground/stage.ts';
import { productAsItIs } from './ground/stages.ts';
import { judgeSights, unlikeBallots } from './ground/unlike-ballots.ts';

/** How many scores are known of the ballot that is on its way: what a box can only know by a slip. */
class Slip {
  known = 0;
}
type BoxOf = (client: DynamoDBDocumentClient, slip: Slip) => BallotBox;

/** Notes something beside some ballots alone. */
class NotingSome extends NotingBox {
  readonly #plain: BallotBox;
  readonly #isNoted: () => boolean;

  constructor(client: DynamoDBDocumentClient, isNoted: () => boolean) {
    super(client, () => 1);
    this.#plain = new BallotBox(client, 'BallotBox');
    this.#isNoted = isNoted;
  }

  override cast(session: string, id: string, ballot: Uint8Array): Promise<Casting> {
    return this.#isNoted() ? super.cast(session, id, ballot) : this.#plain.cast(session, id, ballot);
  }
}

const typeOf = (value: unknown): string =>
  value instanceof Uint8Array ? 'bytes' : Array.isArray(value) ? 'list' : typeof value;

const bytesIn = (value: unknown): number => {
  if (value instanceof Uint8Array) return value.length;
  return Buffer.byteLength(typeof value === 'string' ? value : JSON.stringify(value));
};

/** Every attribute's name, type and length in bytes. */
const sightOfItem = ({ item }: LootItem): string =>
  Object.entries(item)
    .map(([name, value]) => `${name}:${typeOf(value)}:${bytesIn(value)}`)
    .sort()
    .join(' ');

async function castAll({ hall, session }: Stage, slip: Slip): Promise<void> {
  for (const { sealed, known } of await unlikeBallots(session)) {
    slip.known = known;
    await hall.ask('castBallot', session.casting(sealed));
  }
}

async function lookIntoTheBox(boxOf: BoxOf, ground: Ground): Promise<Outcome> {
  const slip = new Slip();
  const ballotBox = boxOf(ground.tables.client, slip);
  const stage = await openStage(ground, { state: 'voting', deps: { ballotBox } });
  await castAll(stage, slip);
  return judgeSights(ballotsOf(await lootOf(ground, stage)).map(sightOfItem), 'items');
}

const inTheBox = (slipsBy: string, boxOf: BoxOf) =>
  attempt<BoxOf>({
    title: `the items that the box keeps, told apart by ${slipsBy}`,
    stoppedBy: 'one sight for all',
    weakness: 'a box that keeps the ballot alone',
    product: () => (client) => new BallotBox(client, 'BallotBox'),
    weakened: () => boxOf,
    play: lookIntoTheBox,
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

const texts = z.array(z.string());

/** One ballot of the page is given a longer text than the others. */
const longerFor =
  (field: string): Saying =>
  (answer) => {
    const said: Readonly<Record<string, unknown>> = JSON.parse(answer.body);
    const [first = '', ...others] = texts.parse(said[field]);
    return { ...answer, body: JSON.stringify({ ...said, [field]: [`${first}A`, ...others] }) };
  };

/** A meeting whose box two tellers opened. */
const openedBox = onceAGround(async (ground) => {
  const product = productAsItIs();
  const stage = await openStage(ground, { state: 'voting' });
  const { hall, session } = stage;
  await castAll(stage, new Slip());
  const board = await product.closeBox(hall, session, NO_PAPER);
  await product.freezeBoard(hall, session, board);
  for (const slot of ['discipline', 'delegates'] as const) await product.openBox(hall, session, slot, board.boardRoot);
  return { stage, boardRoot: board.boardRoot };
});

async function lookAtPublication(what: Publication, saying: Saying, ground: Ground): Promise<Outcome> {
  const { stage, boardRoot } = await openedBox(ground);
  const { statusCode, body } = saying(await publish(what, stage, boardRoot), '');
  if (statusCode !== 200) throw new Error(`${what} is refused: ${body}`);
  const given = texts.parse(JSON.parse(body)[FIELDS[what]]);
  return judgeSights(
    given.map(({ length }) => String(length)),
    'texts',
  );
}

const published = (what: Publication, title: string) =>
  attempt<Saying>({
    title,
    stoppedBy: 'one sight for all',
    weakness: 'one length for what is published of each ballot',
    product: () => asItSays,
    weakened: () => longerFor(FIELDS[what]),
    play: (saying, ground) => lookAtPublication(what, saying, ground),
  });

export const keptLengths: readonly Attempt[] = [
  inTheBox('the length of an attribute', (client, slip) => new NotingBox(client, () => '1'.repeat(slip.known))),
  inTheBox('the type of an attribute', (client, slip) => new NotingBox(client, () => (slip.known > 1 ? 1 : '1'))),
  inTheBox('whether an attribute is there', (client, slip) => new NotingSome(client, () => slip.known > 1)),
  published('getBoard', 'the receipts of a board that was fixed'),
  published('getSealedBallots', 'the sealed ballots as a teller fetches them'),
  published('getShares', 'the shares that a teller opened'),
];
