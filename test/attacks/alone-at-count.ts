import type { OperationId } from '../../shared/contract/routes.ts';
import type { BoardPayload } from '../../shared/protocol/board.ts';
import { keyBytes } from '../../shared/protocol/manifest.ts';
import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import { signTellerRequest } from '../../shared/protocol/teller-request.ts';
import { vectorManifest } from '../unit/protocol/vectors.ts';
import { attempt, gained, type Outcome, stopped } from './attack.ts';
import { askToCount, signCounted } from './ground/announcing.ts';
import { DatedObjects } from './ground/dated-objects.ts';
import type { Ground } from './ground/ground.ts';
import { NO_PAPER } from './ground/issuing.ts';
import type { Replacements } from './ground/linking.ts';
import { type Stage, wordOf } from './ground/stage.ts';
import { type Product, productAsItIs, productWithout } from './ground/stages.ts';

/** The one teller, and the one whose place they would like to take. */
const [ALONE, OTHER] = ['discipline', 'delegates'] as const;
const BALLOTS = 4;

const TELLERS_KEYS = vectorManifest().tellers.map(({ sign }) => keyBytes(sign));

/** Signatures that are held against the keys of all tellers, and not the one's in whose place they stand. */
const ofAnyTeller: Replacements = {
  'shared/protocol/teller-request.ts': {
    verifyTellerRequest:
      ({ verifyTellerRequest }) =>
      async (_, ...signed) =>
        anyOf(TELLERS_KEYS.map((point) => verifyTellerRequest(point, ...signed))),
  },
  'shared/protocol/result.ts': {
    verifyResultSignature:
      ({ verifyResultSignature }) =>
      async (_, ...signed) =>
        anyOf(TELLERS_KEYS.map((point) => verifyResultSignature(point, ...signed))),
  },
};
const anyOf = async (checks: readonly Promise<boolean>[]): Promise<boolean> =>
  (await Promise.all(checks)).some(Boolean);

/** A request in this place, signed with the one teller's own key. */
async function signedAs<Payload>({ session }: Stage, slot: Slot, operation: OperationId, payload: Payload) {
  const key = session.keysOf(ALONE).sign.privateKey;
  const context = { county: session.manifest.county, session: session.id, operation };
  return { session: session.id, ...(await signTellerRequest(key, context, { slot, payload })) };
}

/** A meeting whose box is closed, and whose board these tellers have signed. */
async function closedBox(product: Product, ground: Ground, signers: readonly Slot[]) {
  const documents = new DatedObjects(() => 0);
  const stage = await product.openStage(ground, { state: 'voting', deps: { documents } });
  const { hall, session } = stage;
  await product.castBallots(hall, session, BALLOTS);
  const payload = await product.closeBox(hall, session, NO_PAPER);
  for (const slot of signers) await hall.ask('signBoard', await session.signed(slot, 'signBoard', payload));
  return { stage, payload };
}

/** What one teller sends in another's place, who has no share to show: that would take the other's private key. */
const noShares = ({ boardRoot }: BoardPayload) => ({
  boardRoot,
  page: 0,
  pages: 1,
  shares: Array.from({ length: BALLOTS }, () => null),
});

async function playSigning(product: Product, ground: Ground): Promise<Outcome> {
  const { stage, payload } = await closedBox(product, ground, [ALONE]);
  const { answer, problem } = await stage.hall.send('signBoard', await signedAs(stage, OTHER, 'signBoard', payload));
  return answer?.frozen === true ? gained('a board that one teller froze') : stopped(wordOf(problem));
}

async function playOpening(product: Product, ground: Ground): Promise<Outcome> {
  const { stage, payload } = await closedBox(product, ground, [ALONE]);
  const { hall, session } = stage;
  const { boardRoot } = payload;
  const shares = await session.shares(ALONE, await product.fetchAllBallots(hall, session, boardRoot));
  const request = await session.signed(ALONE, 'releaseShares', { boardRoot, page: 0, pages: 1, shares });
  const { answer, problem } = await hall.send('releaseShares', request);
  return answer === undefined ? stopped(wordOf(problem)) : gained('shares of a box that nobody else has checked');
}

async function playReleasing(product: Product, ground: Ground): Promise<Outcome> {
  const { stage, payload } = await closedBox(product, ground, [ALONE, OTHER]);
  const { hall, session } = stage;
  await product.openBox(hall, session, ALONE, payload.boardRoot);
  const request = await signedAs(stage, OTHER, 'releaseShares', noShares(payload));
  const { answer, problem } = await hall.send('releaseShares', request);
  return answer === undefined ? stopped(wordOf(problem)) : gained('two sets of shares, from one teller');
}

async function playCounting(product: Product, ground: Ground): Promise<Outcome> {
  const { stage, payload } = await closedBox(product, ground, [ALONE, OTHER]);
  await product.openBox(stage.hall, stage.session, ALONE, payload.boardRoot);
  const { answer, problem } = await askToCount(stage, { boardRoot: payload.boardRoot, openedBy: [ALONE, OTHER] });
  return answer === undefined ? stopped(wordOf(problem)) : gained('a result from what one teller opened');
}

async function playAnnouncing(product: Product, ground: Ground): Promise<Outcome> {
  const { stage, payload } = await closedBox(product, ground, [ALONE, OTHER]);
  const { hall, session } = stage;
  const { boardRoot } = payload;
  for (const slot of [ALONE, OTHER]) await product.openBox(hall, session, slot, boardRoot);
  const { answer: counted } = await askToCount(stage, { boardRoot, openedBy: [ALONE, OTHER] });
  if (counted === undefined) throw new Error('a box that two opened is not counted');
  const own = await signCounted(stage, [ALONE, ALONE]);
  if (own === 'announced') return gained('a result that one teller announced by signing twice');
  const result = await hall.deps.meetings.getResult(session.id, (await session.head()).results[0]?.hash ?? '');
  if (result === undefined) throw new Error('a counted result is not kept');
  const signature = await session.resultSignature(ALONE, result);
  const openedBy = SLOTS.filter((slot) => slot === ALONE || slot === OTHER);
  const { answer, problem } = await hall.send('signResult', { session: session.id, slot: OTHER, openedBy, signature });
  return answer?.state === 'announced' ? gained('a result that one teller announced') : stopped(wordOf(problem));
}

/** Every step for which two tellers are needed, tried by one of them. */
export const aloneAttempts = [
  attempt({
    title: 'one teller signs the board in another’s place',
    stoppedBy: 'signature-invalid',
    weakness: 'holding a signature against the key of the teller in whose place it stands',
    product: productAsItIs,
    weakened: productWithout(ofAnyTeller),
    play: playSigning,
  }),
  attempt({
    title: 'one teller opens a box whose board nobody else has signed',
    stoppedBy: 'board-not-frozen',
    weakness: 'the second signature under a board that is opened',
    product: productAsItIs,
    weakened: productWithout({
      'functions/store/meetings.ts': {
        boardIsFrozen:
          () =>
          ({ tellers }) =>
            Object.values(tellers).some(({ boardSignature }) => boardSignature !== null),
      },
    }),
    play: playOpening,
  }),
  attempt({
    title: 'one teller opens in another’s place as well',
    stoppedBy: 'signature-invalid',
    weakness: 'holding a signature against the key of the teller in whose place it stands',
    product: productAsItIs,
    weakened: productWithout(ofAnyTeller),
    play: playReleasing,
  }),
  attempt({
    title: 'one teller has the box counted that nobody else has opened, every ballot of it void',
    stoppedBy: 'shares-incomplete',
    weakness: 'the second teller’s shares in a count',
    product: productAsItIs,
    weakened: productWithout({
      'functions/store/meetings.ts': { shareSetIsComplete: () => () => true },
      'functions/tally/count-input.ts': {
        readCountInput:
          ({ readCountInput }) =>
          (deps, meeting, openedBy) =>
            readCountInput(
              deps,
              meeting,
              openedBy.filter((slot) => meeting.tellers[slot].sharePages > 0),
            ),
      },
    }),
    play: playCounting,
  }),
  attempt({
    title: 'one teller signs the result twice, and once more in another’s place, to announce it',
    stoppedBy: 'signature-invalid',
    weakness: 'holding a signature against the key of the teller in whose place it stands',
    product: productAsItIs,
    weakened: productWithout(ofAnyTeller),
    play: playAnnouncing,
  }),
];
