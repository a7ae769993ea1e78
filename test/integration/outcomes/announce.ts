import { readFileSync } from 'node:fs';
import { DEFAULT_THRESHOLDS, type Score } from '../../../shared/process/appraisal.ts';
import { indicatorCount, makeSubjects } from '../../../shared/process/ballot-form.ts';
import { outcomeOf } from '../../../shared/process/reconciliation.ts';
import { tallySubjects } from '../../../shared/process/tally.ts';
import { toHex } from '../../../shared/protocol/bytes.ts';
import { manifestHash, parseManifest } from '../../../shared/protocol/manifest.ts';
import type { TallyResult } from '../../../shared/protocol/result.ts';
import { COUNTY, type County } from '../registry/county.ts';

const vectors = JSON.parse(readFileSync(new URL('../../vectors/protocol-v1.json', import.meta.url), 'utf8'));

export interface Announced {
  readonly session: string;
  /** Ballots that came in, each the same: the unit's and every officer's indicators all get this score. */
  readonly ballots: readonly Score[];
  readonly delegates?: number;
  readonly announcedAtMs?: number;
}

/** Announces a result that was computed as the count computes it, without the hall: what the outcomes read is the same. */
export async function announce(county: County, announced: Announced): Promise<TallyResult> {
  const { session, ballots, delegates = 33 } = announced;
  const { meetings, registry } = county.all;
  const place = await registry.rounds.placeOf(session);
  if (place === undefined) throw new Error('no such session');
  const officers = await registry.rounds.officersOf(place);
  const subjects = makeSubjects({ unit: place.unit, officers });
  const parsed = parseManifest({ ...vectors.bundle.manifest, session, unit: place.unit.name, subjects, delegates });
  if (!parsed.ok) throw new Error('a made manifest does not parse');
  const hash = toHex(await manifestHash(parsed.manifest));
  await meetings.putManifest(session, hash, parsed.manifest);
  const counts = {
    delegates,
    drawn: ballots.length,
    reissued: 0,
    papersIssued: 0,
    papersReissued: 0,
    electronic: ballots.length,
    paper: 0,
  };
  const { outcome, reasons } = outcomeOf(counts);
  const columns = indicatorCount(subjects);
  const filled = ballots.map((score) => Array.from({ length: columns }, () => score));
  const result: TallyResult = {
    ...vectors.bundle.result,
    county: COUNTY,
    session,
    manifestHash: hash,
    counts: { ...counts, void: {}, valid: ballots.length },
    outcome,
    reasons,
    subjects: outcome === 'valid' ? tallySubjects({ subjects, thresholds: DEFAULT_THRESHOLDS, ballots: filled }) : [],
  };
  const resultHash = 'c'.repeat(64);
  await meetings.putResult(session, resultHash, result);
  const openedBy = ['discipline', 'delegates'] as const;
  await meetings.change(session, (meeting) => ({
    kind: 'change',
    meeting: {
      ...meeting,
      state: 'announced',
      manifestHash: hash,
      results: [{ openedBy: [...openedBy], hash: resultHash, outcome, sealedVoid: false }],
      openedBy: [...openedBy],
      announcedAtMs: announced.announcedAtMs ?? county.clock.nowMs,
    },
    answer: null,
  }));
  return result;
}
