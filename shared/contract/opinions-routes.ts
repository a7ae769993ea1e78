import type { Route } from './route.ts';

/** Opinions before and at the meeting, and their collation. */
export const OPINION_ROUTES = {
  openOpinionPage: { method: 'POST', path: '/api/sessions/{session}/opinion-page' },
  getOpinionForm: { method: 'GET', path: '/api/opinions/{session}/form' },
  createPhotoUpload: { method: 'POST', path: '/api/opinions/photos' },
  drawOpinionProof: { method: 'POST', path: '/api/opinions/proofs' },
  leaveOpinion: { method: 'POST', path: '/api/opinions' },
  listOpinions: { method: 'GET', path: '/api/sessions/{session}/opinions' },
  recordOpinion: { method: 'POST', path: '/api/sessions/{session}/opinions' },
  discardOpinion: { method: 'POST', path: '/api/sessions/{session}/opinions/{opinion}/discard' },
  openPhoto: { method: 'POST', path: '/api/sessions/{session}/opinions/{opinion}/photo' },
  listCollated: { method: 'GET', path: '/api/sessions/{session}/collated' },
  collate: { method: 'POST', path: '/api/sessions/{session}/collated' },
  getCollated: { method: 'GET', path: '/api/sessions/{session}/collated/{number}' },
  changeCollated: { method: 'POST', path: '/api/sessions/{session}/collated/{number}' },
  releasePhoto: { method: 'POST', path: '/api/sessions/{session}/collated/{number}/photos' },
  finishCollation: { method: 'POST', path: '/api/sessions/{session}/collation' },
  openReleasedPhoto: { method: 'POST', path: '/api/sessions/{session}/collated/{number}/photo' },
} as const satisfies Record<string, Route>;
