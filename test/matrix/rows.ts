import { readdirSync } from 'node:fs';
import * as z from 'zod';
import type { MatrixRow } from './row.ts';

const FOLDER = new URL('./', import.meta.url);
/** What is no list of rows. */
const OTHERS = [
  'row.ts',
  'rows.ts',
  'quoting.ts',
  'sentences.ts',
  'matrix-page.ts',
  'write-matrix.ts',
  'test-titles.ts',
];

const place = z.strictObject({ file: z.string(), title: z.string() });
const row = z.strictObject({
  sentence: z.string(),
  operations: z.array(z.string()),
  page: z.string().nullable(),
  test: place,
  refusal: z.union([place, z.strictObject({ because: z.string() })]),
});

const isRows = (value: unknown): value is readonly MatrixRow[] => z.array(row).safeParse(value).success;

export interface RowsOfFile {
  readonly file: string;
  readonly rows: readonly MatrixRow[];
}

/** The rows of every file in this folder: each exports one list. Throws for a file that does not. */
export async function readRows(): Promise<readonly RowsOfFile[]> {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.ts') && !OTHERS.includes(name));
  return Promise.all(
    files.sort().map(async (file) => {
      const exported: readonly unknown[] = Object.values(await import(new URL(file, FOLDER).href));
      const rows = exported.find(isRows);
      if (rows === undefined) throw new Error(`test/matrix/${file} exports no rows`);
      return { file, rows };
    }),
  );
}
