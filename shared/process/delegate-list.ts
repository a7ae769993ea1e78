import { CATEGORIES, type Category } from './seats.ts';

/** A delegate of the list: the number on the list, which is never given to another, and that of the nomination. */
export interface ListedDelegate {
  readonly number: number;
  readonly candidate: number;
}

export interface DelegateList {
  readonly delegates: readonly ListedDelegate[];
  /** The highest number ever given. */
  readonly lastNumber: number;
}

/** Candidates to be added and delegates to be removed, by their numbers. */
export interface ListChange {
  readonly add: readonly number[];
  readonly remove: readonly number[];
}

export type ListDefect =
  | { readonly code: 'not-agreed'; readonly number: number }
  | { readonly code: 'listed-already'; readonly number: number }
  | { readonly code: 'repeated'; readonly number: number }
  | { readonly code: 'not-listed'; readonly number: number };

export const EMPTY_LIST: DelegateList = { delegates: [], lastNumber: 0 };

const repeatedIn = (numbers: readonly number[]): readonly ListDefect[] =>
  numbers
    .filter((number, index) => numbers.indexOf(number) < index)
    .map((number) => ({ code: 'repeated', number }) as const);

/** What stands against a change: only candidates both offices found fit come in, and only delegates go out. */
export function changeDefects(
  { delegates }: DelegateList,
  { add, remove }: ListChange,
  agreed: ReadonlySet<number>,
): readonly ListDefect[] {
  const listed = new Set(delegates.map(({ candidate }) => candidate));
  const numbers = new Set(delegates.map(({ number }) => number));
  return [
    ...repeatedIn(add),
    ...repeatedIn(remove),
    ...add.filter((number) => !agreed.has(number)).map((number) => ({ code: 'not-agreed', number }) as const),
    ...add.filter((number) => listed.has(number)).map((number) => ({ code: 'listed-already', number }) as const),
    ...remove.filter((number) => !numbers.has(number)).map((number) => ({ code: 'not-listed', number }) as const),
  ];
}

/**
 * The list after a change without defects. Those who stay keep their numbers, gaps remain, and a number is never given again: it
 * is on cards, letters and the desk's list. Who comes in follows by category, then in the order of the nomination.
 */
export function changedList(
  { delegates, lastNumber }: DelegateList,
  { add, remove }: ListChange,
  categoryOf: (candidate: number) => Category,
): DelegateList {
  const gone = new Set(remove);
  const rank = (candidate: number) => CATEGORIES.indexOf(categoryOf(candidate));
  const coming = add.toSorted((left, right) => rank(left) - rank(right) || left - right);
  return {
    delegates: [
      ...delegates.filter(({ number }) => !gone.has(number)),
      ...coming.map((candidate, index) => ({ number: lastNumber + index + 1, candidate })),
    ],
    lastNumber: lastNumber + coming.length,
  };
}
