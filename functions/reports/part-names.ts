import type { ReportPart } from '../../shared/process/report.ts';

/** The five parts in English, for refusals; in Chinese they are called as they are headed. */
export const PART_NAMES: Readonly<Record<ReportPart, string>> = {
  'lawful-duty': 'lawful duty and protection of rights',
  'local-economy': 'serving the local economy',
  'efficiency-attitude': 'efficiency and attitude',
  'clean-enforcement': 'clean enforcement and the prohibitions',
  'problems-measures': 'problems and measures',
};
