import { type Fraction, makeFraction } from './fraction.ts';

/** What the desk handed out, written once when the meeting closes (protocol.md §2 and §4). */
export type IssuingFigures = {
  readonly delegates: number;
  /** Delegates who drew at least once. */
  readonly drawn: number;
  /** Further tokens drawn after a re-issue. */
  readonly reissued: number;
  /** All paper ballots handed out. */
  readonly papersIssued: number;
  /** Those of them to delegates who had drawn. */
  readonly papersReissued: number;
};

/** In the order of the checks; `sealed` stands for a wrong layout and for a ballot that does not open. */
export const VOID_REASONS = ['sealed', 'token', 'plain', 'paper'] as const;
export type VoidReason = (typeof VOID_REASONS)[number];

/** Non-zero reasons only, so that equal results have equal bytes. */
export type VoidCounts = { readonly [reason in VoidReason]?: number };

export type BoxFigures = IssuingFigures & { readonly electronic: number; readonly paper: number };
export type Counts = BoxFigures & { readonly void: VoidCounts; readonly valid: number };

export const INVALID_REASONS = [
  'too-few-ballots',
  'more-ballots-than-issued',
  'more-ballots-than-delegates',
  'more-issued-than-delegates',
] as const;
export type InvalidReason = (typeof INVALID_REASONS)[number];
export type Outcome = 'valid' | 'invalid';

const holds: Readonly<Record<InvalidReason, (figures: BoxFigures) => boolean>> = {
  // Half the delegates or fewer; doubled, because half of 33 is no whole number.
  'too-few-ballots': ({ electronic, paper, delegates }) => 2 * (electronic + paper) <= delegates,
  'more-ballots-than-issued': ({ electronic, paper, drawn, reissued, papersIssued }) =>
    electronic > drawn + reissued || paper > papersIssued,
  'more-ballots-than-delegates': ({ electronic, paper, ...issuing }) => electronic + paper > served(issuing),
  'more-issued-than-delegates': (issuing) => served(issuing) > issuing.delegates,
};

/** Delegates who got a token or a paper ballot, each counted once. */
export const served = ({ drawn, papersIssued, papersReissued }: IssuingFigures): number =>
  drawn + papersIssued - papersReissued;

/** Whether the vote stands, with every reason against it in the order of protocol.md §5.5. */
export const outcomeOf = (
  figures: BoxFigures,
): { readonly outcome: Outcome; readonly reasons: readonly InvalidReason[] } => {
  const reasons = INVALID_REASONS.filter((reason) => holds[reason](figures));
  return { outcome: reasons.length === 0 ? 'valid' : 'invalid', reasons };
};

/** electronic + paper − all void. */
export const validBallots = ({
  electronic,
  paper,
  void: voided,
}: Pick<Counts, 'electronic' | 'paper' | 'void'>): number =>
  electronic + paper - VOID_REASONS.reduce((sum, reason) => sum + (voided[reason] ?? 0), 0);

/** How a meeting voted, by the ballots in the box, void ones too; a meeting on paper alone is announced as such. */
export type VotedBy = 'phone' | 'paper' | 'both';

/** By phone alone, on paper alone, or both; a box without a ballot counts as one by phone. */
export const votedBy = ({ electronic, paper }: Pick<BoxFigures, 'electronic' | 'paper'>): VotedBy => {
  if (paper === 0) return 'phone';
  return electronic === 0 ? 'paper' : 'both';
};

/** Ballots in the box, void ones too, over the delegates. Throws without delegates. */
export const turnoutOf = ({
  electronic,
  paper,
  delegates,
}: Pick<BoxFigures, 'electronic' | 'paper' | 'delegates'>): Fraction => makeFraction(electronic + paper, delegates);
