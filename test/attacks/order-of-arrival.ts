import { createHash } from 'node:crypto';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { BallotBox } from '../../functions/store/ballot-box.ts';
import { CountyTables } from '../../infra/county-tables.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import { type Sight, sightsOf } from './ground/arrival-sights.ts';
import { CastUnder } from './ground/boxes.ts';
import type { Ground } from './ground/ground.ts';
import { onceAGround } from './ground/once-a-ground.ts';
import { tellingOrder } from './ground/rank-agreement.ts';
import { type Product, productAsItIs, productWithout } from './ground/stages.ts';

/** What the box is kept in, and what gives its board out. */
interface Keeping {
  readonly product: () => Product | Promise<Product>;
  readonly boxIn: (ground: Ground) => BallotBox;
}

const asItIs: Keeping = {
  product: productAsItIs,
  boxIn: ({ tables }) => new BallotBox(tables.client, 'BallotBox'),
};

const hexOf = (ballot: Uint8Array): string => createHash('sha256').update(ballot).digest('hex');

/** A box whose ids are made from how many came before. */
const numberedBox =
  (idOf: (arrived: number, ballot: Uint8Array) => string): Keeping['boxIn'] =>
  ({ tables }) => {
    let arrived = -1;
    return new CastUnder(tables.client, (ballot) => {
      arrived += 1;
      return idOf(arrived, ballot);
    });
  };

/** Ids that count up, as many a database gives them, all in one partition. */
const counting: Keeping = { ...asItIs, boxIn: numberedBox((arrived) => `0${String(arrived).padStart(63, '0')}`) };

const FIRST_MS = 1_226_000_000_000;
/** Ids that begin with the time, as UUIDv7 and ULID do. */
const dawning: Keeping = {
  ...asItIs,
  boxIn: numberedBox(
    (arrived, ballot) => `0${(FIRST_MS + arrived * 1_000).toString(16).padStart(12, '0')}${hexOf(ballot).slice(0, 51)}`,
  ),
};

/** Ids that begin with a quarter of an hour, and go on with a hash. */
const quarterly: Keeping = {
  ...asItIs,
  boxIn: numberedBox((arrived, ballot) => `0${Math.floor(arrived / 6)}${hexOf(ballot).slice(0, 62)}`),
};

const PARTITIONS = 6;
/** Ids that count up within each partition, the partitions themselves in no order. */
const sharded: Keeping = {
  ...asItIs,
  boxIn: numberedBox((arrived) => `${(arrived * 5) % PARTITIONS}${String(arrived).padStart(63, '0')}`),
};

/** A board in the order in which it was read, from a box that counts. */
const unsorted: Keeping = {
  ...counting,
  product: productWithout({ 'shared/protocol/board.ts': { makeBoard: () => (receipts) => [...receipts] } }),
};

/** Each way of keeping is played once for all attempts, and looked at from every side. */
const SIGHTS = new Map(
  [asItIs, counting, dawning, quarterly, sharded, unsorted].map((keeping) => [
    keeping,
    onceAGround(async (ground) => sightsOf(await keeping.product(), ground, keeping.boxIn(ground))),
  ]),
);

const attemptAt = (texts: {
  readonly title: string;
  readonly weakness: string;
  readonly sights: readonly Sight[];
  readonly weakened: Keeping;
}) =>
  attempt<Keeping>({
    ...texts,
    stoppedBy: 'an order that says nothing',
    product: () => asItIs,
    weakened: () => texts.weakened,
    play: async (keeping, ground) => {
      const all = await SIGHTS.get(keeping)?.(ground);
      if (all === undefined) throw new Error('a way of keeping that nobody plays');
      const found = tellingOrder(new Map(texts.sights.map((sight) => [sight, all[sight]])));
      return found === undefined
        ? stopped('an order that says nothing')
        : gained(`the order in which ballots came, from ${found}`);
    },
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
  holds: 'items by key, by scan and by export; the list of who went to cast one after the other',
  wants: 'to lay the one list beside the other, and fit better than by chance',
  attempts: [
    attemptAt({
      title: 'items by their keys, as a backup has them',
      weakness: 'ids that are hashes: a number that counts up',
      sights: ['keys'],
      weakened: counting,
    }),
    attemptAt({
      title: 'items by keys that begin with a time',
      weakness: 'ids that are hashes: one that begins with the time',
      sights: ['keys'],
      weakened: dawning,
    }),
    attemptAt({
      title: 'items by keys of which only the beginning says something',
      weakness: 'ids that are hashes: one that begins with the quarter of an hour',
      sights: ['keys'],
      weakened: quarterly,
    }),
    attemptAt({
      title: 'items by their keys within each partition',
      weakness: 'ids that are hashes: a number that counts up in each of the partitions',
      sights: ['keys of a partition'],
      weakened: sharded,
    }),
    attemptAt({
      title: 'items as a scan gives them, at once and three at a time',
      weakness: 'partitions by the hash of a token',
      sights: ['a scan', 'a scan in small pages'],
      weakened: counting,
    }),
    attemptAt({
      title: 'items as a scan gives them, partition by partition',
      weakness: 'ids that are hashes, within a partition too',
      sights: ['a scan of a partition'],
      weakened: sharded,
    }),
    attemptAt({
      title: 'lines of an export, as `npm run export` writes them',
      weakness: 'ids that are hashes, in an export too',
      sights: ['an export'],
      weakened: counting,
    }),
    attemptAt({
      title: 'the sealed ballots, the board and its stored page in the order in which they are given out',
      weakness: 'a board that is sorted',
      sights: ['the sealed ballots', 'the board', 'the stored board'],
      weakened: unsorted,
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
