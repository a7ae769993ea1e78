import { GRADE_NAMES, type Thresholds } from '../../../shared/process/appraisal.ts';
import {
  fractionText,
  makeFraction,
  multiplyFractions,
  parseFraction,
  toDecimalText,
} from '../../../shared/process/fraction.ts';
import {
  type Counts,
  type InvalidReason,
  served,
  turnoutOf,
  VOID_REASONS,
  type VoidReason,
  votedBy,
} from '../../../shared/process/reconciliation.ts';
import type { IndicatorResult, SubjectResult } from '../../../shared/process/tally.ts';
import type { PublicBundle, ResultSignature } from '../../../shared/protocol/bundle.ts';
import { SLOTS, type Slot } from '../../../shared/protocol/slots.ts';

/** What the result documents are made of: of the public bundle only what is printed, and what stands outside it. */
export type ReportInput = Pick<PublicBundle, 'manifest' | 'result' | 'signatures'> & {
  readonly checkCode: string;
  readonly countyName: string;
  readonly announcedAtMs?: number;
  /** Printed under the title, such as that the scores are made up. */
  readonly notice?: string;
  /** The audit log's newest entry at the close of the box; on paper it can be held against the log at any later time. */
  readonly auditHead?: { readonly sequence: number; readonly hash: string } | null;
};

/** A figure as people read it (`text`) and as a spreadsheet computes with it (`value`, already rounded half up). */
export type Figure = { readonly text: string; readonly value: number | null };

export type SubjectView = {
  readonly name: string;
  readonly post: string;
  readonly score: Figure;
  readonly grade: string;
  readonly excellent: number;
  readonly qualified: number;
  readonly unqualified: number;
  readonly none: number;
  readonly ballots: number;
  readonly satisfaction: Figure;
  readonly indicators: readonly IndicatorView[];
};
export type IndicatorView = {
  readonly name: string;
  readonly mean: Figure;
  /** `null` when withheld. */
  readonly counted: { readonly histogram: readonly number[]; readonly noOpinion: number } | null;
};
export type LabelledRow = { readonly label: string; readonly value: string };
export type SignerView = { readonly teller: string; readonly state: string };

export type ReportView = {
  readonly title: string;
  readonly countyName: string;
  readonly unit: string;
  readonly announcedAt: string;
  readonly notice: string;
  readonly valid: boolean;
  readonly outcome: string;
  readonly reasons: readonly string[];
  readonly counts: readonly LabelledRow[];
  /** How the paper ballots came into the result; empty without any. */
  readonly onPaper: string;
  readonly subjects: readonly SubjectView[];
  readonly rules: readonly string[];
  readonly signers: readonly SignerView[];
  readonly checkCode: string;
  readonly fingerprints: readonly LabelledRow[];
};

export const WITHHELD_TEXT = '不足8人，不予显示';
const NO_SCORES: Figure = { text: '—', value: null };

const SLOT_NAMES: Readonly<Record<Slot, string>> = {
  discipline: '当地纪委计票人',
  delegates: '代表计票人',
  inspection: '县局监察室计票人',
};
const VOID_NAMES: Readonly<Record<VoidReason, string>> = {
  sealed: '不能拆封',
  token: '凭证无效',
  plain: '内容不合规定',
  paper: '纸质票填写不清',
};

/** Two decimals, half up; the number for a spreadsheet is the rounded one, so that both documents say the same. */
const figure = (fraction: string | null): Figure => {
  const parsed = fraction === null ? undefined : parseFraction(fraction);
  if (parsed === undefined) return NO_SCORES;
  const text = toDecimalText(parsed, 2);
  return { text, value: Number(text) };
};

const percentage = (fraction: string | null): Figure => {
  const parsed = fraction === null ? undefined : parseFraction(fraction);
  if (parsed === undefined) return NO_SCORES;
  const text = toDecimalText(multiplyFractions(parsed, makeFraction(100)), 2);
  return { text: `${text}%`, value: Number(text) / 100 };
};

const indicatorView = (result: IndicatorResult, name: string): IndicatorView => {
  if ('withheld' in result) return { name, mean: { text: WITHHELD_TEXT, value: null }, counted: null };
  const { histogram, noOpinion, mean } = result;
  return { name, mean: figure(mean), counted: { histogram, noOpinion } };
};

const subjectView = (result: SubjectResult, { manifest }: ReportInput): SubjectView => {
  const subject = manifest.subjects.find(({ id }) => id === result.id);
  if (subject === undefined) throw new Error('a result is of a subject that its manifest does not have');
  const names = new Map(subject.indicators.map(({ id, name }) => [id, name]));
  const indicators = result.indicators.map((indicator) =>
    indicatorView(indicator, names.get(indicator.id) ?? indicator.id),
  );
  const withheld = result.score === null && indicators.some(({ counted }) => counted === null);
  const score: Figure = withheld ? { text: WITHHELD_TEXT, value: null } : figure(result.score);
  return {
    name: subject.name,
    post: subject.kind === 'unit' ? '（单位）' : subject.post,
    score,
    grade: result.grade === null ? '—' : GRADE_NAMES[result.grade],
    ...result.grades,
    ballots: result.ballots,
    satisfaction: percentage(result.satisfaction),
    indicators,
  };
};

const reasonText = (reason: InvalidReason, counts: Counts): string => {
  const ballots = counts.electronic + counts.paper;
  const issued = served(counts);
  switch (reason) {
    case 'too-few-ballots':
      return `收回选票${ballots}张，未超过代表${counts.delegates}人的一半`;
    case 'more-ballots-than-issued':
      return `收回的选票（电子${counts.electronic}张、纸质${counts.paper}张）多于发出的选票（电子${counts.drawn + counts.reissued}张、纸质${counts.papersIssued}张）`;
    case 'more-ballots-than-delegates':
      return `收回选票${ballots}张，多于领票的代表${issued}人`;
    case 'more-issued-than-delegates':
      return `领票${issued}人，多于代表${counts.delegates}人`;
  }
};

const countRows = (counts: Counts): readonly LabelledRow[] => {
  const { electronic, paper } = counts;
  const turnout = counts.delegates === 0 ? NO_SCORES : percentage(fractionText(turnoutOf(counts)));
  const voided = VOID_REASONS.filter((reason) => (counts.void[reason] ?? 0) > 0);
  const rows: readonly (readonly [string, string])[] = [
    ['代表人数', `${counts.delegates}人`],
    ['领取电子选票的代表', `${counts.drawn}人`],
    ['补发电子选票', `${counts.reissued}张`],
    ['发出纸质选票', `${counts.papersIssued}张`],
    ['其中发给已领电子选票者', `${counts.papersReissued}张`],
    ['收回电子选票', `${electronic}张`],
    ['收回纸质选票', `${paper}张`],
    ['收回选票合计', `${electronic + paper}张`],
    ['参评率（收回选票÷代表人数）', turnout.text],
    ['无效票', `${electronic + paper - counts.valid}张`],
    ...voided.map((reason) => [`其中${VOID_NAMES[reason]}`, `${counts.void[reason] ?? 0}张`] as const),
    ['有效票', `${counts.valid}张`],
  ];
  return rows.map(([label, value]) => ({ label, value }));
};

const onPaperText = (counts: Counts): string => {
  const typed = '由两位计票人分别录入、不一致的由第三位对照原票核定，';
  switch (votedBy(counts)) {
    case 'phone':
      return '';
    case 'both':
      return `本场既有手机票，也有纸质票。纸质票${counts.paper}张，${typed}与手机票一并计入。`;
    case 'paper':
      return `本场为纸质投票，没有手机票。纸质票${counts.paper}张，${typed}补录以后公布。`;
  }
};

const signerView = (slot: Slot, signatures: readonly ResultSignature[]): SignerView => {
  const given = signatures.find((signature) => signature.slot === slot);
  const teller = SLOT_NAMES[slot];
  if (given === undefined) return { teller, state: '未签字' };
  return { teller, state: 'objection' in given ? `有异议：${given.objection.payload.reason}` : '已签字' };
};

const rulesOf = ({ excellent, qualified }: Thresholds): readonly string[] => [
  '打分为0至10分的整数或“不了解”；“不了解”不计入任何平均分。',
  '指标平均分＝该指标各票打分之和÷打分票数；得分＝各指标平均分的平均数×10，满分100分；均保留两位小数，四舍五入。',
  `档次：得分${excellent}分及以上为优秀，${qualified}分及以上为合格，其余为不合格。每张票对该对象的档次按同一标准计算。`,
  '满意率＝（评为优秀的票数＋评为合格的票数）÷对该对象打分的票数。',
  `只有1至7票打分的指标标为“${WITHHELD_TEXT}”，也不计入得分和档次。`,
];

const BEIJING_MS = 8 * 60 * 60 * 1000;

/** Counties announce in Beijing time, whatever the machine's own zone is. */
const beijingTime = (atMs: number | undefined): string => {
  if (atMs === undefined) return '';
  const time = new Date(atMs + BEIJING_MS);
  const minutes = `${time.getUTCMinutes()}`.padStart(2, '0');
  return `${time.getUTCFullYear()}年${time.getUTCMonth() + 1}月${time.getUTCDate()}日${time.getUTCHours()}时${minutes}分`;
};

/** Whoever rewrote the whole log afterwards could not rewrite this line on paper. */
const auditRows = ({ auditHead }: ReportInput): readonly LabelledRow[] =>
  auditHead ? [{ label: `审计记录指纹（封箱时，第${auditHead.sequence}条）`, value: auditHead.hash }] : [];

/** Everything that both documents say, in words. An invalid result comes without any figure of a subject. */
export const makeReportView = (input: ReportInput): ReportView => {
  const { manifest, result, signatures } = input;
  const valid = result.outcome === 'valid';
  return {
    title: `${manifest.unit}述职述廉大会测评结果`,
    countyName: input.countyName,
    unit: manifest.unit,
    announcedAt: beijingTime(input.announcedAtMs),
    notice: input.notice ?? '',
    valid,
    outcome: valid ? '测评有效' : '测评无效',
    reasons: result.reasons.map((reason) => reasonText(reason, result.counts)),
    counts: countRows(result.counts),
    onPaper: onPaperText(result.counts),
    subjects: valid ? result.subjects.map((subject) => subjectView(subject, input)) : [],
    rules: rulesOf(manifest.thresholds),
    signers: SLOTS.map((slot) => signerView(slot, signatures)),
    checkCode: input.checkCode,
    fingerprints: [
      { label: '大会编号', value: manifest.session },
      { label: '选票样式指纹', value: result.manifestHash },
      { label: '票箱指纹', value: result.boardRoot },
      ...auditRows(input),
    ],
  };
};
