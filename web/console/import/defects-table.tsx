import { useTexts } from '../../ui/texts.ts';
import { DataTable } from '../table/data-table.tsx';
import { TEXTS } from '../texts.ts';
import type { FileDefect } from './defects.ts';

/** Every place of a file that is to be corrected, by sheet, row and column. */
export function DefectsTable({ defects }: { readonly defects: readonly FileDefect[] }) {
  const texts = useTexts(TEXTS);
  return (
    <DataTable
      caption={texts.defectsCaption}
      rows={defects.map((defect, place) => ({ ...defect, place }))}
      keyOf={({ place }) => String(place)}
      rowsPerPage={50}
      columns={[
        { id: 'sheet', title: texts.sheet, text: ({ sheet, row }) => sheet ?? (row === null ? texts.wholeFile : '—') },
        { id: 'row', title: texts.row, text: ({ row }) => String(row ?? '—'), rank: ({ row }) => row ?? 0 },
        { id: 'column', title: texts.column, text: ({ column }) => column ?? '—' },
        { id: 'detail', title: texts.whatToDo, text: ({ detail }) => detail },
      ]}
    />
  );
}
