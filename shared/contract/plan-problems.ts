import { type ProblemText, problem } from './problem-text.ts';

/** Refusals of this stage. */
export const PLAN_PROBLEMS = {
  'round-exists': problem(
    409,
    '这个年度已经有了',
    '没有改动任何内容。要改计划，请打开该年度的“年度计划”；要另开一个年度，请换一个年度代码。',
    'This round exists already',
    'Nothing was changed. To change its plan, open the round’s plan; to open another round, choose another code.',
  ),
  'plan-not-valid': problem(
    422,
    '计划里有 {count} 处要改',
    '没有保存任何内容。请按下面列出的各处改正后再保存。',
    'The plan has {count} defects',
    'Nothing was saved. Correct the places listed and save it again.',
  ),
  'plan-version-unknown': problem(
    404,
    '没有这一版计划',
    '请从“修改记录”里选择一版。',
    'No such version of the plan',
    'Choose a version from the history of changes.',
  ),
} as const satisfies Record<string, ProblemText>;
