import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { type CandidateRow, candidateDefects, cleanRow, filledRows } from '../../../shared/process/nomination.ts';

export type NominationView = ResponseOf<'getNomination'>;
type Row = CandidateRow & { readonly key: number };

export type { Row as DraftRow };

/** A nomination as it stands on the screen, beside what was last saved. */
export interface Draft {
  readonly rows: readonly Row[];
  readonly plannedSeats: number;
  /** The version the screen started from. */
  readonly version: number;
  readonly saved: string;
  readonly nextKey: number;
  /** What deleting, pasting and taking another list can be undone to, the last one at the end. */
  readonly past: readonly (readonly Row[])[];
}

export type DraftStep =
  | { readonly type: 'typed'; readonly key: number; readonly change: Partial<CandidateRow> }
  | { readonly type: 'added' }
  | { readonly type: 'removed'; readonly key: number }
  /** Rows from the clipboard, in the place of the row they were pasted into if that one is empty. */
  | { readonly type: 'pasted'; readonly key: number; readonly rows: readonly CandidateRow[] }
  | { readonly type: 'undone' }
  | { readonly type: 'planned'; readonly delegates: number }
  | { readonly type: 'saved'; readonly view: NominationView }
  /** The other's list in the place of one's own. */
  | { readonly type: 'taken'; readonly view: NominationView }
  /** One's own list, with whom the other has beside them; saved next, it takes the place of the other's. */
  | { readonly type: 'merged'; readonly view: NominationView; readonly added: readonly CandidateRow[] };

const EMPTY: CandidateRow = { category: null, name: '', organisation: '', phone: '' };

const isEmpty = ({ category, name, organisation, phone }: CandidateRow): boolean =>
  category === null && `${name}${organisation}${phone}`.trim() === '';

/** The people as they would be saved. */
export const peopleOf = ({ rows }: Pick<Draft, 'rows'>): readonly CandidateRow[] =>
  filledRows(rows.map(({ key: _, ...row }) => cleanRow(row)));

const fingerprint = (draft: Pick<Draft, 'rows' | 'plannedSeats'>): string =>
  JSON.stringify([
    draft.plannedSeats,
    peopleOf(draft).map(({ category, name, organisation, phone }) => [category, name, organisation, phone]),
  ]);

const numbered = (rows: readonly CandidateRow[], from: number): readonly Row[] =>
  rows.map((row, index) => ({ ...row, key: from + index }));

export function draftOf({ candidates, plannedSeats, version }: NominationView): Draft {
  const rows = numbered([...candidates, EMPTY], 0);
  const saved = fingerprint({ rows, plannedSeats });
  return { rows, plannedSeats, version, saved, nextKey: rows.length, past: [] };
}

export const isDirty = (draft: Draft): boolean => fingerprint(draft) !== draft.saved;

/** There is always an empty row at the end to type or paste into. */
const withEmptyRow = (draft: Draft): Draft => {
  const last = draft.rows.at(-1);
  if (last !== undefined && isEmpty(last)) return draft;
  return { ...draft, rows: [...draft.rows, { ...EMPTY, key: draft.nextKey }], nextKey: draft.nextKey + 1 };
};

const replaced = (draft: Draft, rows: readonly Row[]): Draft => ({ ...draft, rows, past: [...draft.past, draft.rows] });

function pasted(draft: Draft, key: number, people: readonly CandidateRow[]): Draft {
  const place = draft.rows.findIndex((row) => row.key === key);
  const target = draft.rows[place];
  const after = target !== undefined && !isEmpty(target) ? place + 1 : place;
  const rows = [...draft.rows.slice(0, after), ...numbered(people, draft.nextKey), ...draft.rows.slice(after)];
  return { ...replaced(draft, rows), nextKey: draft.nextKey + people.length };
}

function taken(draft: Draft, view: NominationView): Draft {
  const other = draftOf(view);
  return { ...other, past: [...draft.past, draft.rows], nextKey: Math.max(other.nextKey, draft.nextKey) };
}

function step(draft: Draft, next: DraftStep): Draft {
  switch (next.type) {
    case 'typed':
      return { ...draft, rows: draft.rows.map((row) => (row.key === next.key ? { ...row, ...next.change } : row)) };
    case 'added':
      return { ...draft, rows: [...draft.rows, { ...EMPTY, key: draft.nextKey }], nextKey: draft.nextKey + 1 };
    case 'removed':
      return replaced(
        draft,
        draft.rows.filter(({ key }) => key !== next.key),
      );
    case 'pasted':
      return pasted(draft, next.key, next.rows);
    case 'undone':
      return { ...draft, rows: draft.past.at(-1) ?? draft.rows, past: draft.past.slice(0, -1) };
    case 'planned':
      return { ...draft, plannedSeats: next.delegates };
    case 'saved':
      return { ...draft, version: next.view.version, saved: draftOf(next.view).saved };
    case 'taken':
      return taken(draft, next.view);
    case 'merged': {
      const { version } = next.view;
      const rows = [...draft.rows.filter((row) => !isEmpty(row)), ...numbered(next.added, draft.nextKey)];
      return {
        ...replaced(draft, rows),
        version,
        saved: draftOf(next.view).saved,
        nextKey: draft.nextKey + next.added.length,
      };
    }
  }
}

export const reduceDraft = (draft: Draft, next: DraftStep): Draft => withEmptyRow(step(draft, next));

/** Whom the other list has and one's own has not: two rows are one person as the rule of repeated entries says. */
export const missingFrom = (own: readonly CandidateRow[], other: readonly CandidateRow[]): readonly CandidateRow[] => {
  const defects = candidateDefects([...own, ...other]);
  const known = new Set(
    defects
      .filter(({ row, firstRow }) => row >= own.length && firstRow !== undefined)
      .map(({ row }) => row - own.length),
  );
  return other.filter((_, index) => !known.has(index));
};
