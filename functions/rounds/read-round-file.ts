import { isSessionId } from '../../shared/process/ids.ts';
import { countCategories } from '../../shared/process/seats.ts';
import { type Refusal, type RefusalPlace, refuse } from '../http/implement.ts';
import type { UnitLists } from '../store/round-lists.ts';
import { type DefectCode, defectText, type ImportDefect } from './import/import-defect.ts';
import { parseRoundFile } from './import/parse-round-file.ts';
import type { ImportedUnit } from './import/round-file.ts';

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

function refuseFile(defects: readonly ImportDefect[]): Refusal {
  const [first] = defects;
  if (first !== undefined && WHOLE_FILE.includes(first.code))
    return refuse('file-unreadable', { reason: inBothLanguages(first) });
  return refuse('file-defects', { count: countOf(defects) }, defects.map(placeOf));
}

/** Sessions are `<county>-<round>-<unit>`; ids within a session are places on its lists. */
function listsOf(file: ImportedUnit, session: string): UnitLists {
  const delegates = file.delegates.map(({ name, category, affiliation, phone }, index) => ({
    number: index + 1,
    name,
    category,
    organisation: affiliation,
    phone: phone ?? '',
  }));
  return {
    unit: {
      unit: file.code,
      name: file.name,
      session,
      officers: file.officers.length,
      delegates: delegates.length,
      byCategory: { ...countCategories(delegates.map(({ category }) => category)) },
    },
    officers: file.officers.map(({ name, post }, index) => ({ id: `o${index + 1}`, name, post })),
    delegates,
  };
}

/** The lists of a round as a file gives them, or every defect of the file with its place and what to do. */
export async function readRoundFile(source: {
  readonly county: string;
  readonly round: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
}): Promise<readonly UnitLists[] | Refusal> {
  const { county, round, fileName, bytes } = source;
  const file = await parseRoundFile(bytes, fileName);
  if (!file.ok) return refuseFile(file.defects);
  const lists = file.units.map((unit) => listsOf(unit, `${county}-${round}-${unit.code}`));
  const tooLong = lists.filter(({ unit }) => !isSessionId(unit.session));
  if (tooLong.length === 0) return lists;
  return refuse(
    'file-defects',
    { count: tooLong.length },
    tooLong.map(({ unit }) => ({
      code: 'unit-code-too-long',
      detail: {
        zh: `${unit.name}：单位代码太长，请缩短。`,
        en: `${unit.name}: the unit code is too long. Shorten it.`,
      },
    })),
  );
}
