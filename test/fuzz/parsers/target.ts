import type { Bytes } from '../../../shared/protocol/bytes.ts';

/** How a parser's input is built, for whoever alters it. */
export type Shape = 'bytes' | 'text' | 'json' | 'zip';

/** `taken`: it was read. `refused`: said to be none, in the parser's own way. Anything else is thrown, and is a finding. */
export type Verdict = 'taken' | 'refused';

/** One parser of the product, fed with bytes. */
export interface Target {
  readonly name: string;
  readonly shape: Shape;
  /** What its format is made of. */
  readonly words: readonly string[];
  /** Inputs to begin with, made by the product or out of the protocol's vectors. */
  readonly seeds: () => Promise<readonly Bytes[]> | readonly Bytes[];
  /** Inputs built to hurt, too large to be kept as files. */
  readonly hostile: () => readonly Bytes[];
  /** Longest mutant, bytes. */
  readonly maxBytes: number;
  readonly read: (bytes: Bytes) => Promise<Verdict> | Verdict;
}

/** Something that a parser promises, and did not keep. */
export class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise';
}

export function must(holds: boolean, promise: string): void {
  if (!holds) throw new BrokenPromise(promise);
}

export const verdictOf = (isTaken: boolean): Verdict => (isTaken ? 'taken' : 'refused');

export const bytesOf = (text: string): Bytes => new TextEncoder().encode(text);

/** As a file or a body is read: what is no UTF-8 becomes U+FFFD. */
export const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

export const jsonBytes = (value: unknown): Bytes => bytesOf(JSON.stringify(value));

/**
 * The JSON value in a text, `undefined` when it is none: what stands before a parser of values. Reviving nothing: half a surrogate
 * pair and a field called `__proto__` go in.
 */
export function jsonIn(
  bytes: Uint8Array,
  revive?: (name: string, value: unknown) => unknown,
): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(textOf(bytes), revive) };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}
