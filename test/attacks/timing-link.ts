import { S3Client } from '@aws-sdk/client-s3';
import type { Dependencies } from '../../functions/http/dependencies.ts';
import type { Count } from '../../functions/http/metrics.ts';
import { BallotBox, receiptHex } from '../../functions/store/ballot-box.ts';
import { Documents } from '../../functions/store/documents.ts';
import { Registry } from '../../functions/store/registry.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { NotingBox, NotingRegistry, TellingBox } from './ground/leaky.ts';
import { ballotsOf, drawingsOf, type Loot, type LootItem, lootOf } from './ground/loot.ts';
import { onceAGround } from './ground/once-a-ground.ts';
import { type Sighting, tellingOrder } from './ground/rank-agreement.ts';
import { openStage } from './ground/stage.ts';
import { productAsItIs } from './ground/stages.ts';
import { timesOf, type Window } from './ground/times.ts';
import { letThemVote, type Truth } from './ground/voting-people.ts';

/** So many that an order which is right for two thirds of them cannot be chance. */
const PEOPLE = 30;
const MINUTE_MS = 60_000;

/** A meeting that was played, with everything that it left and the truth. */
interface Aftermath {
  readonly loot: Loot;
  readonly truth: readonly Truth[];
  readonly window: Window;
}

const receiptIn = ({ item }: LootItem): string =>
  item['ballot'] instanceof Uint8Array ? receiptHex(item['ballot']) : '';

/** Times that stand beside a ballot: in its item, in lines that name it, in objects that are named like it. */
function timesBesideBallots({ loot, window }: Aftermath): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const ballots = ballotsOf(loot);
  const items = timesOf(
    window,
    ballots.map((each) => ({ id: receiptIn(each), value: each.item })),
  );
  const lines = ballots
    .map(receiptIn)
    .flatMap((id) => loot.logged.filter((line) => JSON.stringify(line).includes(id)).map((value) => ({ id, value })));
  const logged = timesOf(window, lines);
  const named = (where: string, times: typeof items) =>
    [...times].map(([path, found]) => [`${where}${path}`, found] as const);
  return new Map([...named('item', items), ...named('line', logged)]);
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
  const { loot, truth, window } = aftermath;
  const rows = drawingsOf(loot).map(({ item }) => ({ id: Number(item['delegate']), value: item }));
  const drawings = timesOf(window, rows);
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

type Reaching = (ground: Ground, nowMs: () => number, write: (line: object) => void) => Partial<Dependencies>;
const asItIs: Reaching = ({ tables }) => ({
  registry: new Registry(tables.client, 'Registry'),
  ballotBox: new BallotBox(tables.client, 'BallotBox'),
});

/** A bucket in which every object has the date at which it was put there. */
class DatedObjects extends Documents {
  readonly #put: (name: string) => void;

  constructor(put: (name: string) => void) {
    super({ client: new S3Client({ region: 'none' }), bucket: 'none' });
    this.#put = put;
  }

  override async put(...[place, name]: Parameters<Documents['put']>): Promise<void> {
    this.#put(`${place.session}/${place.edition}/${name}`);
  }
}

/** People come one after the other, between some seconds and a minute and a half apart. */
async function playMeeting(reaching: Reaching, ground: Ground): Promise<Aftermath> {
  const hallClock = { nowMs: () => 0 };
  const logged: object[] = [];
  const write = (line: object) => void logged.push(line);
  const deps = reaching(ground, () => hallClock.nowMs(), write);
  const metrics = { count: (count: Count) => write({ ...count, at: hallClock.nowMs() }) };
  const objects = new DatedObjects((key) => write({ key, lastModified: new Date(hallClock.nowMs()) }));
  const stage = await openStage(ground, {
    state: 'voting',
    cards: PEOPLE,
    deps: { metrics, documents: objects, ...deps },
  });
  const { hall } = stage;
  hallClock.nowMs = () => hall.nowMs;
  const fromMs = hall.nowMs;
  const between = () => {
    hall.nowMs += 7_000 + Math.floor(Math.random() * 83_000);
  };
  const truth = await letThemVote(productAsItIs(), stage, { order: 'one-by-one', between });
  const loot = await lootOf(ground, stage);
  return { loot: { ...loot, logged: [...loot.logged, ...logged] }, truth, window: { fromMs, toMs: hall.nowMs } };
}

/** The product is played once for every attempt: they look at the same things. */
const productAftermath = onceAGround((ground) => playMeeting(asItIs, ground));

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
    weakened: (ground) => playMeeting(texts.weakened, ground),
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
      weakened: ({ tables }, nowMs) => ({ ballotBox: new NotingBox(tables.client, nowMs) }),
    }),
    attemptAt({
      title: 'the same where the time is cut to the minute',
      stoppedBy: 'no time beside a ballot',
      weakness: 'a box without even a minute in its items',
      judge: withCamera,
      weakened: ({ tables }, nowMs) => ({
        ballotBox: new NotingBox(tables.client, () => Math.floor(nowMs() / MINUTE_MS)),
      }),
    }),
    attemptAt({
      title: 'the same where two ballots of three have a time',
      stoppedBy: 'no time beside a ballot',
      weakness: 'a box in which no item at all has a time',
      judge: withCamera,
      weakened: ({ tables }, nowMs) => ({ ballotBox: new NotingBox(tables.client, twoOfThree(nowMs)) }),
    }),
    attemptAt({
      title: 'lines of the log, and counts, that name a ballot, against the film of a camera',
      stoppedBy: 'no time beside a ballot',
      weakness: 'the silence of casting in the log',
      judge: withCamera,
      weakened: ({ tables }, nowMs, write) => ({
        ballotBox: new TellingBox(tables.client, (_, ballot) =>
          write({ at: new Date(nowMs()).toISOString(), receipt: receiptHex(ballot) }),
        ),
      }),
    }),
    attemptAt({
      title: 'dates of objects in a bucket, against the film of a camera',
      stoppedBy: 'no time beside a ballot',
      weakness: 'ballots that are kept in a table alone',
      judge: withCamera,
      weakened: ({ tables }, nowMs, write) => {
        const objects = new DatedObjects((key) => write({ key, lastModified: new Date(nowMs()).toISOString() }));
        const keep = (edition: string) => objects.put({ session: 'copies', edition }, 'sealed.json', '');
        return { ballotBox: new TellingBox(tables.client, (_, ballot) => keep(receiptHex(ballot))) };
      },
    }),
    attemptAt({
      title: 'drawings and ballots in the order of the times beside both',
      stoppedBy: 'no time beside a drawing',
      weakness: 'registry and box without times in their items',
      judge: withoutCamera,
      weakened: ({ tables }, nowMs) => ({
        registry: new NotingRegistry(tables.client, () => new Date(nowMs()).toISOString()),
        ballotBox: new NotingBox(tables.client, () => Math.floor(nowMs() / 1_000)),
      }),
    }),
    attemptAt({
      title: 'the same where both times are cut to the minute',
      stoppedBy: 'no time beside a drawing',
      weakness: 'registry and box without even a minute in their items',
      judge: withoutCamera,
      weakened: ({ tables }, nowMs) => {
        const minute = () => Math.floor(nowMs() / MINUTE_MS);
        return {
          registry: new NotingRegistry(tables.client, minute),
          ballotBox: new NotingBox(tables.client, minute),
        };
      },
    }),
  ],
};
