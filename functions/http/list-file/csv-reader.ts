import type { DefectCode, DefectDetail } from './import-defect.ts';
import { MAX_CELLS, type Sheet, type SheetCell } from './sheet.ts';

type CsvResult =
  | { readonly ok: true; readonly sheet: Sheet }
  | { readonly ok: false; readonly code: DefectCode; readonly row: number | null; readonly detail?: DefectDetail };

/** UTF-8 first: GB18030 gives a meaning to nearly every sequence of bytes, so a UTF-8 file would pass as nonsense in it. */
const decode = (bytes: Uint8Array): string | undefined => {
  // UTF-16, with a byte order mark or betrayed by the zero bytes of its commas and digits.
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff) || bytes.includes(0)) {
    return undefined;
  }
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  return undefined;
};

/** WPS writes commas; text pasted from a sheet has tabs. */
const separatorOf = (text: string): string => {
  const firstLines = text.slice(0, 2_000);
  return firstLines.includes('\t') && !firstLines.includes(',') ? '\t' : ',';
};

type Records =
  | { readonly ok: true; readonly records: readonly (readonly string[])[] }
  | Extract<CsvResult, { readonly ok: false }>;

/** RFC 4180 records; a record's number is the row that a spreadsheet would show it in. */
const splitRecords = (text: string, separator: string): Records => {
  const records: string[][] = [[]];
  const field = new RegExp(
    `(?:"((?:[^"]|"")*)"[^${separator}\\r\\n]*|([^${separator}\\r\\n]*))(${separator}|\\r\\n|\\r|\\n|$)`,
    'y',
  );
  for (let cells = 1; ; cells += 1) {
    if (cells > MAX_CELLS) return { ok: false, code: 'too-many-cells', row: null, detail: { limit: MAX_CELLS } };
    const match = field.exec(text);
    if (match === null) throw new Error('a field of a CSV may be empty, so one always matches');
    const [, quoted, plain = '', end = ''] = match;
    if (quoted === undefined && plain.startsWith('"')) return { ok: false, code: 'csv-broken', row: records.length };
    records.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '') return { ok: true, records };
    if (end !== separator) records.push([]);
  }
};

/** `="138…"` as well: a spreadsheet would compute it, so what the clerk saw is not what the file says. */
const cellOf = (text: string): SheetCell =>
  /^\s*[=＝]/u.test(text) ? { text: '', kind: 'formula', merge: null } : { text, kind: 'text', merge: null };

/** A CSV in UTF-8 (with or without byte order mark) or GB18030, as one sheet without a name. */
export const readCsv = (bytes: Uint8Array): CsvResult => {
  const text = decode(bytes);
  if (text === undefined) return { ok: false, code: 'wrong-encoding', row: null };
  const split = splitRecords(text, separatorOf(text));
  if (!split.ok) return split;
  const rows = new Map<number, Map<number, SheetCell>>();
  for (const [index, record] of split.records.entries()) {
    const cells = record.flatMap((value, column): [number, SheetCell][] =>
      value.trim() === '' ? [] : [[column + 1, cellOf(value)]],
    );
    if (cells.length > 0) rows.set(index + 1, new Map(cells));
  }
  return { ok: true, sheet: { name: null, rows, lastRow: split.records.length } };
};
