import type { Dependencies } from '../../functions/http/dependencies.ts';
import { Registry } from '../../functions/store/registry.ts';
import type { LineCall } from '../rehearsal/line.ts';
import { memoryStore } from '../rehearsal/memory-store.ts';
import { type Attempt, attempt, gained, type Outcome, stopped } from './attack.ts';
import { FailingTables } from './ground/failing-tables.ts';
import type { Ground } from './ground/ground.ts';
import { MarkingMetrics, markingLog, Outlets } from './ground/outlets.ts';
import type { Card } from './ground/stage.ts';
import { type Product, productAsItIs, productWithout } from './ground/stages.ts';
import { checkInAs } from './ground/voter.ts';

/** Whether a text has the code of a card, as it is or as an address has it. */
export const says = (text: string, { code }: Card): boolean =>
  text.includes(code) || text.includes(encodeURIComponent(code));

/** Where functions write in the cloud. */
type Outlet = 'logged' | 'counted';

/** A product and its outlets, which a weakened one fills with what was sent. */
interface Writing {
  readonly product: Product;
  readonly outlets: Outlets;
  readonly deps: Partial<Dependencies>;
}

const writing = (): Writing => {
  const outlets = new Outlets();
  const { log, metrics } = outlets;
  return { product: productAsItIs(), outlets, deps: { log, metrics } };
};

/** A log, or counts, with the body of the request that is being handled. */
const tellingBodies = (outlet: Outlet) => async (): Promise<Writing> => {
  const { outlets, deps } = writing();
  let body = '';
  const product = await productWithout({
    'functions/http/stack.ts': {
      makeHandler:
        (original) =>
        (...given) => {
          const handle = original.makeHandler(...given);
          return (event, context) => {
            if ('routeKey' in event && event.routeKey.endsWith('/check-in')) body = event.body ?? '';
            return handle(event, context);
          };
        },
    },
  })();
  const note = () => body;
  const more = {
    logged: { log: markingLog(outlets, note) },
    counted: { metrics: new MarkingMetrics(outlets, note) },
  };
  return { product, outlets, deps: { ...deps, ...more[outlet] } };
};

/** A drawing at which the engine fails first, with an error that quotes the code; then a teller's step, which is counted. */
async function lookAtLines({ product, outlets, deps }: Writing, ground: Ground, outlet: Outlet): Promise<Outcome> {
  const tables = new FailingTables(ground);
  const registry = new Registry(tables.client, 'Registry');
  const stage = await product.openStage(ground, { state: 'armed', cards: 1, deps: { registry, ...deps } });
  const [card] = stage.cards;
  if (card === undefined) throw new Error('no card was printed');
  const call: LineCall = async (id, request) => {
    if (id === 'checkIn') {
      tables.quoted = card.code;
      await stage.call(id, request);
      tables.quoted = null;
    }
    return stage.call(id, request);
  };
  const own = { call, store: memoryStore(), fragment: card.fragment, hallCode: stage.checkCode };
  const { at } = await checkInAs(product, own);
  const { hall, session } = stage;
  await hall.ask('openVoting', await session.signed('discipline', 'openVoting', { manifestHash: session.hash }));
  const lines = outlets[outlet];
  if (at !== 'drawn' || lines.length === 0) throw new Error(`${at}, with ${lines.length} lines`);
  return lines.some((line) => says(line, card)) ? gained(`a code that was ${outlet}`) : stopped('lines without a code');
}

/** A card's code in what functions write. */
export const lineAttempts: readonly Attempt[] = [
  attempt<Writing>({
    title: 'lines of the log, of a drawing at which the engine failed and quoted the code',
    stoppedBy: 'lines without a code',
    weakness: 'a log of allowed fields: one that has what was sent',
    product: writing,
    weakened: tellingBodies('logged'),
    play: (part, ground) => lookAtLines(part, ground, 'logged'),
  }),
  attempt<Writing>({
    title: 'lines of counts after a drawing',
    stoppedBy: 'lines without a code',
    weakness: 'counts of allowed fields: some that have what was sent',
    product: writing,
    weakened: tellingBodies('counted'),
    play: (part, ground) => lookAtLines(part, ground, 'counted'),
  }),
];
