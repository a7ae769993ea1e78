import type * as z from 'zod';
import type * as f from '../../shared/contract/formats.ts';
import type { IssuingFigures } from '../../shared/process/reconciliation.ts';
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

type HandedOut = Omit<IssuingFigures, 'delegates'>;

/** A delegate with a second token after a re-issue may vote twice: then there can be more ballots than delegates who were served. */
const reasonsAgainst = (
  ballots: number,
  delegates: number,
  { drawn, papersIssued, papersReissued }: HandedOut,
): readonly string[] => [
  ...(ballots * 2 > delegates ? [] : ['too-few-ballots']),
  ...(ballots > drawn + papersIssued - papersReissued ? ['more-ballots-than-delegates'] : []),
];

/** Holds a stored result to what the owners of the board's ballots, and of the paper, meant. */
export function compareWithMeant(
  result: z.output<typeof f.result>,
  meant: {
    readonly manifest: Manifest;
    readonly electronic: readonly MeantBallot[];
    readonly paper: readonly MeantBallot[];
    readonly handedOut: HandedOut;
  },
): ComparedResult {
  const { manifest, electronic, paper, handedOut } = meant;
  const { counts, reasons, subjects } = result;
  const ballots = [...electronic, ...paper];
  const expected = reasonsAgainst(ballots.length, manifest.delegates, handedOut);
  const isValid = expected.length === 0;
  const areCounts = counts.electronic === electronic.length && counts.paper === paper.length;
  const wrong = [
    ...(areCounts ? [] : ['counts']),
    ...(Object.keys(counts.void).length === 0 ? [] : [`void ${JSON.stringify(counts.void)}`]),
    ...(reasons.join() === expected.join() ? [] : [`reasons ${reasons.join()}`]),
    ...(isValid ? disagreements(subjects, countMeant(manifest.subjects, ballots), ballots.length) : []),
  ];
  const shown = subjects.flatMap(({ indicators }) => indicators.filter((each) => 'histogram' in each)).length;
  return { jcs: jcsText(result), shown, wrong };
}
