import { type Refusal, refuse } from './implement.ts';

/** Somebody else saved after this page was opened; the history says who, a refusal names nobody. */
export const refuseEdited = (): Refusal =>
  refuse('edited-meanwhile', { who: { zh: '另一位工作人员', en: 'Another member of staff' } });
