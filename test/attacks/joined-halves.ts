import * as z from 'zod';
import type { Dependencies } from '../../functions/http/dependencies.ts';
import { BallotBox } from '../../functions/store/ballot-box.ts';
import { Registry } from '../../functions/store/registry.ts';
import type { OperationId } from '../../shared/contract/routes.ts';
import { type Bytes, toB64u } from '../../shared/protocol/bytes.ts';
import { TOKEN_SIGNATURE_BYTES } from '../../shared/protocol/token-key.ts';
import { platformRandom } from '../unit/protocol/vectors.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import { FailingTables } from './ground/failing-tables.ts';
import type { Ground } from './ground/ground.ts';
import { NO_PAPER } from './ground/issuing.ts';
import { NotingBox, NotingRegistry } from './ground/leaky.ts';
import { ballotsOf, drawingsOf, type Loot, type LootItem, leavesOf, lootOf } from './ground/loot.ts';
import { MARK_NAMES, MARKS, type MarkName, type Marks, marksOf, senderOf } from './ground/marks.ts';
import { onceAGround } from './ground/once-a-ground.ts';
import { MarkingMetrics, markingLog, markOfCurrent, Outlets, tracingProduct } from './ground/outlets.ts';
import type { Stage } from './ground/stage.ts';
import { type Product, productAsItIs } from './ground/stages.ts';
import { letThemVote } from './ground/voting-people.ts';
import { memoryAttempts } from './joined-memory.ts';

const PEOPLE = 3;

/** Where a mark could stay. */
type Place = 'tables' | 'log' | 'metrics';

interface Server {
  readonly product: Product;
  readonly deps: (ground: Ground, tables: FailingTables, outlets: Outlets) => Partial<Dependencies>;
}

/** What an operator finds after a meeting. */
interface Found {
  readonly marks: ReadonlyMap<number, Marks>;
  readonly loot: () => Promise<Loot>;
  readonly lines: Readonly<Record<Exclude<Place, 'tables'>, readonly string[]>>;
}

/** Everybody draws and casts, is refused once at each half, and comes once while the engine fails. */
async function meet({ product, deps }: Server, ground: Ground): Promise<Found> {
  const [outlets, tables] = [new Outlets(), new FailingTables(ground)];
  const { log, metrics } = outlets;
  const stage = await product.openStage(ground, {
    state: 'voting',
    cards: PEOPLE,
    deps: { log, metrics, ...deps(ground, tables, outlets) },
  });
  const { hall, session, cards } = stage;
  const marks = new Map(cards.map(({ delegate }) => [delegate, marksOf(delegate)]));
  const ofNobody = hall.sender;
  const between = (_step: string, delegate: number) => {
    hall.sender = senderOf(marks.get(delegate) ?? marksOf(delegate));
  };
  await letThemVote(product, stage, { order: 'draw-first', between });
  for (const card of cards) {
    between('again', card.delegate);
    const forged = (await session.seal(3)).map((byte, at) => (at === 1 ? byte ^ 1 : byte));
    await askInVain(stage, { code: card.code, ballot: forged }, '409 403');
    tables.quoted = Object.values(marks.get(card.delegate) ?? {}).join(' ');
    await askInVain(stage, { code: card.code, ballot: await session.seal(3) }, '500 500');
    tables.quoted = null;
  }
  hall.sender = ofNobody;
  await product.closeBox(hall, session, { ...NO_PAPER, drawn: PEOPLE });
  const lines = { log: outlets.logged, metrics: outlets.counted };
  if (lines.log.length !== 2 * PEOPLE || lines.metrics.length === 0) throw new Error('nothing was written to look at');
  return { marks, loot: () => lootOf(ground, stage), lines };
}

/** A drawing with a code that is spent, and a casting, which must be answered so. */
async function askInVain(
  { hall, session }: Stage,
  { code, ballot }: { readonly code: string; readonly ballot: Bytes },
  statuses: string,
): Promise<void> {
  const blinded = platformRandom(TOKEN_SIGNATURE_BYTES);
  blinded[0] = 0;
  const drawing = await hall.send('checkIn', { session: session.id, code, blinded: toB64u(blinded) });
  const casting = await hall.send('castBallot', session.casting(ballot));
  const came = `${drawing.status} ${casting.status}`;
  if (came !== statuses) throw new Error(`answered ${came}, not ${statuses}`);
}

const has = ({ item }: LootItem, mark: string) => leavesOf(item).some(([, leaf]) => String(leaf).includes(mark));

/** Both halves of somebody: a mark that is beside one code, the delegate's own, and beside one ballot. */
function joinedInTables(name: MarkName, marks: Found['marks'], loot: Loot): number {
  return [...marks].filter(([delegate, { [name]: mark }]) => {
    const drew = drawingsOf(loot).filter((code) => has(code, mark));
    const cast = ballotsOf(loot).filter((ballot) => has(ballot, mark));
    return drew.length === 1 && cast.length === 1 && Number(drew[0]?.item['delegate']) === delegate;
  }).length;
}

const written = z.looseObject({ operation: z.string() });

/** A phone in a line of its drawing and in a line of its casting. */
function joinedInLines(name: MarkName, marks: Found['marks'], lines: readonly string[]): number {
  const ofOperation = (id: OperationId) => lines.filter((line) => written.parse(JSON.parse(line)).operation === id);
  const [drew, cast] = [ofOperation('checkIn'), ofOperation('castBallot')];
  return [...marks.values()].filter(({ [name]: mark }) =>
    [drew, cast].every((half) => half.some((line) => line.includes(mark))),
  ).length;
}

async function judge(place: Place, name: MarkName, { marks, loot, lines }: Found): Promise<Outcome> {
  if (place !== 'tables') return verdict(name, marks, joinedInLines(name, marks, lines[place]), lines[place]);
  const looted = await loot();
  return verdict(name, marks, joinedInTables(name, marks, looted), [JSON.stringify(looted.items)]);
}

function verdict(name: MarkName, marks: Found['marks'], joined: number, kept: readonly string[]): Outcome {
  if (joined > 0) return gained(`${joined} of ${PEOPLE} phones in both halves`);
  const isKept = [...marks.values()].some(({ [name]: mark }) => kept.some((text) => text.includes(mark)));
  return stopped(isKept ? 'one half alone' : 'nothing of a request is kept');
}

type Weakened = Server['deps'];

const stores: Weakened = (_, { client }) => ({
  registry: new Registry(client, 'Registry'),
  ballotBox: new BallotBox(client, 'BallotBox'),
});

/** A part that notes a mark of the request that is handled. */
const NOTING: Readonly<Record<Place, (note: () => string) => Weakened>> = {
  tables:
    (note) =>
    (_, { client }) => ({
      registry: new NotingRegistry(client, note),
      ballotBox: new NotingBox(client, note),
    }),
  log: (note) => (ground, tables, outlets) => ({ ...stores(ground, tables, outlets), log: markingLog(outlets, note) }),
  metrics: (note) => (ground, tables, outlets) => ({
    ...stores(ground, tables, outlets),
    metrics: new MarkingMetrics(outlets, note),
  }),
};

const WHERE: Readonly<Record<Place, string>> = {
  tables: 'in the tables',
  log: 'in lines of the log',
  metrics: 'in lines of counts',
};

/** One meeting for all attempts at the product: each looks for its own mark at its own place. */
const metAsItIs = onceAGround((ground) => meet({ product: productAsItIs(), deps: stores }, ground));

const attemptBy = (place: Place, name: MarkName) =>
  attempt<(ground: Ground) => Promise<Found>>({
    title: `drawing and casting joined by ${MARK_NAMES[name]} ${WHERE[place]}`,
    stoppedBy: 'nothing of a request is kept',
    weakness: 'handlers that know nothing of who asks',
    product: () => metAsItIs,
    weakened: async (ground) => {
      const product = await tracingProduct(ground);
      const deps = NOTING[place](() => markOfCurrent(name));
      return () => meet({ product, deps }, ground);
    },
    play: async (meeting, ground) => judge(place, name, await meeting(ground)),
  });

export const joinedHalves: Attack = {
  target: 'the two halves, drawing and casting',
  attacker: 'an operator with every table and every log, or with the memory of the running functions',
  holds: 'what the platform hands to a function with each request: address, agent, trace, cookie, id',
  wants: 'to find the phone that drew under a name again where a ballot was cast',
  attempts: [
    ...(['tables', 'log', 'metrics'] as const).flatMap((place) => MARKS.map((name) => attemptBy(place, name))),
    ...memoryAttempts,
  ],
};
