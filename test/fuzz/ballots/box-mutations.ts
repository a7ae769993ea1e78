import { type Bytes, concat } from '../../../shared/protocol/bytes.ts';
import type { Chance } from '../chance.ts';
import { exchanged, flipped, overwritten, spliced } from './byte-changes.ts';
import type { Material, RealBallot } from './material.ts';

/** `0x01 ‖ nonce ‖ signature`: what casting judges (protocol.md §3). */
export const HEAD_BYTES = 1 + 32 + 256;
const COMMITMENT_BYTES = 32;
const ENCAPSULATION_BYTES = 65;
const SHARE_BYTES = ENCAPSULATION_BYTES + 49;
const SHARES = 3;

/** A mutant of a ballot that leaves its token as it is, or `null` where there is no such form. */
export type BoxMutation = (real: RealBallot, material: Material, chance: Chance) => Bytes | null;

const sharesAt = (bytes: Uint8Array): number => bytes.length - SHARES * SHARE_BYTES;
const shareAt = (bytes: Uint8Array, place: number): number => sharesAt(bytes) + place * SHARE_BYTES;

/** Changes one piece from `from` to before `to`. */
const within = (bytes: Bytes, from: number, to: number, change: (piece: Bytes) => Bytes): Bytes =>
  spliced(bytes, from, change(bytes.slice(from, to)));

const otherThan = (real: RealBallot, { cast }: Material, chance: Chance): RealBallot => {
  const other = chance.of(cast);
  return other === real ? chance.of(cast.filter((each) => each !== real)) : other;
};

/** By name: the token is good, what stands behind it is not as it was sealed. */
export const BOX_MUTATIONS: Readonly<Record<string, BoxMutation>> = {
  'a bit of the commitment': ({ sealed }, _, chance) =>
    within(sealed, HEAD_BYTES, HEAD_BYTES + COMMITMENT_BYTES, (piece) => flipped(piece, chance)),
  'a bit of the ciphertext': ({ sealed }, _, chance) =>
    within(sealed, HEAD_BYTES + COMMITMENT_BYTES, sharesAt(sealed), (piece) => flipped(piece, chance)),
  'a bit of each share': ({ sealed }, _, chance) =>
    [0, 1, 2].reduce<Bytes>((bytes, place) => {
      const at = shareAt(bytes, place);
      return within(bytes, at, at + SHARE_BYTES, (piece) => flipped(piece, chance));
    }, sealed),
  'bytes behind the token': ({ sealed }, _, chance) =>
    within(sealed, HEAD_BYTES, sealed.length, (piece) => overwritten(piece, chance)),
  'a share in the place of another': ({ sealed }, _, chance) => {
    const first = chance.below(SHARES);
    const second = (first + 1 + chance.below(SHARES - 1)) % SHARES;
    return exchanged(sealed, shareAt(sealed, first), shareAt(sealed, second), SHARE_BYTES);
  },
  'encapsulations changed about': ({ sealed }) =>
    exchanged(sealed, shareAt(sealed, 0), shareAt(sealed, 1), ENCAPSULATION_BYTES),
  'the shares of another ballot': (real, material, chance) =>
    spliced(real.sealed, sharesAt(real.sealed), otherThan(real, material, chance).sealed.slice(sharesAt(real.sealed))),
  'the ciphertext of another ballot': (real, material, chance) => {
    const from = HEAD_BYTES + COMMITMENT_BYTES;
    return spliced(real.sealed, from, otherThan(real, material, chance).sealed.slice(from, sharesAt(real.sealed)));
  },
  'everything of another ballot': (real, material, chance) =>
    spliced(real.sealed, HEAD_BYTES, otherThan(real, material, chance).sealed.slice(HEAD_BYTES)),
  'points outside the curve': ({ sealed }, _, chance) =>
    [0, 1, 2].reduce<Bytes>((bytes, place) => {
      const point = chance.of([
        new Uint8Array(ENCAPSULATION_BYTES),
        concat(Uint8Array.of(4), chance.bytes(64)),
        concat(Uint8Array.of(2 + chance.below(2)), chance.bytes(64)),
        new Uint8Array(ENCAPSULATION_BYTES).fill(0xff),
      ]);
      return spliced(bytes, shareAt(bytes, place), point);
    }, sealed),
  'zeros behind the token': ({ sealed }) => spliced(sealed, HEAD_BYTES, new Uint8Array(sealed.length - HEAD_BYTES)),
  'chance behind the token': ({ sealed }, _, chance) =>
    spliced(sealed, HEAD_BYTES, chance.bytes(sealed.length - HEAD_BYTES)),
};
