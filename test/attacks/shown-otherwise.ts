import * as f from '../../shared/contract/formats.ts';
import type { BoardPayload } from '../../shared/protocol/board.ts';
import { type Bytes, toB64u } from '../../shared/protocol/bytes.ts';
import { SHARE_BYTES } from '../../shared/protocol/key-shares.ts';
import type { ShareSets } from '../../shared/protocol/opening.ts';
import type { PaperRow } from '../../shared/protocol/paper.ts';
import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import type { Lies } from '../integration/bad-input/lying-line.ts';
import { memoryStore } from '../rehearsal/memory-store.ts';
import { platformRandom } from '../unit/protocol/vectors.ts';
import { type Attempt, attempt, gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { NO_PAPER } from './ground/issuing.ts';
import { makeLyingLine } from './ground/liars.ts';
import type { Stage } from './ground/stage.ts';
import { type Product, productAsItIs, productWithout } from './ground/stages.ts';

const silent = () => undefined;

interface Opened {
  readonly product: Product;
  readonly stage: Stage;
  readonly payload: BoardPayload;
  /** In the order of the board. */
  readonly ballots: readonly Bytes[];
  readonly sets: ShareSets;
  readonly tellers: Readonly<Record<Slot, ReturnType<Product['tellerAt']>>>;
}

/** A meeting whose three tellers have typed the paper and opened the box, all as it should be: the server has read every ballot. */
async function openedBox(product: Product, ground: Ground, pile: readonly PaperRow[]): Promise<Opened> {
  const stage = await product.openStage(ground, { state: 'voting' });
  const { hall, session } = stage;
  await product.castBallots(hall, session, 20);
  const payload = await product.closeBox(hall, session, { ...NO_PAPER, papersIssued: pile.length });
  await product.freezeBoard(hall, session, payload);
  const tellerAt = (slot: Slot) => product.tellerAt(stage, { slot, store: memoryStore(), nowMs: () => hall.nowMs });
  const tellers = {
    discipline: tellerAt('discipline'),
    delegates: tellerAt('delegates'),
    inspection: tellerAt('inspection'),
  };
  if (pile.length > 0)
    for (const slot of ['discipline', 'delegates'] as const) {
      const typed = await product.enterPaper(tellers[slot], payload.boardRoot, pile);
      if (!typed.ok) throw new Error('the paper was not taken');
    }
  const ballots = await product.fetchAllBallots(hall, session, payload.boardRoot);
  let sets: ShareSets = {};
  for (const slot of SLOTS) {
    await product.openBox(hall, session, slot, payload.boardRoot);
    sets = { ...sets, [slot]: await session.openedBy(slot, ballots) };
  }
  return { product, stage, payload, ballots, sets, tellers };
}

/** The result as the operator would have it. */
async function resultOf(
  { product, stage, payload, ballots, sets }: Opened,
  changes: { readonly opened?: ShareSets; readonly paper?: readonly PaperRow[] },
) {
  const { manifest, manifestHash } = stage.session;
  const board = await Promise.all(ballots.map((ballot) => product.receiptOf(ballot)));
  const fixed = { manifest, manifestHash, board, ballots, issuing: payload.counts };
  return product.computeResult({ ...fixed, openedBy: SLOTS, opened: sets, paper: [], ...changes });
}

/** Brings tellers' pages to recount over a line that lies, and to sign what the operator counted: two signatures announce it. */
async function askToSign(
  opened: Opened,
  signers: readonly Slot[],
  { lies, result }: { readonly lies: Lies; readonly result: Awaited<ReturnType<typeof resultOf>> },
): Promise<Outcome> {
  const { product, stage, tellers } = opened;
  const { manifest, manifestHash } = stage.session;
  const checked = { manifest, manifestHash };
  const signed: Slot[] = [];
  const { call } = makeLyingLine(stage.call, {
    ...lies,
    count: () => ({ result: f.result.parse(JSON.parse(JSON.stringify(result))) }),
    signResult: ({ slot }) => {
      signed.push(slot);
      return { state: 'counted', signed };
    },
  });
  const face = await stage.hall.ask('getMeeting', { session: stage.session.id });
  for (const slot of signers) {
    const teller = { ...tellers[slot], call };
    const box = await product.fetchSignedBox(teller, checked, null, silent);
    if (!box.ok) throw new Error('the signed box is not to be had');
    const own = await product.openOwnShares(teller, { face, checked, box: box.value, progress: silent });
    if (!own.ok) throw new Error('the own shares do not open');
    const comparison = { face, checked, box: box.value, ownShares: own.value, progress: silent };
    const compared = await product.compareResult(teller, comparison);
    if (!compared.ok) return stopped('distrust' in compared ? compared.distrust : 'not compared');
    const word = await product.signResult(teller, compared.value, face);
    if (!word.ok) return stopped('distrust' in word ? word.distrust : 'not signed');
  }
  return gained(`${signed.length} tellers’ signatures under a result of the operator’s`);
}

/** A share that opens nothing, as if its owner had handed it in. */
const spoiltAt = <Share>(shares: readonly Share[], place: number, share: Share): Share[] =>
  shares.map((each, index) => (index === place ? share : each));

const spoiltShares: Attempt = attempt({
  title: 'the operator, who has read the ballots, shows every teller the others’ shares of one ballot spoilt',
  stoppedBy: 'shares-not-signed',
  weakness: 'their owner’s signature under opened shares',
  product: productAsItIs,
  weakened: productWithout({ 'shared/protocol/signed-shares.ts': { verifySharePage: () => async () => true } }),
  play: async (product, ground) => {
    const opened = await openedBox(product, ground, []);
    const { manifest, manifestHash } = opened.stage.session;
    const { ballots, sets } = opened;
    const read = await product.openBallots({ manifest, manifestHash, ballots, openedBy: SLOTS, opened: sets });
    const disliked = read.findIndex((ballot) => 'scores' in ballot && ballot.scores[0] === 7);
    const bad = platformRandom(SHARE_BYTES);
    const spoilt: ShareSets = Object.fromEntries(
      SLOTS.map((slot) => [slot, spoiltAt(sets[slot] ?? [], disliked, bad)]),
    );
    const result = await resultOf(opened, { opened: spoilt });
    if (result.counts.void.sealed !== 1) throw new Error('the ballot is not void');
    const lies: Lies = {
      getShares: async (_, truth) => {
        const page = await truth();
        return { ...page, shares: spoiltAt(page.shares, disliked, toB64u(bad)) };
      },
    };
    return askToSign(opened, ['discipline', 'delegates'], { lies, result });
  },
});

const alteredPaper: Attempt = attempt({
  title: 'the operator shows a row of the paper altered, and a third teller who is said to have settled it so',
  stoppedBy: 'paper-not-signed',
  weakness: 'the signatures under entries of paper and their settlement',
  product: productAsItIs,
  weakened: productWithout({ 'shared/protocol/signed-paper.ts': { verifyPaper: () => async () => true } }),
  play: async (product, ground) => {
    const rowOf = (score: number) => Array<number>(15).fill(score);
    const opened = await openedBox(product, ground, [rowOf(10), null]);
    const altered = [rowOf(0), null];
    const result = await resultOf(opened, { paper: altered });
    const lies: Lies = {
      getPaper: async (_, truth) => {
        const { entries } = await truth();
        const shown = entries.map((entry) => (entry.slot === 'delegates' ? { ...entry, ballots: altered } : entry));
        const settledBy = { slot: 'inspection' as const, signature: toB64u(platformRandom(64)) };
        return { entries: shown, settled: altered, settledBy };
      },
    };
    return askToSign(opened, ['discipline', 'inspection'], { lies, result });
  },
});

/** What a lying server shows tellers of each other after the opening. */
export const shownOtherwise: readonly Attempt[] = [spoiltShares, alteredPaper];
