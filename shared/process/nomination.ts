import { characterCount, hasUnreadableCharacter, lineText, personName, phoneDigits } from './cell-text.ts';
import {
  CATEGORIES,
  type Category,
  type CategoryCounts,
  countCategories,
  type SeatRule,
  seatsRequired,
} from './seats.ts';

/** Somebody the unit proposes as a delegate. */
export interface Candidate {
  readonly category: Category;
  readonly name: string;
  /** 单位及职务; may be empty. */
  readonly organisation: string;
  /** Digits only; empty when none was given. */
  readonly phone: string;
}

/** A row that is still being typed: a category may be missing, a phone may be no phone. */
export type CandidateRow = Omit<Candidate, 'category'> & { readonly category: Category | null };

/** Longest texts in characters, and the most candidates: with them a nomination stays an item under 400 KB. */
export const MAX_CANDIDATES = 500;
export const MAX_NAME = 50;
export const MAX_ORGANISATION = 100;
export const MAX_PLANNED_DELEGATES = 250;

export type CandidateDefectCode =
  | 'missing-name'
  | 'missing-category'
  | 'too-long'
  | 'unreadable-character'
  | 'bad-phone'
  | 'duplicate-phone'
  | 'duplicate-candidate';

export interface CandidateDefect {
  /** Place in the list, from 0. */
  readonly row: number;
  readonly field: 'name' | 'category' | 'organisation' | 'phone';
  readonly code: CandidateDefectCode;
  /** Where the first of two equal entries stands, from 0. */
  readonly firstRow?: number;
}

const isBlank = ({ category, name, organisation, phone }: CandidateRow): boolean =>
  category === null && name === '' && organisation === '' && phone === '';

/** Rows that hold nothing are none: an empty row at the end of a table is where the next one is typed. */
export const filledRows = (rows: readonly CandidateRow[]): readonly CandidateRow[] =>
  rows.filter((row) => !isBlank(row));

/** A row as it is kept: names and texts cleaned as an import cleans them, a phone as its digits. Never normalised: that would exchange characters in names. */
export const cleanRow = <Row extends CandidateRow>(row: Row): Row => ({
  ...row,
  name: personName(row.name),
  organisation: lineText(row.organisation),
  phone: phoneDigits(row.phone) ?? lineText(row.phone),
});

const textDefect = (text: string, limit: number): 'too-long' | 'unreadable-character' | undefined => {
  if (characterCount(text) > limit) return 'too-long';
  return hasUnreadableCharacter(text) ? 'unreadable-character' : undefined;
};

const textDefects = ({ name, organisation }: CandidateRow, row: number): readonly CandidateDefect[] => {
  const ofName = textDefect(name, MAX_NAME);
  const ofOrganisation = textDefect(organisation, MAX_ORGANISATION);
  return [
    ...(ofName === undefined ? [] : [{ row, field: 'name', code: ofName } as const]),
    ...(ofOrganisation === undefined ? [] : [{ row, field: 'organisation', code: ofOrganisation } as const]),
  ];
};

const ownDefects = (candidate: CandidateRow, row: number): readonly CandidateDefect[] => [
  ...(candidate.category === null ? [{ row, field: 'category', code: 'missing-category' } as const] : []),
  ...(candidate.name === '' ? [{ row, field: 'name', code: 'missing-name' } as const] : []),
  ...(candidate.phone !== '' && phoneDigits(candidate.phone) === undefined
    ? [{ row, field: 'phone', code: 'bad-phone' } as const]
    : []),
  ...textDefects(candidate, row),
];

/** One phone is one person, in whatever category; without a phone one name at one place is. */
const identityOf = ({ name, organisation, phone }: CandidateRow): string | null => {
  if (phone !== '') return phoneDigits(phone) ?? null;
  return name === '' ? null : `${name}\n${organisation}`;
};

const repeated = (candidate: CandidateRow, row: number, firstRow: number): CandidateDefect =>
  candidate.phone === ''
    ? { row, field: 'name', code: 'duplicate-candidate', firstRow }
    : { row, field: 'phone', code: 'duplicate-phone', firstRow };

/** What is wrong with a list of candidates, row by row. */
export function candidateDefects(rows: readonly CandidateRow[]): readonly CandidateDefect[] {
  const first = new Map<string, number>();
  return rows.flatMap((candidate, row) => {
    if (isBlank(candidate)) return [];
    const identity = identityOf(candidate);
    const own = ownDefects(candidate, row);
    if (identity === null) return own;
    const firstRow = first.get(identity);
    if (firstRow !== undefined) return [...own, repeated(candidate, row, firstRow)];
    first.set(identity, row);
    return own;
  });
}

export interface Shortfall {
  readonly category: Category;
  readonly required: number;
  readonly have: number;
  readonly missing: number;
}

export interface NominationPlan {
  /** The number of delegates that the unit plans for. */
  readonly delegates: number;
  readonly candidatesPerSeat: number;
  readonly seats: SeatRule;
}

/** The least candidates of each category: so many times its seats. */
export function candidatesRequired({ delegates, candidatesPerSeat, seats }: NominationPlan): CategoryCounts {
  const required = seatsRequired(delegates, seats);
  return {
    'market-entity': required['market-entity'] * candidatesPerSeat,
    'consumer-society': required['consumer-society'] * candidatesPerSeat,
    'discipline-inspection': required['discipline-inspection'] * candidatesPerSeat,
    'deputy-supervisor': required['deputy-supervisor'] * candidatesPerSeat,
  };
}

/** The candidates that are still missing: in each category, and in all (`total`), since the seats' floors add to less than N. */
export function nominationShortfalls(
  rows: readonly Pick<CandidateRow, 'category'>[],
  plan: NominationPlan,
): { readonly byCategory: readonly Shortfall[]; readonly total: Omit<Shortfall, 'category'> | null } {
  const required = candidatesRequired(plan);
  const counts = countCategories(rows.flatMap(({ category }) => category ?? []));
  const byCategory = CATEGORIES.filter((category) => counts[category] < required[category]).map((category) => ({
    category,
    required: required[category],
    have: counts[category],
    missing: required[category] - counts[category],
  }));
  const inAll = plan.delegates * plan.candidatesPerSeat;
  const have = CATEGORIES.reduce((sum, category) => sum + counts[category], 0);
  return { byCategory, total: have < inAll ? { required: inAll, have, missing: inAll - have } : null };
}

/** What is known of a nomination, in figures. */
export interface NominationFacts {
  readonly candidates: number;
  /** So many of them, the first ones, were handed in. */
  readonly submitted: number;
  /** Both offices have finished with the candidates up to this number. */
  readonly bothFinishedUpTo: number;
  readonly isProposed: boolean;
  /** The published version of the list; 0 before the first. */
  readonly listVersion: number;
}

/** `editing` by the unit; `screening` by the two offices; `agreed` both are done; `proposed` a first list waits; `frozen`. */
export type NominationStage = 'editing' | 'screening' | 'agreed' | 'proposed' | 'frozen';

export function stageOf({ submitted, candidates, bothFinishedUpTo, ...list }: NominationFacts): NominationStage {
  if (list.listVersion > 0) return 'frozen';
  if (submitted === 0) return 'editing';
  if (bothFinishedUpTo < submitted) return 'screening';
  if (list.isProposed) return 'proposed';
  return candidates > submitted ? 'editing' : 'agreed';
}

/** Before the first submission, and once both offices are done without a list: too few may have been found fit. */
export const isEditable = (facts: NominationFacts): boolean => ['editing', 'agreed'].includes(stageOf(facts));
