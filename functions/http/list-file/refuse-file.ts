import { type Refusal, type RefusalPlace, refuse } from '../implement.ts';
import { type DefectCode, defectText, type ImportDefect } from './import-defect.ts';

/** Of these the file as a whole suffers: there is no row or column to show. */
const WHOLE_FILE: readonly DefectCode[] = [
  'file-empty',
  'file-too-large',
  'macro-file',
  'legacy-format',
  'zip-bomb',
  'workbook-unreadable',
  'too-many-cells',
  'wrong-encoding',
];

const inBothLanguages = (defect: ImportDefect) => ({ zh: defectText(defect, 'zh'), en: defectText(defect, 'en') });

const placeOf = (defect: ImportDefect): RefusalPlace => ({
  ...(defect.sheet === null ? {} : { sheet: defect.sheet }),
  ...(defect.row === null ? {} : { row: defect.row }),
  ...(defect.column === null ? {} : { column: defect.column }),
  code: defect.code,
  detail: inBothLanguages(defect),
});

/** All of them, those too that a last defect only counts. */
const countOf = (defects: readonly ImportDefect[]): number => {
  const hidden = defects.at(-1)?.detail['hidden'];
  return typeof hidden === 'number' ? defects.length - 1 + hidden : defects.length;
};

/** A file that is not taken: why it cannot be read, or every place that is to be corrected. */
export function refuseFile(defects: readonly ImportDefect[]): Refusal {
  const [first] = defects;
  if (first !== undefined && WHOLE_FILE.includes(first.code))
    return refuse('file-unreadable', { reason: inBothLanguages(first) });
  return refuse('file-defects', { count: countOf(defects) }, defects.map(placeOf));
}
