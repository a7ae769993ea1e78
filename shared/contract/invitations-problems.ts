import { type ProblemText, problem } from './problem-text.ts';

/** Refusals of this stage. */
export const INVITATION_PROBLEMS = {
  'venue-missing': problem(
    409,
    '还没有填写开会的时间和地点',
    '请单位经办人先在“邀请”里填写时间、地点，再办理这一步。',
    'Time and place are not filled in',
    'Let the unit’s clerk fill in time and place under "Invitations" first.',
  ),
  'teller-unfit': problem(
    409,
    '这样定代表计票人不合规定',
    '计票人须从表示愿意的代表中定，候补须是回复出席的代表。没有人愿意时请抽签。',
    'The delegates’ teller cannot be named like this',
    'The teller is one who offered, the stand-in one who comes. Where nobody offered, draw a lot.',
  ),
  'lot-too-few': problem(
    409,
    '人数不够，不能抽签',
    '至少要有 {least} 位代表回复出席，才能抽出计票人和候补。请先登记回复。',
    'Too few to draw a lot',
    'At least {least} delegates have to come, for a teller and a stand-in. Record the replies first.',
  ),
  'teller-too-late': problem(
    409,
    '代表计票人须在开会前一天以前定好',
    '大会定在 {day}，现在不能再定。计票人不能到场的，由候补接替。',
    'The delegates’ teller is named before the day',
    'The meeting is on {day}; it is too late to name one. The stand-in takes the place of a teller who cannot come.',
  ),
  'attendance-too-many': problem(
    409,
    '签到人数超过名单人数',
    '名单上有 {delegates} 位代表。监督人员请填在另一栏，两者不能混在一起。',
    'More have signed than are on the list',
    'The list has {delegates} delegates. Observers have a figure of their own; the two are never mixed.',
  ),
  'preparation-missing': problem(
    409,
    '还没有事前汇报',
    '请单位经办人先提交事前汇报，再由当地纪委和县局领导分别签收。',
    'There is no report on the preparation yet',
    'Let the unit’s clerk hand it in first; then the discipline commission and the county’s leader acknowledge it.',
  ),
} as const satisfies Record<string, ProblemText>;
