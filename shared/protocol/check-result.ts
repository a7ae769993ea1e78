import { GRADES, gradeOf, type Thresholds } from '../process/appraisal.ts';
import type { Subject } from '../process/ballot-form.ts';
import {
  addFractions,
  divideFractions,
  type Fraction,
  fractionText,
  makeFraction,
  multiplyFractions,
} from '../process/fraction.ts';
import { type Counts, outcomeOf, VOID_REASONS, validBallots } from '../process/reconciliation.ts';
import { MIN_SCORES_SHOWN } from '../process/tally.ts';
import { jcsText } from './jcs.ts';
import type { Manifest } from './manifest.ts';
import { arrayAt, fieldsAt, isCount, isRecord, pathTo, type Report, type ShapeDefectCode } from './shape.ts';
import { SLOTS } from './slots.ts';

export type ResultDefectCode =
  | ShapeDefectCode
  | 'wrong-value'
  | 'another-session'
  | 'another-manifest'
  | 'another-board'
  | 'wrong-slots'
  | 'wrong-count'
  | 'wrong-sum'
  | 'wrong-outcome'
  | 'wrong-subjects'
  | 'not-withheld'
  | 'wrong-mean'
  | 'wrong-score'
  | 'wrong-grade'
  | 'wrong-grades'
  | 'wrong-satisfaction';

/** What a result must agree with; hashes are hex. */
export type ResultContext = {
  readonly manifest: Manifest;
  readonly manifestHash: string;
  /** Null when there is no board: then no root is its. */
  readonly boardRoot: string | null;
  /** Receipts on the board. */
  readonly electronic: number;
};

type Reporting = Report<ResultDefectCode>;

/**
 * Checks what a published result shows of itself: its fields, its ties to manifest and board, its counts, and every figure
 * that follows from the histograms and grade counts.
 */
export function checkResult(value: unknown, context: ResultContext, report: Reporting): void {
  const names = [
    ...(['v', 'county', 'session', 'manifestHash', 'boardRoot'] as const),
    ...(['openedBy', 'counts', 'subjects', 'outcome', 'reasons'] as const),
  ];
  const fields = fieldsAt(value, 'result', names, report);
  if (fields === null) return;
  const { manifest, manifestHash, boardRoot } = context;
  if (fields.v !== 1) report('wrong-value', 'result.v');
  if (fields.county !== manifest.county) report('another-session', 'result.county');
  if (fields.session !== manifest.session) report('another-session', 'result.session');
  if (fields.manifestHash !== manifestHash) report('another-manifest', 'result.manifestHash');
  if (fields.boardRoot !== boardRoot) report('another-board', 'result.boardRoot');
  checkOpenedBy(fields.openedBy, report);
  const counts = checkCounts(fields.counts, context, report);
  if (counts === null) return;
  const { outcome, reasons } = outcomeOf(counts);
  if (fields.outcome !== outcome) report('wrong-outcome', 'result.outcome');
  if (!isSameJson(fields.reasons, reasons)) report('wrong-outcome', 'result.reasons');
  const subjects = outcome === 'valid' ? manifest.subjects : [];
  checkSubjects(fields.subjects, { subjects, thresholds: manifest.thresholds, valid: counts.valid }, report);
}

function checkOpenedBy(value: unknown, report: Reporting): void {
  const slots = arrayAt(value, 'result.openedBy', report);
  if (slots === null) return;
  const isOrdered = isSameJson(
    slots,
    SLOTS.filter((slot) => slots.includes(slot)),
  );
  if (!isOrdered || slots.length < 2) report('wrong-slots', 'result.openedBy');
}

const COUNT_NAMES = [
  ...(['delegates', 'drawn', 'reissued', 'papersIssued', 'papersReissued'] as const),
  ...(['electronic', 'paper', 'valid'] as const),
];

function checkCounts(value: unknown, { manifest, electronic }: ResultContext, report: Reporting): Counts | null {
  const where = 'result.counts';
  const fields = fieldsAt(value, where, [...COUNT_NAMES, 'void'] as const, report);
  if (fields === null) return null;
  const wrong = COUNT_NAMES.filter((name) => !isCount(fields[name]));
  for (const name of wrong) report('wrong-value', `${where}.${name}`);
  const areVoidsRight = checkVoid(fields.void, `${where}.void`, report);
  if (wrong.length > 0 || !areVoidsRight) return null;
  const counts = value as Counts;
  const { void: voided } = counts;
  if (counts.delegates !== manifest.delegates) report('wrong-count', `${where}.delegates`);
  if (counts.electronic !== electronic) report('wrong-count', `${where}.electronic`);
  if (counts.papersReissued > counts.papersIssued) report('wrong-count', `${where}.papersReissued`);
  const areFew =
    (voided.sealed ?? 0) + (voided.token ?? 0) + (voided.plain ?? 0) <= counts.electronic &&
    (voided.paper ?? 0) <= counts.paper;
  if (!areFew) report('wrong-sum', `${where}.void`);
  if (counts.valid !== validBallots(counts)) report('wrong-sum', `${where}.valid`);
  return counts;
}

function checkVoid(value: unknown, where: string, report: Reporting): boolean {
  if (!isRecord(value)) {
    report('wrong-type', where);
    return false;
  }
  const wrong = Object.keys(value).filter((name) => !isVoidReason(name) || !isCount(value[name], 1));
  for (const name of wrong) report(isVoidReason(name) ? 'wrong-value' : 'unknown-field', pathTo(where, name));
  return wrong.length === 0;
}

function isVoidReason(name: string): boolean {
  return VOID_REASONS.some((reason) => reason === name);
}

type Rules = { readonly thresholds: Thresholds; readonly valid: number };

function checkSubjects(
  value: unknown,
  { subjects, ...rules }: Rules & { readonly subjects: readonly Subject[] },
  report: Reporting,
): void {
  const results = arrayAt(value, 'result.subjects', report);
  if (results === null) return;
  if (results.length !== subjects.length) report('wrong-subjects', 'result.subjects');
  subjects.forEach((subject, index) => {
    if (index < results.length)
      checkSubject(results[index], `result.subjects[${index}]`, { subject, ...rules }, report);
  });
}

function checkSubject(
  value: unknown,
  where: string,
  { subject, thresholds, valid }: Rules & { readonly subject: Subject },
  report: Reporting,
): void {
  const names = ['id', 'ballots', 'indicators', 'score', 'grade', 'grades', 'satisfaction'] as const;
  const fields = fieldsAt(value, where, names, report);
  if (fields === null) return;
  if (fields.id !== subject.id) report('wrong-subjects', `${where}.id`);
  const shown = checkIndicators(fields.indicators, `${where}.indicators`, { subject, valid }, report);
  if (shown !== null) {
    const score = scoreOf(shown);
    if (fields.score !== textOf(score)) report('wrong-score', `${where}.score`);
    if (fields.grade !== gradeOf(score, thresholds)) report('wrong-grade', `${where}.grade`);
  }
  const grades = checkGrades(fields.grades, `${where}.grades`, { shown, valid }, report);
  if (grades === null) return;
  const ballots = valid - grades.none;
  const satisfaction = ballots > 0 ? makeFraction(grades.excellent + grades.qualified, ballots) : null;
  if (fields.ballots !== ballots) report('wrong-sum', `${where}.ballots`);
  if (fields.satisfaction !== textOf(satisfaction)) report('wrong-satisfaction', `${where}.satisfaction`);
}

/** An indicator that is not withheld, with the figures that follow from its histogram. */
type Shown = { readonly given: number; readonly noOpinion: number; readonly mean: Fraction | null };

/** The indicators that are shown, or null when one cannot be read. */
function checkIndicators(
  value: unknown,
  where: string,
  { subject, valid }: { readonly subject: Subject; readonly valid: number },
  report: Reporting,
): readonly Shown[] | null {
  const results = arrayAt(value, where, report);
  if (results === null) return null;
  if (results.length !== subject.indicators.length) {
    report('wrong-subjects', where);
    return null;
  }
  const checked = subject.indicators.map(({ id }, index) =>
    checkIndicator(results[index], `${where}[${index}]`, { id, valid }, report),
  );
  return checked.every((each) => each !== 'unreadable') ? checked.filter((each) => each !== 'withheld') : null;
}

function checkIndicator(
  value: unknown,
  where: string,
  { id, valid }: { readonly id: string; readonly valid: number },
  report: Reporting,
): Shown | 'withheld' | 'unreadable' {
  if (isRecord(value) && 'withheld' in value) {
    fieldsAt(value, where, ['id', 'withheld'], report);
    if (value['id'] !== id) report('wrong-subjects', `${where}.id`);
    if (value['withheld'] !== true) report('wrong-value', `${where}.withheld`);
    return 'withheld';
  }
  const fields = fieldsAt(value, where, ['id', 'histogram', 'noOpinion', 'mean'] as const, report);
  if (fields === null) return 'unreadable';
  if (fields.id !== id) report('wrong-subjects', `${where}.id`);
  const { histogram, noOpinion } = fields;
  if (!isHistogram(histogram)) report('wrong-value', `${where}.histogram`);
  if (!isCount(noOpinion)) report('wrong-value', `${where}.noOpinion`);
  if (!isHistogram(histogram) || !isCount(noOpinion)) return 'unreadable';
  const given = histogram.reduce((sum, count) => sum + count, 0);
  const points = histogram.reduce((sum, count, score) => sum + BigInt(count) * BigInt(score), 0n);
  const mean = given > 0 ? makeFraction(points, BigInt(given)) : null;
  if (given + noOpinion !== valid) report('wrong-sum', `${where}.histogram`);
  if (given > 0 && given < MIN_SCORES_SHOWN) report('not-withheld', where);
  if (fields.mean !== textOf(mean)) report('wrong-mean', `${where}.mean`);
  return { given, noOpinion, mean };
}

function isHistogram(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length === 11 && value.every((count) => isCount(count));
}

type GradeCounts = Readonly<Record<(typeof GRADES)[number] | 'none', number>>;

function checkGrades(
  value: unknown,
  where: string,
  { shown, valid }: { readonly shown: readonly Shown[] | null; readonly valid: number },
  report: Reporting,
): GradeCounts | null {
  const names = [...GRADES, 'none'] as const;
  const fields = fieldsAt(value, where, names, report);
  if (fields === null) return null;
  const wrong = names.filter((name) => !isCount(fields[name]));
  for (const name of wrong) report('wrong-value', `${where}.${name}`);
  if (wrong.length > 0) return null;
  const grades = value as GradeCounts;
  if (names.reduce((sum, name) => sum + grades[name], 0) !== valid) report('wrong-sum', where);
  if (shown !== null && !canLackGrade(grades.none, shown, valid)) report('wrong-grades', `${where}.none`);
  return grades;
}

/** A ballot without a grade gave no score on any indicator that is shown; a ballot with one gave at least one. */
function canLackGrade(none: number, shown: readonly Shown[], valid: number): boolean {
  const most = Math.min(valid, ...shown.map(({ noOpinion }) => noOpinion));
  const least = valid - shown.reduce((sum, { given }) => sum + given, 0);
  return least <= none && none <= most;
}

/** The mean of the indicators' means, out of 100. */
function scoreOf(shown: readonly Shown[]): Fraction | null {
  const means = shown.flatMap(({ mean }) => mean ?? []);
  if (means.length === 0) return null;
  const sum = means.reduce(addFractions, makeFraction(0));
  return multiplyFractions(divideFractions(sum, makeFraction(means.length)), makeFraction(10));
}

function textOf(fraction: Fraction | null): string | null {
  return fraction === null ? null : fractionText(fraction);
}

function isSameJson(left: unknown, right: unknown): boolean {
  return left !== undefined && jcsText(left) === jcsText(right);
}
