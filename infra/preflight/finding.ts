/** What is looked at before a meeting, in the order of the report. */
export const CHECKS = [
  'deployment',
  'certificate',
  'clocks',
  'throttles',
  'concurrency',
  'session',
  'tellers',
  'cards',
  'letters',
  'casting',
  'law',
] as const;
export type Check = (typeof CHECKS)[number];

export interface BothLanguages {
  readonly zh: string;
  readonly en: string;
}

/**
 * One line of the report. `green`: as it should be. `red`: not, or nobody could look; what to do stands beside it. `note`: cannot be
 * said of this deployment, and stops nobody.
 */
export type Finding = { readonly check: Check } & BothLanguages &
  ({ readonly state: 'green' | 'note' } | { readonly state: 'red'; readonly todo: BothLanguages });

export const green = (check: Check, zh: string, en: string): Finding => ({ check, state: 'green', zh, en });
export const note = (check: Check, zh: string, en: string): Finding => ({ check, state: 'note', zh, en });
export const red = (check: Check, found: BothLanguages, todo: BothLanguages): Finding => ({
  check,
  state: 'red',
  ...found,
  todo,
});

/** Ready when nothing is red. */
export const isReady = (findings: readonly Finding[]): boolean => findings.every(({ state }) => state !== 'red');
