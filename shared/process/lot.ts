/**
 * The lot by which the delegates’ teller and a stand-in are drawn. Whoever has the seed and the list finds the same two: the
 * seed is read as one number S; with n in the pool, the teller is at place S mod n, and the stand-in, of the m others who may be
 * one, at place ⌊S / n⌋ mod m. Places count from 0.
 */
export const SEED_BYTES = 32;
/** A teller and a stand-in. */
export const LEAST_FOR_A_LOT = 2;

export interface LotPools<Name> {
  /** Whom the teller is drawn from. */
  readonly tellers: readonly Name[];
  /** Whom the stand-in is drawn from, once the teller is left out. */
  readonly standIns: readonly Name[];
}

export interface LotResult<Name> {
  readonly teller: Name;
  readonly standIn: Name;
}

/** Among those who offered; when nobody did, among all who come. One who alone offered is the teller, with a stand-in from all who come. */
export const poolsOf = <Name>({
  offering,
  coming,
}: {
  readonly offering: readonly Name[];
  readonly coming: readonly Name[];
}): LotPools<Name> => ({
  tellers: offering.length === 0 ? coming : offering,
  standIns: offering.length < LEAST_FOR_A_LOT ? coming : offering,
});

const numberOf = (seed: Uint8Array): bigint => seed.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);

/**
 * Draws, or asks for another seed (`draw-again`, at odds of less than 1 in 2²⁰⁰): the seeds that are left fall evenly on every
 * pair. `too-few` when there are not two to draw. Throws on a seed of another length.
 */
export const drawLot = <Name>(seed: Uint8Array, pools: LotPools<Name>): LotResult<Name> | 'draw-again' | 'too-few' => {
  if (seed.length !== SEED_BYTES) throw new RangeError('a lot is drawn with a seed of 32 bytes');
  const pool = BigInt(pools.tellers.length);
  if (pool === 0n) return 'too-few';
  const drawn = numberOf(seed);
  const teller = pools.tellers[Number(drawn % pool)];
  const others = pools.standIns.filter((each) => each !== teller);
  const rest = BigInt(others.length);
  if (teller === undefined || rest === 0n) return 'too-few';
  const seeds = 256n ** BigInt(SEED_BYTES);
  if (drawn >= seeds - (seeds % (pool * rest))) return 'draw-again';
  const standIn = others[Number((drawn / pool) % rest)];
  return standIn === undefined ? 'too-few' : { teller, standIn };
};
