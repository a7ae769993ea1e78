/**
 * The unit’s report on its preparation (事前汇报) to the discipline commission and the county’s leader: without both
 * acknowledgements, no meeting (process: stage 2).
 */
export const PREPARATION_PARTS = ['opinions', 'delegates', 'reports', 'venue', 'risks'] as const;
export type PreparationPart = (typeof PREPARATION_PARTS)[number];
export type PreparationTexts = Readonly<Record<PreparationPart, string>>;

export const ACKNOWLEDGING = ['discipline-commission', 'county-leader'] as const;
export type AcknowledgingRole = (typeof ACKNOWLEDGING)[number];

export interface Acknowledgement {
  readonly role: AcknowledgingRole;
  readonly subject: string;
  readonly name: string;
  readonly onDay: string;
}

export interface Preparation {
  /** 1, 2, 3 … of the texts; an acknowledgement is of one of them. */
  readonly version: number;
  readonly texts: PreparationTexts;
  readonly submittedBy: { readonly subject: string; readonly name: string };
  readonly onDay: string;
  readonly acknowledged: readonly Acknowledgement[];
}

export const isSameReport = (left: PreparationTexts, right: PreparationTexts): boolean =>
  PREPARATION_PARTS.every((part) => left[part] === right[part]);

/** The report with one more acknowledgement, each role's by another person, none by who handed it in. */
export const acknowledge = (
  report: Preparation,
  by: Acknowledgement,
): { readonly kind: 'acknowledged'; readonly report: Preparation } | { readonly kind: 'already' | 'same-person' } => {
  if (report.acknowledged.some(({ role }) => role === by.role)) return { kind: 'already' };
  const others = [report.submittedBy.subject, ...report.acknowledged.map(({ subject }) => subject)];
  if (others.includes(by.subject)) return { kind: 'same-person' };
  return { kind: 'acknowledged', report: { ...report, acknowledged: [...report.acknowledged, by] } };
};

/** Who has still to acknowledge it; both where there is no report. */
export const notYetAcknowledged = (acknowledgedBy: readonly AcknowledgingRole[]): readonly AcknowledgingRole[] =>
  ACKNOWLEDGING.filter((role) => !acknowledgedBy.includes(role));
