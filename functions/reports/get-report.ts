import { EMPTY_REPORT, lineOf } from '../../shared/process/report.ts';
import { implement } from '../http/implement.ts';
import { findOfficer } from './find-officer.ts';

/** One report with its texts; five empty parts and version 0 before anybody saved. */
export const getReport = implement('getReport', async ({ request, caller, deps }) => {
  const found = await findOfficer(request, { caller, deps });
  if ('refused' in found) return found;
  const read = await deps.meetings.reports.read(request.session, found.officer);
  return {
    answer: {
      ...lineOf(found.officer, read),
      unitName: found.place.unit.name,
      parts: read.report?.texts ?? EMPTY_REPORT,
      withdrawnWhy: read.report?.withdrawnWhy ?? null,
    },
  };
});
