import { reportOperations } from '../../shared/contract/reports.ts';
import { dependenciesFromEnvironment } from '../http/environment.ts';
import { bind } from '../http/implement.ts';
import { meetings } from '../http/reach/meetings.ts';
import { registry } from '../http/reach/registry.ts';
import { verifyStaffToken } from '../http/reach/staff-tokens.ts';
import { makeHandler } from '../http/stack.ts';
import { getReport } from './get-report.ts';
import { listReports } from './list-reports.ts';
import { readReportFile } from './read-report-file.ts';
import { saveReport } from './save-report.ts';
import { submitReport } from './submit-report.ts';
import { withdrawReport } from './withdraw-report.ts';

export const implementations = bind(reportOperations, [
  listReports,
  getReport,
  saveReport,
  submitReport,
  withdrawReport,
  readReportFile,
]);
export const reach = { registry, meetings, verifyStaffToken };
export const handler = makeHandler(implementations, dependenciesFromEnvironment(reach));
