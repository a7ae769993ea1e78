import type { Grade } from '../../../shared/process/appraisal.ts';
import type { Measure, TimedGate } from '../../../shared/process/assessment.ts';
import { USE_NAMES } from '../../../shared/process/outcomes.ts';
import { defineTexts } from '../../ui/texts.ts';

const zh = {
  title: (unit: string) => `${unit}：结果运用`,
  results: '历年测评结果',
  resultsLead:
    '只列已公布的结果。单位按代码、述职人员按姓名对应历年：调到其他单位的人员不合并，同一单位先后两位同名的人员会列在一起。',
  noResults: '还没有公布过测评结果。大会公布结果后，这里会列出。',
  invalid: (round: string) => `${round}：测评无效，没有数字。`,
  chart: (name: string, points: string) => `${name}历年得分：${points}`,
  tableCaption: '历年数字',
  round: '年度',
  post: '职务',
  score: '得分',
  grade: '档次',
  satisfaction: '满意率',
  excellent: '优秀票',
  qualified: '合格票',
  unqualified: '不合格票',
  none: '未打分',
  grades: { excellent: '优秀', qualified: '合格', unqualified: '不合格' } satisfies Record<Grade, string>,
  withheld: '不足8人打分，不予显示',

  uses: '结果运用',
  usesLead: '结果用在了哪里、谁决定的、为什么。每条都写入审计记录。',
  noUses: '还没有记录。',
  moreUses: '更多',
  useNames: USE_NAMES,
  recorded: (decidedBy: string, recordedBy: string, day: string) => `${decidedBy}决定，${recordedBy}记录，${day}`,
  record: '记录一次运用',
  waitForResult: '公布结果以后才能记录结果运用。',
  subjectLabel: '测评对象',
  useLabel: '用在哪里',
  decidedByLabel: '谁决定的（单位或职务）',
  noteLabel: '理由',
  noteHint: '至少两个字，最多 500 字。不要写代表的姓名。',
  recordEffect: (subject: string, use: string) =>
    `将记录：${subject}的测评结果用于“${use}”。记录后不能删改，本单位经办人能看到，并写入审计记录。`,
  recordMissing: '请选择测评对象和用途，写明谁决定、为什么。',

  assessment: '双述工作考评',
  assessmentLead: '四项各占同样分量，取有依据的各项百分比的平均数，满分 100 分。没有依据的一项不计入，也不扣分。',
  assessmentScore: (score: string) => `得分 ${score}`,
  noAssessment: '还没有可以考评的内容。',
  measure: '项目',
  share: '结果',
  formula: '算法',
  noBasis: '尚无依据',
  measures: {
    gates: '按期办理',
    attendance: '代表到会',
    replies: '按期答复',
    'not-reopened': '未被退回重办',
  } satisfies Record<Measure, string>,
  measureFormulas: {
    gates: '按计划日期或之前办妥的环节÷已到日期的环节',
    attendance: '签到代表÷名单代表',
    replies: '期限内首次答复的整改事项÷应答复的整改事项',
    'not-reopened': '从未被要求重办的整改事项÷全部整改事项',
  } satisfies Record<Measure, string>,
  gatesCaption: '各环节',
  gate: '环节',
  dueOn: '应办日期',
  passedOn: '办妥日期',
  gates: {
    list: '代表名单确定',
    reports: '述职报告交齐',
    preparation: '事前汇报获两方认可',
    meeting: '召开大会并公布结果',
  } satisfies Record<TimedGate, string>,
  noDay: '未定',
  notYet: '未办',
};

type Texts = typeof zh;

const en: Texts = {
  title: (unit) => `${unit}: outcomes`,
  results: 'Results over the years',
  resultsLead:
    'Announced results only. The unit is matched by its code, officers by their names: whoever moved to another unit is not joined, and two of one name in one unit are.',
  noResults: 'No result was announced yet. It will stand here once a meeting has announced one.',
  invalid: (round) => `${round}: not valid, no figures.`,
  chart: (name, points) => `Score of ${name} over the years: ${points}`,
  tableCaption: 'Figures over the years',
  round: 'Round',
  post: 'Post',
  score: 'Score',
  grade: 'Grade',
  satisfaction: 'Satisfaction',
  excellent: 'Excellent',
  qualified: 'Qualified',
  unqualified: 'Unqualified',
  none: 'No score',
  grades: { excellent: 'excellent', qualified: 'qualified', unqualified: 'unqualified' },
  withheld: 'fewer than 8 scored: not shown',

  uses: 'Uses of the result',
  usesLead: 'Where the result was used, who decided it and why. Each is on the audit log.',
  noUses: 'Nothing is recorded yet.',
  moreUses: 'More',
  useNames: { award: 'award', assessment: 'assessment of officers', talk: 'talk', none: 'not used' },
  recorded: (decidedBy, recordedBy, day) => `decided by ${decidedBy}, recorded by ${recordedBy}, ${day}`,
  record: 'Record a use',
  waitForResult: 'A use can be recorded once the result is announced.',
  subjectLabel: 'Subject',
  useLabel: 'Used for',
  decidedByLabel: 'Decided by (a body or a person in office)',
  noteLabel: 'Why',
  noteHint: 'Two to 500 characters. No names of delegates.',
  recordEffect: (subject, use) =>
    `This records that the result of ${subject} was used for “${use}”. It cannot be changed or deleted afterwards, the unit’s clerk sees it, and it goes on the audit log.`,
  recordMissing: 'Choose subject and use, and say who decided it and why.',

  assessment: 'How the unit ran its 双述',
  assessmentLead:
    'Four measures that weigh the same: the mean of the percentages of those that have a basis, out of 100. One without a basis counts neither for nor against the unit.',
  assessmentScore: (score) => `Score ${score}`,
  noAssessment: 'There is nothing to assess yet.',
  measure: 'Measure',
  share: 'Result',
  formula: 'How it is counted',
  noBasis: 'no basis yet',
  measures: {
    gates: 'Steps in time',
    attendance: 'Attendance',
    replies: 'Replies in time',
    'not-reopened': 'Not reopened',
  },
  measureFormulas: {
    gates: 'steps done by their day ÷ steps whose day has come',
    attendance: 'delegates who signed in ÷ delegates on the list',
    replies: 'items first replied to by their deadline ÷ items that a reply was due on',
    'not-reopened': 'items never reopened ÷ all items',
  },
  gatesCaption: 'Steps',
  gate: 'Step',
  dueOn: 'Due on',
  passedOn: 'Done on',
  gates: {
    list: 'list of delegates fixed',
    reports: 'all reports handed in',
    preparation: 'preparation acknowledged by both',
    meeting: 'meeting held and result announced',
  },
  noDay: 'not fixed',
  notYet: 'not done',
};

/** Texts of the outcomes. */
export const OUTCOME_TEXTS = defineTexts({ zh, en });
