import { ROLE_NAMES } from '../http/authorise.ts';
import { type Refusal, refuse } from '../http/implement.ts';

/** Somebody of the same role came first; a refusal names no person. */
export const refuseEdited = (role: 'unit-clerk' | 'inspection-office'): Refusal =>
  refuse('edited-meanwhile', { who: ROLE_NAMES[role] });
