import { createHash } from 'node:crypto';
import type { Dependencies } from '../../functions/http/dependencies.ts';
import { BallotBox, type Casting } from '../../functions/store/ballot-box.ts';
import { Registry } from '../../functions/store/registry.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { NotingBox, NotingRegistry } from './ground/leaky.ts';
import { ballotsOf, drawingsOf, type Loot, type LootItem, lootOf } from './ground/loot.ts';
import { openStage } from './ground/stage.ts';
import { productAsItIs } from './ground/stages.ts';
import { byTime, timesOf, type Window } from './ground/times.ts';
import { letThemVote, type Truth } from './ground/voting-people.ts';

/** Eight people: one in 40 320 guesses of their order is right by chance. */
const PEOPLE = 8;

const receiptIn = ({ item }: LootItem): string =>
  item['ballot'] instanceof Uint8Array ? createHash('sha256').update(item['ballot']).digest('hex') : '';

/** Every order of the ballots that the loot tells: by times in their items, or by lines of the log that name one. */
function ordersOf(loot: Loot, window: Window): readonly (readonly string[])[] {
  const ballots = ballotsOf(loot).map((each) => ({ id: receiptIn(each), value: each.item }));
  const lines = ballots.flatMap(({ id }) =>
    loot.logged.filter((line) => JSON.stringify(line).includes(id)).map((value) => ({ id, value })),
  );
  const fromLog = lines.length === ballots.length ? timesOf(window, lines) : [];
  return [...timesOf(window, ballots), ...fromLog].map(byTime);
}

/** A camera at the urn: the attacker knows who cast first, second, third. */
const withCamera = (loot: Loot, truth: readonly Truth[], window: Window): Outcome => {
  const isFound = ordersOf(loot, window).some((order) => order.join() === truth.map(({ receipt }) => receipt).join());
  return isFound ? gained('whose ballot is whose, of all of them') : stopped('no time beside a ballot');
};

/** No camera: who drew when stands beside the codes, and each casts soon after. */
const withoutCamera = (loot: Loot, truth: readonly Truth[], window: Window): Outcome => {
  const drawings = drawingsOf(loot).map(({ item }) => ({ id: String(item['delegate']), value: item }));
  const delegates = timesOf(window, drawings).map(byTime);
  if (delegates.length === 0) return stopped('no time beside a drawing');
  const right = truth.map(({ delegate, receipt }) => `${delegate} ${receipt}`).join();
  const isFound = delegates.some((drew) =>
    ordersOf(loot, window).some((cast) => drew.map((delegate, place) => `${delegate} ${cast[place]}`).join() === right),
  );
  return isFound ? gained('whose ballot is whose, of all of them') : stopped('no time beside a ballot');
};

type Reaching = (ground: Ground, nowMs: () => number) => Partial<Dependencies>;
const asItIs: Reaching = ({ tables }) => ({
  registry: new Registry(tables.client, 'Registry'),
  ballotBox: new BallotBox(tables.client, 'BallotBox'),
});

/** A box that logs what it keeps. */
class LoggingBox extends BallotBox {
  log: (line: { readonly at: string; readonly receipt: string }) => void = () => undefined;
  nowMs: () => number = () => 0;

  override async cast(session: string, id: string, ballot: Uint8Array): Promise<Casting> {
    const receipt = createHash('sha256').update(ballot).digest('hex');
    this.log({ at: new Date(this.nowMs()).toISOString(), receipt });
    return super.cast(session, id, ballot);
  }
}

/** People come one after the other, between some seconds and a minute and a half apart. */
async function playMeeting(
  reaching: Reaching,
  ground: Ground,
  judge: (loot: Loot, truth: readonly Truth[], window: Window) => Outcome,
): Promise<Outcome> {
  let nowMs = () => 0;
  const deps = reaching(ground, () => nowMs());
  const stage = await openStage(ground, { state: 'voting', cards: PEOPLE, deps });
  const { hall } = stage;
  nowMs = () => hall.nowMs;
  if (deps.ballotBox instanceof LoggingBox) {
    deps.ballotBox.nowMs = nowMs;
    deps.ballotBox.log = (line) => void logged.push(line);
  }
  const logged: object[] = [];
  const fromMs = hall.nowMs;
  const between = () => {
    hall.nowMs += 7_000 + Math.floor(Math.random() * 83_000);
  };
  const truth = await letThemVote(productAsItIs(), stage, { order: 'one-by-one', between });
  const loot = await lootOf(ground, stage);
  return judge({ ...loot, logged: [...loot.logged, ...logged] }, truth, { fromMs, toMs: hall.nowMs });
}

export const timingLink: Attack = {
  target: 'the times of drawing and casting',
  attacker: 'an operator who reads every table, backup and log, with or without a camera in the hall',
  holds: 'every item and every line with every time in it; the list of delegates; perhaps who came to the urn when',
  wants: 'to say whose ballot is whose',
  attempts: [
    attempt<Reaching>({
      title: 'ballots in the order of any time beside them, against the film of a camera',
      stoppedBy: 'no time beside a ballot',
      weakness: 'a box without a time in its items',
      product: () => asItIs,
      weakened: () => (ground, nowMs) => ({ ballotBox: new NotingBox(ground.tables.client, nowMs) }),
      play: (reaching, ground) => playMeeting(reaching, ground, withCamera),
    }),
    attempt<Reaching>({
      title: 'lines of the log that name a ballot, against the film of a camera',
      stoppedBy: 'no time beside a ballot',
      weakness: 'the silence of casting in the log',
      product: () => asItIs,
      weakened: () => (ground) => ({ ballotBox: new LoggingBox(ground.tables.client, 'BallotBox') }),
      play: (reaching, ground) => playMeeting(reaching, ground, withCamera),
    }),
    attempt<Reaching>({
      title: 'drawings and ballots in the order of the times beside both',
      stoppedBy: 'no time beside a drawing',
      weakness: 'registry and box without times in their items',
      product: () => asItIs,
      weakened: () => (ground, nowMs) => ({
        registry: new NotingRegistry(ground.tables.client, () => new Date(nowMs()).toISOString()),
        ballotBox: new NotingBox(ground.tables.client, () => Math.floor(nowMs() / 1_000)),
      }),
      play: (reaching, ground) => playMeeting(reaching, ground, withoutCamera),
    }),
  ],
};
