import { toDecimalText } from './fraction.ts';
import { percentOf, type RoundUpFigure, type RoundUpFigures, type Share } from './round-up.ts';

/** The round-up in the words of the county, the same on the screen, in the workbook, in the document and in print. */
export const ROUND_UP_NAMES: Readonly<Record<RoundUpFigure, string>> = {
  units: '述职单位',
  officers: '述职人员',
  delegates: '监管服务对象代表',
  turnout: '参评率',
  satisfaction: '满意率',
  questions: '咨询和质询问题',
  suggestions: '意见和建议',
  rectified: '已整改',
  overdue: '逾期未办',
};

/** How each figure comes about, printed beside it. */
export const ROUND_UP_FORMULAS: Readonly<Record<RoundUpFigure, string>> = {
  units: '本年度的述职单位数',
  officers: '各单位述职人员之和',
  delegates: '各单位代表名单人数之和，不含到场监督人员',
  turnout: '收回的选票÷代表人数，只计已公布且有效的测评',
  satisfaction: '（评为优秀＋评为合格的票次）÷打分的票次，一张票对一个测评对象为一票次；只计已公布且有效的测评',
  questions: '归集的问题＋会上提出、未并入归集的问题',
  suggestions: '归集的意见和建议',
  rectified: '纪委或县局认可改好的整改事项；办结而没有改好的不算',
  overdue: '到今天已过期限、单位尚未答复的整改事项',
};

const UNITS_OF_MEASURE: Readonly<Record<Exclude<RoundUpFigure, 'turnout' | 'satisfaction' | 'rectified'>, string>> = {
  units: '个',
  officers: '人',
  delegates: '人',
  questions: '个',
  suggestions: '条',
  overdue: '项',
};

/** `98.76%（163/165）`; two decimals, half up. */
export const shareText = (share: Share | null): string =>
  share === null ? '—' : `${toDecimalText(percentOf(share), 2)}%（${share.have}/${share.of}）`;

/** A figure as it is printed. */
export function figureText(figure: RoundUpFigure, figures: RoundUpFigures): string {
  switch (figure) {
    case 'turnout':
    case 'satisfaction':
      return shareText(figures[figure]);
    case 'rectified':
      return `${figures.rectified}项（共${figures.items}项，另办结未改${figures.closed}项）`;
    default:
      return `${figures[figure]}${UNITS_OF_MEASURE[figure]}`;
  }
}

/** `六个单位中已公布……`: how much of the round the shares rest on. */
export const basisText = ({ units, valid, invalid }: RoundUpFigures): string =>
  `共${units}个单位，已公布有效测评结果${valid}个${invalid === 0 ? '' : `，测评无效${invalid}个`}。`;
