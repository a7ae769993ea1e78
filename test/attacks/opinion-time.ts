import { Opinions } from '../../functions/store/opinions.ts';
import { SESSION } from '../integration/opinions/opinion-county.ts';
import { answered, type County, OFFICE } from '../integration/registry/county.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import { NotingOpinions } from './ground/leaky.ts';
import { leavesOf } from './ground/loot.ts';
import { type OpinionPart, PartNotingOpinions } from './ground/noting-opinion-parts.ts';
import { onceAGround } from './ground/once-a-ground.ts';
import { AUTHORS, type OpinionDay, playOpinionDay } from './ground/opinion-day.ts';
import { type Sighting, tellingOrder } from './ground/rank-agreement.ts';

const HOUR_MS = 3_600_000;

type StoreIn = (county: County) => Opinions;
const asItIs: StoreIn = ({ documents, tables }) => new Opinions(documents, tables.opinions);

/** Where something is kept of an opinion, with how many items of each author: those of opinions that were recorded are opinions too. */
const PARTITIONS: readonly { readonly ending: string; readonly each: number }[] = [
  { ending: '#opinions', each: 2 },
  { ending: '#spent', each: 1 },
  { ending: '#receipts', each: 1 },
  { ending: 'photos#waiting', each: 1 },
];

/** Every order that somebody with the tables, or at the console, can see. */
async function ordersOf({ county, arrivals }: OpinionDay): Promise<ReadonlyMap<string, readonly Sighting[]>> {
  const orders = new Map<string, Sighting[]>();
  const see = (name: string, id: unknown, value: number | string): void => {
    const arrival = arrivals.get(String(id));
    if (arrival === undefined) throw new Error('something that nobody left');
    orders.set(name, [...(orders.get(name) ?? []), { arrival, value }]);
  };
  const items = await county.items();
  for (const { ending, each } of PARTITIONS) {
    const kept = items.filter(({ pk }) => String(pk).endsWith(ending));
    if (kept.length !== each * AUTHORS) throw new Error(`${kept.length} items of ${ending} are kept`);
    for (const [place, item] of kept.entries()) {
      see(`a scan of ${ending}`, item['sk'], place);
      for (const [path, leaf] of leavesOf(item))
        if (typeof leaf === 'string' || typeof leaf === 'number')
          see(`${ending}, by ${path.slice(1)}`, item['sk'], leaf);
    }
  }
  for (const [place, id] of (await listed(county)).entries()) see('the console’s list', id, place);
  for (const [place, line] of [...county.logged, ...county.counts].entries())
    for (const id of arrivals.keys()) if (JSON.stringify(line).includes(id)) see('lines of the log', id, place);
  return orders;
}

/** As the office reads them, page by page. */
async function listed(county: County): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = answered(await county.call('listOpinions', { session: SESSION, after }, OFFICE));
    ids.push(...page.opinions.map(({ opinion }) => opinion));
    after = page.next ?? undefined;
  } while (after !== undefined);
  return ids;
}

type Day = () => Promise<OpinionDay>;

/** The product is played once for every attempt: they look at the same things. */
const dayAsItIs = onceAGround((ground) => playOpinionDay(asItIs, ground));

async function play(day: Day): Promise<Outcome> {
  const found = tellingOrder(await ordersOf(await day()));
  return found === undefined ? stopped('a day and nothing finer') : gained(`when opinions came, from ${found}`);
}

const attemptAt = (texts: { readonly title: string; readonly weakness: string; readonly weakened: StoreIn }) =>
  attempt<Day>({
    ...texts,
    stoppedBy: 'a day and nothing finer',
    product: (ground) => () => dayAsItIs(ground),
    weakened: (ground) => () => playOpinionDay(texts.weakened, ground),
    play,
  });

const noting =
  (note: (nowMs: number) => number): StoreIn =>
  ({ documents, tables, clock }) =>
    new NotingOpinions(documents, tables.opinions, () => note(clock.nowMs));

const notingBeside =
  (part: OpinionPart): StoreIn =>
  ({ documents, tables, clock }) =>
    new PartNotingOpinions(documents, {
      table: tables.opinions,
      part,
      note: () => Math.floor(clock.nowMs / HOUR_MS),
    });

export const opinionTime: Attack = {
  target: 'the time of an opinion',
  attacker: 'an operator with every table, or a clerk at the console’s list, who saw people at the poster',
  holds: 'every item of an opinion, and the order in which they are shown; who stood at the poster when',
  wants: 'to say better than by chance who left which opinion',
  attempts: [
    attemptAt({
      title: 'opinions in the order of anything beside them, of their keys, of a scan, or of the console’s list',
      weakness: 'items without a time of the day',
      weakened: noting((nowMs) => nowMs),
    }),
    attemptAt({
      title: 'the same where the time is cut to the hour',
      weakness: 'items without even an hour',
      weakened: noting((nowMs) => Math.floor(nowMs / HOUR_MS)),
    }),
    attemptAt({
      title: 'the same from what is kept of a proof that was spent',
      weakness: 'spent proofs without even an hour',
      weakened: notingBeside('proof'),
    }),
    attemptAt({
      title: 'the same from what is kept of a photo until the night',
      weakness: 'waiting photos without even an hour',
      weakened: notingBeside('photo'),
    }),
    attemptAt({
      title: 'the same from what is kept of a receipt that was taken over',
      weakness: 'receipts without even an hour',
      weakened: notingBeside('receipt'),
    }),
  ],
};
