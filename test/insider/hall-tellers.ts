import { signArming } from '../../shared/protocol/arming.ts';
import { toHex } from '../../shared/protocol/bytes.ts';
import { shareTexts } from '../../shared/protocol/opening.ts';
import type { PaperRow } from '../../shared/protocol/paper.ts';
import { signResult } from '../../shared/protocol/result.ts';
import { hasResultShape } from '../../shared/protocol/result-shape.ts';
import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import { type PayloadOf, send, type TellerOperation } from '../../web/teller/actions/context.ts';
import { contextOf } from '../../web/teller/actions/enrol.ts';
import type { Enrolled } from '../../web/teller/memory.ts';
import { memoryStore } from '../rehearsal/memory-store.ts';
import { SCORES_PER_BALLOT, seededBytes } from '../simulation/issued-tokens.ts';
import type { HallServer } from './hall-server.ts';
import type { PooledBallot, SealedPool } from './sealed-pool.ts';

/** As many as one release takes; a hall of 300 is one page. */
const SHARES_A_PAGE = 1_000;
/** Those who sit at the desk. */
const AT_DESK = ['discipline', 'delegates'] as const;
const typedOtherwise = (row: PaperRow): PaperRow => row?.map(() => 3) ?? Array<number>(SCORES_PER_BALLOT).fill(3);
const USED_ENROLMENT = 'a'.repeat(64);
const pause = async (): Promise<void> => undefined;

/** Three tellers who do what a meeting asks of them, without checking what they know to be so. */
export class HallTellers {
  readonly #pool: SealedPool;
  readonly #server: HallServer;

  constructor(pool: SealedPool, server: HallServer) {
    this.#pool = pool;
    this.#server = server;
  }

  async arm(): Promise<void> {
    const { session, manifestHash, keys } = this.#pool;
    for (const slot of SLOTS) {
      const signature = await signArming(keys.tellers[slot].sign.privateKey, manifestHash);
      await this.#server.call('signArming', { session, slot, manifestHash: toHex(manifestHash), signature });
    }
  }

  async open(): Promise<void> {
    await this.#send('discipline', 'openVoting', { manifestHash: this.#hash });
  }

  async setClosingTime(closesAt: number): Promise<void> {
    await this.#send('discipline', 'setClosingTime', { manifestHash: this.#hash, closesAt });
  }

  /** One teller hands a paper ballot to somebody who has not drawn. */
  async issuePaper(delegate: string): Promise<void> {
    await this.#send('inspection', 'issuePaper', { delegate });
  }

  /** Two tellers give a second card to somebody who lost what was drawn. */
  async reissueCard(delegate: string, codeHash: string): Promise<void> {
    for (const slot of AT_DESK) await this.#send(slot, 'reissue', { delegate, generation: 1, as: 'code', codeHash });
  }

  async reissuePaper(delegate: string): Promise<void> {
    for (const slot of AT_DESK) await this.#send(slot, 'reissue', { delegate, generation: 1, as: 'paper' });
  }

  /** Closes, signs the board, types the paper, opens, counts and announces; `ballots` are those that were cast. */
  async count(ballots: readonly PooledBallot[], sheets: readonly PaperRow[]): Promise<void> {
    const manifestHash = this.#hash;
    await this.#send('discipline', 'recordIssuing', { manifestHash });
    const { boardRoot, counts } = await this.#send('discipline', 'closeBoard', { manifestHash });
    for (const slot of SLOTS) await this.#send(slot, 'signBoard', { manifestHash, boardRoot, counts });
    await this.#typePaper(boardRoot, sheets);
    const onBoard = await this.#inOrderOfBoard(boardRoot, ballots);
    for (const slot of SLOTS) await this.#release(slot, boardRoot, onBoard);
    const { result } = await this.#send('discipline', 'count', { boardRoot, openedBy: [...SLOTS] });
    if (!hasResultShape(result)) throw new Error('a result that is none');
    const { session, keys } = this.#pool;
    for (const slot of ['discipline', 'inspection'] as const) {
      const signature = await signResult(keys.tellers[slot].sign.privateKey, result);
      await this.#server.call('signResult', { session, slot, openedBy: [...SLOTS], signature });
    }
  }

  /** Two tellers type the sheets, each in the order of the pile; where they differ, the third has the last word. */
  async #typePaper(boardRoot: string, sheets: readonly PaperRow[]): Promise<void> {
    const rows = (of: readonly PaperRow[]) => of.map((row) => row && [...row]);
    const misread = sheets.map((row, place) => (place === 0 ? typedOtherwise(row) : row));
    const isMisread = sheets.length > 1;
    await this.#send('discipline', 'enterPaper', { boardRoot, ballots: rows(sheets) });
    await this.#send('delegates', 'enterPaper', { boardRoot, ballots: rows(isMisread ? misread : sheets) });
    if (isMisread) await this.#send('inspection', 'settlePaper', { boardRoot, ballots: rows(sheets) });
  }

  /** As the sealed ballots are given out, page by page. */
  async #inOrderOfBoard(boardRoot: string, ballots: readonly PooledBallot[]): Promise<readonly PooledBallot[]> {
    const { receipts } = (await this.#server.call('getBoard', { session: this.#pool.session, page: 0 })).value;
    const known = new Map(ballots.map((ballot) => [ballot.receipt, ballot]));
    return receipts.map((receipt) => {
      const ballot = known.get(receipt);
      if (ballot === undefined) throw new Error(`nobody cast a ballot of ${boardRoot}`);
      return ballot;
    });
  }

  async #release(slot: Slot, boardRoot: string, ballots: readonly PooledBallot[]): Promise<void> {
    const shares = [...shareTexts(ballots.map((ballot) => ballot.shares[slot]))];
    if (shares.length > SHARES_A_PAGE) throw new Error('a hall of more than a page');
    await this.#send(slot, 'releaseShares', { boardRoot, page: 0, pages: 1, shares });
  }

  async #send<Id extends TellerOperation>(slot: Slot, operation: Id, payload: PayloadOf<Id>) {
    const { session, manifest, keys } = this.#pool;
    const { call } = this.#server;
    const own: Enrolled = {
      v: 1,
      county: manifest.county,
      session,
      slot,
      enrolledWith: USED_ENROLMENT,
      keys: keys.tellers[slot],
    };
    const line = { store: memoryStore(), nowMs: () => this.#server.nowMs, random: seededBytes(1), pause };
    const answer = await send(contextOf({ call, ...line }, own), operation, payload);
    if (!answer.ok) throw new Error(`${operation} is not answered`);
    return answer.value;
  }

  get #hash(): string {
    return toHex(this.#pool.manifestHash);
  }
}
