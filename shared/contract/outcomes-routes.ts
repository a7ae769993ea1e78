import type { Route } from './route.ts';

/** Where results were used, the years compared, the round-up, the audit log’s export. */
export const OUTCOME_ROUTES = {
  getResults: { method: 'GET', path: '/api/sessions/{session}/results' },
  recordUse: { method: 'POST', path: '/api/sessions/{session}/uses' },
  listUses: { method: 'GET', path: '/api/sessions/{session}/uses' },
  getAssessment: { method: 'GET', path: '/api/sessions/{session}/assessment' },
  quoteFigures: { method: 'POST', path: '/api/rounds/{round}/quoted' },
  getRoundUp: { method: 'GET', path: '/api/rounds/{round}/round-up' },
  createRoundUpDownload: { method: 'POST', path: '/api/rounds/{round}/round-up/downloads' },
  exportAudit: { method: 'POST', path: '/api/audit/exports' },
} as const satisfies Record<string, Route>;
