import { equalBytes, type Random, toHex, utf8 } from '../../shared/protocol/bytes.ts';
import { type HallSign, normaliseCode, parseCardFragment, parseHallFragment } from '../../shared/protocol/code.ts';
import { hash } from '../../shared/protocol/hash.ts';
import type { KeyValueStore } from '../ui/idb.ts';
import type { FlowEvent } from './flow.ts';
import { type Arrived, currentRecord, keepArrived, recordsOf, type Saved } from './records.ts';

interface Desk {
  readonly store: KeyValueStore;
  readonly random: Random;
  readonly nowMs: () => number;
}

const SALT_BYTES = 16;
const ID_BYTES = 8;

/** What the address that opened the page leads to: a card, the hall's sign, or what the phone keeps. */
export async function openPage(desk: Desk, fragment: string): Promise<FlowEvent> {
  const { store, nowMs } = desk;
  if (fragment.startsWith('#i=')) {
    const card = parseCardFragment(fragment);
    if (card === null) return { type: 'link-refused' };
    return { type: 'opened', saved: await adoptCard(desk, { ...card, hallHash: null }), sign: null, nowMs: nowMs() };
  }
  if (fragment.startsWith('#s=')) {
    const sign = parseHallFragment(fragment);
    return sign === null ? { type: 'link-refused' } : openAtSign(desk, sign);
  }
  return { type: 'opened', saved: await currentRecord(store), sign: null, nowMs: nowMs() };
}

/** The hall's QR reopens what this phone keeps of the session, and compares; on another phone it asks for the card's code. */
async function openAtSign({ store, nowMs }: Desk, sign: HallSign): Promise<FlowEvent> {
  const current = await currentRecord(store);
  const [first] = await recordsOf(store, sign.session);
  const record = current?.session === sign.session ? current : first;
  if (record === undefined) return { type: 'hall-scanned', sign };
  const saved = record.step === 'arrived' ? { ...record, hallHash: sign.armingHash } : record;
  return { type: 'opened', saved: await keepArrived(store, saved), sign, nowMs: nowMs() };
}

/** A typed code on a phone that scanned the hall's QR. Its token key is covered by the hall's hash. */
export async function openTypedCode(desk: Desk, sign: HallSign, typed: string): Promise<FlowEvent> {
  const code = normaliseCode(typed);
  if (code === null) return { type: 'code-mistyped' };
  const { session, armingHash } = sign;
  const saved = await adoptCard(desk, { session, code, tokenKeyId: null, hallHash: armingHash });
  return { type: 'opened', saved, sign, nowMs: desk.nowMs() };
}

type Card = Pick<Arrived, 'session' | 'code' | 'tokenKeyId' | 'hallHash'>;

/** The record of this very card, or a new one: the phone may be shared by two delegates. */
async function adoptCard({ store, random }: Desk, card: Card): Promise<Saved> {
  for (const record of await recordsOf(store, card.session)) {
    const [salt = ''] = record.mark.split('.');
    if (record.mark !== (await markOf(salt, card.code))) continue;
    const saved = record.step === 'arrived' && card.hallHash !== null ? { ...record, hallHash: card.hallHash } : record;
    return keepArrived(store, saved);
  }
  const mark = await markOf(toHex(random(SALT_BYTES)), card.code);
  return keepArrived(store, { v: 1, id: await idOf(card), mark, step: 'arrived', ...card });
}

/** The same in every window that opens the card: one record, though both open it in the same moment. */
const idOf = async ({ session, code }: Card): Promise<string> =>
  toHex(await hash(utf8(`record ${session} ${code}`))).slice(0, 2 * ID_BYTES);

const markOf = async (salt: string, code: string): Promise<string> => `${salt}.${toHex(await hash(utf8(salt + code)))}`;

/** Whether the phone can do what a secret ballot needs; some engines have the names and not the function. */
export async function whatIsMissing(
  openStore: () => Promise<KeyValueStore>,
): Promise<'crypto' | 'storage' | KeyValueStore> {
  try {
    const digest = await crypto.subtle.digest('SHA-256', utf8(''));
    if (digest.byteLength !== 32 || typeof BigInt !== 'function') return 'crypto';
  } catch {
    return 'crypto';
  }
  try {
    const store = await openStore();
    const probe = crypto.getRandomValues(new Uint8Array(8));
    // Of its own: another window may try the same store in the same moment.
    const key = `probe ${toHex(probe)}`;
    await store.put(key, probe);
    const read = await store.get(key);
    await store.delete(key);
    return read instanceof Uint8Array && equalBytes(read, probe) ? store : 'storage';
  } catch {
    return 'storage';
  }
}
