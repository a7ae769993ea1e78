import { utf8 } from '../../shared/protocol/bytes.ts';
import { hashHex } from '../../shared/protocol/hash.ts';
import { type Attack, attempt, gained, stopped } from './attack.ts';
import { makeLyingLine } from './ground/liars.ts';
import { eventsOf, sealedRecord } from './ground/scenes.ts';
import { productAsItIs, productWithout } from './ground/stages.ts';

export const oneReceipt: Attack = {
  target: 'a receipt of one’s own',
  attacker: 'the operator of the box',
  holds: 'the box key, and the ballot of a delegate with its receipt',
  wants:
    'to give a second delegate the first one’s receipt, so that two people look for one line and a ballot can be dropped',
  attempts: [
    attempt({
      title: 'the second ballot is dropped and answered with the first one’s receipt, rightly signed',
      stoppedBy: 'cast-retried',
      weakness: 'the ballot’s own bytes in its receipt',
      product: productAsItIs,
      weakened: productWithout({
        'shared/protocol/sealed-ballot.ts': { receiptOf: () => () => hashHex(utf8('a ballot')) },
      }),
      play: async (product, ground) => {
        const { session, call, hall } = await product.openStage(ground, { state: 'voting' });
        const first = await sealedRecord(product, session);
        const truth = await hall.ask('castBallot', { session: session.id, ballot: first.ballot });
        // What the operator signs is what the weakened phone takes for a receipt.
        const answer = first.receipt === truth.receipt ? truth : await product.signAsBox(session, first.receipt);
        const second = await sealedRecord(product, session);
        const line = makeLyingLine(call, { castBallot: () => answer });
        const events = await eventsOf(line.call, (scene) => product.sendBallot(scene, second));
        const ballots = await hall.deps.ballotBox.readBallots(session.id);
        if (ballots.length !== 1) throw new Error('the second ballot was not dropped');
        return events.includes('cast') ? gained('two delegates with one receipt') : stopped(events.join());
      },
    }),
  ],
};
