import { type Meeting, Meetings, withTeller } from '../../functions/store/meetings.ts';
import { type BoardPayload, boardRoot } from '../../shared/protocol/board.ts';
import { type Bytes, fromB64u, toB64u } from '../../shared/protocol/bytes.ts';
import { receiptOf } from '../../shared/protocol/sealed-ballot.ts';
import type { Slot } from '../../shared/protocol/slots.ts';
import type { KeyValueStore } from '../../web/ui/idb.ts';
import { memoryStore } from '../rehearsal/memory-store.ts';
import { platformRandom } from '../unit/protocol/vectors.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { NO_PAPER } from './ground/issuing.ts';
import { makeLyingLine } from './ground/liars.ts';
import type { Stage } from './ground/stage.ts';
import { boardsOfOneSigner, type Product, productAsItIs } from './ground/stages.ts';
import { forgetfulStore } from './ground/stores.ts';
import { shownOtherwise } from './shown-otherwise.ts';

const silent = () => undefined;

interface Closed {
  readonly stage: Stage;
  readonly ballots: readonly Bytes[];
  readonly payload: BoardPayload;
}

/** A closed box with four ballots, its board signed by two tellers. */
async function closedBox(
  product: Product,
  ground: Ground,
  deps: { readonly meetings?: Meetings } = {},
): Promise<Closed> {
  const stage = await product.openStage(ground, { state: 'voting', deps });
  const { hall, session } = stage;
  await product.castBallots(hall, session, 4);
  const payload = await product.closeBox(hall, session, NO_PAPER);
  await product.freezeBoard(hall, session, payload);
  return { stage, payload, ballots: await hall.deps.ballotBox.readBallots(session.id) };
}

/** What the operator serves: a board of one ballot, signed by those who go along. */
async function boardOfOne({ stage, ballots, payload }: Closed, accomplices: readonly Slot[]) {
  const [chosen] = ballots;
  if (chosen === undefined) throw new Error('the box is empty');
  const { session, call } = stage;
  const receipts = [await receiptOf(chosen)];
  const forged = { ...payload, boardRoot: await boardRoot(receipts), counts: { ...payload.counts, electronic: 1 } };
  const signed = accomplices.map((slot) => session.signed(slot, 'signBoard', forged));
  const signatures = (await Promise.all(signed)).map(({ slot, signature }) => ({ slot, signature }));
  // A board needs two signatures; whoever does not go along is given one of chance.
  const padded =
    signatures.length > 1
      ? signatures
      : [...signatures, { slot: 'inspection' as const, signature: toB64u(platformRandom(64)) }];
  const { boardRoot: root, counts } = forged;
  return makeLyingLine(call, {
    getBoard: () => ({ boardRoot: root, counts, receipts, page: 0, pages: 1, signatures: padded }),
    getSealedBallots: () => ({ ballots: [toB64u(chosen)], page: 0, pages: 1, total: 1 }),
  }).call;
}

/** What a teller's page gives away when it is asked to open what the line says is the box. */
async function askToOpen(
  product: Product,
  { stage }: Closed,
  at: { readonly call: Stage['call']; readonly store: KeyValueStore; readonly nowMs: () => number },
): Promise<Outcome> {
  const { manifest, manifestHash } = stage.session;
  const checked = { manifest, manifestHash };
  const context = product.tellerAt(stage, { slot: 'delegates', ...at });
  const box = await product.fetchSignedBox(context, checked, null, silent);
  if (!box.ok) return stopped('distrust' in box ? box.distrust : 'no box');
  const face = await stage.hall.ask('getMeeting', { session: stage.session.id });
  const shares = await product.openOwnShares(context, { face, checked, box: box.value, progress: silent });
  if (!shares.ok) return stopped('distrust' in shares ? shares.distrust : 'no shares');
  const opened = shares.value.filter((share) => share !== null).length;
  return gained(`${opened} opened share(s) of the ballots asked for`);
}

/** A head that says of every teller that the whole set is in. */
class TrustingMeetings extends Meetings {
  override async read(session: string): Promise<Meeting | undefined> {
    const meeting = await super.read(session);
    if (meeting === undefined) return undefined;
    const { sharePages, sharePagesIn } = meeting.tellers.discipline;
    return withTeller(meeting, 'delegates', { sharePages, sharePagesIn });
  }
}

export const chosenBallot: Attack = {
  target: 'opening one ballot, or some of them, and voiding one',
  attacker: 'the operator, alone or with one teller',
  holds: 'the server, one teller’s keys, the sealed ballot of somebody who showed a receipt',
  wants: 'to have a second teller’s page open this one ballot, or two pages count it as void',
  attempts: [
    attempt({
      title: 'a board of this ballot alone, signed by the accomplice',
      stoppedBy: 'board-not-signed',
      weakness: 'the second teller’s signature under a board',
      product: productAsItIs,
      weakened: boardsOfOneSigner,
      play: async (product, ground) => {
        const closed = await closedBox(product, ground);
        const call = await boardOfOne(closed, ['discipline']);
        return askToOpen(product, closed, { call, store: memoryStore(), nowMs: () => closed.stage.hall.nowMs });
      },
    }),
    attempt<() => KeyValueStore>({
      title: 'the same signed by two, for a third who has opened the whole box',
      stoppedBy: 'other-board-opened-before',
      weakness: 'the memory of what was opened',
      product: () => memoryStore,
      weakened: () => forgetfulStore,
      play: async (newStore, ground) => {
        const product = productAsItIs();
        const closed = await closedBox(product, ground);
        const store = newStore();
        const at = { store, nowMs: () => closed.stage.hall.nowMs };
        const whole = await askToOpen(product, closed, { ...at, call: closed.stage.call });
        if (whole.kind !== 'gained') throw new Error('the whole box does not open');
        const call = await boardOfOne(closed, ['discipline', 'inspection']);
        return askToOpen(product, closed, { ...at, call });
      },
    }),
    attempt<(serverNowMs: number) => number>({
      title: 'a signed board before the closing time has passed, on a server whose clock is ahead',
      stoppedBy: 'closing-time-not-past',
      weakness: 'the teller’s own clock',
      product: () => (serverNowMs) => serverNowMs - 3_600_000,
      weakened: () => (serverNowMs) => serverNowMs,
      play: async (clock, ground) => {
        const product = productAsItIs();
        const closed = await closedBox(product, ground);
        const { call, hall } = closed.stage;
        return askToOpen(product, closed, { call, store: memoryStore(), nowMs: () => clock(hall.nowMs) });
      },
    }),
    attempt({
      title: 'another teller’s opened shares are asked for before the own set is in',
      stoppedBy: 'own-first',
      weakness: 'the rule that the own set comes first',
      product: ({ tables }) => new Meetings(tables.client, 'Meetings'),
      weakened: ({ tables }) => new TrustingMeetings(tables.client, 'Meetings'),
      play: async (meetings, ground) => {
        const product = productAsItIs();
        const { stage, payload } = await closedBox(product, ground, { meetings });
        const { hall, session } = stage;
        await product.openBox(hall, session, 'discipline', payload.boardRoot);
        const asked = { boardRoot: payload.boardRoot, of: 'discipline' as const, page: 0 };
        const { answer, problem } = await hall.send('getShares', await session.signed('delegates', 'getShares', asked));
        if (answer === undefined) return stopped(product.wordOf(problem));
        const shares = answer.shares.filter((share) => share !== null && fromB64u(share) !== null);
        return gained(`${shares.length} shares of another teller`);
      },
    }),
    ...shownOtherwise,
  ],
};
