import type { IssuingFigures } from '../../../shared/process/reconciliation.ts';

/** 24 of 33 delegates came, and nobody asked for paper. */
export const NO_PAPER: IssuingFigures = { delegates: 33, drawn: 24, reissued: 0, papersIssued: 0, papersReissued: 0 };
