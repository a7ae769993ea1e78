/** Part of `npm run docs`: the table of attacks in docs/threat-model.md. */
import { writeTable } from './attacks-table.ts';

await writeTable();
