import { createHash } from 'node:crypto';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import type { Dependencies } from '../../functions/http/dependencies.ts';
import { BallotBox, receiptHex } from '../../functions/store/ballot-box.ts';
import { CountyTables } from '../../infra/county-tables.ts';
import type { Bytes } from '../../shared/protocol/bytes.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import { CastUnder } from './ground/boxes.ts';
import type { Ground } from './ground/ground.ts';
import { NO_PAPER } from './ground/issuing.ts';
import { ballotsOf, lootOf } from './ground/loot.ts';
import type { Stage } from './ground/stage.ts';
import { type Product, productAsItIs, productWithout } from './ground/stages.ts';
import { letThemVote } from './ground/voting-people.ts';

/** Nine: one order in 362 880 is right by chance, and each is looked at forwards and backwards. */
const PEOPLE = 9;

/** Ids that count up, as many a database gives them: they sort by arrival. */
function countingBox({ tables }: Ground): BallotBox {
  let arrived = 0;
  const id = () => {
    arrived += 1;
    // One partition for all, as such a key would have it.
    return `0${String(arrived).padStart(63, '0')}`;
  };
  return new CastUnder(tables.client, id);
}

/** Ids that begin with the time, as UUIDv7 and ULID do. */
function dawningBox({ tables }: Ground): BallotBox {
  let atMs = 1_226_000_000_000;
  const id = (ballot: Uint8Array) => {
    atMs += 1_000;
    return `0${atMs.toString(16).padStart(12, '0')}${createHash('sha256').update(ballot).digest('hex').slice(0, 51)}`;
  };
  return new CastUnder(tables.client, id);
}

const hashBox = ({ tables }: Ground): BallotBox => new BallotBox(tables.client, 'BallotBox');

/** The receipts in an order that somebody can see. */
type Sight = (product: Product, ground: Ground, stage: Stage, root: string) => Promise<readonly string[]>;

const bytesOf = (value: unknown): Uint8Array => (value instanceof Uint8Array ? value : new Uint8Array());

/** Items by their own keys: what a backup, an export or a scan of one partition is sorted by. */
const byKeys: Sight = async (_, ground, stage) => {
  const ballots = ballotsOf(await lootOf(ground, stage));
  const sorted = [...ballots].sort((left, right) => (String(left.item['sk']) < String(right.item['sk']) ? -1 : 1));
  return sorted.map(({ item }) => receiptHex(bytesOf(item['ballot'])));
};

/** Items as a scan gives them. */
const byScan: Sight = async (_, ground, stage) =>
  ballotsOf(await lootOf(ground, stage)).map(({ item }) => receiptHex(bytesOf(item['ballot'])));

/** The public board, as every phone fetches it. */
const byBoard: Sight = async (product, _, { hall, session }, root) => {
  const ballots = await product.fetchAllBallots(hall, session, root);
  return ballots.map((ballot: Bytes) => receiptHex(ballot));
};

async function play(
  { product, boxIn }: { readonly product: Product; readonly boxIn: (ground: Ground) => BallotBox },
  ground: Ground,
  sight: Sight,
) {
  const deps: Partial<Dependencies> = { ballotBox: boxIn(ground) };
  const stage = await product.openStage(ground, { state: 'voting', cards: PEOPLE, deps });
  const truth = await letThemVote(product, stage, { order: 'draw-first', between: () => undefined });
  const { boardRoot } = await product.closeBox(stage.hall, stage.session, { ...NO_PAPER, drawn: PEOPLE });
  const seen = await sight(product, ground, stage, boardRoot);
  if (seen.length !== PEOPLE) throw new Error(`${seen.length} ballots are seen`);
  const arrival = truth.map(({ receipt }) => receipt);
  const isArrival = [arrival, arrival.toReversed()].some((order) => order.join() === seen.join());
  return isArrival ? gained('the order in which the ballots came') : stopped('an order that says nothing');
}

const withBox = (boxIn: (ground: Ground) => BallotBox) => () => ({ product: productAsItIs(), boxIn });

const attemptAt = (
  title: string,
  sight: Sight,
  weakened: { readonly weakness: string; readonly boxIn: (ground: Ground) => BallotBox },
) =>
  attempt({
    title,
    stoppedBy: 'an order that says nothing',
    weakness: weakened.weakness,
    product: withBox(hashBox),
    weakened: withBox(weakened.boxIn),
    play: (part, ground) => play(part, ground, sight),
  });

/** Tables of which the box keeps something of its own past. */
const boxWith = (change: (box: CfnTable) => void): typeof CountyTables =>
  class extends CountyTables {
    constructor(...given: ConstructorParameters<typeof CountyTables>) {
      super(...given);
      const { defaultChild } = this.ballotBox.node;
      if (!(defaultChild instanceof CfnTable)) throw new Error('the box is no table');
      change(defaultChild);
    }
  };

const STATES: readonly { readonly what: string; readonly keeping: typeof CountyTables }[] = [
  {
    what: 'a stream',
    keeping: boxWith((box) => {
      box.streamSpecification = { streamViewType: 'KEYS_ONLY' };
    }),
  },
  {
    what: 'recovery to any second',
    keeping: boxWith((box) => {
      box.pointInTimeRecoverySpecification = { pointInTimeRecoveryEnabled: true };
    }),
  },
];

/** What CloudFormation is told to keep beside the present state of the box. */
function lookForStates(tables: typeof CountyTables): Outcome {
  const stack = new Stack(new App(), 'Attacked');
  new tables(stack, 'Tables', { key: null });
  const found = Object.entries(Template.fromStack(stack).findResources('AWS::DynamoDB::Table'));
  const box = found.find(([id]) => id.includes('BallotBox'))?.[1];
  if (box === undefined) throw new Error('the template has no box');
  const keeps = Object.keys(Object(box['Properties'])).filter((name) =>
    /Stream|Recovery|TimeToLive|Insights/.test(name),
  );
  return keeps.length === 0
    ? stopped('one state of the box, the present one')
    : gained(`every state of it: ${keeps.join()}`);
}

export const orderOfArrival: Attack = {
  target: 'the order in which ballots came',
  attacker: 'whoever sees a table, a backup, an export, or the board that everybody sees, and stood in the hall',
  holds: 'items by key and by scan; the list of who went to cast one after the other',
  wants: 'to lay the one list beside the other',
  attempts: [
    attemptAt('items by their keys, as a backup or an export has them', byKeys, {
      weakness: 'ids that are hashes: a number that counts up',
      boxIn: countingBox,
    }),
    attemptAt('items by keys that begin with a time', byKeys, {
      weakness: 'ids that are hashes: one that begins with the time',
      boxIn: dawningBox,
    }),
    attemptAt('items as a scan gives them', byScan, {
      weakness: 'partitions by the hash of a token',
      boxIn: countingBox,
    }),
    attempt({
      title: 'the sealed ballots, the board and the sealed bundle in the order in which they are given out',
      stoppedBy: 'an order that says nothing',
      weakness: 'a board that is sorted',
      product: withBox(hashBox),
      weakened: async () => ({
        product: await productWithout({
          'shared/protocol/board.ts': { makeBoard: () => (receipts) => [...receipts] },
        })(),
        boxIn: countingBox,
      }),
      play: (part, ground) => play(part, ground, byBoard),
    }),
    ...STATES.map(({ what, keeping }) =>
      attempt<typeof CountyTables>({
        title: `the box as it was before and after each ballot, by ${what}`,
        stoppedBy: 'one state of the box, the present one',
        weakness: `a table without ${what}`,
        product: () => CountyTables,
        weakened: () => keeping,
        play: async (tables) => lookForStates(tables),
      }),
    ),
  ],
};
