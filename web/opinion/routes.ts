import type { ROUTES } from '../../shared/contract/routes.ts';
import type { callOver } from '../ui/client.ts';

/** The operations of whoever leaves an opinion; the compiler holds each to the contract's own. */
export const OPINION_PAGE_ROUTES = {
  getOpinionForm: { method: 'GET', path: '/api/opinions/{session}/form' },
  createPhotoUpload: { method: 'POST', path: '/api/opinions/photos' },
  drawOpinionProof: { method: 'POST', path: '/api/opinions/proofs' },
  leaveOpinion: { method: 'POST', path: '/api/opinions' },
  followOpinion: { method: 'POST', path: '/api/authors/follow' },
} as const satisfies Partial<typeof ROUTES>;

/** Calls one of them. */
export type OpinionCall = ReturnType<typeof callOver<keyof typeof OPINION_PAGE_ROUTES>>;
