import { outcomeOperations } from '../../shared/contract/outcomes.ts';
import { dependenciesFromEnvironment } from '../http/environment.ts';
import { bind } from '../http/implement.ts';
import { documents } from '../http/reach/documents.ts';
import { meetings } from '../http/reach/meetings.ts';
import { registry } from '../http/reach/registry.ts';
import { verifyStaffToken } from '../http/reach/staff-tokens.ts';
import { makeHandler } from '../http/stack.ts';
import { createRoundUpDownload } from './create-round-up-download.ts';
import { exportAudit } from './export-audit.ts';
import { getAssessment } from './get-assessment.ts';
import { getResults } from './get-results.ts';
import { getRoundUp } from './get-round-up.ts';
import { listUses } from './list-uses.ts';
import { quoteFigures } from './quote-figures.ts';
import { recordUse } from './record-use.ts';

export const implementations = bind(outcomeOperations, [
  getResults,
  recordUse,
  listUses,
  getAssessment,
  quoteFigures,
  getRoundUp,
  createRoundUpDownload,
  exportAudit,
]);
export const reach = { registry, meetings, documents, verifyStaffToken };
export const handler = makeHandler(implementations, dependenciesFromEnvironment(reach));
