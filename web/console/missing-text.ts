import type { TEXTS } from './texts.ts';

/** What is missing, in words; a code of the API that has none yet is shown as it is. */
export const missingText = (texts: typeof TEXTS.zh, missing: readonly string[]): string =>
  missing.length === 0 ? texts.nothingMissing : missing.map((code) => texts.missing[code] ?? code).join('、');
