import type { Dependencies } from '../../../functions/http/dependencies.ts';
import { EmbeddedMetrics } from '../../../functions/http/embedded-metrics.ts';
import { logTo } from '../../../functions/http/log-line.ts';
import { receiptHex } from '../../../functions/store/ballot-box.ts';
import type { RequestOf } from '../../../shared/contract/operations.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import { type Bytes, fromB64u, toB64u } from '../../../shared/protocol/bytes.ts';
import { TOKEN_SIGNATURE_BYTES } from '../../../shared/protocol/token-key.ts';
import { COUNTY, type Hall } from '../../integration/ballot/hall.ts';
import { freezeBoard, openBox } from '../../integration/ballot/stages.ts';
import { platformRandom } from '../../unit/protocol/vectors.ts';
import { askToCount, signCounted } from './announcing.ts';
import { DatedObjects } from './dated-objects.ts';
import { FailingTables } from './failing-tables.ts';
import type { Ground } from './ground.ts';
import { NO_PAPER } from './issuing.ts';
import { type Loot, lootOf } from './loot.ts';
import { openStage, type Stage } from './stage.ts';
import { productAsItIs } from './stages.ts';
import type { Window } from './times.ts';
import { letThemVote, type Truth } from './voting-people.ts';

/** So many that an order which is right for two thirds of them cannot be chance. */
const PEOPLE = 30;
/** Every so many, one tries what is refused. */
const REFUSED_EACH = 6;

/** A meeting that was played, with everything that it left and the truth. */
export interface Aftermath {
  readonly loot: Loot;
  readonly truth: readonly Truth[];
  readonly window: Window;
}

/** What a server is made of that reaches for these tables, with its clock and a line that it may write. */
export type Reaching = (
  tables: FailingTables,
  outlets: { readonly nowMs: () => number; readonly write: (line: object) => void; readonly objects: DatedObjects },
) => Partial<Dependencies>;

/** Asks for everything once while the engine fails, with an error that repeats what was asked, and then again. */
const stumbling = (hall: Hall, tables: FailingTables, quote: (request: object) => string): Hall =>
  Object.assign(Object.create(hall), {
    ask: async <Id extends OperationId>(id: Id, request: RequestOf<Id>) => {
      tables.quoted = quote(request);
      const { status } = await hall.send(id, request);
      tables.quoted = null;
      if (status !== 500) throw new Error(`${id} was answered ${status} by an engine that fails`);
      return hall.ask(id, request);
    },
  });

/** Everything by which a casting could be told from another: what came, and its receipt. */
function quoteOf(request: object): string {
  const ballot = 'ballot' in request ? fromB64u(String(request.ballot)) : null;
  return `${JSON.stringify(request)} ${ballot === null ? '' : receiptHex(ballot)}`;
}

/** Another drawing with a code that is spent, and a ballot with a forged token. */
async function askInVain({ hall, session }: Stage, code: string): Promise<void> {
  const blinded = platformRandom(TOKEN_SIGNATURE_BYTES);
  blinded[0] = 0;
  const drawing = await hall.send('checkIn', { session: session.id, code, blinded: toB64u(blinded) });
  const forged: Bytes = await session.seal(3, { nonce: platformRandom(32), signature: platformRandom(256) });
  const casting = await hall.send('castBallot', session.casting(forged));
  const came = `${drawing.status} ${casting.status}`;
  if (came !== '409 403') throw new Error(`answered ${came}, not refused`);
}

/** From the last ballot to the closed box, or on to the documents of the result. */
async function end({ hall, session }: Stage, until: 'closed' | 'announced'): Promise<void> {
  const board = await productAsItIs().closeBox(hall, session, { ...NO_PAPER, drawn: PEOPLE });
  if (until === 'closed') return;
  const { boardRoot } = board;
  const openedBy = ['discipline', 'delegates'] as const;
  await freezeBoard(hall, session, board);
  for (const slot of openedBy) await openBox(hall, session, slot, boardRoot);
  const { status } = await askToCount({ hall, session }, { boardRoot, openedBy });
  if (status !== 200) throw new Error('the box is not counted');
  const state = await signCounted({ hall, session }, openedBy);
  if (state !== 'announced') throw new Error(`two signatures, and the meeting is ${state}`);
}

/**
 * People come one after the other, between some seconds and a minute and a half apart. Everybody's requests fail once before they
 * are answered, some are refused; then the box is closed, and if asked
 * opened, counted and announced.
 */
export async function playTimedMeeting(
  reaching: Reaching,
  ground: Ground,
  until: 'closed' | 'announced',
): Promise<Aftermath> {
  const hallClock = { nowMs: () => 0 };
  const nowMs = () => hallClock.nowMs();
  const [written, logged, counted]: [object[], string[], string[]] = [[], [], []];
  const tables = new FailingTables(ground);
  const objects = new DatedObjects(nowMs);
  const stage = await openStage(ground, {
    state: 'voting',
    cards: PEOPLE,
    deps: {
      documents: objects,
      log: logTo((line) => logged.push(line), nowMs),
      metrics: new EmbeddedMetrics({ county: () => COUNTY, write: (line) => counted.push(line), nowMs }),
      ...reaching(tables, { nowMs, write: (line) => void written.push(line), objects }),
    },
  });
  const { hall, cards } = stage;
  hallClock.nowMs = () => hall.nowMs;
  const fromMs = hall.nowMs;
  const between = () => {
    hall.nowMs += 7_000 + Math.floor(Math.random() * 83_000);
  };
  const voting = { ...stage, hall: stumbling(hall, tables, quoteOf) };
  const truth: Truth[] = [];
  for (const [place, card] of cards.entries()) {
    truth.push(...(await letThemVote(productAsItIs(), { ...voting, cards: [card] }, { order: 'one-by-one', between })));
    if (place % REFUSED_EACH === 0) await askInVain(stage, card.code);
  }
  const toMs = hall.nowMs;
  await end(stage, until);
  const hasObjects = until === 'closed' || objects.objects.length > 0;
  if (logged.length !== 2 * PEOPLE || counted.length === 0 || !hasObjects)
    throw new Error('nothing was written to look at');
  const { items } = await lootOf(ground, stage);
  const lines = [...logged, ...counted].map((line): object => JSON.parse(line));
  return { loot: { items, logged: [...lines, ...objects.objects, ...written] }, truth, window: { fromMs, toMs } };
}
