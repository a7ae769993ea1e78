/** Part of `npm run docs`: docs/asvs.md. */
import { writeFileSync } from 'node:fs';
import { asvsPage } from './asvs-page.ts';
import { CHAPTERS } from './verdicts.ts';

const PATH = 'docs/asvs.md';
writeFileSync(new URL(`../../${PATH}`, import.meta.url), asvsPage(CHAPTERS));
process.stdout.write(`${PATH}\n`);
