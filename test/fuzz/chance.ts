import type { Bytes } from '../../shared/protocol/bytes.ts';
import { seededChance } from '../rehearsal/seeded.ts';

/** Choices from a seed: the same run every time. */
export class Chance {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = seededChance(seed);
  }

  /** A whole number from 0 to `below` − 1. */
  below(below: number): number {
    return Math.floor(this.#next() * below);
  }

  /** @throws Error of an empty list */
  of<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to choose from');
    return item;
  }

  /** One in `times` times. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }

  bytes(length: number): Bytes {
    return Uint8Array.from({ length }, () => this.below(256));
  }

  /** A seed for something with chance of its own. */
  seed(): number {
    return this.below(2 ** 31);
  }
}
