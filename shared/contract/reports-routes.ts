import type { Route } from './route.ts';

/** What delegates read on their phones; apart, so that their page carries no other route. */
export const READING_ROUTES = {
  openReading: { method: 'GET', path: '/api/reading/{session}' },
  getReadingReport: { method: 'GET', path: '/api/reading/{session}/reports/{officer}' },
  listReadingItems: { method: 'GET', path: '/api/reading/{session}/items' },
} as const satisfies Record<string, Route>;

/** The officers’ reports in five parts, and what delegates read on their phones. */
export const REPORT_ROUTES = {
  listReports: { method: 'GET', path: '/api/sessions/{session}/reports' },
  getReport: { method: 'GET', path: '/api/sessions/{session}/reports/{officer}' },
  saveReport: { method: 'POST', path: '/api/sessions/{session}/reports/{officer}' },
  submitReport: { method: 'POST', path: '/api/sessions/{session}/reports/{officer}/submission' },
  withdrawReport: { method: 'POST', path: '/api/sessions/{session}/reports/{officer}/withdrawal' },
  readReportFile: { method: 'POST', path: '/api/sessions/{session}/report-files' },
} as const satisfies Record<string, Route>;
