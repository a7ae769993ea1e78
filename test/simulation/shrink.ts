import { type Played, playSeed, type SeedOptions } from './play-seed.ts';

/** A failing seed with as few phones and faults as still make it fail. */
export interface Shrunk {
  readonly played: Played;
  readonly tried: number;
}

const fails = ({ violations }: Played): boolean => violations.length > 0;

/** At most so many meetings are played for it. */
const MOST_TRIES = 150;

/**
 * Takes away phones, then faults, by halves and then one by one (delta debugging), as long as the same promise breaks. What
 * happens under a name happens the same whatever else is left out, so the rest of the meeting stays much as it was.
 */
export async function shrink(options: SeedOptions): Promise<Shrunk> {
  let played = await playSeed(options);
  if (!fails(played)) throw new Error('this seed does not fail');
  const promised = played.violations[0]?.promised;
  let tried = 0;
  const failsStill = async (changed: Partial<SeedOptions>): Promise<boolean> => {
    tried += 1;
    const other = await playSeed({ ...options, ...changed });
    if (other.violations[0]?.promised !== promised) return false;
    played = other;
    return true;
  };

  let phones = played.phones;
  while (phones > 1 && tried < MOST_TRIES && (await failsStill({ phones: phones - 1 }))) phones -= 1;
  let left = [...played.faults];
  for (
    let size = Math.ceil(left.length / 2);
    size >= 1 && tried < MOST_TRIES;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let start = 0; start < left.length && tried < MOST_TRIES; ) {
      const kept = new Set([...left.slice(0, start), ...left.slice(start + size)]);
      if (await failsStill({ phones, without: (fault) => !kept.has(fault) }))
        left = played.faults.filter((fault) => kept.has(fault));
      else start += size;
    }
  }
  return { played, tried };
}
