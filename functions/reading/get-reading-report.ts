import { implement, refuse } from '../http/implement.ts';
import { findReading } from './find-reading.ts';

/** One submitted report, for delegates. A draft, and one that was taken back, is not there for them. 3 reads. */
export const getReadingReport = implement('getReadingReport', async ({ request, deps }) => {
  const meeting = await findReading(request, deps);
  if ('refused' in meeting) return meeting;
  const { session } = meeting;
  const { value: lines } = await deps.meetings.reports.lines(session);
  const report = await deps.meetings.reports.submitted(session, request.officer);
  const line = lines.find(({ officer }) => officer === request.officer);
  // Where the lists were imported anew, the place may be somebody else's by now.
  if (report === undefined || line?.name !== report.name) return refuse('report-missing');
  const { name, post, texts } = report;
  return { answer: { name, post, parts: texts } };
});
