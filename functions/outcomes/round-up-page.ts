import type { Share } from '../../shared/process/round-up.ts';
import type { RoundUp } from './draw-up.ts';

export const roundUpTitle = ({ roundName }: Pick<RoundUp, 'roundName'>): string => `${roundName}工作情况汇总`;

export const UNIT_HEADINGS = [
  '单位',
  '述职人员',
  '代表',
  '参评率',
  '满意率',
  '问题',
  '建议',
  '整改事项',
  '已整改',
  '逾期',
] as const;

/** A unit's row under `UNIT_HEADINGS`; `null`: there is no such share yet. */
export const unitCells = ({ name, figures }: RoundUp['units'][number]): readonly (string | number | Share | null)[] => {
  const { officers, delegates, turnout, satisfaction, questions, suggestions, items, rectified, overdue } = figures;
  return [name, officers, delegates, turnout, satisfaction, questions, suggestions, items, rectified, overdue];
};
