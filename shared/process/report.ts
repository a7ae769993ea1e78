import { shanghaiDay } from './shanghai-day.ts';

/**
 * An officer's report on duty and on integrity, in five parts (process: stage 3). Pure: what a save, a submission and a withdrawal
 * decide, and what is still missing of a session.
 */
export const REPORT_PARTS = [
  'lawful-duty',
  'local-economy',
  'efficiency-attitude',
  'clean-enforcement',
  'problems-measures',
] as const;
export type ReportPart = (typeof REPORT_PARTS)[number];

/** As the parts are headed, on every page, in every print and in every refusal. */
export const REPORT_PART_TITLES: Readonly<Record<'zh' | 'en', Readonly<Record<ReportPart, string>>>> = {
  zh: {
    'lawful-duty': '依法履行职责、保护合法权益情况',
    'local-economy': '服务地方经济发展情况',
    'efficiency-attitude': '工作效能和服务态度情况',
    'clean-enforcement': '廉洁执法和遵守禁令情况',
    'problems-measures': '存在的问题和整改措施',
  },
  en: {
    'lawful-duty': 'Lawful duty and protection of rights',
    'local-economy': 'Serving the local economy',
    'efficiency-attitude': 'Efficiency and attitude',
    'clean-enforcement': 'Clean enforcement and the prohibitions',
    'problems-measures': 'Problems and measures',
  },
};

export type ReportTexts = Readonly<Record<ReportPart, string>>;

/** Characters of one part as people count them: about eight pages, more than any hall listens to. */
export const MAX_PART_CHARACTERS = 5_000;

export const EMPTY_REPORT: ReportTexts = {
  'lawful-duty': '',
  'local-economy': '',
  'efficiency-attitude': '',
  'clean-enforcement': '',
  'problems-measures': '',
};

export const areSameTexts = (left: ReportTexts, right: ReportTexts): boolean =>
  REPORT_PARTS.every((part) => left[part] === right[part]);

export const emptyParts = (texts: ReportTexts): readonly ReportPart[] =>
  REPORT_PARTS.filter((part) => texts[part].trim() === '');

/** Scripts without spaces count each sign, the others each word, as the word count of WPS and Word does; spaces count nothing. */
const COUNTED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3001-\u303F\uFF00-\uFFEF]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3001-\u303F\uFF00-\uFFEF]+/gu;

export const wordsIn = (text: string): number => text.match(COUNTED)?.length ?? 0;

export const wordsOfReport = (texts: ReportTexts): number =>
  REPORT_PARTS.reduce((sum, part) => sum + wordsIn(texts[part]), 0);

export type ReportState = 'missing' | 'draft' | 'submitted';

/** Who reports, as the session's lists name them. */
export interface ReportingOfficer {
  readonly id: string;
  readonly name: string;
  readonly post: string;
}

/** The person who wrote a version; staff, never a delegate. */
export interface ReportHand {
  readonly subject: string;
  readonly name: string;
}

export interface Report {
  readonly name: string;
  readonly post: string;
  readonly state: 'draft' | 'submitted';
  readonly texts: ReportTexts;
  readonly savedBy: ReportHand;
  readonly savedAtMs: number;
  readonly submittedAtMs: number | null;
  /** Why it was taken back for correction the last time; `null` when it never was. */
  readonly withdrawnWhy: string | null;
}

/** A report as it was read: `report` is `null` and `version` 0 before anybody saved. */
export interface ReportRead {
  readonly report: Report | null;
  readonly version: number;
}

export type SaveDecision =
  | { readonly kind: 'save'; readonly report: Report }
  | { readonly kind: 'same-already'; readonly report: Report }
  | { readonly kind: 'edited-meanwhile'; readonly by: string }
  | { readonly kind: 'submitted-already' };

/**
 * The same texts again are the same save, whatever version they were written on: a request that is sent twice acts once. Other
 * texts on a version that is no longer the newest are refused, so that nobody's words are written over.
 */
export function decideSave(
  read: ReportRead,
  saved: {
    readonly officer: ReportingOfficer;
    readonly expectedVersion: number;
    readonly texts: ReportTexts;
    readonly by: ReportHand;
    readonly nowMs: number;
  },
): SaveDecision {
  const { report, version } = read;
  if (report !== null && areSameTexts(report.texts, saved.texts)) return { kind: 'same-already', report };
  if (report?.state === 'submitted') return { kind: 'submitted-already' };
  if (version !== saved.expectedVersion) return { kind: 'edited-meanwhile', by: report?.savedBy.name ?? '' };
  const { name, post } = saved.officer;
  return {
    kind: 'save',
    report: {
      name,
      post,
      state: 'draft',
      texts: saved.texts,
      savedBy: saved.by,
      savedAtMs: saved.nowMs,
      submittedAtMs: null,
      withdrawnWhy: report?.withdrawnWhy ?? null,
    },
  };
}

/**
 * Whether a save goes on the audit log: when somebody takes up the report, another person or on another day. What the same hand
 * saves while it goes on writing is one act.
 */
export const takesUp = (
  report: Report | null,
  { by, nowMs }: { readonly by: ReportHand; readonly nowMs: number },
): boolean =>
  report === null || report.savedBy.subject !== by.subject || shanghaiDay(report.savedAtMs) !== shanghaiDay(nowMs);

export type SubmitDecision =
  | { readonly kind: 'submit'; readonly report: Report }
  | { readonly kind: 'submitted-already'; readonly sinceMs: number }
  | { readonly kind: 'edited-meanwhile'; readonly by: string }
  | { readonly kind: 'parts-missing'; readonly parts: readonly ReportPart[] };

/** What is submitted is what the person saw: another version is refused, and so is a report with an empty part. */
export function decideSubmit(
  { report, version }: ReportRead,
  { expectedVersion, nowMs }: { readonly expectedVersion: number; readonly nowMs: number },
): SubmitDecision {
  if (report === null) return { kind: 'parts-missing', parts: REPORT_PARTS };
  if (report.state === 'submitted')
    return { kind: 'submitted-already', sinceMs: report.submittedAtMs ?? report.savedAtMs };
  if (version !== expectedVersion) return { kind: 'edited-meanwhile', by: report.savedBy.name };
  const parts = emptyParts(report.texts);
  if (parts.length > 0) return { kind: 'parts-missing', parts };
  return { kind: 'submit', report: { ...report, state: 'submitted', submittedAtMs: nowMs } };
}

/** A submitted report taken back for correction; `null` when it is not submitted. */
export const withdrawn = (report: Report | null, why: string): Report | null =>
  report?.state === 'submitted' ? { ...report, state: 'draft', submittedAtMs: null, withdrawnWhy: why } : null;

/** One officer's line of a session's list of reports: everything but the texts. */
export interface ReportLine {
  readonly officer: string;
  readonly name: string;
  readonly post: string;
  readonly state: ReportState;
  /** 0 before anybody saved. */
  readonly version: number;
  readonly words: number;
  readonly partsWritten: number;
  readonly savedBy: string | null;
  readonly savedAtMs: number | null;
  readonly submittedAtMs: number | null;
}

export const lineOf = ({ id, name, post }: ReportingOfficer, { report, version }: ReportRead): ReportLine => ({
  ...{ officer: id, name, post, version },
  state: report?.state ?? 'missing',
  words: report === null ? 0 : wordsOfReport(report.texts),
  partsWritten: report === null ? 0 : REPORT_PARTS.length - emptyParts(report.texts).length,
  savedBy: report?.savedBy.name ?? null,
  savedAtMs: report?.savedAtMs ?? null,
  submittedAtMs: report?.submittedAtMs ?? null,
});

/**
 * The list for the officers that the session has now. A line counts for the person it names: where the lists were imported anew and
 * the place went to somebody else, the earlier person's report is not theirs.
 */
export const linesFor = (officers: readonly ReportingOfficer[], lines: readonly ReportLine[]): readonly ReportLine[] =>
  officers.map((officer) => {
    const line = lines.find((each) => each.officer === officer.id && each.name === officer.name);
    return line === undefined ? lineOf(officer, { report: null, version: 0 }) : { ...line, post: officer.post };
  });

/** The list with one line replaced, unless what it has is newer. */
export const withLine = (lines: readonly ReportLine[], line: ReportLine): readonly ReportLine[] =>
  lines.map((each) => (each.officer === line.officer && each.version <= line.version ? line : each));

/** What the gate to the meeting asks: the officers, by name, whose report is not submitted. */
export const missingReports = (
  officers: readonly ReportingOfficer[],
  lines: readonly ReportLine[],
): readonly string[] =>
  linesFor(officers, lines)
    .filter(({ state }) => state !== 'submitted')
    .map(({ name }) => name);
