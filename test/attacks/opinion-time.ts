import { Opinions } from '../../functions/store/opinions.ts';
import { SESSION } from '../integration/opinions/opinion-county.ts';
import { answered, type County, OFFICE } from '../integration/registry/county.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { NotingOpinions } from './ground/leaky.ts';
import { leavesOf } from './ground/loot.ts';
import { type Sighting, tellingOrder } from './ground/rank-agreement.ts';
import { opinionsAsIs } from './ground/stages.ts';

/** So many that an order which is right for most of them cannot be chance. */
const AUTHORS = 24;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** China has one time: midnight there is 16 o'clock UTC. */
const CHINA_MS = 8 * HOUR_MS;

type StoreIn = (county: County) => Opinions;
const asItIs: StoreIn = ({ documents, tables }) => new Opinions(documents, tables.opinions);

/** Eight in the morning of the next day: all of them come on one day, which is what is kept. */
const nextMorning = (nowMs: number): number => (Math.floor((nowMs + CHINA_MS) / DAY_MS) + 1) * DAY_MS;

/** Every order that somebody with the tables, or at the console, can see. */
async function ordersOf(
  county: County,
  arrival: ReadonlyMap<string, number>,
): Promise<Map<string, readonly Sighting[]>> {
  const kept = (await county.items()).filter(({ pk }) => String(pk).endsWith('#opinions'));
  if (kept.length !== AUTHORS) throw new Error(`${kept.length} opinions are kept`);
  const orders = new Map<string, Sighting[]>();
  const see = (name: string, id: unknown, value: number | string): void => {
    const place = arrival.get(String(id));
    if (place === undefined) throw new Error('an opinion that nobody left');
    orders.set(name, [...(orders.get(name) ?? []), { arrival: place, value }]);
  };
  for (const [place, item] of kept.entries()) {
    see('a scan', item['sk'], place);
    for (const [path, leaf] of leavesOf(item))
      if (typeof leaf === 'string' || typeof leaf === 'number') see(`the items’ ${path.slice(1)}`, item['sk'], leaf);
  }
  for (const [place, id] of (await listed(county)).entries()) see('the console’s list', id, place);
  for (const [place, line] of [...county.logged, ...county.counts].entries())
    for (const id of arrival.keys()) if (JSON.stringify(line).includes(id)) see('lines of the log', id, place);
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

/** Opinions come one after the other, all through a day; then somebody looks at what is kept. */
async function play(storeIn: StoreIn, ground: Ground): Promise<Outcome> {
  const { county, opinion } = await opinionsAsIs().opinionCounty(ground.site);
  const opinions = storeIn(county);
  county.clock.nowMs = nextMorning(county.clock.nowMs);
  const arrival = new Map<string, number>();
  for (let each = 0; each < AUTHORS; each += 1) {
    county.clock.nowMs += (0.1 + Math.random() * 0.7) * HOUR_MS;
    const left = await opinion();
    answered(await county.call('leaveOpinion', left, { deps: { opinions } }));
    arrival.set(left.receiptHash, each);
  }
  const found = tellingOrder(await ordersOf(county, arrival));
  return found === undefined ? stopped('a day and nothing finer') : gained(`when opinions came, from ${found}`);
}

const attemptWith = (title: string, weakness: string, note: (nowMs: number) => number) =>
  attempt<StoreIn>({
    title,
    stoppedBy: 'a day and nothing finer',
    weakness,
    product: () => asItIs,
    weakened:
      () =>
      ({ documents, tables, clock }) =>
        new NotingOpinions(documents, tables.opinions, () => note(clock.nowMs)),
    play,
  });

export const opinionTime: Attack = {
  target: 'the time of an opinion',
  attacker: 'an operator with every table, or a clerk at the console’s list, who saw people at the poster',
  holds: 'every item of an opinion, and the order in which they are shown; who stood at the poster when',
  wants: 'to say better than by chance who left which opinion',
  attempts: [
    attemptWith(
      'opinions in the order of anything beside them, of their keys, of a scan, or of the console’s list',
      'items without a time of the day',
      (nowMs) => nowMs,
    ),
    attemptWith('the same where the time is cut to the hour', 'items without even an hour', (nowMs) =>
      Math.floor(nowMs / HOUR_MS),
    ),
  ],
};
