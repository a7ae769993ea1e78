import type * as z from 'zod';
import type * as f from '../../shared/contract/formats.ts';
import { jcsText } from '../../shared/protocol/jcs.ts';
import type { Manifest } from '../../shared/protocol/manifest.ts';
import { countMeant, disagreements, type MeantBallot } from '../rehearsal/counter.ts';

/** A result that was fixed by a first signature, as it was compared with what was meant. */
export interface ComparedResult {
  readonly jcs: string;
  /** Indicators whose scores it shows: none where it is not valid, nor where fewer than eight gave a score. */
  readonly shown: number;
  /** Where it differs; empty when all is well. */
  readonly wrong: readonly string[];
}

/** Holds a stored result to what the owners of the board's ballots, and of the paper, meant. */
export function compareWithMeant(
  result: z.output<typeof f.result>,
  meant: {
    readonly manifest: Manifest;
    readonly electronic: readonly MeantBallot[];
    readonly paper: readonly MeantBallot[];
  },
): ComparedResult {
  const { manifest, electronic, paper } = meant;
  const { counts, reasons, subjects } = result;
  const ballots = [...electronic, ...paper];
  const isValid = ballots.length * 2 > manifest.delegates;
  const areCounts = counts.electronic === electronic.length && counts.paper === paper.length;
  const wrong = [
    ...(areCounts ? [] : ['counts']),
    ...(Object.keys(counts.void).length === 0 ? [] : [`void ${JSON.stringify(counts.void)}`]),
    ...(reasons.join() === (isValid ? '' : 'too-few-ballots') ? [] : [`reasons ${reasons.join()}`]),
    ...(isValid ? disagreements(subjects, countMeant(manifest.subjects, ballots), ballots.length) : []),
  ];
  const shown = subjects.flatMap(({ indicators }) => indicators.filter((each) => 'histogram' in each)).length;
  return { jcs: jcsText(result), shown, wrong };
}
