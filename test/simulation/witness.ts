import * as z from 'zod';
import { receiptHex } from '../../functions/store/ballot-box.ts';
import { receiptsOfPage } from '../../functions/store/meetings.ts';
import * as f from '../../shared/contract/formats.ts';
import { MEETING_PATH } from '../../shared/process/meeting-state.ts';
import { jcsText } from '../../shared/protocol/jcs.ts';
import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import type { MeantBallot } from '../rehearsal/counter.ts';
import type { Item } from './expressions.ts';
import { CLOCK_SKEW_MS } from './hazards.ts';
import { type Issue, type MeantAndSealed, tokenIdOf } from './issued-tokens.ts';
import { IssuingBook } from './issuing-book.ts';
import { type ComparedResult, compareWithMeant } from './meant-result.ts';
import type { MemoryEngine } from './memory-engine.ts';
import { compareOpened, type OpenedBox } from './opened-box.ts';
import { PublishedDocuments, type StoredDocuments } from './published-documents.ts';

/** What must hold after every step, by name. */
export const PROMISES = [
  'one-ballot-a-token',
  'acknowledged-is-in-the-box',
  'acknowledged-is-on-the-board',
  'result-is-what-was-meant',
  'every-ballot-opens-as-meant',
  'nothing-opens-before-the-close',
  'voting-lasts-to-the-close',
  'no-state-goes-back',
  'one-token-a-code',
  'issued-by-the-rule',
  'issuing-reconciles',
  'documents-carry-every-word',
  'the-meeting-ends',
] as const;
export type Promised = (typeof PROMISES)[number];

export interface Violation {
  readonly promised: Promised;
  readonly detail: string;
}

const head = z.object({
  state: f.meetingState,
  version: f.count,
  boardRoot: f.hash.nullable(),
  closesAt: f.timeMs.nullable(),
  boardPages: f.count,
  openedBy: z.array(f.slot).nullable(),
  results: z.array(z.object({ openedBy: z.array(f.slot), hash: f.hash })),
  publishedWords: z.array(f.slot),
  issuing: f.issuing.nullable(),
});
type Head = z.output<typeof head>;

/** Written once: whatever these are when they are first something, they stay. */
const WRITTEN_ONCE = [
  'manifestHash',
  'armingHash',
  'closesAt',
  'issuing',
  'boardRoot',
  'electronic',
  'openedBy',
  'announcedAtMs',
];
const OF_A_TELLER = ['armingSignature', 'boardSignature', 'paperEntry', 'voice'];

const PATH: readonly string[] = MEETING_PATH;
const order = (state: Head['state']): number => PATH.indexOf(state);
const isClosed = ({ state }: Head): boolean => order(state) >= order('closed');

/** Looks at everything that is stored after every step, with eyes of its own, and says what broke. */
export class Witness {
  /** Told by the phones and the desk what they were given. */
  readonly issuing: IssuingBook;
  readonly #engine: MemoryEngine;
  readonly #issue: Issue;
  readonly #paper: readonly MeantBallot[];
  readonly #documents: PublishedDocuments;
  readonly #nowMs: () => number;
  readonly #meant = new Map<string, MeantBallot>();
  readonly #acknowledged = new Set<string>();
  readonly #heard = new Set<Slot>();
  readonly #ballots = new Map<string, string>();
  readonly #absentBy = new Map<Slot, readonly Slot[]>();
  readonly #onceWritten = new Map<string, string>();
  readonly #codes = new Map<string, string>();
  readonly #violations: Violation[] = [];
  #writes = -1;
  #head: Head | undefined;
  #board: ReadonlySet<string> | undefined;
  #result: ComparedResult | undefined;
  #opened: OpenedBox | undefined;

  constructor(watched: {
    readonly engine: MemoryEngine;
    readonly issue: Issue;
    readonly paper: readonly MeantBallot[];
    readonly documents: StoredDocuments;
    /** The simulated clock itself: no process's own is behind it, nor further ahead of it than `CLOCK_SKEW_MS`. */
    readonly nowMs: () => number;
  }) {
    this.issuing = new IssuingBook(watched.engine, watched.issue.manifest.session);
    this.#engine = watched.engine;
    this.#issue = watched.issue;
    this.#paper = watched.paper;
    this.#documents = new PublishedDocuments(watched.documents);
    this.#nowMs = watched.nowMs;
  }

  get violations(): readonly Violation[] {
    return this.#violations;
  }

  get state(): Head['state'] | undefined {
    return this.#head?.state;
  }

  /** The result as it was compared with what was meant; before that nothing. */
  get comparedResult(): ComparedResult | undefined {
    return this.#result;
  }

  /** The ballots as they were opened and compared with what was meant; before that nothing. */
  get openedBox(): OpenedBox | undefined {
    return this.#opened;
  }

  get acknowledgedBallots(): number {
    return this.#acknowledged.size;
  }

  complain(promised: Promised, detail: string): void {
    this.#violations.push({ promised, detail });
  }

  /** A phone made this ballot. */
  sealed({ receipt, scores }: MeantAndSealed): void {
    this.#meant.set(receipt, scores);
  }

  /** The server signed a receipt, whether or not anybody hears of it. */
  acknowledged(receipt: string): void {
    this.#acknowledged.add(receipt);
    this.#writes = -1;
  }

  /** A phone was told that the voting is over: by the fastest of the clocks it has to be. */
  closedTo(name: string): void {
    const closesAt = this.#head?.closesAt ?? null;
    if (closesAt === null || this.#nowMs() + CLOCK_SKEW_MS < closesAt)
      this.complain('voting-lasts-to-the-close', `${name} is told that it is over, ${this.#untilClose()}`);
  }

  /** The server answered a teller that the word on the result is kept. */
  heard(slot: Slot): void {
    this.#heard.add(slot);
  }

  /** After every step; whether all is well. */
  look(): boolean {
    if (this.#engine.writes !== this.#writes) {
      this.#writes = this.#engine.writes;
      this.#lookAtHead();
      this.#lookAtBox();
      this.#lookAtCodes();
      for (const offence of this.issuing.offences()) this.complain('issued-by-the-rule', offence);
    }
    if (this.#head?.state === 'announced') this.#lookAtDocuments(this.#head.publishedWords);
    return this.#violations.length === 0;
  }

  /**
   * When all is over: opens every ballot of the board from the shares that are stored, as whoever verifies a result would, and
   * reads the pile of paper. What a result withholds is held to what was meant all the same.
   */
  async lookInside(): Promise<void> {
    const { openedBy = null, boardRoot = null, issuing = null } = this.#head ?? {};
    if (this.#board === undefined || boardRoot === null || openedBy === null || this.#violations.length > 0) return;
    const [electronic, paper] = [this.#board.size, this.#paper.length];
    const unreconciled = issuing === null ? ['no figures'] : this.issuing.unreconciled(issuing, { electronic, paper });
    if (unreconciled.length > 0) this.complain('issuing-reconciles', unreconciled.join('; '));
    const box = { engine: this.#engine, issue: this.#issue, board: [...this.#board], boardRoot, openedBy };
    this.#opened = await compareOpened(box, { ballots: this.#meant, paper: this.#paper });
    if (this.#opened.wrong.length > 0) this.complain('every-ballot-opens-as-meant', this.#opened.wrong.join('; '));
  }

  #lookAtHead(): void {
    const item = this.#engine.partition('Meetings', this.#issue.manifest.session).find(({ sk }) => sk === 'HEAD');
    if (item === undefined) return;
    const now = head.parse(item);
    const before = this.#head;
    if (before !== undefined && (order(now.state) < order(before.state) || now.version < before.version))
      this.complain('no-state-goes-back', `${before.state} (${before.version}) → ${now.state} (${now.version})`);
    this.#head = now;
    if (isClosed(now) && (before === undefined || !isClosed(before)) && this.isBeforeClose)
      this.complain('nothing-opens-before-the-close', `${now.state} ${this.#untilClose()}`);
    for (const name of WRITTEN_ONCE) this.#stays(name, item[name]);
    const tellers = z.record(z.string(), z.record(z.string(), z.unknown())).parse(item['tellers']);
    for (const [slot, teller] of Object.entries(tellers)) {
      for (const name of OF_A_TELLER) this.#stays(`${slot} ${name}`, teller[name]);
      const pages = z.array(z.number()).parse(teller['sharePagesIn']);
      for (const page of pages) this.#stays(`${slot} share page ${page}`, true);
      this.#lookAtAbsence(z.enum(SLOTS).parse(slot), z.array(f.slot).parse(teller['absentBy']));
    }
    if (now.boardRoot !== null && this.#board === undefined) this.#board = this.#readBoard(now.boardRoot);
    if (this.#board !== undefined) this.#compareBoard(this.#board);
    if (now.openedBy !== null && this.#result === undefined) this.#compareResult(now, now.openedBy);
  }

  /** Nobody records their own absence, and no word of it is taken back. */
  #lookAtAbsence(slot: Slot, by: readonly Slot[]): void {
    const before = this.#absentBy.get(slot) ?? [];
    this.#absentBy.set(slot, by);
    const isKept = before.every((each) => by.includes(each)) && new Set(by).size === by.length;
    if (!isKept || by.includes(slot)) this.complain('no-state-goes-back', `absence of ${slot} by ${by.join()}`);
  }

  /** By the simulated clock and the time that was announced, whatever the server says its state is. */
  get isBeforeClose(): boolean {
    const closesAt = this.#head?.closesAt ?? null;
    return closesAt === null || this.#nowMs() < closesAt;
  }

  #untilClose(): string {
    const closesAt = this.#head?.closesAt ?? null;
    return closesAt === null ? 'with no closing time set' : `${closesAt - this.#nowMs()} ms before the closing time`;
  }

  /** At every step from the announcement on: a slow process may still be writing. */
  #lookAtDocuments(words: readonly Slot[]): void {
    const { session } = this.#issue.manifest;
    const result = this.#result?.jcs;
    const missing = this.#documents.missing({ session, words, heard: this.#heard, result });
    if (missing.length > 0) this.complain('documents-carry-every-word', `${words.join('-')}: ${missing.join(', ')}`);
  }

  #stays(name: string, value: unknown): void {
    const text = jcsText(value ?? null);
    const before = this.#onceWritten.get(name);
    if (before !== undefined && before !== text) this.complain('no-state-goes-back', `${name} was written twice`);
    if (text !== 'null') this.#onceWritten.set(name, text);
  }

  #readBoard(root: string): ReadonlySet<string> {
    const pages = this.#engine
      .partition('Meetings', this.#issue.manifest.session)
      .filter(({ sk }) => String(sk).startsWith(`BOARD#${root}#`));
    return new Set(pages.flatMap(({ receipts }) => receiptsOfPage(z.instanceof(Uint8Array).parse(receipts))));
  }

  #compareBoard(board: ReadonlySet<string>): void {
    for (const receipt of this.#acknowledged)
      if (!board.has(receipt)) this.complain('acknowledged-is-on-the-board', 'an acknowledged ballot is missing');
  }

  #lookAtBox(): void {
    const tokens = new Set<string>();
    const seen = new Set<string>();
    for (const item of this.#engine.everything('BallotBox')) {
      const { ballot } = item;
      if (ballot === undefined) this.#lookAtShares(item);
      else this.#lookAtBallot(item, z.instanceof(Uint8Array).parse(ballot), { tokens, seen });
    }
    for (const receipt of this.#acknowledged)
      if (!seen.has(receipt)) this.complain('acknowledged-is-in-the-box', 'an acknowledged ballot is not there');
  }

  #lookAtBallot({ sk }: Item, ballot: Uint8Array, { tokens, seen }: Record<'tokens' | 'seen', Set<string>>): void {
    const [token, receipt] = [tokenIdOf(this.#issue.manifestHash, ballot), receiptHex(ballot)];
    if (tokens.has(token) || token !== sk) this.complain('one-ballot-a-token', 'a token has two ballots');
    tokens.add(token);
    seen.add(receipt);
    const before = this.#ballots.get(token);
    if (before !== undefined && before !== receipt) this.complain('one-ballot-a-token', 'a ballot was replaced');
    this.#ballots.set(token, receipt);
    if (!this.#meant.has(receipt)) this.complain('one-ballot-a-token', 'nobody made this ballot');
  }

  #lookAtShares({ pk }: Item): void {
    if (!String(pk).endsWith('#shares')) return;
    if (this.#head === undefined || !isClosed(this.#head) || this.isBeforeClose)
      this.complain('nothing-opens-before-the-close', `shares while ${this.#head?.state}, ${this.#untilClose()}`);
  }

  #lookAtCodes(): void {
    for (const item of this.#engine.partition('Registry', `CODES#${this.#issue.manifest.session}`)) {
      if (item['state'] !== 'drawn') continue;
      const drawn = Buffer.from(z.instanceof(Uint8Array).parse(item['blinded'])).toString('hex');
      const before = this.#codes.get(String(item['sk']));
      if (before !== undefined && before !== drawn) this.complain('one-token-a-code', 'a code was drawn twice');
      this.#codes.set(String(item['sk']), drawn);
    }
  }

  /** From the first signature on the result is fixed: it must be what the owners of the board's ballots meant. */
  #compareResult(now: Head, openedBy: readonly string[]): void {
    const counted = now.results.find((each) => each.openedBy.join() === openedBy.join());
    const stored = this.#engine
      .partition('Meetings', this.#issue.manifest.session)
      .find(({ sk }) => sk === `RESULT#${counted?.hash}`);
    const result = f.result.parse(JSON.parse(z.string().parse(stored?.['json'])));
    const electronic = [...(this.#board ?? [])].map((receipt) => this.#meant.get(receipt) ?? []);
    const { manifest } = this.#issue;
    const handedOut = this.issuing.figures();
    const compared = compareWithMeant(result, { manifest, electronic, paper: this.#paper, handedOut });
    this.#result = compared;
    if (compared.wrong.length > 0) this.complain('result-is-what-was-meant', compared.wrong.join('; '));
  }
}
