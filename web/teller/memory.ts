import { isSessionId } from '../../shared/process/ids.ts';
import type { PaperRow } from '../../shared/protocol/paper.ts';
import { isSlot, type Slot } from '../../shared/protocol/slots.ts';
import type { TellerKeyPairs } from '../../shared/protocol/teller-keys.ts';
import type { KeyValueStore } from '../ui/idb.ts';

/** A teller of one meeting on this device. The private keys cannot leave it. */
export interface Enrolled {
  readonly v: 1;
  readonly county: string;
  readonly session: string;
  readonly slot: Slot;
  readonly keys: TellerKeyPairs;
  /** Hash of the one-time secret it enrolled with: the same link opened again enrols nothing. */
  readonly enrolledWith: string;
}

export const STEPS = [
  'enrol',
  'arm',
  'check-code',
  'open-voting',
  'head-count',
  'closing-time',
  'close-box',
  'check-box',
  'paper',
  'open-box',
  'compare',
  'result',
] as const;
export type Step = (typeof STEPS)[number];

/** What this teller did, and a mark of what it was about: a hash, a number, a time. */
export interface Deed {
  readonly step: Step;
  readonly atMs: number;
  readonly mark: string;
}

/** A code made on this device for a delegate's re-issue, kept until it has been handed over. */
export interface MadeCode {
  readonly delegate: string;
  readonly generation: number;
  readonly code: string;
}

/** Which share pages of which board are in. */
export interface Released {
  readonly root: string;
  readonly pages: readonly number[];
}

const CURRENT = 'current';
const enrolledKey = (session: string, slot: Slot) => `teller/${session}/${slot}`;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Only this page writes the store; what has another version is as good as none. */
function parseEnrolled(value: unknown): Enrolled | null {
  if (!isRecord(value) || value['v'] !== 1) return null;
  const isTeller = typeof value['session'] === 'string' && isSessionId(value['session']) && isSlot(value['slot']);
  return isTeller ? (value as unknown as Enrolled) : null;
}

/** The teller this device last worked as, or null. */
export async function currentTeller(store: KeyValueStore): Promise<Enrolled | null> {
  const key = await store.get(CURRENT);
  return typeof key === 'string' ? parseEnrolled(await store.get(key)) : null;
}

/** The teller of a slot of a meeting, if this device enrolled as it. */
export async function tellerOf(store: KeyValueStore, session: string, slot: Slot): Promise<Enrolled | null> {
  return parseEnrolled(await store.get(enrolledKey(session, slot)));
}

/** Keeps a teller, and opens as it from now on. */
export async function keepTeller(store: KeyValueStore, teller: Enrolled): Promise<void> {
  await store.put(enrolledKey(teller.session, teller.slot), teller);
  await store.put(CURRENT, enrolledKey(teller.session, teller.slot));
}

/**
 * What a teller's browser remembers of one meeting. Every fact has its own key and is written whole, so that two tabs of
 * one teller never overwrite each other's facts. Every method throws StorageUnavailable.
 */
export class TellerMemory {
  readonly #store: KeyValueStore;
  readonly #prefix: string;

  constructor(store: KeyValueStore, session: string, slot: Slot) {
    this.#store = store;
    this.#prefix = `fact/${session}/${slot}/`;
  }

  /** The arming whose check code was read aloud and found the same; hex. */
  codeReadFor = () => this.#text('code-read');
  keepCodeRead = (armingHash: string) => this.#keep('code-read', armingHash);

  /** The delegates counted in the hall by this teller. */
  async headCount(): Promise<number | null> {
    const value = await this.#store.get(`${this.#prefix}head-count`);
    return typeof value === 'number' ? value : null;
  }
  keepHeadCount = (count: number) => this.#keep('head-count', count);

  /** Keeps the first closing time that ever comes; answers the one that is kept. */
  async keepFirstClosingTime(closesAt: number): Promise<number> {
    const key = `${this.#prefix}closes-at`;
    await this.#store.update(key, (kept) => kept ?? closesAt);
    const kept = await this.#store.get(key);
    return typeof kept === 'number' ? kept : closesAt;
  }

  /** The board that two others signed and this teller chose not to. */
  boardLeftUnsigned = () => this.#text('board-unsigned');
  keepBoardLeftUnsigned = (boardRoot: string) => this.#keep('board-unsigned', boardRoot);

  /**
   * Keeps the first board with its figures (RFC 8785 text) that this browser signs; answers the one that is kept: with a second one
   * signed, phones could be shown the one and ballots be counted from the other.
   */
  async keepFirstSignedBoard(payload: string): Promise<string | null> {
    await this.#store.update(`${this.#prefix}signed-board`, (kept) => kept ?? payload);
    return this.#text('signed-board');
  }

  /** The other teller whom this one recorded absent. */
  recordedAbsent = () => this.#text('recorded-absent');
  keepRecordedAbsent = (absent: Slot) => this.#keep('recorded-absent', absent);

  /** The one board this browser ever opens shares for (protocol.md §5.2). */
  openedRoot = () => this.#text('opened-root');
  /** Keeps the first board that ever comes; answers the one that is kept. */
  async keepFirstOpenedRoot(boardRoot: string): Promise<string | null> {
    await this.#store.update(`${this.#prefix}opened-root`, (kept) => kept ?? boardRoot);
    return this.openedRoot();
  }

  async released(): Promise<Released | null> {
    const value = await this.#store.get(`${this.#prefix}released`);
    const isReleased = isRecord(value) && typeof value['root'] === 'string' && Array.isArray(value['pages']);
    return isReleased ? (value as unknown as Released) : null;
  }
  keepReleased = (released: Released) => this.#keep('released', released);

  /** The paper ballots typed so far and not handed in, or null when none. */
  paperDraft = () => this.#ballots('paper-draft');
  keepPaperDraft = (ballots: readonly PaperRow[]) => this.#keep('paper-draft', ballots);

  /** The scores typed so far of the ballot that is being typed. */
  async paperCells(): Promise<readonly number[]> {
    const value = await this.#store.get(`${this.#prefix}paper-cells`);
    return Array.isArray(value) ? (value as readonly number[]) : [];
  }
  keepPaperCells = (cells: readonly number[]) => this.#keep('paper-cells', cells);

  /** The paper ballots as this teller handed them in. */
  paperEntry = () => this.#ballots('paper-entry');
  keepPaperEntry = (ballots: readonly PaperRow[]) => this.#keep('paper-entry', ballots);

  async madeCode(delegate: string, generation: number): Promise<MadeCode | null> {
    const value = await this.#store.get(`${this.#prefix}code/${delegate}/${generation}`);
    return isRecord(value) && typeof value['code'] === 'string' ? (value as unknown as MadeCode) : null;
  }
  /** Keeps the first code made for a re-issue; answers the one that is kept, so that two tabs hand out one code. */
  async keepFirstMadeCode(made: MadeCode): Promise<MadeCode> {
    const { delegate, generation } = made;
    await this.#store.update(`${this.#prefix}code/${delegate}/${generation}`, (kept) => kept ?? made);
    return (await this.madeCode(delegate, generation)) ?? made;
  }
  forgetMadeCode = ({ delegate, generation }: MadeCode) =>
    this.#store.delete(`${this.#prefix}code/${delegate}/${generation}`);

  /** The codes made here that were not handed over yet. */
  async madeCodes(): Promise<readonly MadeCode[]> {
    const keys = (await this.#store.keys()).filter((key) => key.startsWith(`${this.#prefix}code/`));
    const values = await Promise.all(keys.map((key) => this.#store.get(key)));
    return values.filter(isRecord) as unknown as readonly MadeCode[];
  }

  /** The deeds on record, in the order of the meeting. */
  async deeds(): Promise<readonly Deed[]> {
    const values = await Promise.all(STEPS.map((step) => this.#store.get(`${this.#prefix}deed/${step}`)));
    return values.filter(isRecord) as unknown as readonly Deed[];
  }
  keepDeed = (deed: Deed) => this.#keep(`deed/${deed.step}`, deed);

  async #text(fact: string): Promise<string | null> {
    const value = await this.#store.get(this.#prefix + fact);
    return typeof value === 'string' ? value : null;
  }

  async #ballots(fact: string): Promise<readonly PaperRow[] | null> {
    const value = await this.#store.get(this.#prefix + fact);
    return Array.isArray(value) ? (value as readonly PaperRow[]) : null;
  }

  #keep(fact: string, value: unknown): Promise<void> {
    return this.#store.put(this.#prefix + fact, value);
  }
}
