import { specOf } from '../../../shared/contract/operations.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import { DEFAULT_THRESHOLDS, type Score } from '../../../shared/process/appraisal.ts';
import { makeSubjects } from '../../../shared/process/ballot-form.ts';
import type { IssuingFigures } from '../../../shared/process/reconciliation.ts';
import { armingHash, verifyArmingSignature } from '../../../shared/protocol/arming.ts';
import { boardRoot, makeBoard } from '../../../shared/protocol/board.ts';
import { type Bytes, type Random, toB64u, toHex } from '../../../shared/protocol/bytes.ts';
import { jcsText } from '../../../shared/protocol/jcs.ts';
import { keyBytes, type Manifest, manifestHash, parseManifest, tellerKeys } from '../../../shared/protocol/manifest.ts';
import { parseShareSet, type ShareSets } from '../../../shared/protocol/opening.ts';
import type { PaperRow } from '../../../shared/protocol/paper.ts';
import { computeResult, type TallyResult, verifyResultSignature } from '../../../shared/protocol/result.ts';
import { sealBallot } from '../../../shared/protocol/seal.ts';
import { NONCE_BYTES, receiptOf, tokenMessage } from '../../../shared/protocol/sealed-ballot.ts';
import { SLOTS, type Slot } from '../../../shared/protocol/slots.ts';
import { type TellerRequest, verifyTellerRequest } from '../../../shared/protocol/teller-request.ts';
import type { Call, Face } from '../../../web/teller/actions/context.ts';
import type { Answer } from '../../../web/ui/client.ts';
import type { KeyValueStore } from '../../../web/ui/idb.ts';

export const SESSION = 'tuanfeng-2008-huilongshan';
export const COUNTY = 'tuanfeng';
export const random: Random = (length) => crypto.getRandomValues(new Uint8Array(length));

const PAGE = 3;
const OFFICERS = [
  { id: 'o1', name: '阿卜杜热合曼·买买提图尔荪', post: '分局长' },
  { id: 'o2', name: '𬭼㛃', post: '副分局长' },
];

type Teller = {
  hpke: string | null;
  sign: string | null;
  arming: string | null;
  board: string | null;
  paper: { readonly ballots: readonly PaperRow[]; readonly signature: string } | null;
  shares: { readonly shares: readonly (string | null)[]; readonly signature: string }[];
  sharePages: number;
  absentBy: Slot[];
  result: 'signed' | 'objected' | null;
};

const newTeller = (): Teller => ({
  hpke: null,
  sign: null,
  arming: null,
  board: null,
  paper: null,
  shares: [],
  sharePages: 0,
  absentBy: [],
  result: null,
});

const refused = (type: string): Answer<never> => ({
  ok: false,
  problem: { type: `urn:shuangshu:problem:${type}`, title: type, status: 409, detail: type },
});

/** A store in memory, as IndexedDB would keep it. */
export function memoryStore(): KeyValueStore & { readonly values: Map<string, unknown> } {
  const values = new Map<string, unknown>();
  return {
    values,
    get: async (key) => structuredClone(values.get(key)),
    put: async (key, value) => {
      values.set(key, structuredClone(value));
    },
    update: async (key, change) => {
      const next = change(structuredClone(values.get(key)));
      if (next !== undefined) values.set(key, structuredClone(next));
    },
    delete: async (key) => {
      values.delete(key);
    },
    keys: async () => [...values.keys()],
  };
}

/**
 * A county for one meeting in memory, made of the shared protocol: it answers what tellers ask as the contract has it, every
 * request and answer held to the contract's schemas. `lie` changes an answer on its way, which is what a dishonest operator
 * would do.
 */
export class StandInCounty {
  nowMs = 1_000_000;
  state: Face['state'] = 'prepared';
  manifest: Manifest | null = null;
  hash: Bytes = new Uint8Array(32);
  closesAt: number | null = null;
  ballots: Bytes[] = [];
  issuing: IssuingFigures = { delegates: 33, drawn: 0, reissued: 0, papersIssued: 0, papersReissued: 0 };
  isIssuingRecorded = false;
  board: readonly string[] | null = null;
  root: string | null = null;
  settled: readonly PaperRow[] | null = null;
  settledBy: { readonly slot: Slot; readonly signature: string } | null = null;
  openedBy: readonly Slot[] | null = null;
  result: TallyResult | null = null;
  readonly tellers: Record<Slot, Teller> = { discipline: newTeller(), delegates: newTeller(), inspection: newTeller() };
  /** Operations asked, in order. */
  readonly asked: OperationId[] = [];
  lie: (id: OperationId, answer: unknown) => unknown = (_id, answer) => answer;
  readonly #tokenKey: CryptoKeyPair;
  readonly #boxPoint: string;

  private constructor(tokenKey: CryptoKeyPair, boxPoint: string) {
    this.#tokenKey = tokenKey;
    this.#boxPoint = boxPoint;
  }

  static async open(): Promise<StandInCounty> {
    const rsa = { name: 'RSA-PSS', hash: 'SHA-384', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };
    const tokenKey = await crypto.subtle.generateKey(rsa, true, ['sign', 'verify']);
    const box = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const point = new Uint8Array(await crypto.subtle.exportKey('raw', box.publicKey));
    return new StandInCounty(tokenKey, toB64u(point));
  }

  readonly call: Call = async (id, request) => {
    this.asked.push(id);
    const sent: Record<string, unknown> = Object(specOf(id).request.parse(JSON.parse(JSON.stringify(request))));
    const answer = (await this.#answer(id, sent)) as Answer<never>;
    if (!answer.ok) return answer;
    const honest: unknown = specOf(id).response.parse(JSON.parse(JSON.stringify(answer.value)));
    return { ok: true, value: this.lie(id, honest) as never };
  };

  /** Freezes the manifest once three tellers are enrolled. */
  async freeze(): Promise<void> {
    const spki = new Uint8Array(await crypto.subtle.exportKey('spki', this.#tokenKey.publicKey));
    const parsed = parseManifest({
      v: 1,
      county: COUNTY,
      session: SESSION,
      unit: '回龙山分局',
      subjects: makeSubjects({ unit: { name: '回龙山分局' }, officers: OFFICERS }),
      scale: { min: 0, max: 10 },
      thresholds: DEFAULT_THRESHOLDS,
      delegates: this.issuing.delegates,
      tokenKey: toB64u(spki),
      boxKey: this.#boxPoint,
      tellers: SLOTS.map((slot) => ({ slot, hpke: this.tellers[slot].hpke, sign: this.tellers[slot].sign })),
    });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.defects));
    this.manifest = parsed.manifest;
    this.hash = await manifestHash(parsed.manifest);
    this.state = 'frozen';
  }

  /** A ballot sealed by a delegate whose token is signed by `key`, the session's own unless a forger brings another. */
  async cast(scores: readonly Score[], key: CryptoKey = this.#tokenKey.privateKey): Promise<void> {
    const nonce = random(NONCE_BYTES);
    const message = tokenMessage(this.hash, nonce);
    const signature = new Uint8Array(await crypto.subtle.sign({ name: 'RSA-PSS', saltLength: 48 }, key, message));
    const sealed = { manifest: this.#frozen(), manifestHash: this.hash, token: { nonce, signature }, scores, random };
    this.ballots.push(await sealBallot(sealed));
    this.issuing = { ...this.issuing, drawn: this.issuing.drawn + 1 };
  }

  /** What the public may know now. */
  async face(): Promise<Face> {
    const answer = await this.call('getMeeting', { session: SESSION });
    if (!answer.ok) throw new Error('the stand-in lost its meeting');
    return answer.value;
  }

  async #answer(id: OperationId, sent: Record<string, unknown>): Promise<Answer<unknown>> {
    const value = (it: unknown): Answer<unknown> => ({ ok: true, value: it });
    if (id === 'getMeeting') return value(await this.#face());
    if (id === 'getManifest') return value({ manifest: this.#frozen(), arming: this.#arming() });
    if (id === 'getBoard') return this.#boardPage(Number(sent['page']));
    if (id === 'signArming') return this.#signArming(sent);
    if (id === 'signResult') return this.#signResult(sent);
    const request = sent as unknown as TellerRequest<Record<string, never>>;
    const point = id === 'enrolTeller' ? String(request.payload['sign']) : this.tellers[request.slot].sign;
    if (point === null) return refused('teller-not-enrolled');
    const context = { county: COUNTY, session: SESSION, operation: id };
    const verified = await verifyTellerRequest(keyBytes(point), context, request);
    return verified ? this.#step(id, request) : refused('signature-invalid');
  }

  async #step(
    id: OperationId,
    { slot, payload, signature }: TellerRequest<Record<string, never>>,
  ): Promise<Answer<unknown>> {
    const value = (it: unknown): Answer<unknown> => ({ ok: true, value: it });
    const own = this.tellers[slot];
    switch (id) {
      case 'enrolTeller':
        Object.assign(own, { hpke: payload['hpke'], sign: payload['sign'] });
        return value({ slot, state: this.state });
      case 'openVoting':
        this.state = 'voting';
        return value({ state: this.state });
      case 'setClosingTime':
        this.state = 'closing';
        this.closesAt = Number(payload['closesAt']);
        return value({ state: this.state, closesAt: this.closesAt });
      case 'recordIssuing':
        if (this.closesAt === null || this.nowMs < this.closesAt) return refused('closing-not-over');
        this.isIssuingRecorded = true;
        return value(this.issuing);
      case 'closeBoard':
        return this.#close();
      case 'getSealedBallots':
        return this.#sealedPage(Number(payload['page']));
      case 'signBoard':
        if (payload['boardRoot'] !== this.root) return refused('board-differs');
        own.board = signature;
        return value({ frozen: this.#isFrozen(), signed: this.#slotsWith(({ board }) => board !== null) });
      default:
        return this.#stepOfTally(id, { slot, payload, signature });
    }
  }

  async #stepOfTally(
    id: OperationId,
    { slot, payload, signature }: TellerRequest<Record<string, never>>,
  ): Promise<Answer<unknown>> {
    const value = (it: unknown): Answer<unknown> => ({ ok: true, value: it });
    const own = this.tellers[slot];
    switch (id) {
      case 'enterPaper':
        own.paper = { ballots: payload['ballots'] ?? [], signature };
        return value({ paper: this.#paper() });
      case 'settlePaper':
        this.settled = payload['ballots'] ?? [];
        this.settledBy = { slot, signature };
        return value({ paper: this.#paper() });
      case 'getPaper':
        return value({ entries: this.#entries(), settled: this.#settled(), settledBy: this.settledBy });
      case 'releaseShares':
        own.shares[Number(payload['page'])] ??= { shares: payload['shares'] ?? [], signature };
        own.sharePages = Number(payload['pages']);
        return value({ received: this.#sharesIn(own), complete: this.#isComplete(own) });
      case 'getShares': {
        if (!this.#isComplete(own)) return refused('own-first');
        const of = this.tellers[payload['of'] ?? slot];
        return value({ ...of.shares[Number(payload['page'])], page: payload['page'], pages: of.sharePages });
      }
      case 'count':
        return this.#count(payload['openedBy'] ?? []);
      case 'recordAbsent': {
        const { absentBy } = this.tellers[payload['absent'] ?? slot];
        absentBy.push(slot);
        return value({ absent: absentBy.length >= 2, by: absentBy });
      }
      case 'objectToResult':
        own.result = 'objected';
        return value({ state: this.state });
      default:
        throw new Error(`the stand-in does not know ${id}`);
    }
  }

  async #signArming(sent: Record<string, unknown>): Promise<Answer<unknown>> {
    const { slot, signature } = sent as unknown as { slot: Slot; signature: string };
    const holds = await verifyArmingSignature(this.#frozen(), this.hash, { slot, signature });
    if (!holds) return refused('signature-invalid');
    this.tellers[slot].arming = signature;
    if (this.#arming().length === SLOTS.length) this.state = 'armed';
    return { ok: true, value: { state: this.state, signed: this.#arming().map((each) => each.slot) } };
  }

  async #signResult(sent: Record<string, unknown>): Promise<Answer<unknown>> {
    const { slot, signature, openedBy } = sent as unknown as { slot: Slot; signature: string; openedBy: Slot[] };
    const point = tellerKeys(this.#frozen(), slot).sign;
    if (!(await verifyResultSignature(point, this.result, signature))) return refused('result-differs');
    this.tellers[slot].result = 'signed';
    this.openedBy = openedBy;
    const signed = this.#slotsWith(({ result }) => result === 'signed');
    if (signed.length >= 2) this.state = 'announced';
    return { ok: true, value: { state: this.state, signed } };
  }

  async #close(): Promise<Answer<unknown>> {
    if (!this.isIssuingRecorded) return refused('issuing-missing');
    const receipts = await Promise.all(
      this.ballots.map(async (ballot) => ({ ballot, receipt: await receiptOf(ballot) })),
    );
    receipts.sort((left, right) => (left.receipt < right.receipt ? -1 : 1));
    this.ballots = receipts.map(({ ballot }) => ballot);
    this.board = makeBoard(receipts.map(({ receipt }) => receipt));
    this.root = await boardRoot(this.board);
    this.state = 'closed';
    return { ok: true, value: { boardRoot: this.root, counts: this.#counts() } };
  }

  #sealedPage(page: number): Answer<unknown> {
    const pages = Math.max(1, Math.ceil(this.ballots.length / PAGE));
    const ballots = this.ballots.slice(page * PAGE, (page + 1) * PAGE).map(toB64u);
    return { ok: true, value: { ballots, page, pages, total: this.ballots.length } };
  }

  #boardPage(page: number): Answer<unknown> {
    if (!this.#isFrozen() || this.board === null) return refused('board-not-frozen');
    const pages = Math.max(1, Math.ceil(this.board.length / PAGE));
    const receipts = this.board.slice(page * PAGE, (page + 1) * PAGE);
    const signatures = SLOTS.flatMap((slot) => {
      const signature = this.tellers[slot].board;
      return signature === null ? [] : [{ slot, signature }];
    });
    return { ok: true, value: { boardRoot: this.root, counts: this.#counts(), page, pages, receipts, signatures } };
  }

  async #count(openedBy: readonly Slot[]): Promise<Answer<unknown>> {
    const length = this.ballots.length;
    let opened: ShareSets = {};
    for (const slot of openedBy) {
      const texts = this.tellers[slot].shares.flatMap(({ shares }) => shares);
      const set = parseShareSet(texts, length);
      if (set === null) return refused('shares-incomplete');
      opened = { ...opened, [slot]: set };
    }
    const paper = this.#settled() ?? [];
    const { ballots, issuing } = this;
    const board = this.board ?? [];
    const input = {
      manifest: this.#frozen(),
      manifestHash: this.hash,
      board,
      openedBy,
      opened,
      ballots,
      paper,
      issuing,
    };
    this.result = await computeResult(input);
    this.state = 'counted';
    return { ok: true, value: { result: this.result } };
  }

  async #face(): Promise<unknown> {
    const arming = this.#arming();
    const isArmed = arming.length === SLOTS.length;
    return {
      county: COUNTY,
      countyName: '团风县工商局',
      session: SESSION,
      round: '2008',
      unit: '回龙山分局',
      state: this.state,
      nowMs: this.nowMs,
      manifestHash: this.manifest === null ? null : toHex(this.hash),
      armingHash: isArmed ? toHex((await armingHash(this.hash, arming)) ?? new Uint8Array(0)) : null,
      closesAt: this.closesAt,
      tellers: SLOTS.map((slot) => this.#progress(slot)),
      counts: this.root === null ? null : this.#counts(),
      boardRoot: this.root,
      boardFrozen: this.#isFrozen(),
      paper: this.root === null ? null : this.#paper(),
      openedBy: this.openedBy,
      outcome: this.result?.outcome ?? null,
      voidReason: null,
      floor: null,
    };
  }

  #progress(slot: Slot): unknown {
    const own = this.tellers[slot];
    return {
      slot,
      enrolled: own.sign !== null,
      armed: own.arming !== null,
      boardSigned: own.board !== null,
      paperEntered: own.paper !== null,
      sharesReleased: this.#isComplete(own),
      absent: own.absentBy.length >= 2,
      result: own.result,
    };
  }

  #paper(): 'none-issued' | 'awaiting' | 'differs' | 'settled' {
    if (this.issuing.papersIssued === 0) return 'none-issued';
    if (this.#settled() !== null) return 'settled';
    return this.#entries().length < 2 ? 'awaiting' : 'differs';
  }

  #settled(): readonly PaperRow[] | null {
    const [first, second] = this.#entries();
    if (this.settled !== null || first === undefined || second === undefined) return this.settled;
    return jcsText(first.ballots) === jcsText(second.ballots) ? first.ballots : null;
  }

  #entries(): readonly { readonly slot: Slot; readonly ballots: readonly PaperRow[]; readonly signature: string }[] {
    return SLOTS.flatMap((slot) => {
      const { paper } = this.tellers[slot];
      return paper === null ? [] : [{ slot, ...paper }];
    });
  }

  #frozen(): Manifest {
    if (this.manifest === null) throw new Error('nothing is frozen');
    return this.manifest;
  }

  #arming(): readonly { readonly slot: Slot; readonly signature: string }[] {
    return SLOTS.flatMap((slot) => {
      const signature = this.tellers[slot].arming;
      return signature === null ? [] : [{ slot, signature }];
    });
  }

  #counts = () => ({ ...this.issuing, electronic: this.ballots.length });
  #slotsWith = (has: (teller: Teller) => boolean) => SLOTS.filter((slot) => has(this.tellers[slot]));
  #isFrozen = () => this.#slotsWith(({ board }) => board !== null).length >= 2;
  #sharesIn = (own: Teller) => own.shares.filter((page) => page !== undefined).length;
  #isComplete = (own: Teller) => own.sharePages > 0 && this.#sharesIn(own) === own.sharePages;
}
