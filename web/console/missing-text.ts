import type { TEXTS } from './texts.ts';

/** What is missing, in words, reports by the names of who owes them; a code of the API that has no words yet is shown as it is. */
export function missingText(
  texts: typeof TEXTS.zh,
  missing: readonly string[],
  reportsMissing: readonly string[] | null = null,
): string {
  if (missing.length === 0) return texts.nothingMissing;
  const named = reportsMissing === null ? '' : texts.ofPeople(reportsMissing.join('、'));
  return missing.map((code) => (texts.missing[code] ?? code) + (code === 'reports' ? named : '')).join('、');
}
