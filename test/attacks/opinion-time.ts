import { Opinions } from '../../functions/store/opinions.ts';
import type { County } from '../integration/registry/county.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { NotingOpinions } from './ground/leaky.ts';
import { opinionsAsIs } from './ground/stages.ts';
import { byTime, timesOf } from './ground/times.ts';

/** Eight: one order in 40 320 is right by chance. */
const AUTHORS = 8;

type StoreIn = (county: County) => Opinions;

const asItIs: StoreIn = ({ documents, tables }) => new Opinions(documents, tables.opinions);

/** Opinions come one after the other, some minutes apart; then somebody looks at what is kept. */
async function play(storeIn: StoreIn, ground: Ground): Promise<Outcome> {
  const { county, opinion } = await opinionsAsIs().opinionCounty(ground.site);
  const opinions = storeIn(county);
  const fromMs = county.clock.nowMs;
  const arrival: string[] = [];
  for (let each = 0; each < AUTHORS; each += 1) {
    county.clock.nowMs += 20_000 + Math.floor(Math.random() * 400_000);
    const left = await opinion();
    const answered = await county.call('leaveOpinion', left, { deps: { opinions } });
    if (answered.status !== 200) throw new Error('an opinion was not taken');
    arrival.push(left.receiptHash);
  }
  const kept = (await county.items()).filter(({ pk }) => String(pk).endsWith('#opinions'));
  if (kept.length !== AUTHORS) throw new Error(`${kept.length} opinions are kept`);
  const dated = kept.map((item) => ({ id: String(item['sk']), value: item }));
  const orders = [
    ...timesOf({ fromMs, toMs: county.clock.nowMs }, dated).map(byTime),
    dated.map(({ id }) => id),
    dated.map(({ id }) => id).sort(),
  ];
  const isFound = orders.some((order) =>
    [arrival, arrival.toReversed()].some((known) => known.join() === order.join()),
  );
  return isFound ? gained('when each opinion came') : stopped('a day and nothing finer');
}

export const opinionTime: Attack = {
  target: 'the time of an opinion',
  attacker: 'an operator with every table, who saw people at the poster',
  holds: 'every item of an opinion; who stood at the poster when',
  wants: 'to say who left which opinion',
  attempts: [
    attempt<StoreIn>({
      title: 'opinions in the order of any time beside them, of their keys, or of a scan',
      stoppedBy: 'a day and nothing finer',
      weakness: 'items without a time of the day',
      product: () => asItIs,
      weakened:
        () =>
        ({ documents, tables, clock }) =>
          new NotingOpinions(documents, tables.opinions, () => clock.nowMs),
      play,
    }),
  ],
};
