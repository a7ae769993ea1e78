import { type ProblemText, problem } from './problem-text.ts';

/** Refusals of this stage. */
export const FLOOR_PROBLEMS = {
  'agenda-item-unknown': problem(
    404,
    '议程里没有这一项',
    '议程可能刚被改过，请刷新后重新选择。',
    'No such item on the agenda',
    'The agenda may just have been changed. Reload and choose again.',
  ),
  'question-unknown': problem(
    404,
    '没有这个问题',
    '请刷新问题列表后重新选择。',
    'No such question',
    'Reload the list of questions and choose again.',
  ),
  'questions-full': problem(
    409,
    '本次大会的问题已记满',
    '最多记录 {limit} 个问题，其余请作为意见收集。',
    'No more questions can be put',
    'At most {limit} questions are recorded; collect the others as opinions.',
  ),
  'question-not-waiting': problem(
    409,
    '这个问题已经答复或留待会后',
    '只有等待答复的问题能请上大屏幕；请刷新页面看记录。',
    'This question has been answered or set aside',
    'Only a question that waits can be called. Reload the page to see the record.',
  ),
  'answer-corrected-often': problem(
    409,
    '这条答复已经更正过多次',
    '一条答复最多记录 {limit} 个版本；还要补充的，请在整改事项中答复。',
    'This answer has been corrected many times',
    'The record keeps at most {limit} wordings of an answer. Add what is missing in the rectification item.',
  ),
  'question-answered': problem(
    409,
    '这个问题已经答复',
    '已答复的问题不能再搁置；如需更正，请修改答复。',
    'This question has been answered',
    'An answered question cannot be set aside. Correct the answer instead.',
  ),
} as const satisfies Record<string, ProblemText>;
