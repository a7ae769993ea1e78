import type { OpinionKind, OpinionSubject } from './opinions.ts';

/** A collated opinion as staff word it. */
export interface CollatedWording {
  readonly kind: OpinionKind;
  readonly about: OpinionSubject;
  readonly topic: string;
  readonly wording: string;
}

/**
 * `listed`: on the collated list, may still be changed. `in-rectification`: an item rests on it, nothing changes any more.
 * `withdrawn`: every opinion was taken out of it again; its number is not given twice.
 */
export type CollatedStatus = 'listed' | 'in-rectification' | 'withdrawn';

/** One entry of the collated list: what everybody but the inspection office sees of opinions. */
export interface CollatedItem extends CollatedWording {
  readonly number: number;
  /** How many opinions it stands for. */
  readonly opinions: number;
  /** Photos that the inspection office released, by their names in the bucket. */
  readonly photos: readonly string[];
  readonly status: CollatedStatus;
  /** The rectification item that rests on it. */
  readonly rectification: string | null;
}

/** How far a session's collation is: the last number given, and what stands on the list. */
export interface CollationHead {
  readonly numbers: number;
  readonly questions: number;
  readonly suggestions: number;
  /** The office said that nothing is left; not so any more once something is collated anew. */
  readonly isFinished: boolean;
}

export const NEW_COLLATION: CollationHead = { numbers: 0, questions: 0, suggestions: 0, isFinished: false };

/** One transaction holds them all. */
export const MAX_OPINIONS_TOGETHER = 80;

export const collatedId = (number: number): string => `c-${String(number).padStart(3, '0')}`;

/** The number of a collated item's id; `undefined` when it is none. */
export const collatedNumber = (id: string): number | undefined => {
  const number = Number(/^c-(\d{3,6})$/.exec(id)?.[1]);
  return number >= 1 && collatedId(number) === id ? number : undefined;
};

const counted = (item: CollatedItem | undefined, kind: OpinionKind): number =>
  item !== undefined && item.status !== 'withdrawn' && item.kind === kind ? 1 : 0;

/** The figures after an item became another. */
export const withItem = (
  head: CollationHead,
  { before, after }: { readonly before: CollatedItem | undefined; readonly after: CollatedItem },
): CollationHead => ({
  numbers: Math.max(head.numbers, after.number),
  questions: head.questions - counted(before, 'question') + counted(after, 'question'),
  suggestions: head.suggestions - counted(before, 'suggestion') + counted(after, 'suggestion'),
  isFinished: false,
});
