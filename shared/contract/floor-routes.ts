import type { Route } from './route.ts';

/** At the meeting besides the vote: agenda, questions and answers, the head’s statement. */
export const FLOOR_ROUTES = {
  getFloor: { method: 'GET', path: '/api/sessions/{session}/floor' },
  setAgenda: { method: 'POST', path: '/api/sessions/{session}/agenda' },
  moveAgenda: { method: 'POST', path: '/api/sessions/{session}/agenda/current' },
  putQuestion: { method: 'POST', path: '/api/sessions/{session}/questions' },
  callQuestion: { method: 'POST', path: '/api/sessions/{session}/questions/called' },
  recordAnswer: { method: 'POST', path: '/api/sessions/{session}/questions/{question}/answer' },
  setQuestionAside: { method: 'POST', path: '/api/sessions/{session}/questions/{question}/aside' },
  createStatementUpload: { method: 'POST', path: '/api/sessions/{session}/statement/uploads' },
  recordStatement: { method: 'POST', path: '/api/sessions/{session}/statement' },
} as const satisfies Record<string, Route>;
