import { isZip } from '../../http/zip-archive.ts';
import { buildRound } from './build-round.ts';
import { collectRows } from './collect-rows.ts';
import { readCsv } from './csv-reader.ts';
import { capDefects, type DefectCode, type DefectDetail, fileDefect, type ImportDefect } from './import-defect.ts';
import type { RoundFile } from './round-file.ts';
import type { Sheet } from './sheet.ts';
import { readWorkbook } from './workbook-reader.ts';

/** What an API request can carry, base64 taken off. A county's round is far under 1 MB. */
export const MAX_FILE_BYTES = 3_000_000;

/** Compound File Binary: .xls, .et, and .xlsx under a password. */
const LEGACY_MAGIC = [0xd0, 0xcf, 0x11, 0xe0] as const;

type Opened =
  | { readonly ok: true; readonly sheets: readonly Sheet[] }
  | { readonly ok: false; readonly code: DefectCode; readonly detail?: DefectDetail; readonly row?: number | null };

/** Judged by content; the name only betrays a workbook that is none, and macros. */
const open = async (bytes: Uint8Array, fileName: string): Promise<Opened> => {
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
const inFileOrder = (defects: readonly ImportDefect[], sheets: readonly Sheet[]): readonly ImportDefect[] => {
  const sheetPlace = ({ sheet }: ImportDefect): number => sheets.findIndex(({ name }) => name === sheet);
  return defects.toSorted((a, b) => sheetPlace(a) - sheetPlace(b) || (a.row ?? 0) - (b.row ?? 0));
};

/**
 * Reads a round from one workbook (XLSX) or CSV, as docs/import.md describes it. Taken whole or not at all: with any defect
 * nothing is returned but the defects, at most `MAX_DEFECTS` and a last one that counts the rest. Never throws on input.
 */
export const parseRoundFile = async (bytes: Uint8Array, fileName: string): Promise<RoundFile> => {
  const opened = await open(bytes, fileName);
  if (!opened.ok) {
    return { ok: false, defects: [{ ...fileDefect(opened.code, opened.detail), row: opened.row ?? null }] };
  }
  const round = buildRound(collectRows(opened.sheets));
  return round.ok ? round : { ok: false, defects: capDefects(inFileOrder(round.defects, opened.sheets)) };
};
