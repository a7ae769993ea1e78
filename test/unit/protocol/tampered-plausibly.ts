import type { TallyResult } from '../../../shared/protocol/result.ts';
import { altered, nodeAt, type Path, resigned, type Tampered, textOf } from './tampering.ts';
import { vectors } from './vectors.ts';

const { bundle, sealedBundle, paper } = vectors;
const SCORES = 11;
const NO_OPINION = 255;

/** The path to a histogram's indicator for each column of a ballot, `null` where the result withholds it. */
function columnsOf(): readonly (Path | null)[] {
  const { subjects } = vectors.result as TallyResult;
  return subjects.flatMap(({ indicators }, subject) =>
    indicators.map((each, place) => ('withheld' in each ? null : ['result', 'subjects', subject, 'indicators', place])),
  );
}

/** Each score on each paper another one, where the result shows it. */
function* paperScores(): Generator<Tampered> {
  const columns = columnsOf();
  for (const [row, scores] of paper.entries())
    for (const [column, score] of (scores ?? []).entries()) {
      const indicator = columns[column];
      if (!indicator) continue;
      const other = score === NO_OPINION ? 5 : (score + 1) % SCORES;
      const where = textOf([...indicator, ...(score === NO_OPINION ? ['noOpinion'] : ['histogram', score])]);
      yield {
        name: `another score ${column} on paper ${row}`,
        bundle: altered(sealedBundle, ['paper', row, column], () => other),
        defect: { code: 'another-result', where },
      };
    }
}

const SUBJECT = ['result', 'subjects', 1] as const;
const INDICATOR = [...SUBJECT, 'indicators', 0] as const;

async function* figures(): AsyncGenerator<Tampered> {
  const few = { histogram: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5], noOpinion: 15, mean: '10/1' };
  yield {
    name: 'an indicator with five scores shown, signed by two',
    bundle: await resigned(altered(bundle, INDICATOR, (indicator) => ({ ...Object(indicator), ...few }))),
    defect: { code: 'not-withheld', where: textOf(INDICATOR) },
  };
  yield {
    name: 'more ballots ungraded than gave no score at all, signed by two',
    bundle: await resigned(
      altered(bundle, [...SUBJECT, 'grades'], () => ({ excellent: 0, qualified: 0, unqualified: 0, none: 20 })),
    ),
    defect: { code: 'wrong-grades', where: textOf([...SUBJECT, 'grades', 'none']) },
  };
  yield {
    name: 'more void by phone than came by phone, signed by two',
    bundle: await resigned(altered(bundle, ['result', 'counts', 'void', 'sealed'], () => 21)),
    defect: { code: 'wrong-sum', where: 'result.counts.void' },
  };
  yield {
    name: 'more papers re-issued than issued, signed by two',
    bundle: await resigned(altered(bundle, ['result', 'counts', 'papersReissued'], () => 5)),
    defect: { code: 'wrong-count', where: 'result.counts.papersReissued' },
  };
  yield {
    name: 'a valid result that is said to be invalid, signed by two',
    bundle: await resigned(altered(bundle, ['result', 'reasons'], () => ['too-few-ballots'])),
    defect: { code: 'wrong-outcome', where: 'result.reasons' },
  };
}

function* keysAndTokens(): Generator<Tampered> {
  const { boxKey } = nodeAt(bundle, ['manifest']);
  for (const key of ['sign', 'hpke']) {
    const path = ['manifest', 'tellers', 0, key];
    yield {
      name: `the box key for ${textOf(path)}`,
      bundle: altered(bundle, path, () => boxKey),
      defect: { code: 'repeated-key', where: textOf(path) },
    };
  }
  for (const path of [
    ['manifest', 'boxKey'],
    ['manifest', 'tokenKey'],
    ['manifest', 'tellers', 1, 'hpke'],
  ])
    yield {
      name: `half of ${textOf(path)}`,
      bundle: altered(bundle, path, (key) => String(key).slice(0, 40)),
      defect: { code: 'wrong-key', where: textOf(path) },
    };
  yield {
    name: 'the ballot of another delegate in the place of the second',
    bundle: altered(sealedBundle, ['ballots', 1], () => nodeAt(sealedBundle, ['ballots'])[0]),
    defect: { code: 'repeated-token', where: 'ballots[1]' },
  };
}

/** What looks right at a glance: figures that agree among themselves, keys and ballots that are true ones of somebody else. */
export async function* plausibleBundles(): AsyncGenerator<Tampered> {
  yield* paperScores();
  yield* figures();
  yield* keysAndTokens();
}
