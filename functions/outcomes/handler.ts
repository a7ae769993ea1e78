import { dependenciesFromEnvironment } from '../http/environment.ts';
import { makeHandler } from '../http/stack.ts';
import { createRoundUpDownload } from './create-round-up-download.ts';
import { exportAudit } from './export-audit.ts';
import { getAssessment } from './get-assessment.ts';
import { getResults } from './get-results.ts';
import { getRoundUp } from './get-round-up.ts';
import { listUses } from './list-uses.ts';
import { quoteFigures } from './quote-figures.ts';
import { recordUse } from './record-use.ts';

export const implementations = [
  getResults,
  recordUse,
  listUses,
  getAssessment,
  quoteFigures,
  getRoundUp,
  createRoundUpDownload,
  exportAudit,
];
export const handler = makeHandler(implementations, dependenciesFromEnvironment);
