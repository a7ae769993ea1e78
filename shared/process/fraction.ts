/**
 * Exact non-negative fractions: results are compared byte by byte between browsers, and a mean that rounds differently on
 * two machines would look like fraud. Always in lowest terms, zero is 0/1.
 */
export type Fraction = { readonly numerator: bigint; readonly denominator: bigint };

/** Far above what a tally makes, low enough that a forged bundle cannot make BigInt work for minutes. */
const MAX_FRACTION_CHARACTERS = 1_000;

const greatestCommonDivisor = (a: bigint, b: bigint): bigint => {
  let [large, small] = [a, b];
  while (small !== 0n) [large, small] = [small, large % small];
  return large;
};

/** Throws on a denominator that is not positive, a negative numerator, or numbers that are not whole. */
export const makeFraction = (numerator: bigint | number, denominator: bigint | number = 1n): Fraction => {
  const above = BigInt(numerator);
  const below = BigInt(denominator);
  if (below <= 0n || above < 0n) throw new RangeError('a fraction here is not negative and has a positive denominator');
  const divisor = greatestCommonDivisor(above, below);
  return { numerator: above / divisor, denominator: below / divisor };
};

export const ZERO: Fraction = { numerator: 0n, denominator: 1n };

export const addFractions = (a: Fraction, b: Fraction): Fraction =>
  makeFraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);

export const multiplyFractions = (a: Fraction, b: Fraction): Fraction =>
  makeFraction(a.numerator * b.numerator, a.denominator * b.denominator);

/** Throws on division by zero. */
export const divideFractions = (a: Fraction, b: Fraction): Fraction =>
  makeFraction(a.numerator * b.denominator, a.denominator * b.numerator);

/** -1, 0 or 1, as `Array.prototype.sort` wants it. */
export const compareFractions = (a: Fraction, b: Fraction): -1 | 0 | 1 => {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
};

/** `num/den`, as results carry it (protocol.md, "Notation"). */
export const fractionText = ({ numerator, denominator }: Fraction): string => `${numerator}/${denominator}`;

/** Reads exactly what `fractionText` writes; `undefined` for anything else: other forms, signs, spaces, not in lowest terms. */
export const parseFraction = (text: string): Fraction | undefined => {
  if (text.length > MAX_FRACTION_CHARACTERS) return undefined;
  const match = /^(0|[1-9][0-9]*)\/([1-9][0-9]*)$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const fraction = makeFraction(BigInt(match[1]), BigInt(match[2]));
  return fractionText(fraction) === text ? fraction : undefined;
};

/** Decimal text with exactly `places` digits after the point, half up: 2.005 at two places is `2.01`. */
export const toDecimalText = ({ numerator, denominator }: Fraction, places: number): string => {
  const scale = 10n ** BigInt(places);
  const rounded = (2n * numerator * scale + denominator) / (2n * denominator);
  const whole = rounded / scale;
  return places === 0 ? `${whole}` : `${whole}.${(rounded % scale).toString().padStart(places, '0')}`;
};
