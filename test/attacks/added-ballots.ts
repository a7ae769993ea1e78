import { attempt, gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { NO_PAPER } from './ground/issuing.ts';
import { type Product, productAsItIs, productWithout } from './ground/stages.ts';

/** Those who came and voted, and the ballots that the operator adds. */
const [PRESENT, ADDED] = [3, 2];

/** The operator draws tokens with the token key, casts with them, and says of the drawings what suits; a teller then checks the box. */
async function playAdding(product: Product, ground: Ground, drawn: number): Promise<Outcome> {
  const stage = await product.openStage(ground, { state: 'voting' });
  const { hall, session } = stage;
  await product.castBallots(hall, session, PRESENT);
  for (let each = 0; each < ADDED; each += 1)
    await hall.ask('castBallot', session.casting(await session.seal(0, session.token())));
  await product.closeBox(hall, session, { ...NO_PAPER, drawn });

  const context = product.tellerAt(stage, { slot: 'inspection', nowMs: () => hall.nowMs });
  const seen = await stage.call('getMeeting', { session: session.id });
  if (!seen.ok) throw new Error('the meeting has no face');
  const fetched = await product.fetchBallots(context, seen.value.boardRoot ?? '', () => undefined);
  if (!fetched.ok) throw new Error('the box is not fetched');
  const { manifest, manifestHash } = session;
  const box = await product.verifyBox(context, {
    face: seen.value,
    checked: { manifest, manifestHash },
    ballots: fetched.value,
  });
  if (!box.ok) throw new Error('rightly signed ballots are not taken for it');
  const found = product.discrepancies(box.value.payload.counts, PRESENT);
  if (found.length > 0) return stopped(found.join());
  const signed = await product.signBoard(context, box.value);
  return signed.ok ? gained(`${ADDED} ballots more than heads, under a teller’s signature`) : stopped('signing');
}

export const addingAttempts = [
  attempt({
    title: 'rightly signed ballots that nobody drew are added to the box, the figures of issuing left as they are',
    stoppedBy: 'more-ballots-than-served',
    weakness: 'comparing the box with those who checked in',
    product: productAsItIs,
    weakened: productWithout({
      'web/teller/actions/check-box.ts': {
        discrepancies: (original) => (counts, heads) => original.discrepancies({ ...counts, electronic: 0 }, heads),
      },
    }),
    play: (product, ground) => playAdding(product, ground, PRESENT),
  }),
  attempt({
    title: 'the same, with so many more check-ins recorded',
    stoppedBy: 'more-served-than-present',
    weakness: 'comparing those who checked in with the heads counted in the hall',
    product: productAsItIs,
    weakened: productWithout({
      'web/teller/actions/check-box.ts': {
        discrepancies: (original) => (counts) => original.discrepancies(counts, counts.delegates),
      },
    }),
    play: (product, ground) => playAdding(product, ground, PRESENT + ADDED),
  }),
];
