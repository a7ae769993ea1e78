import type { Cell, CellValue, Worksheet } from 'exceljs';
import { declaresBomb, packZip, readZipDirectory, readZipEntry, type ZipEntry } from '../zip-archive.ts';
import type { DefectCode, DefectDetail } from './import-defect.ts';
import { type CellRange, MAX_CELLS, type Sheet, type SheetCell } from './sheet.ts';

type WorkbookResult =
  | { readonly ok: true; readonly sheets: readonly Sheet[] }
  | { readonly ok: false; readonly code: DefectCode; readonly detail?: DefectDetail };
type Part = { readonly name: string; readonly content: Uint8Array };

const MAX_ROWS_OF_A_SHEET = 1_048_576;
const MAX_COLUMNS_OF_A_SHEET = 16_384;

/** Nothing else is opened: no pictures, comments, drawings, printer settings, links, or relationships to them. */
const PARTS_READ =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/workbook\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/sharedStrings\.xml|xl\/styles\.xml|xl\/worksheets\/[^/]+\.xml)$/iu;
const MACRO_PARTS = /(?:^|\/)(?:vbaProject\w*\.bin|macrosheets\/.+|vbaData\.xml)$/iu;

/** Parts of a sheet that point at parts not read, or that the library expands cell by cell (a drop-down over a column). */
const NODES_IGNORED = [
  'cols',
  'autoFilter',
  'hyperlinks',
  'dataValidations',
  'picture',
  'drawing',
  'legacyDrawing',
  'tableParts',
  'conditionalFormatting',
  'extLst',
  'rowBreaks',
];

const TAG_START = /<(?:\w+:)?(?:row|c|mergeCell)(?=[\s/>])/gu;
const TAG = /<(?:\w+:)?(row|c|mergeCell)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*\/?>/gu;
const PLACE = /^([A-Z]{1,3})([0-9]{1,7})$/u;

const placeOf = (address: string | undefined): { row: number; column: number } | undefined => {
  const [, letters, digits] = PLACE.exec(address ?? '') ?? [];
  if (letters === undefined || digits === undefined) return undefined;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  const row = Number(digits);
  return row >= 1 && row <= MAX_ROWS_OF_A_SHEET && column <= MAX_COLUMNS_OF_A_SHEET ? { row, column } : undefined;
};

/** The cells that one tag will cost the library: it makes an object for every cell of a merge. `undefined`: not as Excel writes it. */
const costOfTag = (tag: string, attributes: string): number | undefined => {
  const attribute = (name: string): string | undefined =>
    new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`, 'u').exec(attributes)?.[1];
  if (tag === 'mergeCell') {
    const [from, to, ...others] = (attribute('ref') ?? '').split(':').map(placeOf);
    if (from === undefined || to === undefined || others.length > 0) return undefined;
    return (Math.abs(to.row - from.row) + 1) * (Math.abs(to.column - from.column) + 1);
  }
  const address = attribute('r');
  if (tag === 'c') return address === undefined || placeOf(address) ? 1 : undefined;
  return address === undefined || placeOf(`A${address}`) ? 1 : undefined;
};

/** Cells, rows and merged cells of a sheet's XML, or `undefined` when its tags are not as a spreadsheet program writes them. */
const costOfSheet = (xml: string): number | undefined => {
  const starts = xml.match(TAG_START)?.length ?? 0;
  let [tags, cost] = [0, 0];
  for (const [, tag = '', attributes = ''] of xml.matchAll(TAG)) {
    const added = costOfTag(tag, attributes);
    if (added === undefined) return undefined;
    tags += 1;
    cost += added;
  }
  return tags === starts ? cost : undefined;
};

/** A defined name over a whole sheet (WPS keeps one for filters) would be expanded cell by cell; none is needed. */
const withoutDefinedNames = (part: Part): Part => {
  if (part.name.toLowerCase() !== 'xl/workbook.xml') return part;
  const xml = new TextDecoder().decode(part.content);
  const [start, end] = [xml.indexOf('<definedNames'), xml.lastIndexOf('</definedNames>')];
  const kept = start < 0 || end < start ? xml : xml.slice(0, start) + xml.slice(end + '</definedNames>'.length);
  // A list that was written otherwise is made unknown to the library.
  return { ...part, content: new TextEncoder().encode(kept.replaceAll('definedName', 'ignoredName')) };
};

const readParts = (bytes: Uint8Array, entries: readonly ZipEntry[]): readonly Part[] | DefectCode => {
  const parts: Part[] = [];
  for (const entry of entries.filter(({ name }) => PARTS_READ.test(name))) {
    const content = readZipEntry(bytes, entry);
    if (typeof content === 'string') return content;
    parts.push(withoutDefinedNames({ name: entry.name, content }));
  }
  return parts;
};

const refusalOf = (entries: readonly ZipEntry[] | undefined, fileName: string): DefectCode | undefined => {
  if (entries === undefined) return 'workbook-unreadable';
  if (/\.(?:xlsm|xltm|xlam)$/iu.test(fileName) || entries.some(({ name }) => MACRO_PARTS.test(name)))
    return 'macro-file';
  if (declaresBomb(entries)) return 'zip-bomb';
  const names = entries.map(({ name }) => name.toLowerCase());
  if (new Set(names).size !== names.length) return 'workbook-unreadable';
  return names.includes('xl/workbook.xml') ? undefined : 'workbook-unreadable';
};

const twoDigits = (value: number): string => `${value}`.padStart(2, '0');

/** A cell's date is the clock on the wall, which the library holds as if it were UTC. */
const dateText = (date: Date): string => {
  if (Number.isNaN(date.getTime())) return '';
  const day = `${date.getUTCFullYear()}-${twoDigits(date.getUTCMonth() + 1)}-${twoDigits(date.getUTCDate())}`;
  const time = `${twoDigits(date.getUTCHours())}:${twoDigits(date.getUTCMinutes())}`;
  return time === '00:00' ? day : `${day} ${time}`;
};

const readValue = (value: CellValue): Omit<SheetCell, 'merge'> => {
  if (value === null || value === undefined) return { text: '', kind: 'text' };
  if (value instanceof Date) return { text: dateText(value), kind: 'text' };
  if (typeof value !== 'object') return { text: String(value), kind: 'text' };
  if ('error' in value) return { text: '', kind: 'error' };
  if ('richText' in value) return { text: value.richText.map(({ text }) => text).join(''), kind: 'text' };
  if ('formula' in value || 'sharedFormula' in value) return { text: '', kind: 'formula' };
  return 'text' in value ? readValue(value.text) : { text: '', kind: 'error' };
};

const rangesByMaster = (worksheet: Worksheet): ReadonlyMap<string, CellRange> => {
  const ranges = new Map<string, CellRange>();
  worksheet.eachRow((row) =>
    row.eachCell({ includeEmpty: true }, (cell) => {
      if (!cell.isMerged) return;
      const { address, fullAddress } = cell.master;
      const right = Math.max(ranges.get(address)?.right ?? 0, cell.fullAddress.col);
      ranges.set(address, { top: fullAddress.row, left: fullAddress.col, bottom: cell.fullAddress.row, right });
    }),
  );
  return ranges;
};

const toSheet = (worksheet: Worksheet): Sheet => {
  const ranges = rangesByMaster(worksheet);
  const rows = new Map<number, Map<number, SheetCell>>();
  const toCell = (cell: Cell): SheetCell => ({
    ...readValue(cell.value),
    merge: cell.isMerged ? (ranges.get(cell.master.address) ?? null) : null,
  });
  worksheet.eachRow((row, rowNumber) => {
    const cells = new Map<number, SheetCell>();
    row.eachCell({ includeEmpty: true }, (cell, column) => {
      const read = toCell(cell);
      if (read.text.trim() !== '' || read.kind !== 'text' || read.merge !== null) cells.set(column, read);
    });
    if (cells.size > 0) rows.set(rowNumber, cells);
  });
  return { name: worksheet.name, rows, lastRow: [...rows.keys()].at(-1) ?? 0 };
};

/** The sheets of an XLSX workbook, after size, macros and structure have been judged without opening it. */
export const readWorkbook = async (bytes: Uint8Array, fileName: string): Promise<WorkbookResult> => {
  const entries = readZipDirectory(bytes);
  const refused = refusalOf(entries, fileName);
  if (refused !== undefined || entries === undefined) return { ok: false, code: refused ?? 'workbook-unreadable' };
  const parts = readParts(bytes, entries);
  if (typeof parts === 'string') return { ok: false, code: parts };
  const sheetParts = parts.filter(({ name }) => /^xl\/worksheets\//iu.test(name));
  const costs = sheetParts.map(({ content }) => costOfSheet(new TextDecoder().decode(content)));
  if (costs.includes(undefined)) return { ok: false, code: 'workbook-unreadable' };
  if (costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0) > MAX_CELLS) {
    return { ok: false, code: 'too-many-cells', detail: { limit: MAX_CELLS } };
  }
  // Loaded here, so that a function that imports nothing never pays for it at its cold start.
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  try {
    await workbook.xlsx.load(packZip(parts).buffer, { ignoreNodes: NODES_IGNORED });
  } catch {
    // The library throws whatever its parser stumbled over; the file is what is wrong.
    return { ok: false, code: 'workbook-unreadable' };
  }
  if (workbook.worksheets.length === 0) return { ok: false, code: 'workbook-unreadable' };
  return { ok: true, sheets: workbook.worksheets.map(toSheet) };
};
