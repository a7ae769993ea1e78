import type { ShareSet } from '../../shared/protocol/opening.ts';
import type { PaperRow } from '../../shared/protocol/paper.ts';
import type { TallyResult } from '../../shared/protocol/result.ts';
import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import { fetchBallots, signBoard, verifyBox } from '../../web/teller/actions/check-box.ts';
import { compareResult, objectToResult, openers, signResult } from '../../web/teller/actions/compare-result.ts';
import { type Face, type Outcome, send, type TellerContext } from '../../web/teller/actions/context.ts';
import { contextOf } from '../../web/teller/actions/enrol.ts';
import { enterPaper, settlePaper } from '../../web/teller/actions/enter-paper.ts';
import { closeBox, openVoting, setClosingTime } from '../../web/teller/actions/hold-voting.ts';
import {
  fetchSignedBox,
  mayOpen,
  openOwnShares,
  releaseShares,
  type SignedBox,
} from '../../web/teller/actions/open-box.ts';
import { type CheckedManifest, readManifest, signManifest } from '../../web/teller/actions/read-manifest.ts';
import { askForPaper, issuePaper, listDesk } from '../../web/teller/actions/serve-desk.ts';
import { recordAbsent } from '../../web/teller/actions/step-aside.ts';
import { memoryStore } from '../rehearsal/memory-store.ts';
import type { SimulatedCall } from './cloud.ts';
import type { Desk } from './desk.ts';
import { skewOf } from './hazards.ts';
import type { Issue } from './issued-tokens.ts';
import type { KeyedChance } from './keyed-chance.ts';
import type { Scheduler, Task } from './scheduler.ts';

/**
 * How a teller behaves. `vanishes-…` is gone from that step on; `spoils-shares` hands in shares that open nothing,
 * `withholds-shares` none that open; `types-otherwise` enters another pile of paper; `objects` never signs; `hurries` asks for
 * everything before its time, and for another closing time, signs another board, and asks alone for paper that takes two tellers. Whoever
 * spoils their shares records another absent, so that nobody waits for a third set.
 */
export const MANNERS = [
  'honest',
  'vanishes-before-the-board',
  'vanishes-before-opening',
  'vanishes-before-signing',
  'spoils-shares',
  'withholds-shares',
  'types-otherwise',
  'objects',
  'hurries',
] as const;
export type Manner = (typeof MANNERS)[number];

export interface TellerOptions {
  readonly slot: Slot;
  readonly manner: Manner;
  readonly task: Task;
  readonly scheduler: Scheduler;
  readonly call: SimulatedCall;
  readonly chance: KeyedChance;
  readonly issue: Issue;
  /** The pile as it lies there. */
  readonly paper: () => readonly PaperRow[];
  readonly desk: Desk;
  /** The teller who is gone for good after some step, as everybody in the hall sees. */
  readonly vanishing: Slot | undefined;
  /** When the voting is to open and to close, by the simulated clock. */
  readonly opensAtMs: number;
  readonly closesAtMs: number;
}

const silent = () => undefined;
const DESK_IS_OPEN: readonly string[] = ['armed', 'voting', 'closing'];
const MANY = 400;
/** Between two looks at the meeting, ms. */
const TURN_MS = [1_000, 8_000] as const;
const PRESSING_MS = [200, 900] as const;
const BEAT_MS = 5_000;
/** Before and after the closing time. */
const PRESSED_MS = 12_000;

/** One teller: the teller page's own steps, taken again and again as long as the meeting has use for them. */
export class SimulatedTeller {
  readonly #teller: TellerOptions;
  readonly #context: TellerContext;
  #checked: CheckedManifest | undefined;
  #isBoardSigned = false;
  #opened: { readonly box: SignedBox; readonly shares: ShareSet } | undefined;
  /** The result that was recomputed here, and from whose shares. */
  #compared: { readonly from: string; readonly result: TallyResult } | undefined;
  #hasSpoken = false;
  #hasRecordedAbsent = false;
  #turn = 0;

  constructor(teller: TellerOptions) {
    this.#teller = teller;
    const { slot, chance, scheduler, issue, call } = teller;
    const { county, session } = issue.manifest;
    const skewMs = skewOf(chance, slot);
    let drawn = 0;
    const scene = {
      call,
      store: memoryStore(),
      nowMs: () => Math.floor(scheduler.nowMs + skewMs),
      random: (length: number) => Uint8Array.from({ length }, () => chance.integer(`${slot} byte ${drawn++}`, 0, 255)),
      pause: async () => undefined,
    };
    this.#context = contextOf(scene, {
      ...({ v: 1, county, session, slot, enrolledWith: 'a'.repeat(64) } as const),
      keys: issue.keys.tellers[slot],
    });
  }

  /** Goes on until the result is announced, or this teller has vanished; gives up after many turns. */
  async play(): Promise<void> {
    const { task } = this.#teller;
    for (; this.#turn < MANY; this.#turn += 1) {
      const face = await this.#context.call('getMeeting', { session: this.#context.session });
      if (face.ok) {
        if (face.value.state === 'announced' && this.#hasSpoken) return;
        if (this.#isGone(face.value)) return;
        await this.#next(face.value);
      }
      await task.sleep(this.#untilNextTurnMs(face.ok && this.#isPressing(face.value)));
    }
  }

  /** Often all three press at once, as when one of them says: now. */
  #untilNextTurnMs(isPressing: boolean): number {
    const { chance, slot, scheduler } = this.#teller;
    const name = `${slot} turn ${this.#turn}`;
    if (isPressing) return chance.integer(name, ...PRESSING_MS);
    if (chance.number(`${name} at once`) < 0.5) return BEAT_MS - (scheduler.nowMs % BEAT_MS);
    return chance.integer(name, ...TURN_MS);
  }

  /** Some tellers wait with a finger on the button until the box can be closed. */
  #isPressing({ closesAt }: Face): boolean {
    const { scheduler, chance, slot } = this.#teller;
    const isDue = closesAt !== null && Math.abs(scheduler.nowMs - closesAt) < PRESSED_MS;
    return isDue && chance.number(`${slot} presses`) < 0.4;
  }

  #isGone({ state }: Face): boolean {
    switch (this.#teller.manner) {
      case 'vanishes-before-the-board':
        return state === 'closing' || state === 'closed';
      case 'vanishes-before-opening':
        return this.#isBoardSigned;
      case 'vanishes-before-signing':
        return this.#opened !== undefined;
      default:
        return false;
    }
  }

  async #next(face: Face): Promise<void> {
    const { manner, desk, scheduler } = this.#teller;
    if (manner === 'hurries') await this.#hurry(face);
    if (DESK_IS_OPEN.includes(face.state)) await desk.serve(this.#context, scheduler.nowMs);
    switch (face.state) {
      case 'frozen':
        return this.#arm(face);
      case 'armed':
        if (this.#teller.scheduler.nowMs >= this.#teller.opensAtMs) await openVoting(this.#context, face);
        return;
      case 'voting': {
        const closesAt = this.#teller.closesAtMs;
        const noticeMs = closesAt - face.nowMs;
        if (noticeMs < 20_000) await setClosingTime(this.#context, face, Math.max(closesAt, face.nowMs + 11_000));
        return;
      }
      case 'closing':
        await closeBox(this.#context, face);
        return;
      case 'closed':
      case 'counted':
      case 'announced':
        return this.#count(face);
      default:
        return;
    }
  }

  async #arm(face: Face): Promise<void> {
    const checked = await this.#manifest(face);
    if (checked !== undefined) await signManifest(this.#context, checked);
  }

  async #manifest(face: Face): Promise<CheckedManifest | undefined> {
    if (this.#checked !== undefined) return this.#checked;
    const read = await readManifest(this.#context, face);
    if (read.ok) this.#checked = read.value;
    return this.#checked;
  }

  async #count(face: Face): Promise<void> {
    const checked = await this.#manifest(face);
    if (checked === undefined || face.boardRoot === null) return;
    if (!this.#isBoardSigned) return this.#signBoard(face, checked, face.boardRoot);
    if (!face.boardFrozen) return;
    if (face.paper !== 'settled' && face.paper !== 'none-issued') return this.#typePaper(face, face.boardRoot);
    if (this.#opened === undefined) return this.#open(face, checked);
    if (!this.#hasSpoken) await this.#speak(face, checked, this.#opened);
  }

  async #signBoard(face: Face, checked: CheckedManifest, boardRoot: string): Promise<void> {
    const ballots = await fetchBallots(this.#context, boardRoot, silent);
    if (!ballots.ok) return;
    const box = await verifyBox(this.#context, { face, checked, ballots: ballots.value });
    if (!box.ok) return;
    const signed = await signBoard(this.#context, box.value);
    this.#isBoardSigned = signed.ok || this.#isTooLate(signed);
  }

  /** After the announcement nothing is signed any more; what was done counts. */
  #isTooLate(outcome: Outcome<unknown>): boolean {
    return !outcome.ok && outcome.problem?.type.endsWith(':state-wrong') === true;
  }

  async #typePaper(face: Face, boardRoot: string): Promise<void> {
    const { paper, manner } = this.#teller;
    const pile = paper();
    const typed = manner === 'types-otherwise' ? pile.map((row) => row?.map(() => 3) ?? null) : pile;
    const hasTyped = face.tellers.some(({ slot, paperEntered }) => slot === this.#context.slot && paperEntered);
    if (face.paper === 'awaiting' && !hasTyped) await enterPaper(this.#context, boardRoot, typed);
    if (face.paper === 'differs' && !hasTyped) await settlePaper(this.#context, boardRoot, typed);
  }

  async #open(face: Face, checked: CheckedManifest): Promise<void> {
    const box = await fetchSignedBox(this.#context, checked, null, silent);
    if (!box.ok) return;
    const opened = await this.#openShares(face, checked, box.value);
    if (!opened.ok) return;
    const shares = this.#asHandedIn(opened.value);
    const { boardRoot } = box.value.payload;
    const released = await releaseShares(this.#context, { boardRoot, shares, progress: silent });
    if (released.ok || this.#isTooLate(released)) this.#opened = { box: box.value, shares };
  }

  /** Where ballots come from a pool, so do the shares of them; whether a box may be opened is asked each time. */
  async #openShares(face: Face, checked: CheckedManifest, box: SignedBox): Promise<Outcome<ShareSet>> {
    const { openedBeforehand } = this.#teller.issue;
    if (openedBeforehand === undefined) return openOwnShares(this.#context, { face, checked, box, progress: silent });
    const allowed = await mayOpen(this.#context, face, box.payload.boardRoot);
    return allowed.ok ? { ok: true, value: await openedBeforehand(this.#context.slot, box.ballots) } : allowed;
  }

  #asHandedIn(shares: ShareSet): ShareSet {
    switch (this.#teller.manner) {
      case 'spoils-shares':
        return shares.map((share) => share?.map((byte, place) => (place === 0 ? byte ^ 1 : byte)) ?? null);
      case 'withholds-shares':
        return shares.map(() => null);
      default:
        return shares;
    }
  }

  async #speak(
    face: Face,
    checked: CheckedManifest,
    { box, shares }: { readonly box: SignedBox; readonly shares: ShareSet },
  ): Promise<void> {
    await this.#recordAbsence(face, box.payload.boardRoot);
    const from = openers(face).join();
    if (this.#compared?.from !== from) {
      const result = await compareResult(this.#context, { face, checked, box, ownShares: shares, progress: silent });
      this.#compared = result.ok ? { from, result: result.value } : undefined;
    }
    if (this.#compared === undefined) return;
    const { manner } = this.#teller;
    const spoken =
      manner === 'objects'
        ? await objectToResult(this.#context, '不同意')
        : await signResult(this.#context, this.#compared.result, face);
    this.#hasSpoken = spoken.ok;
  }

  /** Whoever is gone is recorded absent by those who see it; whoever spoils their shares says it of somebody who is there. */
  async #recordAbsence({ tellers }: Face, boardRoot: string): Promise<void> {
    const { slot, manner, vanishing, chance } = this.#teller;
    const other = manner === 'spoils-shares' ? SLOTS.find((each) => each !== slot) : vanishing;
    const isMissing = tellers.some((each) => each.slot === other && !each.sharesReleased);
    if (other === undefined || other === slot || !isMissing || this.#hasRecordedAbsent) return;
    if (chance.number(`${slot} records an absence`) < 0.3) return;
    this.#hasRecordedAbsent = (await recordAbsent(this.#context, boardRoot, other)).ok;
  }

  /** For the first who has drawn; without a second teller nothing may come of either. */
  async #askForPaperAlone(): Promise<void> {
    const listed = await listDesk(this.#context);
    const drawn = listed.ok ? listed.value.find(({ standing }) => standing === 'drawn') : undefined;
    if (drawn === undefined) return;
    await issuePaper(this.#context, drawn);
    await askForPaper(this.#context, drawn);
  }

  /** Asks for what is not its turn; whatever of it the server takes, the witness sees. */
  async #hurry(face: Face): Promise<void> {
    const { state, manifestHash, closesAt } = face;
    if (manifestHash === null || this.#turn % 2 !== 0) return;
    const boardRoot = face.boardRoot ?? 'b'.repeat(64);
    const mine = { boardRoot, page: 0, pages: 1, shares: ['A'.repeat(44)] };
    if (state === 'voting' || state === 'closing') {
      await send(this.#context, 'recordIssuing', { manifestHash });
      await send(this.#context, 'closeBoard', { manifestHash });
      await send(this.#context, 'releaseShares', mine);
      await this.#askForPaperAlone();
    }
    if (closesAt !== null) await send(this.#context, 'setClosingTime', { manifestHash, closesAt: closesAt - 5_000 });
    if (face.counts !== null)
      await send(this.#context, 'signBoard', {
        boardRoot,
        manifestHash,
        counts: { ...face.counts, electronic: face.counts.electronic + 1 },
      });
    await send(this.#context, 'count', { boardRoot, openedBy: [...SLOTS] });
  }
}
