import { type ProblemText, problem } from './problem-text.ts';

/** Refusals of this stage. */
export const REPORT_PROBLEMS = {
  'officer-unknown': problem(
    404,
    '没有这位述职述廉人员',
    '名单可能已经更新，请刷新后重新选择。',
    'No such officer',
    'The lists may have been updated. Reload and choose again.',
  ),
  'report-submitted': problem(
    409,
    '这份报告已经提交',
    '提交后的报告代表可以看到，不能直接改。需要更正时请先撤回并写明原因。',
    'This report has been submitted',
    'Delegates can read it, so it is not edited in place. To correct it, withdraw it first and say why.',
  ),
  'report-not-submitted': problem(
    409,
    '这份报告还没有提交',
    '没有提交的报告可以直接修改，不需要撤回。',
    'This report has not been submitted',
    'A report that is not submitted can be edited; there is nothing to withdraw.',
  ),
  'report-parts-missing': problem(
    409,
    '报告还没有写完',
    '还缺：{parts}。五个部分都写好之后才能提交。',
    'The report is not complete',
    'Missing: {parts}. It can be submitted once all five parts are written.',
  ),
  'report-missing': problem(
    404,
    '还没有这份报告',
    '这位同志的报告还没有提交，提交后即可阅读。',
    'This report is not there yet',
    'It can be read as soon as it is submitted.',
  ),
  'reading-key-wrong': problem(
    404,
    '这个二维码打不开',
    '请重新扫描邀请函上的二维码；仍打不开，请与发邀请函的单位联系。',
    'This QR code opens nothing',
    'Scan the QR code on your invitation again; if it still fails, ask the unit that invited you.',
  ),
} as const satisfies Record<string, ProblemText>;
