import type { Score } from '../../shared/process/appraisal.ts';
import { indicatorCount } from '../../shared/process/ballot-form.ts';
import { NO_OPINION } from '../../shared/protocol/plain-ballot.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { type Product, productAsItIs, productWithout } from './ground/stages.ts';

/** Ballots that no length may tell apart. */
const ballotsOver = (columns: number): Readonly<Record<string, readonly Score[]>> => ({
  'all of 10': Array<Score>(columns).fill(10),
  'all of 0': Array<Score>(columns).fill(0),
  'nothing known': Array<Score>(columns).fill(null),
  'half known': Array.from({ length: columns }, (_, place) => (place % 2 === 0 ? 7 : null)),
  'one known': Array.from({ length: columns }, (_, place) => (place === 0 ? 10 : null)),
});

/** What is seen of a casting by whoever sees only lengths: of the request, of the answer, and its status. */
async function sightsOf(product: Product, ground: Ground): Promise<ReadonlyMap<string, string>> {
  const { hall, session } = await product.openStage(ground, { state: 'voting' });
  const sights = new Map<string, string>();
  for (const [name, scores] of Object.entries(ballotsOver(indicatorCount(session.manifest.subjects)))) {
    const request = session.casting(await session.seal(scores));
    const { status, answer, problem } = await hall.send('castBallot', request);
    const lengths = [request, answer ?? problem].map((body) => JSON.stringify(body).length);
    sights.set(name, [...lengths, status].join(' '));
  }
  return sights;
}

const judge = (sights: ReadonlyMap<string, string>): Outcome => {
  const kinds = new Set(sights.values());
  return kinds.size === 1 ? stopped('one sight for all') : gained(`${kinds.size} kinds of ballots by their lengths`);
};

export const lengths: Attack = {
  target: 'the length and shape of ballots and answers',
  attacker: 'whoever runs the hall’s Wi-Fi, or reads the table of sealed ballots',
  holds: 'the length of each request, of each answer and of each item; no key',
  wants: 'to tell full ballots from empty ones, and so a delegate’s from another’s',
  attempts: [
    attempt({
      title: 'requests and answers of ballots as unlike as they can be',
      stoppedBy: 'one sight for all',
      weakness: 'one byte for each indicator, answered or not',
      product: productAsItIs,
      weakened: productWithout({
        'shared/protocol/plain-ballot.ts': {
          encodePlainBallot: (original) => (scores) => {
            const plain = original.encodePlainBallot(scores);
            const known = plain.findLastIndex((code) => code !== NO_OPINION);
            return plain.slice(0, known + 1);
          },
        },
      }),
      play: async (product, ground) => judge(await sightsOf(product, ground)),
    }),
    attempt({
      title: 'the same where scores are written as people write them',
      stoppedBy: 'one sight for all',
      weakness: 'bytes instead of a text',
      product: productAsItIs,
      weakened: productWithout({
        'shared/protocol/plain-ballot.ts': {
          encodePlainBallot: () => (scores) => new Uint8Array(new TextEncoder().encode(JSON.stringify(scores))),
        },
      }),
      play: async (product, ground) => judge(await sightsOf(product, ground)),
    }),
  ],
};
