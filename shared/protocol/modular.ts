// Arithmetic of the blind signature on BigInt.

/** x^-1 mod m by the extended Euclidean algorithm, or null when x and m have a common divisor. */
export function invert(value: bigint, modulus: bigint): bigint | null {
  let [rest, next] = [modulus, value % modulus];
  let [coefficient, nextCoefficient] = [0n, 1n];
  while (next > 0n) {
    const quotient = rest / next;
    [rest, next] = [next, rest - quotient * next];
    [coefficient, nextCoefficient] = [nextCoefficient, coefficient - quotient * nextCoefficient];
  }
  if (rest !== 1n) return null;
  return coefficient < 0n ? coefficient + modulus : coefficient;
}

/** base^exponent mod modulus by squaring; the exponent is public. */
export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === '1') result = (result * base) % modulus;
  }
  return result;
}

/** Number of binary digits. */
export function bitLength(integer: bigint): number {
  return integer.toString(2).length;
}
