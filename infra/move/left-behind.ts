import { EXPORTS_PREFIX } from '../../functions/store/documents.ts';
import { INCOMING_PREFIX } from '../../functions/store/uploads.ts';
import type { Item } from './item-line.ts';

/** A session as its head has it. */
export interface SessionStanding {
  readonly session: string;
  readonly county: string;
  readonly state: string;
  readonly keysMade: boolean;
}

const KEY_ITEM = /^KEY#/;

/** States that end a session: nothing of it needs a private key any more. */
const isOver = (state: string | undefined): boolean => state === 'announced' || state === 'voided';

/**
 * An item of `Meetings` as it leaves, or `null` where it stays behind. Private keys are wrapped for one wrapping key and do not
 * travel: unwrapping them would put them, whole, into the hands of whoever runs the export, which no role but casting's and
 * drawing's ever has. Of a session that is over the public key goes along with nothing under `wrapped`; one that is prepared
 * goes as if its keys had not been made.
 */
export function carried(item: Item, states: ReadonlyMap<string, string>): Item | null {
  const state = states.get(item['pk']?.S ?? '');
  const sortKey = item['sk']?.S ?? '';
  if (KEY_ITEM.test(sortKey)) return isOver(state) ? { ...item, wrapped: { B: new Uint8Array() } } : null;
  if (sortKey === 'HEAD' && !isOver(state)) return { ...item, keysMade: { BOOL: false } };
  return item;
}

/** What goes within a day by itself: uploads that nobody confirmed, files made for one download. */
const TRANSIENT = [INCOMING_PREFIX, EXPORTS_PREFIX];
export const isTransient = (key: string): boolean => TRANSIENT.some((prefix) => key.startsWith(prefix));
