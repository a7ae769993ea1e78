import { DELEGATE_PROBLEMS } from './delegates-problems.ts';
import { FLOOR_PROBLEMS } from './floor-problems.ts';
import { INVITATION_PROBLEMS } from './invitations-problems.ts';
import { OPINION_PROBLEMS } from './opinions-problems.ts';
import { OUTCOME_PROBLEMS } from './outcomes-problems.ts';
import { PLAN_PROBLEMS } from './plan-problems.ts';
import { type ProblemText, problem } from './problem-text.ts';
import { RECTIFICATION_PROBLEMS } from './rectification-problems.ts';
import { REPORT_PROBLEMS } from './reports-problems.ts';
import { UPLOAD_PROBLEMS } from './uploads-problems.ts';

export const PROBLEMS = {
  'request-invalid': problem(
    400,
    '提交的内容不对',
    '请按下面列出的字段改正后再提交。',
    'The request is not valid',
    'Correct the fields listed and send it again.',
  ),
  'not-json': problem(
    400,
    '提交的内容无法读取',
    '内容不是有效的 JSON，请刷新页面后重试。',
    'The body cannot be read',
    'It is not valid JSON. Reload the page and try again.',
  ),
  'body-too-large': problem(
    413,
    '提交的内容太大',
    '最多 {limitBytes} 字节，请减少内容后再提交。',
    'The body is too large',
    'At most {limitBytes} bytes. Make it smaller and send it again.',
  ),
  'content-type-unsupported': problem(
    415,
    '内容类型不支持',
    '请以 application/json 提交。',
    'Content type not supported',
    'Send application/json.',
  ),
  'route-unknown': problem(
    404,
    '没有这个地址',
    '请核对地址，或重新扫描二维码。',
    'No such address',
    'Check the address, or scan the QR code again.',
  ),
  'sign-in-required': problem(
    401,
    '请重新登录',
    '登录已过期或无效，请重新登录后再试。',
    'Please sign in again',
    'Your sign-in has expired or is not valid. Sign in and try again.',
  ),
  'role-not-allowed': problem(
    403,
    '您的角色不能做这一步',
    '这一步由{roles}办理，请与其联系。',
    'Your role cannot do this',
    'This step belongs to {roles}. Please contact them.',
  ),
  'unit-not-yours': problem(
    403,
    '这不是您的单位',
    '您只能查看和办理本单位的内容。',
    'This is not your unit',
    'You can only see and handle your own unit.',
  ),
  'session-unknown': problem(
    404,
    '没有这次大会',
    '请核对二维码是否属于本次大会，或到签到台询问。',
    'No such meeting',
    'Check that the QR code belongs to this meeting, or ask at the desk.',
  ),
  'round-unknown': problem(
    404,
    '没有这个年度',
    '请先导入该年度的名单。',
    'No such round',
    'Import the lists of that round first.',
  ),
  'delegate-unknown': problem(
    404,
    '没有这位代表',
    '请刷新名单后重新选择。',
    'No such delegate',
    'Reload the list and choose again.',
  ),
  'state-wrong': problem(
    409,
    '现在还不能做这一步',
    '大会现在处于「{state}」，这一步要在「{expected}」时办理。请刷新后再看。',
    'This step cannot be done now',
    'The meeting is "{state}"; this step belongs to "{expected}". Reload and look again.',
  ),
  'edited-meanwhile': problem(
    409,
    '别人刚刚保存过',
    '{who}在您之后保存了另一个版本。您写的内容还在，请对照后再保存。',
    'Somebody saved meanwhile',
    '{who} saved another version after you opened it. Your text is still here: compare and save again.',
  ),
  'same-person': problem(
    409,
    '这一步要由另一个人办理',
    '前一步是您办的，按规定须由另一位工作人员办理这一步。',
    'Another person must do this',
    'You took the step before it; the rule asks for somebody else here.',
  ),
  busy: problem(
    503,
    '系统正忙',
    '刚才那一步没有生效，请稍等几秒再按一次。',
    'The system is busy',
    'That step did not take effect. Wait a few seconds and press again.',
  ),
  unexpected: problem(
    500,
    '系统出了问题',
    '刚才那一步可能没有生效，请重试；仍不行请把编号 {reference} 告诉工作人员。',
    'Something went wrong',
    'That step may not have taken effect. Try again; if it fails, give the reference {reference} to staff.',
  ),

  'code-unknown': problem(
    404,
    '这个代码不对',
    '请核对表决卡上的 16 位代码；若是别的大会的卡，请到签到台换卡。',
    'This code is not known',
    'Check the 16 characters on your voting card; if it is a card of another meeting, ask at the desk.',
  ),
  'code-used': problem(
    409,
    '这张表决卡已经用过',
    '它已在另一部手机或浏览器上签到。请到签到台，由两位计票人为您补办。',
    'This voting card has been used',
    'It was used on another phone or browser. Go to the desk: two tellers can issue a new one.',
  ),
  'code-dead': problem(
    409,
    '这张表决卡已作废',
    '已经为您补办了新卡或纸质票，请用新卡；有疑问请到签到台。',
    'This voting card is no longer valid',
    'A newer card or a paper ballot was issued for you. Use that one, or ask at the desk.',
  ),
  'check-in-closed': problem(
    409,
    '签到没有开放',
    '大会还没有布置好，或投票已经截止。请看大屏幕，或到签到台询问。',
    'Check-in is not open',
    'The meeting is not ready yet, or voting has closed. Look at the screen or ask at the desk.',
  ),
  'blinded-invalid': problem(
    400,
    '手机发来的内容不对',
    '请重新扫描表决卡；仍不行请到签到台领纸质票。',
    'What the phone sent is not valid',
    'Scan your voting card again; if it fails, take a paper ballot at the desk.',
  ),
  'ballot-malformed': problem(
    400,
    '这张票的格式不对',
    '没有投进票箱。请刷新页面再交一次；仍不行请到签到台。',
    'This ballot is malformed',
    'It was not put into the box. Reload and send it again; if it fails, go to the desk.',
  ),
  'token-invalid': problem(
    403,
    '这张票没有通过核验',
    '没有投进票箱。请到签到台，由计票人处理。',
    'This ballot did not pass the check',
    'It was not put into the box. Go to the desk; the tellers will help.',
  ),
  'voting-not-open': problem(
    409,
    '还没有开始投票',
    '请等主持人宣布开始，页面会自动继续。',
    'Voting has not opened',
    'Wait until the chair opens the voting; the page goes on by itself.',
  ),
  'voting-closed': problem(
    409,
    '投票已经截止',
    '这张票没有投进票箱。',
    'Voting has closed',
    'This ballot was not put into the box.',
  ),
  'already-cast': problem(
    409,
    '您已经投过票了',
    '票箱里已有您的一张票，第二张不会被接受。',
    'You have already voted',
    'Your ballot is in the box; a second one is not accepted.',
  ),

  'signature-invalid': problem(
    403,
    '签名没有通过核验',
    '请用登记时的那部手机和浏览器办理；若已换手机，请重新登记计票人。',
    'The signature did not verify',
    'Use the phone and browser you enrolled with; if you changed it, enrol again.',
  ),
  'teller-not-enrolled': problem(
    409,
    '这个席位还没有登记计票人',
    '请先扫描登记二维码。',
    'No teller is enrolled in this place',
    'Scan the enrolment QR code first.',
  ),
  'enrolment-invalid': problem(
    403,
    '登记二维码无效',
    '请工作人员重新出一张登记二维码。',
    'The enrolment QR code is not valid',
    'Ask staff for a new one.',
  ),
  'enrolment-used': problem(
    409,
    '登记二维码已经用过',
    '若不是您本人用的，请立即告诉监察室，重新出一张。',
    'The enrolment QR code has been used',
    'If that was not you, tell the inspection office at once and ask for a new one.',
  ),
  'already-recorded': problem(
    409,
    '已经记录过另一份内容',
    '这一步只能记录一次，先前的内容没有改变。请刷新后再看。',
    'Something else is already on record',
    'This step is recorded once; what was there is unchanged. Reload and look again.',
  ),
  'manifest-differs': problem(
    409,
    '内容已经变了',
    '您看到的测评表不是现在的这一份，请刷新后重新核对。',
    'The manifest has changed',
    'What you saw is not the present one. Reload and check it again.',
  ),
  'board-differs': problem(
    409,
    '票箱清单不一致',
    '您核对的清单不是记录在案的那一份。请不要签名，告诉主持人。',
    'The board differs',
    'What you checked is not the board on record. Do not sign; tell the chair.',
  ),
  'board-not-frozen': problem(
    409,
    '票箱清单还没有确认',
    '要有两位计票人签名之后才能继续。',
    'The board is not confirmed yet',
    'Two tellers have to sign it first.',
  ),
  'not-frozen': problem(
    409,
    '测评表还没有冻结',
    '请等工作人员完成准备，页面会自动继续。',
    'The manifest is not frozen yet',
    'Wait until staff have finished the preparation.',
  ),
  'closing-time-invalid': problem(
    400,
    '截止时间不对',
    '截止时间至少要在 10 秒以后、24 小时以内。',
    'The closing time is not valid',
    'It must be at least 10 seconds and at most 24 hours ahead.',
  ),
  'closing-not-over': problem(
    409,
    '还没有到可以封箱的时间',
    '请在 {waitSeconds} 秒后再试。',
    'It is too early to close the box',
    'Try again in {waitSeconds} seconds.',
  ),
  'issuing-missing': problem(
    409,
    '发放数字还没有记录',
    '请先记录发放数字，再封箱。',
    'The figures of issuing are not recorded',
    'Record them first, then close the box.',
  ),
  'page-unknown': problem(404, '没有这一页', '请从第一页重新读取。', 'No such page', 'Read again from the first page.'),
  'own-first': problem(
    409,
    '请先提交您自己的一份',
    '为保证各自独立，交了自己的之后才能看别人的。',
    'Hand in your own first',
    'To keep the work independent, you see the others after yours is in.',
  ),
  'no-paper-issued': problem(
    409,
    '本次大会没有发放纸质票',
    '没有可录入的纸质票。若现场发现纸质票，请不要录入，告诉主持人。',
    'No paper ballot was handed out',
    'There is nothing to enter. If a paper ballot turned up all the same, do not enter it; tell the chair.',
  ),
  'paper-first': problem(
    409,
    '请先录入纸质票',
    '两位计票人录入一致（或第三位裁定）之后才能开箱。',
    'Paper ballots first',
    'The box opens after two tellers entered the paper ballots alike, or the third settled the differences.',
  ),
  'paper-not-differing': problem(
    409,
    '纸质票没有需要裁定的差异',
    '只有两位录入不一致时才由第三位裁定。',
    'There is no difference to settle',
    'The third teller settles only when two entries differ.',
  ),
  'paper-settlement-wrong': problem(
    400,
    '裁定改动了没有分歧的票',
    '两位录入一致的票不能改。请只裁定有差异的票。',
    'The settlement changes ballots that agree',
    'Ballots entered alike by both tellers stay. Settle only those that differ.',
  ),
  'shares-incomplete': problem(
    409,
    '开箱的钥匙还不够',
    '要有两位计票人完成开箱之后才能计票。',
    'Not enough shares to open',
    'Two tellers have to open the box before the count.',
  ),
  'third-share-needed': problem(
    409,
    '有票打不开，要等第三位计票人',
    '请第三位计票人开箱；若其不在场，由两位计票人记录缺席。',
    'Some ballots do not open; the third teller is needed',
    'Let the third teller open too, or two tellers record that teller absent.',
  ),
  'result-differs': problem(
    409,
    '结果不一致',
    '您签的不是记录在案的结果。请核对后再签，或提出异议。',
    'The result differs',
    'What you signed is not the result on record. Compare again, or object.',
  ),
  'not-announced': problem(
    409,
    '结果还没有公布',
    '要有两位计票人对同一结果签名之后才公布。',
    'The result is not announced yet',
    'It is announced once two tellers have signed the same result.',
  ),
  'document-missing': problem(
    404,
    '还没有这份文件',
    '结果公布之后才能下载。',
    'This document does not exist yet',
    'It can be downloaded after the announcement.',
  ),

  'delegate-drew': problem(
    409,
    '这位代表已经签到',
    '已签到的代表补办，要由两位计票人同意。',
    'This delegate has checked in',
    'For a delegate who has drawn, two tellers have to agree.',
  ),
  'delegate-not-drawn': problem(
    409,
    '这位代表还没有签到',
    '没有签到的代表要纸质票，一位计票人即可发放。',
    'This delegate has not checked in',
    'A paper ballot for a delegate who has not drawn needs one teller only.',
  ),
  'paper-issued': problem(
    409,
    '这位代表已领纸质票',
    '不能再补办。',
    'This delegate has a paper ballot',
    'Nothing further can be issued.',
  ),
  'generation-wrong': problem(
    409,
    '名单已经变了',
    '这位代表刚刚补办过，请刷新名单再看。',
    'The list has changed',
    'Something was just issued for this delegate. Reload the list.',
  ),
  'second-teller-needed': problem(
    409,
    '要另一位计票人确认',
    '您已经提交过，请另一位计票人在自己的手机上确认。',
    'Another teller has to confirm',
    'You have already handed this in. Let another teller confirm on their own phone.',
  ),

  'file-unreadable': problem(422, '文件读不了', '{reason}', 'The file cannot be read', '{reason}'),
  'file-defects': problem(
    422,
    '文件里有 {count} 处要改',
    '一条也没有导入。请按列出的行和列改正后再导入。',
    'The file has {count} defects',
    'Nothing was imported. Correct the rows and columns listed and import it again.',
  ),
  'round-in-progress': problem(
    409,
    '名单已经定下',
    '{unit}已冻结、已登记表决卡，或者代表名单已经认可，不能整体重新导入。认可的名单要变更，请在“联合审查与代表名单”里提出。',
    'The lists are settled',
    '{unit} is frozen, has voting cards registered, or a list of delegates was approved; the round cannot be imported again. An approved list is changed on the page of screening and list.',
  ),
  'import-would-lose': problem(
    409,
    '重新导入会丢掉已经办过的事',
    '这些已经有意见、报告、邀请等记录：{lost}。没有导入。请在文件里保留这些单位和人员（名称、姓名不变）；单位改名的，在“代码”一栏填原来的代码；涉及人员的意见可先在“意见整理”里改记给单位。',
    'The import would lose what was done already',
    'There are opinions, reports, invitations or the like of: {lost}. Nothing was imported. Keep these units and people in the file under the same names; for a unit with a new name give its present code; an opinion about a person can first be collated as one about the unit.',
  ),
  'import-overtaken': problem(
    409,
    '名单刚刚被另一次导入更新',
    '这个文件没有导入。请先查看现在的名单，确需更新再导入。',
    'Another import came first',
    'This file was not imported. Look at the present lists, and import again only if it is still needed.',
  ),
  'not-ready': problem(409, '还缺材料，不能冻结', '缺：{missing}。', 'Not ready to freeze', 'Missing: {missing}.'),
  'card-not-replaceable': problem(
    409,
    '有表决卡不能重印',
    '已签到或已领纸质票的代表不能由监察室重印表决卡，请到会场由计票人补办。',
    'A voting card cannot be printed again',
    'For delegates who checked in or took paper, only the tellers at the meeting can re-issue.',
  ),
  'download-not-allowed': problem(
    403,
    '您不能下载这份文件',
    '密封卷宗只供计票人、纪委和审计人员下载。',
    'You may not download this document',
    'The sealed bundle is for tellers, the discipline commission and auditors only.',
  ),
  ...UPLOAD_PROBLEMS,
  ...PLAN_PROBLEMS,
  ...OPINION_PROBLEMS,
  ...DELEGATE_PROBLEMS,
  ...INVITATION_PROBLEMS,
  ...REPORT_PROBLEMS,
  ...FLOOR_PROBLEMS,
  ...RECTIFICATION_PROBLEMS,
  ...OUTCOME_PROBLEMS,
} as const satisfies Record<string, ProblemText>;

export type ProblemType = keyof typeof PROBLEMS;

export const PROBLEM_TYPES = Object.keys(PROBLEMS).filter((key): key is ProblemType => key in PROBLEMS);

/** RFC 9457 `type` of a problem: a URN, since a county's stack may have no public home for explanations. */
export const problemUri = (type: ProblemType): string => `urn:shuangshu:problem:${type}`;

/** One offending place: a field of the request (`field`), or a cell of a file (`sheet`, `row`, `column`). */
export interface ProblemPlace {
  readonly field?: string;
  readonly sheet?: string;
  readonly row?: number;
  readonly column?: string;
  readonly code: string;
  readonly detail: string;
}

export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly ProblemPlace[];
  readonly reference?: string;
}

export type Language = 'zh' | 'en';

/** Parameters that fill `{name}` in a problem's texts; never a code, token, ballot, name of a person or phone number. */
export type ProblemParameters = Readonly<Record<string, string | number>>;

const fill = (text: string, parameters: ProblemParameters): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole));

/** The document that is sent, in one language. */
export function problemDocument(
  type: ProblemType,
  language: Language,
  parameters: ProblemParameters = {},
  errors?: readonly ProblemPlace[],
): ProblemDocument {
  const { status, [language]: text } = PROBLEMS[type];
  const reference = parameters['reference'];
  return {
    type: problemUri(type),
    title: fill(text.title, parameters),
    status,
    detail: fill(text.detail, parameters),
    ...(errors && errors.length > 0 ? { errors } : {}),
    ...(reference === undefined ? {} : { reference: String(reference) }),
  };
}
