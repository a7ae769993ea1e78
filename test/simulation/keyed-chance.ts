import { seededChance } from '../rehearsal/seeded.ts';

/** FNV-1a of the text, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  return hash >>> 0;
}

/**
 * Chance by name: whatever is decided under one name of one seed is decided the same each time, whichever decisions came before.
 * So a fault can be left out and the others stay, which is what makes a failing seed shrink.
 */
export class KeyedChance {
  readonly #seed: number;
  readonly #without: (fault: string) => boolean;
  readonly #faults: string[] = [];

  constructor(seed: number, without: (fault: string) => boolean = () => false) {
    this.#seed = seed;
    this.#without = without;
  }

  /** In [0, 1). */
  number(name: string): number {
    return seededChance(hashOf(`${this.#seed}/${name}`))();
  }

  /** An integer from `least` to `most`. */
  integer(name: string, least: number, most: number): number {
    return least + Math.floor(this.number(name) * (most - least + 1));
  }

  pick<Item>(name: string, items: readonly Item[]): Item {
    const picked = items[Math.floor(this.number(name) * items.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }

  /** Whether a fault happens; it is noted under its name, unless it was to be left out. */
  strikes(fault: string, probability: number): boolean {
    if (this.number(fault) >= probability || this.#without(fault)) return false;
    this.#faults.push(fault);
    return true;
  }

  /** The faults that happened, in their order. */
  get faults(): readonly string[] {
    return this.#faults;
  }
}
