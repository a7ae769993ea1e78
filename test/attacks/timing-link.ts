import { BallotBox, receiptHex } from '../../functions/store/ballot-box.ts';
import { Registry } from '../../functions/store/registry.ts';
import { toB64u, toHex } from '../../shared/protocol/bytes.ts';
import { NONCE_BYTES } from '../../shared/protocol/sealed-ballot.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import { NotingBox, NotingRegistry, TellingBox } from './ground/leaky.ts';
import { ballotsOf, drawingsOf, type LootItem } from './ground/loot.ts';
import { StandingNotingRegistry } from './ground/noting-standings.ts';
import { onceAGround } from './ground/once-a-ground.ts';
import { type Sighting, tellingOrder } from './ground/rank-agreement.ts';
import { type Aftermath, playTimedMeeting, type Reaching } from './ground/timed-meeting.ts';
import { timesOf } from './ground/times.ts';

const MINUTE_MS = 60_000;
const STANDING = 'STANDING#';

const NOTHING = new Uint8Array();
const ballotIn = ({ item }: LootItem): Uint8Array => (item['ballot'] instanceof Uint8Array ? item['ballot'] : NOTHING);

/** Everything by which a ballot can be named: its receipt, the key of its item, its token's number, itself. */
function namesOf(each: LootItem): readonly string[] {
  const ballot = new Uint8Array(ballotIn(each));
  const nonce = ballot.slice(1, 1 + NONCE_BYTES);
  const receipt = receiptHex(ballot);
  const texts = [toHex(nonce), toB64u(nonce), toB64u(ballot).slice(0, 64)];
  return [receipt, toB64u(Buffer.from(receipt, 'hex')), String(each.item['sk']), ...texts];
}

/** Times that stand beside a ballot: in its item, in lines that name it, in objects that are named like it or hold it. */
function timesBesideBallots({ loot, window }: Aftermath): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const ballots = ballotsOf(loot).map((each) => ({ id: receiptHex(ballotIn(each)), each }));
  const items = timesOf(
    window,
    ballots.map(({ id, each }) => ({ id, value: each.item })),
  );
  const texts = loot.logged.map((value) => ({ value, text: JSON.stringify(value) }));
  const lines = ballots.flatMap(({ id, each }) => {
    const names = namesOf(each);
    const naming = texts.filter(({ text }) => names.some((name) => text.includes(name)));
    return naming.map(({ value }) => ({ id, value }));
  });
  const named = (where: string, times: typeof items) =>
    [...times].map(([path, found]) => [`${where}${path}`, found] as const);
  return new Map([...named('item', items), ...named('line', timesOf(window, lines))]);
}

/** Times that stand beside who drew: in a code's item, or in what is kept of the delegate. */
function timesBesideDrawings({ loot, window }: Aftermath): ReadonlyMap<string, ReadonlyMap<number, number>> {
  const codes = drawingsOf(loot).map(({ item }) => ({ id: Number(item['delegate']), value: item }));
  const standings = loot.items
    .filter(({ table, item }) => table === 'Registry' && String(item['sk']).startsWith(STANDING))
    .map(({ item }) => ({ id: Number(String(item['sk']).slice(STANDING.length)), value: item }));
  if (codes.length === 0 || standings.length !== codes.length) throw new Error('a drawing without its delegate');
  return new Map([
    ...[...timesOf(window, codes)].map(([path, found]) => [`code${path}`, found] as const),
    ...[...timesOf(window, standings)].map(([path, found]) => [`standing${path}`, found] as const),
  ]);
}

const judged = (orders: ReadonlyMap<string, readonly Sighting[]>, otherwise: string): Outcome => {
  const found = tellingOrder(orders);
  return found === undefined ? stopped(otherwise) : gained(`the order in which people voted, from ${found}`);
};

/** A camera at the urn: the attacker knows who cast first, second, third. */
function withCamera(aftermath: Aftermath): Outcome {
  const orders = new Map(
    [...timesBesideBallots(aftermath)].map(([name, times]) => {
      const seen = aftermath.truth.map(({ receipt }, arrival) => ({ arrival, value: times.get(receipt) }));
      return [name, seen.flatMap(({ arrival, value }) => (value === undefined ? [] : [{ arrival, value }]))];
    }),
  );
  return judged(orders, 'no time beside a ballot');
}

/** No camera: who drew when stands beside the codes, and each casts soon after. */
function withoutCamera(aftermath: Aftermath): Outcome {
  const { truth } = aftermath;
  const drawings = timesBesideDrawings(aftermath);
  if (drawings.size === 0) return stopped('no time beside a drawing');
  const orders = new Map<string, readonly Sighting[]>();
  for (const [drew, drawnAt] of drawings)
    for (const [cast, castAt] of timesBesideBallots(aftermath)) {
      const both = truth.map(({ delegate, receipt }) => ({
        arrival: drawnAt.get(delegate),
        value: castAt.get(receipt),
      }));
      const seen = both.flatMap(({ arrival, value }) =>
        arrival === undefined || value === undefined ? [] : [{ arrival, value }],
      );
      orders.set(`${drew} with ${cast}`, seen);
    }
  return judged(orders, 'no time beside a ballot');
}

const asItIs: Reaching = ({ client }) => ({
  registry: new Registry(client, 'Registry'),
  ballotBox: new BallotBox(client, 'BallotBox'),
});

/** The product is played once for every attempt: they look at the same things. */
const productAftermath = onceAGround((ground) => playTimedMeeting(asItIs, ground, 'announced'));

const attemptAt = (texts: {
  readonly title: string;
  readonly stoppedBy: string;
  readonly weakness: string;
  readonly judge: (aftermath: Aftermath) => Outcome;
  readonly weakened: Reaching;
}) =>
  attempt<Aftermath>({
    ...texts,
    product: productAftermath,
    weakened: (ground) =>
      playTimedMeeting((...given) => ({ ...asItIs(...given), ...texts.weakened(...given) }), ground, 'closed'),
    play: async (aftermath) => texts.judge(aftermath),
  });

/** Leaves every third item without it. */
const twoOfThree = (note: () => number): (() => number) => {
  let nth = 0;
  return () => {
    nth += 1;
    return nth % 3 === 0 ? 0 : note();
  };
};

/** Lines that name a ballot each in another way. */
const NAMING: readonly { readonly title: string; readonly named: (id: string, ballot: Uint8Array) => object }[] = [
  {
    title: 'lines of the log, and counts, that name a ballot, against the film of a camera',
    named: (_, ballot) => ({ receipt: receiptHex(ballot) }),
  },
  { title: 'the same lines where a ballot is named by the hash of its token', named: (id) => ({ token: id }) },
];

export const timingLink: Attack = {
  target: 'the times of drawing and casting',
  attacker: 'an operator who reads every table, backup, log and count, with or without a camera in the hall',
  holds: 'every item, line and object with every time in it; the list of delegates; perhaps who came to the urn when',
  wants: 'to say better than by chance whose ballot is whose',
  attempts: [
    attemptAt({
      title: 'ballots in the order of any time beside them, against the film of a camera',
      stoppedBy: 'no time beside a ballot',
      weakness: 'a box without a time in its items',
      judge: withCamera,
      weakened: ({ client }, { nowMs }) => ({ ballotBox: new NotingBox(client, nowMs) }),
    }),
    attemptAt({
      title: 'the same where the time is cut to the minute',
      stoppedBy: 'no time beside a ballot',
      weakness: 'a box without even a minute in its items',
      judge: withCamera,
      weakened: ({ client }, { nowMs }) => ({
        ballotBox: new NotingBox(client, () => Math.floor(nowMs() / MINUTE_MS)),
      }),
    }),
    attemptAt({
      title: 'the same where two ballots of three have a time',
      stoppedBy: 'no time beside a ballot',
      weakness: 'a box in which no item at all has a time',
      judge: withCamera,
      weakened: ({ client }, { nowMs }) => ({ ballotBox: new NotingBox(client, twoOfThree(nowMs)) }),
    }),
    ...NAMING.map(({ title, named }) =>
      attemptAt({
        title,
        stoppedBy: 'no time beside a ballot',
        weakness: 'the silence of casting in the log',
        judge: withCamera,
        weakened: ({ client }, { nowMs, write }) => ({
          ballotBox: new TellingBox(client, (id, ballot) =>
            write({ at: new Date(nowMs()).toISOString(), ...named(id, ballot) }),
          ),
        }),
      }),
    ),
    attemptAt({
      title: 'dates of objects in a bucket, against the film of a camera',
      stoppedBy: 'no time beside a ballot',
      weakness: 'ballots that are kept in a table alone',
      judge: withCamera,
      weakened: ({ client }, { objects }) => ({
        ballotBox: new TellingBox(client, (_, ballot) =>
          objects.put({ session: 'copies', edition: receiptHex(ballot) }, 'sealed.json', ''),
        ),
      }),
    }),
    attemptAt({
      title: 'drawings and ballots in the order of the times beside both',
      stoppedBy: 'no time beside a drawing',
      weakness: 'registry and box without times in their items',
      judge: withoutCamera,
      weakened: ({ client }, { nowMs }) => ({
        registry: new NotingRegistry(client, () => new Date(nowMs()).toISOString()),
        ballotBox: new NotingBox(client, () => Math.floor(nowMs() / 1_000)),
      }),
    }),
    attemptAt({
      title: 'the same where both times are cut to the minute',
      stoppedBy: 'no time beside a drawing',
      weakness: 'registry and box without even a minute in their items',
      judge: withoutCamera,
      weakened: ({ client }, { nowMs }) => {
        const minute = () => Math.floor(nowMs() / MINUTE_MS);
        return { registry: new NotingRegistry(client, minute), ballotBox: new NotingBox(client, minute) };
      },
    }),
    attemptAt({
      title: 'the same where the time of a drawing stands beside the delegate, not beside the code',
      stoppedBy: 'no time beside a drawing',
      weakness: 'standings and box without even a minute in their items',
      judge: withoutCamera,
      weakened: ({ client }, { nowMs }) => {
        const minute = () => Math.floor(nowMs() / MINUTE_MS);
        return { registry: new StandingNotingRegistry(client, minute), ballotBox: new NotingBox(client, minute) };
      },
    }),
  ],
};
