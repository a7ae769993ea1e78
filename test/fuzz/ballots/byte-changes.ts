import { type Bytes, concat } from '../../../shared/protocol/bytes.ts';
import type { Chance } from '../chance.ts';

/** The same with one bit the other way round. */
export function flipped(bytes: Uint8Array, chance: Chance): Bytes {
  const changed = new Uint8Array(bytes);
  const at = chance.below(changed.length);
  changed[at] = (changed[at] ?? 0) ^ (1 << chance.below(8));
  return changed;
}

/** The same with up to eight bytes after one another replaced; now and then by what was there. */
export function overwritten(bytes: Uint8Array, chance: Chance): Bytes {
  const changed = new Uint8Array(bytes);
  const length = 1 + chance.below(Math.min(8, changed.length));
  const at = chance.below(changed.length - length + 1);
  changed.set(chance.once(3) ? new Uint8Array(length).fill(chance.of([0, 0xff])) : chance.bytes(length), at);
  return changed;
}

/** Two pieces that do not overlap, of one length, changed about. */
export function exchanged(bytes: Uint8Array, first: number, second: number, length: number): Bytes {
  const changed = new Uint8Array(bytes);
  changed.set(bytes.subarray(second, second + length), first);
  changed.set(bytes.subarray(first, first + length), second);
  return changed;
}

/** A piece put in the place of another. */
export const spliced = (bytes: Uint8Array, at: number, piece: Uint8Array): Bytes =>
  concat(bytes.slice(0, at), piece, bytes.slice(at + piece.length));
