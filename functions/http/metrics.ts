import type { OperationSpec } from '../../shared/contract/operation.ts';
import type { ProblemType } from '../../shared/contract/problems.ts';
import type { OperationId } from '../../shared/contract/routes.ts';
import type { ScheduledName } from '../../shared/contract/schedules.ts';

/**
 * What functions count. `Completed`: a run of a scheduled function that came to its end. `NoticesUndelivered`: a notice that did
 * not leave and waits for the next run.
 */
export const METRIC_NAMES = [
  'Answered',
  'Refused',
  'Faults',
  'Completed',
  'NoticesSent',
  'NoticesUndelivered',
] as const;
export type MetricName = (typeof METRIC_NAMES)[number];

/** One count of one operation; of a refusal also its class. Nothing else tells one count from another. */
export interface Count {
  readonly metric: MetricName;
  readonly operation: OperationId | ScheduledName;
  readonly problem?: ProblemType;
  /** Stands in the line, and is no metric: each would have its monthly price, and Lambda keeps the durations of its functions. */
  readonly durationMs?: number;
}

/** Where counts go: embedded metric format in the cloud, nowhere on this machine. */
export interface Metrics {
  count(count: Count): void;
}

export const NO_METRICS: Metrics = { count: () => undefined };

/** The counts of one county lie apart from those of any other. */
export const namespaceOf = (county: string): string => `Shuangshu/${county}`;

/**
 * Whether a function itself counts an operation, which writes a line with its time. A line for each ballot, check-in or opinion would
 * be a record of the order of their arrival, and so would a sum that a lone request flushes. What people do without a name, and what
 * is handed out at the desk, is therefore counted by the platform alone, a sum a minute (docs/threat-model.md).
 */
export const isCounted = ({ who, function: name }: Pick<OperationSpec, 'who' | 'function'>): boolean =>
  who.kind !== 'anyone' && name !== 'desk';
