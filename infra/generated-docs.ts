import { openApiDocument } from '../shared/contract/openapi.ts';
import { costPage } from './cost/cost-page.ts';
import { readCostInputs } from './cost/inputs.ts';
import { readCounty, SCHEMA_FILE } from './county-files.ts';
import { countyJsonSchema } from './county-settings.ts';
import { permissionsTable } from './permissions.ts';
import { exceptionsPage } from './rules/exceptions-page.ts';

const SAMPLE = 'tuanfeng';

/** The documents that are made from the contract, the county's file and the cost model, by path; a test fails when one on disk is another. */
export const generatedDocs = (): Readonly<Record<string, string>> => ({
  'docs/openapi.json': `${JSON.stringify(openApiDocument(), null, 2)}\n`,
  'docs/permissions.md': [
    '# Who may touch what',
    '',
    'Made from `shared/contract` by `npm run docs`; the synthesised template is tested against the same source. A transaction',
    'needs the rights of its parts. No function reaches both Registry and BallotBox.',
    '',
    permissionsTable(),
    '',
  ].join('\n'),
  [`infra/counties/${SCHEMA_FILE}`]: `${JSON.stringify(countyJsonSchema(), null, 2)}\n`,
  'docs/security-exceptions.md': exceptionsPage(),
  'docs/operations/cost.md': costPage(readCounty(new URL('./counties/', import.meta.url), SAMPLE), readCostInputs()),
});
