import type { RoundUpFigure, RoundUpFigures } from '../../../shared/process/round-up.ts';
import { basisText, figureText, ROUND_UP_FORMULAS, ROUND_UP_NAMES } from '../../../shared/process/round-up-texts.ts';
import { defineTexts } from '../../ui/texts.ts';

const zh = {
  title: (round: string) => `${round}工作情况汇总`,
  drawnUp: (county: string, day: string) => `${county}　统计日期：${day}`,
  basis: basisText,
  names: ROUND_UP_NAMES,
  formulas: ROUND_UP_FORMULAS,
  value: figureText,
  figuresCaption: '汇总数字及其算法',
  figure: '项目',
  ours: '本系统统计',
  source: '原始报告',
  formula: '算法',
  quotedFrom: (source: string) => `“原始报告”一栏照录自《${source}》，不参与计算和比较。`,
  unitsCaption: '各单位',
  unit: '单位',
  officers: '述职人员',
  delegates: '代表',
  turnout: '参评率',
  satisfaction: '满意率',
  questions: '问题',
  suggestions: '建议',
  items: '整改事项',
  rectified: '已整改',
  overdue: '逾期',
  noUnits: '这个年度还没有单位。',
  actions: '保存和打印',
  xlsx: '下载 Excel',
  docx: '下载 Word',
  print: '打印',
  printHint: 'A4 纸一页，公文格式。',
  notAllowed: '年度汇总涉及全县各单位，供县局监察室、当地纪委、县局领导和审计人员查看。',
  quote: '登记原始报告公布的数字',
  quoteHint: '照原文填写，系统不用它们计算，也不和自己的统计比较。没有的留空。',
  sourceLabel: '报告名称',
  textLabel: (name: string) => `${name}（原文）`,
  noteLabel: (name: string) => `${name}：原文怎样算的（不明就写“算法不明”）`,
  quoteSave: '登记',
  quoteEffect: '登记后，这些数字会列在年度汇总的“原始报告”一栏，并写入审计记录。',
  quoteMissing: '请填写报告名称，并至少填一个数字。',
};

type Texts = typeof zh;

const NAMES: Readonly<Record<RoundUpFigure, string>> = {
  units: 'Units',
  officers: 'Officers',
  delegates: 'Delegates',
  turnout: 'Turnout',
  satisfaction: 'Satisfaction',
  questions: 'Questions',
  suggestions: 'Suggestions',
  rectified: 'Fixed',
  overdue: 'Overdue',
};

const FORMULAS: Readonly<Record<RoundUpFigure, string>> = {
  units: 'units of this round',
  officers: 'officers of all units',
  delegates: 'delegates on the lists of all units, observers not among them',
  turnout: 'ballots that came in ÷ delegates, of announced and valid appraisals only',
  satisfaction:
    '(gradings excellent + gradings qualified) ÷ all gradings, a ballot grading each subject once; of announced and valid appraisals only',
  questions: 'collated questions + questions put at meetings that stand for none of them',
  suggestions: 'collated suggestions',
  rectified:
    'items that the discipline commission or the county accepted as fixed; one closed without a fix is not among them',
  overdue: 'items past their deadline today that the unit has not replied to',
};

const valueInEnglish = (figure: RoundUpFigure, figures: RoundUpFigures): string => {
  switch (figure) {
    case 'turnout':
    case 'satisfaction':
      return figureText(figure, figures).replace('（', ' (').replace('）', ')');
    case 'rectified':
      return `${figures.rectified} of ${figures.items}; ${figures.closed} closed without a fix`;
    default:
      return String(figures[figure]);
  }
};

const en: Texts = {
  title: (round) => `${round}: round-up`,
  drawnUp: (county, day) => `${county} · as of ${day}`,
  basis: ({ units, valid, invalid }) =>
    `${units} units; ${valid} announced and valid, ${invalid} announced as not valid.`,
  names: NAMES,
  formulas: FORMULAS,
  value: valueInEnglish,
  figuresCaption: 'Figures and how each comes about',
  figure: 'Figure',
  ours: 'Counted here',
  source: 'As published',
  formula: 'How it is counted',
  quotedFrom: (source) => `“As published” is quoted from ${source}; nothing is computed from it or compared with it.`,
  unitsCaption: 'Units',
  unit: 'Unit',
  officers: 'Officers',
  delegates: 'Delegates',
  turnout: 'Turnout',
  satisfaction: 'Satisfaction',
  questions: 'Questions',
  suggestions: 'Suggestions',
  items: 'Items',
  rectified: 'Fixed',
  overdue: 'Overdue',
  noUnits: 'This round has no units yet.',
  actions: 'Save and print',
  xlsx: 'Download Excel',
  docx: 'Download Word',
  print: 'Print',
  printHint: 'One page of A4, in the look of an official document.',
  notAllowed:
    'The round-up is about all units: it is for the county inspection office, the discipline commission, county leaders and auditors.',
  quote: 'Quote the figures that a report published',
  quoteHint:
    'As the report prints them. Nothing is computed from them or compared with them. Leave empty what it does not give.',
  sourceLabel: 'Name of the report',
  textLabel: (name) => `${name} (as printed)`,
  noteLabel: (name) => `${name}: how the report counted it, “unknown” if it does not say`,
  quoteSave: 'Quote',
  quoteEffect: 'These figures will stand in the round-up under “As published”, and on the audit log.',
  quoteMissing: 'Give the name of the report and at least one figure.',
};

/** Texts of the round-up. */
export const ROUND_UP_TEXTS = defineTexts({ zh, en });
