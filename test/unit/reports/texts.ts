import { REPORT_PARTS, type ReportTexts } from '../../../shared/process/report.ts';

/** Five parts, each with the text that `write` gives. */
export const textsOf = (write: (place: number) => string): ReportTexts => {
  const [duty, economy, efficiency, integrity, problems] = REPORT_PARTS.map((_part, place) => write(place));
  return {
    'lawful-duty': duty ?? '',
    'local-economy': economy ?? '',
    'efficiency-attitude': efficiency ?? '',
    'clean-enforcement': integrity ?? '',
    'problems-measures': problems ?? '',
  };
};
