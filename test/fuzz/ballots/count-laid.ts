import { type OpenedBallot, openBallots, openShareSet } from '../../../shared/protocol/opening.ts';
import { SLOTS, type Slot } from '../../../shared/protocol/slots.ts';
import { Chance } from '../chance.ts';
import type { Material } from './material.ts';
import { type LaidBallot, makeLaid } from './mutants.ts';

/** What the tellers made of altered ballots that somebody had laid into the box past casting. */
export interface CountedLaid {
  readonly laid: number;
  /** Ballots by why they are void; `as sealed` are those of which two shares and the rest were whole. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Ballots that count for other scores than their owners sealed, or with a token that nobody drew. */
  readonly findings: readonly string[];
}

const PAIRS: readonly (readonly [Slot, Slot])[] = [
  ['discipline', 'delegates'],
  ['discipline', 'inspection'],
  ['delegates', 'inspection'],
];

type Opening = typeof openBallots;

const same = (left: readonly unknown[], right: readonly unknown[]): boolean =>
  JSON.stringify(left) === JSON.stringify(right);

/** A token that was altered never counts, whatever is behind it; where it is good, the scores are its owner's or there are none. */
function verdict(
  { bytes, from }: LaidBallot,
  opened: OpenedBallot,
): { readonly word: string; readonly isRight: boolean } {
  const isTokenWhole = Buffer.compare(bytes.subarray(0, 289), from.sealed.subarray(0, 289)) === 0;
  if ('void' in opened) return { word: opened.void, isRight: opened.void !== 'token' || !isTokenWhole };
  const isAsSealed = same(opened.scores, from.scores);
  return { word: isAsSealed ? 'as sealed' : 'other scores', isRight: isTokenWhole && isAsSealed };
}

/**
 * Opens altered ballots with every pair of tellers' keys and with all three, by the protocol's own counting.
 *
 * @param open the counting, or a weakened one
 */
export async function countLaid(
  material: Material,
  { seed, count, open = openBallots }: { readonly seed: number; readonly count: number; readonly open?: Opening },
): Promise<CountedLaid> {
  const { session } = material;
  const { manifest, manifestHash } = session;
  const chance = new Chance(seed);
  const laid = Array.from({ length: count }, (_, place) => makeLaid(place, material, chance));
  const ballots = laid.map(({ bytes }) => bytes);
  const sets = await Promise.all(
    SLOTS.map(async (slot) => {
      const { hpke } = session.keysOf(slot);
      return [slot, await openShareSet({ manifest, manifestHash, slot, hpke, ballots })] as const;
    }),
  );
  const opened = Object.fromEntries(sets);
  const outcomes: Record<string, number> = {};
  const findings: string[] = [];
  for (const openedBy of [...PAIRS, SLOTS]) {
    const counted = await open({ manifest, manifestHash, ballots, openedBy, opened });
    for (const [place, each] of laid.entries()) {
      const one = counted[place];
      if (one === undefined) throw new Error('a ballot was not counted');
      const { word, isRight } = verdict(each, one);
      outcomes[word] = (outcomes[word] ?? 0) + 1;
      if (!isRight && findings.length < 20) findings.push(`${each.kind}, opened by ${openedBy.join(' + ')}: ${word}`);
    }
  }
  return { laid: count, outcomes, findings };
}
