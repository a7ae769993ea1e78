import { indicatorCount } from '../../shared/process/ballot-form.ts';
import { type Attack, attempt, type Outcome } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { type Product, productAsItIs, productWithout } from './ground/stages.ts';
import { judgeSights, unlikeScores } from './ground/unlike-ballots.ts';
import { withUnlikePhones } from './ground/unlike-lengths.ts';
import { answerLengths } from './lengths-answers.ts';
import { keptLengths } from './lengths-kept.ts';

/** What is seen of a casting by whoever sees only lengths: of the request, of the answer, and its status. */
async function lookAtCastings(product: Product, ground: Ground): Promise<Outcome> {
  const { hall, session } = await product.openStage(ground, { state: 'voting' });
  const sights: string[] = [];
  for (const scores of Object.values(unlikeScores(indicatorCount(session.manifest.subjects)))) {
    const request = session.casting(await session.seal(scores));
    const { status, answer, problem } = await hall.send('castBallot', request);
    const lengths = [request, answer ?? problem].map((body) => JSON.stringify(body).length);
    sights.push([...lengths, status].join(' '));
  }
  return judgeSights(sights, 'ballots');
}

export const lengths: Attack = {
  target: 'the length and shape of ballots and answers',
  attacker: 'whoever runs the hall’s Wi-Fi, or reads the table of sealed ballots',
  holds: 'the length of each request, of each answer and of each item; no key',
  wants: 'to tell full ballots from empty ones, and so a delegate’s from another’s',
  attempts: [
    attempt({
      title: 'requests and answers of ballots as unlike as they can be',
      stoppedBy: 'one sight for all',
      weakness: 'one length for what is known and what is not',
      product: productAsItIs,
      weakened: withUnlikePhones,
      play: lookAtCastings,
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
      play: lookAtCastings,
    }),
    ...keptLengths,
    ...answerLengths,
  ],
};
