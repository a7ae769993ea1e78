import { isZip } from '../zip-archive.ts';
import { readCsv } from './csv-reader.ts';
import { type DefectCode, type DefectDetail, fileDefect, type ImportDefect } from './import-defect.ts';
import type { Sheet } from './sheet.ts';
import { readWorkbook } from './workbook-reader.ts';

/** What an API request can carry, base64 taken off. A county's round is far under 1 MB. */
export const MAX_FILE_BYTES = 3_000_000;

/** Compound File Binary: .xls, .et, and .xlsx under a password. */
const LEGACY_MAGIC = [0xd0, 0xcf, 0x11, 0xe0] as const;

export type OpenedFile =
  | { readonly ok: true; readonly sheets: readonly Sheet[] }
  | { readonly ok: false; readonly code: DefectCode; readonly detail?: DefectDetail; readonly row?: number | null };

/** Judged by content; the name only betrays a workbook that is none, and macros. */
export const openListFile = async (bytes: Uint8Array, fileName: string): Promise<OpenedFile> => {
  if (bytes.length === 0) return { ok: false, code: 'file-empty' };
  if (bytes.length > MAX_FILE_BYTES) {
    return { ok: false, code: 'file-too-large', detail: { limitMegabytes: MAX_FILE_BYTES / 1_000_000 } };
  }
  if (LEGACY_MAGIC.every((byte, index) => bytes[index] === byte)) return { ok: false, code: 'legacy-format' };
  if (isZip(bytes)) return readWorkbook(bytes, fileName);
  if (/\.xls\w?$/iu.test(fileName)) return { ok: false, code: 'workbook-unreadable' };
  const csv = readCsv(bytes);
  return csv.ok ? { ok: true, sheets: [csv.sheet] } : csv;
};

/** As the clerk goes through the file to correct it: sheet by sheet, downwards. */
export const inFileOrder = (defects: readonly ImportDefect[], sheets: readonly Sheet[]): readonly ImportDefect[] => {
  const sheetPlace = ({ sheet }: ImportDefect): number => sheets.findIndex(({ name }) => name === sheet);
  return defects.toSorted((a, b) => sheetPlace(a) - sheetPlace(b) || (a.row ?? 0) - (b.row ?? 0));
};

/** The one defect of a file that could not be opened. */
export const unopened = (opened: OpenedFile & { readonly ok: false }): ImportDefect => ({
  ...fileDefect(opened.code, opened.detail),
  row: opened.row ?? null,
});
