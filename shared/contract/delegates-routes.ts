import type { Route } from './route.ts';

/** How candidates become delegates: nomination, screening by two offices, versions of the list, observers. */
export const DELEGATE_ROUTES = {
  getNomination: { method: 'GET', path: '/api/sessions/{session}/nomination' },
  saveNomination: { method: 'POST', path: '/api/sessions/{session}/nomination' },
  importNomination: { method: 'POST', path: '/api/sessions/{session}/nomination/file' },
  submitNomination: { method: 'POST', path: '/api/sessions/{session}/nomination/submission' },
  getScreening: { method: 'GET', path: '/api/sessions/{session}/screening' },
  markCandidates: { method: 'POST', path: '/api/sessions/{session}/screening' },
  finishScreening: { method: 'POST', path: '/api/sessions/{session}/screening/finish' },
  proposeList: { method: 'POST', path: '/api/sessions/{session}/delegate-lists' },
  approveList: { method: 'POST', path: '/api/sessions/{session}/delegate-lists/{version}/approval' },
  listVersions: { method: 'GET', path: '/api/sessions/{session}/delegate-lists' },
  setObservers: { method: 'POST', path: '/api/sessions/{session}/observers' },
  listObservers: { method: 'GET', path: '/api/sessions/{session}/observers' },
} as const satisfies Record<string, Route>;
