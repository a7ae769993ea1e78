import type { Score } from '../../shared/process/appraisal.ts';
import type { Subject } from '../../shared/process/ballot-form.ts';

/** After a tap the page waits this long before it moves on, so that the tick is seen and heard. */
export const MOVE_ON_AFTER_MS = 600;
/** After moving, input is ignored this long: a trembling double tap must not score or press what has just come on. */
export const IGNORE_INPUT_MS = 400;

/** What the delegate looks at while scoring, and since when. `from` tells where an item or a person leads back to. */
export type Place = { readonly arrivedAtMs: number } & (
  | { readonly at: 'instructions' }
  | {
      readonly at: 'item';
      readonly index: number;
      readonly from: 'person' | 'review';
      /** When a tap leads on by itself. */
      readonly movesOnAtMs: number | null;
    }
  | { readonly at: 'person'; readonly subject: number; readonly from: 'person' | 'review' }
  | { readonly at: 'review' }
  | { readonly at: 'confirm' }
);

/** The ballot being filled in. `scores` is flat in manifest order; `undefined` is not scored yet, `null` is 不了解. */
export interface Sheet {
  readonly subjects: readonly Subject[];
  readonly scores: readonly (Score | undefined)[];
  readonly place: Place;
  readonly isManual: boolean;
}

export type SheetEvent = { readonly nowMs: number } & (
  | { readonly type: 'started' }
  | { readonly type: 'scored'; readonly score: Score }
  | { readonly type: 'moved-on' }
  | { readonly type: 'waited' }
  | { readonly type: 'stepped-back' }
  | { readonly type: 'item-opened'; readonly index: number }
  | { readonly type: 'person-opened'; readonly subject: number }
  | { readonly type: 'person-finished' }
  | { readonly type: 'submit-pressed' }
  | { readonly type: 'pace-chosen'; readonly isManual: boolean }
);

/** Where an item stands: its subject, and its number within the subject. Both from 0. */
export interface ItemPosition {
  readonly subject: number;
  readonly indicator: number;
}

/** The flat index of a subject's first indicator. */
export function firstIndexOf(sheet: Pick<Sheet, 'subjects'>, subject: number): number {
  return sheet.subjects.slice(0, subject).reduce((sum, { indicators }) => sum + indicators.length, 0);
}

/** Subject and indicator of a flat index. Throws when there is no such item. */
export function positionOf(sheet: Pick<Sheet, 'subjects'>, index: number): ItemPosition {
  let indicator = index;
  for (const [subject, { indicators }] of sheet.subjects.entries()) {
    if (indicator < indicators.length) return { subject, indicator };
    indicator -= indicators.length;
  }
  throw new RangeError('no such item on the ballot');
}

/** The flat indices of one subject's indicators. */
export function indicesOf(sheet: Pick<Sheet, 'subjects'>, subject: number): readonly number[] {
  const first = firstIndexOf(sheet, subject);
  return (sheet.subjects[subject]?.indicators ?? []).map((_, offset) => first + offset);
}

/** The flat indices not scored yet. */
export const gapsOf = (sheet: Pick<Sheet, 'scores'>): readonly number[] =>
  sheet.scores.flatMap((score, index) => (score === undefined ? [index] : []));

/** The scores of a sheet without gaps, or null. */
export function completeScores(sheet: Pick<Sheet, 'scores'>): readonly Score[] | null {
  const scores = sheet.scores.flatMap((score) => (score === undefined ? [] : [score]));
  return scores.length === sheet.scores.length ? scores : null;
}

/** A blank ballot; nothing is preselected. */
export function blankSheet(subjects: readonly Subject[]): Sheet {
  const items = subjects.reduce((sum, { indicators }) => sum + indicators.length, 0);
  return {
    subjects,
    scores: Array.from({ length: items }, () => undefined),
    place: { at: 'instructions', arrivedAtMs: 0 },
    isManual: false,
  };
}

/** Whether input counts yet: not within 400 ms of the place coming on. */
export const isSettled = ({ arrivedAtMs }: Place, nowMs: number): boolean => nowMs - arrivedAtMs >= IGNORE_INPUT_MS;

/** One step of filling in. An event that comes too soon, or does not fit the place, changes nothing. */
export function nextSheet(sheet: Sheet, event: SheetEvent): Sheet {
  const { nowMs } = event;
  if (event.type === 'pace-chosen') return { ...sheet, isManual: event.isManual };
  if (!isSettled(sheet.place, nowMs)) return sheet;
  switch (event.type) {
    case 'started':
      return sheet.place.at === 'instructions' ? resume(sheet, nowMs) : sheet;
    case 'scored':
      return scored(sheet, event.score, nowMs);
    case 'moved-on':
      return movedOn(sheet, nowMs);
    case 'waited':
      return isDue(sheet.place, nowMs) ? movedOn(sheet, nowMs) : sheet;
    case 'stepped-back':
      return steppedBack(sheet, nowMs);
    case 'item-opened':
      return openedItem(sheet, event.index, nowMs);
    case 'person-opened':
      return placed(sheet, { at: 'person', subject: event.subject, from: fromOf(sheet), arrivedAtMs: nowMs });
    case 'person-finished':
      return finishedPerson(sheet, nowMs);
    case 'submit-pressed': {
      const isReady = sheet.place.at === 'review' && gapsOf(sheet).length === 0;
      return isReady ? placed(sheet, { at: 'confirm', arrivedAtMs: nowMs }) : sheet;
    }
  }
}

const placed = (sheet: Sheet, place: Place): Sheet => ({ ...sheet, place });

const review = (arrivedAtMs: number): Place => ({ at: 'review', arrivedAtMs });

const item = (index: number, from: 'person' | 'review', nowMs: number): Place => ({
  at: 'item',
  index,
  from,
  arrivedAtMs: nowMs,
  movesOnAtMs: null,
});

/** Coming back to a draft: the first gap, else the review. */
function resume(sheet: Sheet, nowMs: number): Sheet {
  const [gap] = gapsOf(sheet);
  return placed(sheet, gap === undefined ? review(nowMs) : item(gap, 'person', nowMs));
}

/** What is opened from the review leads back to the review. */
function fromOf({ place }: Sheet): 'person' | 'review' {
  if (place.at === 'review' || place.at === 'confirm') return 'review';
  return place.at === 'item' || place.at === 'person' ? place.from : 'person';
}

function scored(sheet: Sheet, score: Score, nowMs: number): Sheet {
  const { place } = sheet;
  if (place.at !== 'item') return sheet;
  // Tapping the same score again, impatiently or trembling, does not put off moving on.
  if (place.movesOnAtMs !== null && sheet.scores[place.index] === score) return sheet;
  const scores = sheet.scores.map((before, index) => (index === place.index ? score : before));
  return { ...sheet, scores, place: { ...place, movesOnAtMs: sheet.isManual ? null : nowMs + MOVE_ON_AFTER_MS } };
}

/** Timers and clocks of some engines disagree by some milliseconds. */
const TIMER_SLACK_MS = 50;

/** A timer may fire late, when the place is another already: only a place whose own wait is over is left. */
const isDue = (place: Place, nowMs: number): boolean =>
  place.at === 'item' && place.movesOnAtMs !== null && nowMs >= place.movesOnAtMs - TIMER_SLACK_MS;

/** On to the person's next gap, else to the person's scores: never to the next person by itself. */
function movedOn(sheet: Sheet, nowMs: number): Sheet {
  const { place } = sheet;
  if (place.at !== 'item') return sheet;
  const { subject } = positionOf(sheet, place.index);
  const own = indicesOf(sheet, subject);
  const isGap = (index: number) => sheet.scores[index] === undefined;
  const next = own.find((index) => index > place.index && isGap(index));
  if (next !== undefined) return placed(sheet, item(next, place.from, nowMs));
  return placed(sheet, { at: 'person', subject, from: place.from, arrivedAtMs: nowMs });
}

function steppedBack(sheet: Sheet, nowMs: number): Sheet {
  const { place } = sheet;
  if (place.at === 'confirm') return placed(sheet, review(nowMs));
  if (place.at !== 'item') return sheet;
  const { subject, indicator } = positionOf(sheet, place.index);
  if (indicator > 0) return placed(sheet, item(place.index - 1, place.from, nowMs));
  return subject > 0
    ? placed(sheet, { at: 'person', subject: subject - 1, from: place.from, arrivedAtMs: nowMs })
    : sheet;
}

function openedItem(sheet: Sheet, index: number, nowMs: number): Sheet {
  positionOf(sheet, index);
  return placed(sheet, item(index, fromOf(sheet), nowMs));
}

function finishedPerson(sheet: Sheet, nowMs: number): Sheet {
  const { place } = sheet;
  if (place.at !== 'person') return sheet;
  const subject = place.subject + 1;
  if (place.from === 'review' || subject === sheet.subjects.length) return placed(sheet, review(nowMs));
  const own = indicesOf(sheet, subject);
  const gap = own.find((index) => sheet.scores[index] === undefined);
  return placed(
    sheet,
    gap === undefined ? { at: 'person', subject, from: 'person', arrivedAtMs: nowMs } : item(gap, 'person', nowMs),
  );
}
