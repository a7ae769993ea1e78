import { BallotBox } from '../../functions/store/ballot-box.ts';
import { indicatorCount } from '../../shared/process/ballot-form.ts';
import { toB64u } from '../../shared/protocol/bytes.ts';
import { packSealedBallot, parseSealedBallot } from '../../shared/protocol/sealed-ballot.ts';
import { SLOTS } from '../../shared/protocol/slots.ts';
import { type Attack, attempt, gained, stopped } from './attack.ts';
import { CastUnder } from './ground/boxes.ts';
import { openStage } from './ground/stage.ts';
import { productAsItIs, productWithout } from './ground/stages.ts';

const NOTHING = () => async () => new Uint8Array(32);

/** A seal that says nothing of the token under which it was cast. */
const sealWithoutId = productWithout({
  'shared/protocol/sealed-ballot.ts': {
    ballotId: NOTHING,
  },
});

export const copiedBallot: Attack = {
  target: 'a ballot under another token',
  attacker: 'somebody at the server, who has drawn a token too',
  holds: 'the sealed ballot of a delegate on its way, and an own token',
  wants: 'to cast that ballot a second time, whole or in parts, without knowing what it says',
  attempts: [
    attempt({
      title: 'the whole ballot is sent again',
      stoppedBy: 'one ballot in the box',
      weakness: 'the id of the token as the key of the item',
      product: ({ tables }) => new BallotBox(tables.client, 'BallotBox'),
      weakened: ({ tables }) => new CastUnder(tables.client, () => crypto.randomUUID().replaceAll('-', '')),
      play: async (ballotBox, ground) => {
        const { hall, session } = await openStage(ground, { state: 'voting', deps: { ballotBox } });
        const casting = session.casting(await session.seal(10));
        await hall.ask('castBallot', casting);
        await hall.ask('castBallot', casting);
        const ballots = await ballotBox.readBallots(session.id);
        return ballots.length === 1 ? stopped('one ballot in the box') : gained(`${ballots.length} ballots`);
      },
    }),
    attempt({
      title: 'the sealed parts of the ballot are put under the own token',
      stoppedBy: 'sealed',
      weakness: 'the token’s id in what is sealed',
      product: productAsItIs,
      weakened: sealWithoutId,
      play: async (product, ground) => {
        const { hall, session } = await product.openStage(ground, { state: 'voting' });
        const { manifest, manifestHash } = session;
        const theirs = parseSealedBallot(await session.seal(3), indicatorCount(manifest.subjects));
        if (theirs === null) throw new Error('a sealed ballot does not parse');
        const copy = packSealedBallot({ ...theirs, ...session.token() });
        await hall.ask('castBallot', { session: session.id, ballot: toB64u(copy) });
        const opened = Object.fromEntries(
          await Promise.all(SLOTS.map(async (slot) => [slot, await session.openedBy(slot, [copy])] as const)),
        );
        const [result] = await product.openBallots({
          manifest,
          manifestHash,
          ballots: [copy],
          openedBy: SLOTS,
          opened,
        });
        if (result === undefined) throw new Error('no ballot was opened');
        return 'void' in result ? stopped(result.void) : gained(`the scores ${result.scores.slice(0, 3)} … again`);
      },
    }),
  ],
};
