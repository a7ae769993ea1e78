import { createHash } from 'node:crypto';
import { receiptHex } from '../../functions/store/ballot-box.ts';
import type { BoardPayload } from '../../shared/protocol/board.ts';
import type { Bytes } from '../../shared/protocol/bytes.ts';
import type { Slot } from '../../shared/protocol/slots.ts';
import { memoryStore } from '../rehearsal/memory-store.ts';
import { attempt, gained, type Outcome, stopped } from './attack.ts';
import { closedWith } from './ground/closed-box.ts';
import { makeLyingLine } from './ground/liars.ts';
import { asCast, eventsOf } from './ground/scenes.ts';
import { boxOf, type ShownBox, showBox } from './ground/shown-box.ts';
import { type Product, productAsItIs, productWithout } from './ground/stages.ts';

/** Signs every board that the operator asks for. */
const ACCOMPLICE = 'discipline';
/** The honest tellers, each shown a box of their own: the one has every ballot, the other lacks one. */
const [SHOWN_ALL, SHOWN_FEWER] = ['delegates', 'inspection'] as const;

type Closed = Awaited<ReturnType<typeof closedWith>>;
type Signature = { readonly slot: Slot; readonly signature: string };

/** A box that an honest teller's page has verified: what is read aloud of it, and the press that signs it. */
interface Verified {
  readonly payload: BoardPayload;
  readonly aloud: string;
  readonly sign: () => Promise<Signature>;
}

async function verifiedBy(
  product: Product,
  { stage }: Closed,
  { slot, box }: { readonly slot: Slot; readonly box: ShownBox },
): Promise<Verified> {
  const { hall, session } = stage;
  const { manifest, manifestHash } = session;
  const signatures: Signature[] = [];
  const call = showBox(stage.call, box, ({ signature }) => void signatures.push({ slot, signature }));
  const seen = await call('getMeeting', { session: session.id });
  if (!seen.ok) throw new Error('the meeting has no face');
  const context = product.tellerAt(stage, { slot, nowMs: () => hall.nowMs, store: memoryStore(), call });
  const fetched = await product.fetchBallots(context, box.root, () => undefined);
  if (!fetched.ok) throw new Error('a box that is shown is not fetched');
  const verified = await product.verifyBox(context, {
    face: seen.value,
    checked: { manifest, manifestHash },
    ballots: fetched.value,
  });
  if (!verified.ok) throw new Error('a box of good ballots is not taken for one');
  const { payload } = verified.value;
  const sign = async () => {
    const signed = await product.signBoard(context, verified.value);
    const [signature] = signatures;
    if (!signed.ok || signature === undefined) throw new Error('an honest teller does not sign');
    return signature;
  };
  return { payload, aloud: product.boardFingerprint(payload.boardRoot), sign };
}

/** What the owner of a ballot is told by a phone that is shown one of the two boards. */
async function toldOwner(
  product: Product,
  { stage, mine }: Closed,
  { payload, sign }: Verified,
  { board }: ShownBox,
): Promise<string> {
  const accomplice = await stage.session.signed(ACCOMPLICE, 'signBoard', payload);
  const signatures = [{ slot: ACCOMPLICE, signature: accomplice.signature } as const, await sign()];
  const { boardRoot: root, counts } = payload;
  const { call } = makeLyingLine(stage.call, {
    getMeeting: async (_, truth) => ({ ...(await truth()), boardFrozen: true }),
    getBoard: () => ({ boardRoot: root, counts, receipts: [...board], page: 0, pages: 1, signatures }),
  });
  return (await eventsOf(call, (scene) => product.findReceipt(scene, asCast(mine)))).join();
}

/** Both honest tellers verify the box that they are shown and read aloud what their pages say; if that is the same, both sign. */
async function playFork(product: Product, closed: Closed, all: ShownBox, fewer: ShownBox): Promise<Outcome> {
  const ofAll = await verifiedBy(product, closed, { slot: SHOWN_ALL, box: all });
  const ofFewer = await verifiedBy(product, closed, { slot: SHOWN_FEWER, box: fewer });
  if (ofAll.aloud !== ofFewer.aloud) return stopped('fingerprints that differ');
  const told = [await toldOwner(product, closed, ofAll, all), await toldOwner(product, closed, ofFewer, fewer)];
  // Both boards are believed: the one to content a delegate, the other to be counted.
  return told.join(' ') === 'meeting-seen,receipt-found meeting-seen,receipt-missing'
    ? gained('two boards, each with two tellers’ signatures')
    : stopped(told.join(' '));
}

/** Without this phone's ballot. */
const without = async (product: Product, { mine, ballots }: Closed): Promise<readonly Bytes[]> => {
  const receipts = await Promise.all(ballots.map((ballot) => product.receiptOf(ballot)));
  return ballots.filter((_, place) => receipts[place] !== mine.receipt);
};

/** So many boards of each kind that two are alike in four digits, and not in more. */
const TRIED = 1_024;

/** A ballot of the operator's own in so many forms: what is sealed in it, nobody sees before the count. */
function* formsOf(ballot: Bytes): Generator<Bytes> {
  for (let each = 0; each < TRIED; each += 1) {
    const form = ballot.slice();
    new DataView(form.buffer).setUint32(form.length - 4, each);
    yield form;
  }
}

/** A board's root as whoever is in a hurry computes it. */
const rootOf = (receipts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(receipts.toSorted())).digest('hex');

/** Boards of these ballots with each form of one more, by what is read aloud of them. */
function boardsWith({ boardFingerprint }: Product, ballots: readonly Bytes[], more: Bytes): ReadonlyMap<string, Bytes> {
  const receipts = ballots.map(receiptHex);
  const boards = new Map<string, Bytes>();
  for (const form of formsOf(more)) boards.set(boardFingerprint(rootOf([...receipts, receiptHex(form)])), form);
  return boards;
}

/** Two boxes of the operator's choice, as the server would have to show them. */
export const forkAttempts = [
  attempt({
    title:
      'an accomplice signs two boards, each with one honest teller: reading the fingerprint aloud is what stops it',
    stoppedBy: 'fingerprints that differ',
    weakness: 'the board in the fingerprint that a teller’s page shows',
    product: productAsItIs,
    weakened: productWithout({
      'web/teller/fingerprint.ts': { boardFingerprint: (original) => () => original.boardFingerprint('0'.repeat(64)) },
    }),
    play: async (product, ground) => {
      const closed = await closedWith(product, ground);
      const all = await boxOf(product, closed.ballots);
      return playFork(product, closed, all, await boxOf(product, await without(product, closed)));
    },
  }),
  attempt({
    title: 'the same with boxes that the operator makes over and over until both are read aloud alike',
    stoppedBy: 'no two boards that are read alike',
    weakness: 'all but four digits of the fingerprint',
    product: productAsItIs,
    weakened: productWithout({
      'web/teller/fingerprint.ts': {
        boardFingerprint: (original) => (root) => original.boardFingerprint(root).slice(0, 4),
      },
    }),
    play: async (product, ground) => {
      const closed = await closedWith(product, ground);
      const { ballots, stage } = closed;
      const [more, fewer] = [await stage.session.seal(0), await without(product, closed)];
      const [ofAll, ofFewer] = [boardsWith(product, ballots, more), boardsWith(product, fewer, more)];
      const aloud = [...ofAll.keys()].find((each) => ofFewer.has(each));
      if (aloud === undefined) return stopped('no two boards that are read alike');
      const [addedToAll, addedToFewer] = [ofAll.get(aloud) ?? more, ofFewer.get(aloud) ?? more];
      return playFork(
        product,
        closed,
        await boxOf(product, [...ballots, addedToAll]),
        await boxOf(product, [...fewer, addedToFewer]),
      );
    },
  }),
];
