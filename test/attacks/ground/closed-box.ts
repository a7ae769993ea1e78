import type { Ground } from './ground.ts';
import { NO_PAPER } from './issuing.ts';
import { sealedRecord } from './scenes.ts';
import type { Product } from './stages.ts';

/** A closed box with this phone's ballot and three others in it. */
export async function closedWith(product: Product, ground: Ground) {
  const stage = await product.openStage(ground, { state: 'voting' });
  const { hall, session } = stage;
  const mine = await sealedRecord(product, session);
  await hall.ask('castBallot', { session: session.id, ballot: mine.ballot });
  await product.castBallots(hall, session, 3);
  const payload = await product.closeBox(hall, session, NO_PAPER);
  const ballots = await hall.deps.ballotBox.readBallots(session.id);
  const board = (await Promise.all(ballots.map((ballot) => product.receiptOf(ballot)))).sort();
  return { stage, mine, payload, ballots, board };
}
