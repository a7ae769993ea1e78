import { dependenciesFromEnvironment } from '../http/environment.ts';
import type { Implementation } from '../http/implement.ts';
import { makeHandler } from '../http/stack.ts';
import { getReport } from './get-report.ts';
import { listReports } from './list-reports.ts';
import { readReportFile } from './read-report-file.ts';
import { saveReport } from './save-report.ts';
import { submitReport } from './submit-report.ts';
import { withdrawReport } from './withdraw-report.ts';

export const implementations: readonly Implementation[] = [
  listReports,
  getReport,
  saveReport,
  submitReport,
  withdrawReport,
  readReportFile,
];
export const handler = makeHandler(implementations, dependenciesFromEnvironment);
