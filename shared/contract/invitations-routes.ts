import type { Route } from './route.ts';

/** Invitations, replies, attendance, the delegates’ teller, and the report on the preparation. */
export const INVITATION_ROUTES = {
  getInvitations: { method: 'GET', path: '/api/sessions/{session}/invitations' },
  saveVenue: { method: 'POST', path: '/api/sessions/{session}/venue' },
  markSent: { method: 'POST', path: '/api/sessions/{session}/invitations/sent' },
  recordReply: { method: 'POST', path: '/api/sessions/{session}/invitations/replies' },
  recordAttendance: { method: 'POST', path: '/api/sessions/{session}/attendance' },
  nameDelegatesTeller: { method: 'POST', path: '/api/sessions/{session}/delegates-teller' },
  getPreparation: { method: 'GET', path: '/api/sessions/{session}/preparation' },
  submitPreparation: { method: 'POST', path: '/api/sessions/{session}/preparation' },
  acknowledgePreparation: { method: 'POST', path: '/api/sessions/{session}/preparation/acknowledgements' },
} as const satisfies Record<string, Route>;
