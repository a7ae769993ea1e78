import { type ProblemText, problem } from './problem-text.ts';

/** Refusals of this stage. */
export const OUTCOME_PROBLEMS = {
  'subject-unknown': problem(
    404,
    '没有这个测评对象',
    '请刷新页面，从本次大会的测评对象中选择。',
    'No such subject',
    'Reload the page and choose one of the subjects of this meeting.',
  ),
  'result-not-valid': problem(
    409,
    '这次测评无效，没有可以运用的结果',
    '请在重新组织测评并公布结果后再记录；确需说明的，记为“未运用”并写明原因。',
    'This appraisal was not valid: there is no result to use',
    'Record a use once a new appraisal is announced; or record "not used" with the reason.',
  ),
  'audit-range-unknown': problem(
    404,
    '审计记录里没有这一段',
    '请从头重新导出。',
    'The audit log has no such part',
    'Export it again from its beginning.',
  ),
} as const satisfies Record<string, ProblemText>;
