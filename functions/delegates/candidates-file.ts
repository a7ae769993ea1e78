import { characterCount } from '../../shared/process/cell-text.ts';
import { type Candidate, candidateDefects, MAX_ORGANISATION } from '../../shared/process/nomination.ts';
import type { Refusal } from '../http/implement.ts';
import { collectRows } from '../http/list-file/collect-rows.ts';
import type { DataRow } from '../http/list-file/data-row.ts';
import { delegatesOf, type ImportedDelegate, type Placed } from '../http/list-file/delegate-rows.ts';
import { capDefects, type ImportDefect } from '../http/list-file/import-defect.ts';
import { inFileOrder, openListFile, unopened } from '../http/list-file/open-list-file.ts';
import { refuseFile } from '../http/list-file/refuse-file.ts';

interface CandidatesFile {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  /** The unit that nominates: a column with its name says nothing of where anybody works. */
  readonly unitName: string;
  /** Those whom the file's people come after. */
  readonly present: readonly Candidate[];
}

const candidateOf = ({ category, name, affiliation, phone }: ImportedDelegate): Candidate => ({
  category,
  name,
  organisation: affiliation,
  phone: phone ?? '',
});

const affiliationOf = (row: DataRow, unitName: string): string => {
  const place = row.text('affiliation') || row.text('unit');
  return [place === unitName ? '' : place, row.text('post')].filter(Boolean).join(' ');
};

const tooLong = (placed: readonly Placed<ImportedDelegate>[]): readonly ImportDefect[] =>
  placed
    .filter(({ value }) => characterCount(value.affiliation) > MAX_ORGANISATION)
    .map(({ row }) => row.defect('value-too-long', 'affiliation', { limit: MAX_ORGANISATION }));

/** Whom the unit has on its list already; of two rows in the file the reader itself has told. */
function presentAlready(
  placed: readonly Placed<ImportedDelegate>[],
  present: readonly Candidate[],
): readonly ImportDefect[] {
  const all = [...present, ...placed.map(({ value }) => candidateOf(value))];
  return candidateDefects(all).flatMap(({ row, code, firstRow }) => {
    const where = placed[row - present.length];
    if (where === undefined || firstRow === undefined || firstRow >= present.length) return [];
    const detail = { firstSheet: '已保存的名单', firstRow: firstRow + 1 };
    return code === 'duplicate-phone'
      ? [where.row.defect('duplicate-phone', 'phone', detail)]
      : [where.row.defect('duplicate-delegate', 'name', detail)];
  });
}

/** The candidates of a workbook or CSV, or every defect with its row and column. Taken whole or not at all. */
export async function readCandidatesFile(file: CandidatesFile): Promise<readonly Candidate[] | Refusal> {
  const { bytes, fileName, unitName, present } = file;
  const opened = await openListFile(bytes, fileName);
  if (!opened.ok) return refuseFile([unopened(opened)]);
  const rows = collectRows(opened.sheets, 'candidates');
  const defects: ImportDefect[] = [...rows.defects];
  const reading = { unitOf: () => '', affiliationOf: (row: DataRow) => affiliationOf(row, unitName) };
  const placed = delegatesOf(rows.candidates, defects, reading);
  defects.push(...tooLong(placed));
  if (defects.length === 0) defects.push(...presentAlready(placed, present));
  if (defects.length > 0) return refuseFile(capDefects(inFileOrder(defects, opened.sheets)));
  return placed.map(({ value }) => candidateOf(value));
}
