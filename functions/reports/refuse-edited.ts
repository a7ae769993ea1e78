import { type Refusal, refuse } from '../http/implement.ts';

/** Says who was first; where nobody's version is there to compare with, that somebody was. */
export const refuseEdited = (by: string): Refusal =>
  refuse('edited-meanwhile', { who: by === '' ? { zh: '另一位工作人员', en: 'Another member of staff' } : by });
