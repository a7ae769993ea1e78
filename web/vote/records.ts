import type { Score } from '../../shared/process/appraisal.ts';
import type { Bytes } from '../../shared/protocol/bytes.ts';
import type { Manifest } from '../../shared/protocol/manifest.ts';
import type { Token } from '../../shared/protocol/sealed-ballot.ts';
import type { KeyValueStore } from '../ui/idb.ts';

/** What the phone has verified of an armed session, kept so that a draft opens without the network. */
export interface Ground {
  readonly manifest: Manifest;
  readonly manifestHash: Bytes;
  readonly armingHash: Bytes;
  readonly checkCode: string;
}

interface Kept {
  readonly v: 1;
  /** A hash of session and code, so that two windows have one record of a card. */
  readonly id: string;
  readonly session: string;
  /** Salted hash of the card, so that the same card finds its record again; the registry's hash cannot be made from it. */
  readonly mark: string;
}

/** The card is known, nothing was sent. */
export interface Arrived extends Kept {
  readonly step: 'arrived';
  readonly code: string;
  readonly tokenKeyId: string | null;
  /** The hash in the hall's QR, when this phone scanned it. */
  readonly hallHash: Bytes | null;
}

/** Stored before the first request, so that a lost answer is asked again with the same blinded message. */
export interface Drawing extends Kept {
  readonly step: 'drawing';
  readonly code: string;
  readonly ground: Ground;
  readonly nonce: Bytes;
  readonly inverse: Bytes;
  readonly blinded: Bytes;
}

/** The token is here; the code is forgotten. `scores` is the draft. */
export interface Drawn extends Kept {
  readonly step: 'drawn';
  readonly ground: Ground;
  readonly token: Token;
  readonly scores: readonly (Score | undefined)[];
  readonly isManual: boolean;
}

/** The ballot is sealed and may have been sent; the scores are gone from the phone. `ballot` is b64u. */
export interface Sealed extends Kept {
  readonly step: 'sealed';
  readonly ground: Ground;
  readonly ballot: string;
  readonly receipt: string;
}

/** The ballot was acknowledged under the box key. */
export interface Cast extends Kept {
  readonly step: 'cast';
  readonly ground: Ground;
  readonly ballot: string;
  readonly receipt: string;
  readonly signature: string;
}

/** The receipt was found on the board; sealed ballot and receipt are erased. */
export interface Found extends Kept {
  readonly step: 'found';
  readonly checkCode: string;
}

export type Saved = Arrived | Drawing | Drawn | Sealed | Cast | Found;

const CURRENT = 'current';
const STEPS: readonly string[] = ['arrived', 'drawing', 'drawn', 'sealed', 'cast', 'found'] satisfies Saved['step'][];

/** Only this page writes the store; a record of another version is as good as none. */
function parseSaved(value: unknown): Saved | null {
  if (typeof value !== 'object' || value === null || !('v' in value) || !('step' in value)) return null;
  return value.v === 1 && STEPS.includes(String(value.step)) ? (value as Saved) : null;
}

/** Keeps a record and makes it the one that opens without a card. */
export async function keep(store: KeyValueStore, saved: Saved): Promise<void> {
  await store.put(saved.id, saved);
  await store.put(CURRENT, saved.id);
}

/** A record as it is stored now: another window may have gone further. */
export async function latest(store: KeyValueStore, { id }: Saved): Promise<Saved | null> {
  return parseSaved(await store.get(id));
}

/** Stores the scores so far, unless another window has sealed the ballot meanwhile: a draft never replaces a sealed ballot. */
export async function keepDraft(store: KeyValueStore, draft: Drawn): Promise<void> {
  await store.update(draft.id, (kept) => (parseSaved(kept)?.step === 'drawn' ? draft : undefined));
}

/** Puts a record in the place of the step before it, and answers the record that is kept: another window may have come first. */
async function keepAfter(store: KeyValueStore, step: Saved['step'], next: Saved): Promise<Saved> {
  await store.update(next.id, (kept) => ((parseSaved(kept)?.step ?? step) === step ? next : undefined));
  await store.put(CURRENT, next.id);
  return (await latest(store, next)) ?? next;
}

/** Keeps a card that was scanned or typed, unless another window has drawn with it: what is put back must not be older. */
export const keepArrived = (store: KeyValueStore, saved: Saved): Promise<Saved> => keepAfter(store, 'arrived', saved);

/**
 * Keeps what is about to be drawn with. When the same card is open in two windows, both ask with what the first one blinded: with
 * two messages, one window could spend the code and the other forget the card.
 */
export const keepDrawing = (store: KeyValueStore, drawing: Drawing): Promise<Saved> =>
  keepAfter(store, 'arrived', drawing);

/** Keeps a sealed ballot in the place of its draft: what the first of two windows sealed is the ballot, and may be in the box. */
export const keepSealed = (store: KeyValueStore, sealed: Sealed): Promise<Saved> => keepAfter(store, 'drawn', sealed);

/** Forgets a record whose card the server refused. */
export async function forget(store: KeyValueStore, { id }: Saved): Promise<void> {
  await store.delete(id);
}

/** The record last worked on, or null. */
export async function currentRecord(store: KeyValueStore): Promise<Saved | null> {
  const id = await store.get(CURRENT);
  return typeof id === 'string' ? parseSaved(await store.get(id)) : null;
}

/** All records of a session on this phone: two delegates may share one. */
export async function recordsOf(store: KeyValueStore, session: string): Promise<readonly Saved[]> {
  const ids = (await store.keys()).filter((key) => key !== CURRENT);
  const records = await Promise.all(ids.map(async (id) => parseSaved(await store.get(id))));
  return records.flatMap((record) => (record !== null && record.session === session ? [record] : []));
}
