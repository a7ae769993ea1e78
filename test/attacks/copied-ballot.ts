import type { verify } from 'node:crypto';
import { BallotBox } from '../../functions/store/ballot-box.ts';
import { indicatorCount } from '../../shared/process/ballot-form.ts';
import type { Bytes } from '../../shared/protocol/bytes.ts';
import { packSealedBallot, parseSealedBallot, type SealedBallot } from '../../shared/protocol/sealed-ballot.ts';
import { SLOTS } from '../../shared/protocol/slots.ts';
import type { Session } from '../integration/ballot/session.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import { CastUnder } from './ground/boxes.ts';
import type { Ground } from './ground/ground.ts';
import { NO_PAPER } from './ground/issuing.ts';
import { openStage, wordOf } from './ground/stage.ts';
import { type Product, productAsItIs, productWithout } from './ground/stages.ts';

const NOTHING = () => async () => new Uint8Array(32);

/** A seal that says nothing of the token under which it was cast. */
const sealWithoutId = productWithout({
  'shared/protocol/sealed-ballot.ts': {
    ballotId: NOTHING,
  },
});

/** Casting that takes every signature for a token's. */
const castingWithoutTokens = productWithout({
  'node:crypto': {
    // The overload with a callback, which is the one that casting calls.
    verify: () => ((...given: readonly unknown[]) => answerYes(given.at(-1))) as typeof verify,
  },
});
function answerYes(done: unknown): void {
  if (typeof done === 'function') done(null, true);
}

const [THEIR_SCORE, OWN_SCORE, OTHERS_SCORE] = [3, 10, 9] as const;
/** Ballots of other delegates: fewer than eight scores of an indicator are withheld. */
const OTHERS = 8;

/** The parts of a ballot that are sealed for its token: any of them can be taken from one ballot into another. */
const PARTS = ['commitment', 'ciphertext', ...SLOTS] as const;
type Choice = readonly (typeof PARTS)[number][];
const EVERY_CHOICE: readonly Choice[] = Array.from({ length: 2 ** PARTS.length - 1 }, (_, each) =>
  PARTS.filter((_part, place) => ((each + 1) >> place) & 1),
);

/** The own ballot with some parts of the other one. */
function copied(own: SealedBallot, theirs: SealedBallot, choice: Choice): Bytes {
  const from = (part: Choice[number]) => (choice.includes(part) ? theirs : own);
  return packSealedBallot({
    ...own,
    commitment: from('commitment').commitment,
    ciphertext: from('ciphertext').ciphertext,
    shares: SLOTS.flatMap((slot, place) => from(slot).shares[place] ?? []),
  });
}

function partsOf({ manifest }: Session, ballot: Bytes): SealedBallot {
  const parts = parseSealedBallot(ballot, indicatorCount(manifest.subjects));
  if (parts === null) throw new Error('a sealed ballot does not parse');
  return parts;
}

/** Casts a ballot and a copy of it for each choice, each under a token of its own, and counts. */
async function castCopies(product: Product, ground: Ground, choices: readonly Choice[]): Promise<Outcome> {
  const { hall, session } = await product.openStage(ground, { state: 'voting' });
  const original = await session.seal(THEIR_SCORE);
  const theirs = partsOf(session, original);
  const own = () => session.seal(OWN_SCORE);
  const copies = await Promise.all(
    choices.map(async (choice) => copied(partsOf(session, await own()), theirs, choice)),
  );
  const others = await Promise.all(Array.from({ length: OTHERS }, () => session.seal(OTHERS_SCORE)));
  const ballots = [original, ...copies, ...others];
  for (const ballot of ballots) await hall.ask('castBallot', session.casting(ballot));

  const issuing = { ...NO_PAPER, delegates: ballots.length, drawn: ballots.length };
  const board = await product.closeBox(hall, session, issuing);
  await product.freezeBoard(hall, session, board);
  for (const slot of SLOTS) await product.openBox(hall, session, slot, board.boardRoot);
  const counting = { boardRoot: board.boardRoot, openedBy: [...SLOTS] };
  const { result } = await hall.ask('count', await session.signed('discipline', 'count', counting));
  const [indicator] = result.subjects[0]?.indicators ?? [];
  if (indicator === undefined || !('histogram' in indicator)) throw new Error('nothing was counted');
  const known = [OWN_SCORE, OTHERS_SCORE];
  const foreign = indicator.histogram.reduce(
    (sum, count, score) => (known.some((each) => each === score) ? sum : sum + count),
    0,
  );
  return foreign > 1
    ? gained(`${foreign - 1} copies that count`)
    : stopped(Object.keys(result.counts.void).join(' and '));
}

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
      title: 'the whole ballot is sent with one half of another token',
      stoppedBy: 'token-invalid',
      weakness: 'verifying the token',
      product: productAsItIs,
      weakened: castingWithoutTokens,
      play: async (product, ground) => {
        const { hall, session } = await product.openStage(ground, { state: 'voting' });
        const ballot = await session.seal(THEIR_SCORE);
        await hall.ask('castBallot', session.casting(ballot));
        const { nonce, signature } = session.token();
        const refusals = new Set<string>();
        for (const half of [{ nonce }, { signature }]) {
          const copy = packSealedBallot({ ...partsOf(session, ballot), ...half });
          const { problem } = await hall.send('castBallot', session.casting(copy));
          if (problem !== undefined) refusals.add(wordOf(problem));
        }
        const ballots = await hall.deps.ballotBox.readBallots(session.id);
        return ballots.length === 1 ? stopped([...refusals].join(' and ')) : gained(`${ballots.length} ballots`);
      },
    }),
    attempt({
      title: 'everything that is sealed is put under the own token',
      stoppedBy: 'sealed',
      weakness: 'the token’s id in what is sealed',
      product: productAsItIs,
      weakened: sealWithoutId,
      play: (product, ground) => castCopies(product, ground, [PARTS]),
    }),
    attempt({
      title: 'some of the parts that are sealed, each choice of them, are put into an own ballot',
      stoppedBy: 'sealed',
      weakness: 'the token’s id in what is sealed',
      product: productAsItIs,
      weakened: sealWithoutId,
      play: (product, ground) =>
        castCopies(
          product,
          ground,
          EVERY_CHOICE.filter(({ length }) => length < PARTS.length),
        ),
    }),
  ],
};
