import type { Dependencies } from './dependencies.ts';

/** 48 bits: a number below 2⁴⁸ is exact, and two equal ones among what a night moves are next to impossible. */
const RANK_BYTES = 6;

const rankOf = ({ randomBytes }: Dependencies): number =>
  randomBytes(RANK_BYTES).reduce((rank, byte) => rank * 256 + byte, 0);

/** The same values in an order that chance alone decides. */
export const shuffled = <Value>(values: readonly Value[], deps: Dependencies): readonly Value[] =>
  values
    .map((value) => ({ value, rank: rankOf(deps) }))
    .sort((left, right) => left.rank - right.rank)
    .map(({ value }) => value);
