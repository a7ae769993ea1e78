import type { Score } from '../../../shared/process/appraisal.ts';
import { indicatorCount } from '../../../shared/process/ballot-form.ts';
import type { Bytes } from '../../../shared/protocol/bytes.ts';
import type { Session } from '../../integration/ballot/session.ts';
import { gained, type Outcome, stopped } from '../attack.ts';

/** Scores that no length may tell apart. */
export const unlikeScores = (columns: number): Readonly<Record<string, readonly Score[]>> => ({
  'all of 10': Array<Score>(columns).fill(10),
  'all of 0': Array<Score>(columns).fill(0),
  'nothing known': Array<Score>(columns).fill(null),
  'half known': Array.from({ length: columns }, (_, place) => (place % 2 === 0 ? 7 : null)),
  'one known': Array.from({ length: columns }, (_, place) => (place === 0 ? 10 : null)),
});

/** One ballot of each kind. */
export function unlikeBallots(session: Session): Promise<readonly Bytes[]> {
  const kinds = Object.values(unlikeScores(indicatorCount(session.manifest.subjects)));
  return Promise.all(kinds.map((scores) => session.seal(scores)));
}

/** Whoever sees lengths gains as soon as two of these are seen differently. */
export function judgeSights(sights: readonly string[], of: string): Outcome {
  if (sights.length < 2) throw new Error(`${sights.length} ${of} are seen`);
  const kinds = new Set(sights).size;
  return kinds === 1 ? stopped('one sight for all') : gained(`${kinds} kinds of ${of} by their lengths`);
}
