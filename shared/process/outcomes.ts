import type { Grade } from './appraisal.ts';
import type { Subject } from './ballot-form.ts';
import type { InvalidReason, Outcome } from './reconciliation.ts';
import type { GradeCounts, IndicatorResult, SubjectResult } from './tally.ts';

/** What a result was used for: 评优评先, 干部考核, 谈话, or nothing, with the reason. */
export const USES = ['award', 'assessment', 'talk', 'none'] as const;
export type Use = (typeof USES)[number];

export const USE_NAMES: Readonly<Record<Use, string>> = {
  award: '评优评先',
  assessment: '干部考核',
  talk: '谈话提醒',
  none: '未运用',
};

/** One announced meeting of a unit, with what its result is about. */
export interface AnnouncedMeeting {
  readonly round: string;
  readonly roundName: string;
  readonly session: string;
  readonly announcedAtMs: number;
  readonly outcome: Outcome;
  readonly reasons: readonly InvalidReason[];
  readonly subjects: readonly Subject[];
  /** In the order of `subjects`; empty when the outcome is invalid. */
  readonly results: readonly SubjectResult[];
}

/** A subject's figures of one round, as they were announced: a withheld indicator stays withheld. */
export interface YearOfSubject {
  readonly round: string;
  readonly post: string;
  readonly ballots: number;
  readonly score: string | null;
  readonly grade: Grade | null;
  readonly grades: GradeCounts;
  readonly satisfaction: string | null;
  readonly indicators: readonly { readonly name: string; readonly result: IndicatorResult }[];
}

/** One subject over the years, earliest first. */
export interface SubjectOverYears {
  readonly kind: Subject['kind'];
  readonly name: string;
  readonly years: readonly YearOfSubject[];
}

const yearOf = (round: string, subject: Subject, result: SubjectResult): YearOfSubject => {
  const names = new Map(subject.indicators.map(({ id, name }) => [id, name] as const));
  const { ballots, score, grade, grades, satisfaction } = result;
  const indicators = result.indicators.map((each) => ({ name: names.get(each.id) ?? each.id, result: each }));
  return { round, post: subject.post, ballots, score, grade, grades, satisfaction, indicators };
};

/**
 * Who is the same over the years: the unit is itself, an officer is the one of that name in the unit. The id of an officer is a
 * place on that year's list, and no unit's list has a name twice (the import refuses it).
 */
const identityOf = ({ kind, name }: Subject): string => (kind === 'unit' ? 'unit' : `officer ${name}`);

/**
 * The results of a unit's announced meetings, earliest first, by subject: those of the latest meeting in its order, then those
 * who are no longer there. A round that was announced as not valid has no figures and so no year here.
 */
export function overTheYears(meetings: readonly AnnouncedMeeting[]): readonly SubjectOverYears[] {
  const found = new Map<string, { readonly subject: Subject; readonly years: YearOfSubject[] }>();
  for (const { round, subjects, results } of [...meetings].reverse()) {
    for (const result of results) {
      const subject = subjects.find(({ id }) => id === result.id);
      if (subject === undefined) throw new Error('a result is of a subject that its manifest does not have');
      const key = identityOf(subject);
      const known = found.get(key) ?? { subject, years: [] };
      known.years.unshift(yearOf(round, subject, result));
      found.set(key, known);
    }
  }
  return [...found.values()].map(({ subject: { kind, name }, years }) => ({ kind, name, years }));
}
