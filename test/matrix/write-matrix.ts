import { writeFileSync } from 'node:fs';
import { matrixPage } from './matrix-page.ts';
import { readRows } from './rows.ts';

const PATH = 'docs/process-matrix.md';
writeFileSync(new URL(`../../${PATH}`, import.meta.url), matrixPage(await readRows()));
process.stdout.write(`${PATH}\n`);
