import type { CandidateDefect } from '../../../shared/process/nomination.ts';
import { CATEGORIES, isCategory } from '../../../shared/process/seats.ts';
import { useTexts } from '../../ui/texts.ts';
import { TEXTS } from '../texts.ts';
import type { Draft, DraftRow, DraftStep } from './draft.ts';
import { isTable, pastedCandidates } from './pasted-candidates.ts';
import { NOMINATION_TEXTS } from './texts.ts';

type Dispatch = (step: DraftStep) => void;
type TextColumn = 'name' | 'organisation' | 'phone';
const TEXT_COLUMNS: readonly TextColumn[] = ['name', 'organisation', 'phone'];

interface RowProps {
  readonly row: DraftRow;
  /** As people count, from 1. */
  readonly place: number;
  readonly defects: readonly CandidateDefect[];
  readonly dispatch: Dispatch;
}

function Fault({ id, defect }: { readonly id: string; readonly defect: CandidateDefect | undefined }) {
  const texts = useTexts(NOMINATION_TEXTS);
  if (defect === undefined) return null;
  return (
    <p id={id} class="field-error">
      {texts.defects[defect.code]((defect.firstRow ?? 0) + 1)}
    </p>
  );
}

const faultOf = (defects: readonly CandidateDefect[], field: CandidateDefect['field'], id: string) => {
  const defect = defects.find((each) => each.field === field);
  return {
    defect,
    props: { 'aria-invalid': defect !== undefined, ...(defect === undefined ? {} : { 'aria-describedby': id }) },
  };
};

function CategoryField({ row, place, defects, dispatch }: RowProps) {
  const texts = useTexts(NOMINATION_TEXTS);
  const { categories } = useTexts(TEXTS);
  const id = `fault-${row.key}-category`;
  const { defect, props } = faultOf(defects, 'category', id);
  return (
    <td data-title={texts.category}>
      <div>
        <select
          class="input"
          aria-label={texts.ofRow(texts.category, place)}
          value={row.category ?? ''}
          {...props}
          onChange={({ currentTarget: { value } }) =>
            dispatch({ type: 'typed', key: row.key, change: { category: isCategory(value) ? value : null } })
          }
        >
          <option value="">{texts.chooseCategory}</option>
          {CATEGORIES.map((category) => (
            <option key={category} value={category}>
              {categories[category]}
            </option>
          ))}
        </select>
        <Fault id={id} defect={defect} />
      </div>
    </td>
  );
}

function TextCell({ row, place, defects, dispatch, column }: RowProps & { readonly column: TextColumn }) {
  const texts = useTexts(NOMINATION_TEXTS);
  const id = `fault-${row.key}-${column}`;
  const { defect, props } = faultOf(defects, column, id);
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!isTable(text)) return;
    event.preventDefault();
    dispatch({ type: 'pasted', key: row.key, rows: pastedCandidates(text) });
  };
  return (
    <td data-title={texts[column]}>
      <div>
        <input
          class="input"
          type="text"
          {...(column === 'phone' ? { inputMode: 'tel' as const } : {})}
          autocomplete="off"
          spellcheck={false}
          aria-label={texts.ofRow(texts[column], place)}
          value={row[column]}
          {...props}
          onInput={(event) =>
            dispatch({ type: 'typed', key: row.key, change: { [column]: event.currentTarget.value } })
          }
          onPaste={paste}
        />
        <Fault id={id} defect={defect} />
      </div>
    </td>
  );
}

function CandidateLine(props: RowProps) {
  const texts = useTexts(NOMINATION_TEXTS);
  const { row, place, dispatch } = props;
  return (
    <tr>
      <td data-title={texts.row}>
        <div>{place}</div>
      </td>
      <CategoryField {...props} />
      {TEXT_COLUMNS.map((column) => (
        <TextCell key={column} {...props} column={column} />
      ))}
      <td data-title="">
        <div>
          <button
            type="button"
            class="button"
            aria-label={texts.removeRow(place)}
            onClick={() => dispatch({ type: 'removed', key: row.key })}
          >
            {texts.remove}
          </button>
        </div>
      </td>
    </tr>
  );
}

interface CandidatesTableProps {
  readonly draft: Draft;
  /** By place in the draft's rows. */
  readonly defects: readonly CandidateDefect[];
  readonly dispatch: Dispatch;
}

/** The candidates as a table to type and paste into; on a phone each row is a card. */
export function CandidatesTable({ draft, defects, dispatch }: CandidatesTableProps) {
  const texts = useTexts(NOMINATION_TEXTS);
  return (
    <div class="data-table candidates-table">
      <table>
        <caption>{texts.table}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.row}</th>
            <th scope="col">{texts.category}</th>
            <th scope="col">{texts.name}</th>
            <th scope="col">{texts.organisation}</th>
            <th scope="col">{texts.phone}</th>
            <th scope="col">
              <span class="spoken">{texts.remove}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {draft.rows.map((row, index) => (
            <CandidateLine
              key={row.key}
              row={row}
              place={index + 1}
              defects={defects.filter((defect) => defect.row === index)}
              dispatch={dispatch}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
