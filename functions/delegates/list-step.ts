import { changedList, type DelegateList, type ListChange } from '../../shared/process/delegate-list.ts';
import { type Category, type CategoryCounts, countCategories } from '../../shared/process/seats.ts';
import type { ListedPerson, ListVersion, Nomination } from '../store/nominations.ts';
import type { Delegate } from '../store/round-lists.ts';

const candidateOf = (nomination: Nomination, number: number): Nomination['candidates'][number] => {
  const found = nomination.candidates[number - 1];
  if (found === undefined) throw new Error('a candidate of the list is not in the nomination');
  return found;
};

export const categoryOf =
  (nomination: Nomination) =>
  (candidate: number): Category =>
    candidateOf(nomination, candidate).category;

export const presentList = ({ delegates, lastNumber }: Nomination): DelegateList => ({ delegates, lastNumber });

/** A change of the list with the people it is about, as a version keeps it. */
export interface ListStepView {
  readonly next: DelegateList;
  readonly byCategory: CategoryCounts;
  readonly added: readonly ListedPerson[];
  readonly removed: readonly ListedPerson[];
}

const personOn = (nomination: Nomination, { number, candidate }: DelegateList['delegates'][number]): ListedPerson => {
  const { category, name, organisation } = candidateOf(nomination, candidate);
  return { number, candidate, category, name, organisation };
};

/** What a change without defects makes of the list. */
export function listStep(nomination: Nomination, change: ListChange): ListStepView {
  const before = presentList(nomination);
  const next = changedList(before, change, categoryOf(nomination));
  const removed = before.delegates.filter(({ number }) => change.remove.includes(number));
  return {
    next,
    byCategory: countCategories(next.delegates.map(({ candidate }) => categoryOf(nomination)(candidate))),
    added: next.delegates.filter(({ number }) => number > before.lastNumber).map((each) => personOn(nomination, each)),
    removed: removed.map((each) => personOn(nomination, each)),
  };
}

/** The list as a version of it makes it: whoever it adds keeps the number of the proposal. */
export function listAfter({ delegates }: Nomination, { added, removed, lastNumber }: ListVersion): DelegateList {
  const gone = new Set(removed.map(({ number }) => number));
  const coming = added.map(({ number, candidate }) => ({ number, candidate }));
  return { delegates: [...delegates.filter(({ number }) => !gone.has(number)), ...coming], lastNumber };
}

/** The delegates with their names and phones, as the session's list holds them. */
export const delegatesOn = (nomination: Nomination, { delegates }: DelegateList): readonly Delegate[] =>
  delegates.map(({ number, candidate }) => ({ number, ...candidateOf(nomination, candidate) }));
