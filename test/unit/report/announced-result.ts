import { readFileSync } from 'node:fs';
import type { ReportInput } from '../../../functions/tally/report/report-view.ts';

const vectors = JSON.parse(readFileSync(new URL('../../vectors/protocol-v1.json', import.meta.url), 'utf8'));

/** The meeting of the vectors as it would be announced: one indicator withheld, one teller objecting. */
export const announced: ReportInput = {
  manifest: vectors.bundle.manifest,
  result: vectors.bundle.result,
  signatures: vectors.bundle.signatures,
  checkCode: vectors.checkCode,
  countyName: '团风县工商局',
  announcedAtMs: Date.UTC(2008, 2, 12, 3, 5),
};

/** The same meeting, had it been held as the given ballots say. */
export const votedWith = (ballots: { readonly electronic: number; readonly paper: number }): ReportInput => ({
  ...announced,
  result: { ...announced.result, counts: { ...announced.result.counts, ...ballots } },
});

/** The same meeting, had too few voted. */
export const invalid: ReportInput = {
  ...announced,
  result: {
    ...announced.result,
    subjects: [],
    outcome: 'invalid',
    reasons: ['too-few-ballots', 'more-ballots-than-issued'],
  },
};
