import type { Route } from './route.ts';

/** What an author does with a receipt; apart, so that their page carries no other route. The secret travels in the body alone. */
export const AUTHOR_ROUTES = {
  followOpinion: { method: 'POST', path: '/api/authors/follow' },
  takeOverReceipt: { method: 'POST', path: '/api/authors/receipt' },
  rateReply: { method: 'POST', path: '/api/authors/rate' },
} as const satisfies Record<string, Route>;

/** What is put right: items, measures, replies, evidence, acceptance, ratings, escalation. */
export const RECTIFICATION_ROUTES = {
  proposeItems: { method: 'GET', path: '/api/sessions/{session}/proposals' },
  confirmItem: { method: 'POST', path: '/api/sessions/{session}/items' },
  listItems: { method: 'GET', path: '/api/sessions/{session}/items' },
  getItem: { method: 'GET', path: '/api/sessions/{session}/items/{item}' },
  setMeasure: { method: 'POST', path: '/api/sessions/{session}/items/{item}/measure' },
  replyToItem: { method: 'POST', path: '/api/sessions/{session}/items/{item}/replies' },
  createEvidenceUpload: { method: 'POST', path: '/api/sessions/{session}/items/{item}/evidence' },
  confirmEvidence: { method: 'POST', path: '/api/sessions/{session}/items/{item}/evidence/{evidence}/arrival' },
  createEvidenceDownload: { method: 'POST', path: '/api/sessions/{session}/items/{item}/evidence/{evidence}/download' },
  acceptItem: { method: 'POST', path: '/api/sessions/{session}/items/{item}/acceptance' },
  returnItem: { method: 'POST', path: '/api/sessions/{session}/items/{item}/return' },
  closeItem: { method: 'POST', path: '/api/sessions/{session}/items/{item}/closing' },
  listNotices: { method: 'GET', path: '/api/sessions/{session}/notices' },
} as const satisfies Record<string, Route>;
