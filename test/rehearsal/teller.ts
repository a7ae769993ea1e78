import { randomBytes } from 'node:crypto';
import { setTimeout as delay, setImmediate } from 'node:timers/promises';
import type { Bytes } from '../../shared/protocol/bytes.ts';
import type { Enrolment } from '../../shared/protocol/code.ts';
import type { ShareSet } from '../../shared/protocol/opening.ts';
import type { PaperRow } from '../../shared/protocol/paper.ts';
import type { TallyResult } from '../../shared/protocol/result.ts';
import { discrepancies, fetchBallots, signBoard, verifyBox } from '../../web/teller/actions/check-box.ts';
import { compareResult, signResult } from '../../web/teller/actions/compare-result.ts';
import type { Call, Face, Outcome, TellerContext } from '../../web/teller/actions/context.ts';
import { contextOf, enrol } from '../../web/teller/actions/enrol.ts';
import { enterPaper, readPaper, settlePaper } from '../../web/teller/actions/enter-paper.ts';
import { closeBox, keepHeadCount, openVoting, setClosingTime } from '../../web/teller/actions/hold-voting.ts';
import { fetchSignedBox, openOwnShares, releaseShares, type SignedBox } from '../../web/teller/actions/open-box.ts';
import {
  type CheckedManifest,
  readArmedManifest,
  readArming,
  readManifest,
  signManifest,
} from '../../web/teller/actions/read-manifest.ts';
import { memoryStore } from './memory-store.ts';

const random = (length: number): Bytes => new Uint8Array(randomBytes(length));
const silent = () => undefined;

const MAX_ATTEMPTS = 60;
const RETRY_MS = 250;

/** The last word of a refusal, for a message; nothing secret is in it. */
const wordOf = (outcome: Outcome<unknown>): string => {
  if (outcome.ok) return 'done';
  if (outcome.problem !== undefined) return outcome.problem.type;
  return 'distrust' in outcome ? `distrust ${outcome.distrust} ${outcome.where?.join(' ') ?? ''}` : 'network';
};

/** Presses again after a lost answer, and while it is only too early, as a person would. */
export async function insist<Value>(name: string, press: () => Promise<Outcome<Value>>): Promise<Value> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const outcome = await press();
    if (outcome.ok) return outcome.value;
    const isPassing =
      outcome.network === true ||
      outcome.problem?.status === 503 ||
      outcome.problem?.type.endsWith(':closing-not-over');
    if (isPassing !== true) throw new Error(`${name}: ${wordOf(outcome)}`);
    await delay(RETRY_MS);
  }
  throw new Error(`${name}: no answer after ${MAX_ATTEMPTS} attempts`);
}

/** One teller's phone: the teller page's own steps, without a screen. */
export class Teller {
  readonly context: TellerContext;

  private constructor(context: TellerContext) {
    this.context = context;
  }

  /** `nowMs` is the phone's own clock. */
  static async enrol(call: Call, enrolment: Enrolment, nowMs: () => number = Date.now): Promise<Teller> {
    const pause = () => setImmediate(undefined);
    const scene = { call, store: memoryStore(), nowMs, random, pause };
    const enrolled = await insist('enrol', () => enrol(scene, enrolment));
    return new Teller(contextOf(scene, enrolled));
  }

  async face(): Promise<Face> {
    const { call, session } = this.context;
    return insist('getMeeting', () => call('getMeeting', { session }));
  }

  /** The manifest as it is to be armed. */
  async frozenManifest(): Promise<CheckedManifest> {
    const face = await this.face();
    return insist('readManifest', () => readManifest(this.context, face));
  }

  /** The manifest that this teller armed. */
  async checkedManifest(): Promise<CheckedManifest> {
    const face = await this.face();
    return insist('readArmedManifest', () => readArmedManifest(this.context, face));
  }

  async arm(): Promise<void> {
    const checked = await this.frozenManifest();
    await insist('signManifest', () => signManifest(this.context, checked));
  }

  /** The check code as this teller's phone computes it. */
  async checkCode(): Promise<string> {
    const face = await this.face();
    return (await insist('readArming', () => readArming(this.context, face))).checkCode;
  }

  async openVoting(): Promise<void> {
    const face = await this.face();
    await insist('openVoting', () => openVoting(this.context, face));
  }

  async setClosingTime(aheadMs: number): Promise<number> {
    const face = await this.face();
    const closesAt = face.nowMs + aheadMs;
    await insist('setClosingTime', () => setClosingTime(this.context, face, closesAt));
    return closesAt;
  }

  async closeBox(): Promise<void> {
    const face = await this.face();
    await insist('closeBox', () => closeBox(this.context, face));
  }

  /** Checks the closed box against the heads counted, and signs it; what does not agree with the heads is the answer. */
  async signBoard(headCount: number): Promise<readonly string[]> {
    const face = await this.face();
    const { boardRoot } = face;
    if (boardRoot === null || face.counts === null) throw new Error('the box is not closed');
    await keepHeadCount(this.context, headCount);
    const checked = await this.checkedManifest();
    const ballots = await insist('fetchBallots', () => fetchBallots(this.context, boardRoot, silent));
    const box = await insist('verifyBox', () => verifyBox(this.context, { face, checked, ballots }));
    await insist('signBoard', () => signBoard(this.context, box));
    return discrepancies(face.counts, headCount);
  }

  async enterPaper(ballots: readonly PaperRow[]): Promise<void> {
    const root = await this.#boardRoot();
    await insist('enterPaper', () => enterPaper(this.context, root, ballots));
  }

  /** As the third: looks at both entries and settles on the pile as it is. */
  async settlePaper(ballots: readonly PaperRow[]): Promise<void> {
    const root = await this.#boardRoot();
    const checked = await this.checkedManifest();
    await insist('readPaper', () => readPaper(this.context, checked, root));
    await insist('settlePaper', () => settlePaper(this.context, root, ballots));
  }

  async open(): Promise<{ readonly box: SignedBox; readonly shares: ShareSet }> {
    const face = await this.face();
    const checked = await this.checkedManifest();
    const box = await insist('fetchSignedBox', () => fetchSignedBox(this.context, checked, null, silent));
    const shares = await insist('openOwnShares', () =>
      openOwnShares(this.context, { face, checked, box, progress: silent }),
    );
    const release = { boardRoot: box.payload.boardRoot, shares, progress: silent };
    await insist('releaseShares', () => releaseShares(this.context, release));
    return { box, shares };
  }

  async compareAndSign({ box, shares }: { readonly box: SignedBox; readonly shares: ShareSet }): Promise<TallyResult> {
    const face = await this.face();
    const checked = await this.checkedManifest();
    const comparison = { face, checked, box, ownShares: shares, progress: silent };
    const result = await insist('compareResult', () => compareResult(this.context, comparison));
    await insist('signResult', () => signResult(this.context, result, face));
    return result;
  }

  async #boardRoot(): Promise<string> {
    const { boardRoot } = await this.face();
    if (boardRoot === null) throw new Error('the box is not closed');
    return boardRoot;
  }
}
