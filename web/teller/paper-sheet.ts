import type { Subject } from '../../shared/process/ballot-form.ts';
import type { PaperRow } from '../../shared/protocol/paper.ts';
import { NO_OPINION } from '../../shared/protocol/plain-ballot.ts';

/** One cell of a paper ballot. */
export interface Cell {
  readonly subject: Subject;
  readonly indicator: string;
}

/** The cells of a paper ballot, in manifest order. */
export const cellsOf = (subjects: readonly Subject[]): readonly Cell[] =>
  subjects.flatMap((subject) => subject.indicators.map(({ name }) => ({ subject, indicator: name })));

/** A list with one entry exchanged, or added at its end. */
export const withRow = (rows: readonly PaperRow[], place: number, row: PaperRow): readonly PaperRow[] =>
  place >= rows.length ? [...rows, row] : rows.map((each, index) => (index === place ? row : each));

/** A list without one entry; those after it move up. */
export const withoutRow = (rows: readonly PaperRow[], place: number): readonly PaperRow[] =>
  rows.filter((_, index) => index !== place);

/** How many cells have a score, and how many are 不了解. */
export function filledCells(row: readonly number[]): { readonly scored: number; readonly none: number } {
  const none = row.filter((code) => code === NO_OPINION).length;
  return { scored: row.length - none, none };
}

/** How the third teller settles one place of the pile: a ballot that counts there, or none. */
export type Settlement = { readonly row: PaperRow } | { readonly dropped: true };

/**
 * The settled pile: what both entries have alike, and the third teller's word where they differ. `null` as long as a
 * difference is not settled.
 */
export function settledPile(
  agreed: readonly PaperRow[],
  length: number,
  settlements: ReadonlyMap<number, Settlement>,
  differing: ReadonlySet<number>,
): readonly PaperRow[] | null {
  const pile: PaperRow[] = [];
  for (let place = 0; place < length; place++) {
    const settlement = settlements.get(place);
    if (!differing.has(place)) pile.push(agreed[place] ?? null);
    else if (settlement === undefined) return null;
    else if ('row' in settlement) pile.push(settlement.row);
  }
  return pile;
}
