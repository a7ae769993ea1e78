import { type Refusal, refuse } from '../http/implement.ts';

/** The agenda and the statement do not say who wrote them last, so the refusal does not either. */
export const refuseEdited = (): Refusal =>
  refuse('edited-meanwhile', { who: { zh: '另一位工作人员', en: 'Another member of staff' } });
