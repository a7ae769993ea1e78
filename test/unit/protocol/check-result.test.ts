import { describe, expect, test } from 'vitest';
import { checkResult, type ResultDefectCode } from '../../../shared/protocol/check-result.ts';
import type { TallyResult } from '../../../shared/protocol/result.ts';
import { defectList } from '../../../shared/protocol/shape.ts';
import { altered, type Change, valueAt } from './altered.ts';
import { manifest } from './made-session.ts';
import { vectors } from './vectors.ts';

const result = vectors.result as TallyResult;
const context = {
  manifest,
  manifestHash: vectors.manifestJcsSha256,
  boardRoot: vectors.boardRoot,
  electronic: vectors.board.length,
};

type Named = readonly [code: ResultDefectCode, where: string];

/** What is wrong with a result, as `code where`. */
function defectsOf(value: unknown): readonly string[] {
  const { defects, report } = defectList<ResultDefectCode>();
  checkResult(value, context, report);
  return defects.map(({ code, where }) => `${code} ${where}`);
}

/** The same of the vectors' result with values set at paths like `result.counts.valid`. */
const foundWith = (...changes: readonly Change[]) => defectsOf(altered({ result }, ...changes)['result']);

const named = (...expected: readonly Named[]) => expected.map(([code, where]) => `${code} ${where}`);

test('the figures of the vectors agree with one another', () => {
  expect(foundWith()).toEqual([]);
});

describe('figures that do not follow are named', () => {
  const [unit, , o2] = ['result.subjects[0]', 'result.subjects[1]', 'result.subjects[2]'];
  const withheld = `${o2}.indicators[3]`;
  const few = { id: 'i4', histogram: [0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0], noOpinion: 13, mean: '8/1' };

  const cases: readonly (readonly [string, Change, readonly Named[]])[] = [
    ['the mean', { at: `${unit}.indicators[0].mean`, to: '8/1' }, [['wrong-mean', `${unit}.indicators[0].mean`]]],
    [
      'a mean not in lowest terms',
      { at: `${unit}.indicators[0].mean`, to: '14/2' },
      [['wrong-mean', `${unit}.indicators[0].mean`]],
    ],
    ['a mean as a number', { at: `${unit}.indicators[0].mean`, to: 7 }, [['wrong-mean', `${unit}.indicators[0].mean`]]],
    ['the score', { at: `${unit}.score`, to: '455/5' }, [['wrong-score', `${unit}.score`]]],
    ['the grade', { at: `${unit}.grade`, to: 'excellent' }, [['wrong-grade', `${unit}.grade`]]],
    ['the satisfaction', { at: `${unit}.satisfaction`, to: '1/1' }, [['wrong-satisfaction', `${unit}.satisfaction`]]],
    ['the ballots of a subject', { at: `${unit}.ballots`, to: 19 }, [['wrong-sum', `${unit}.ballots`]]],
    [
      'those without opinion',
      { at: `${unit}.indicators[2].noOpinion`, to: 1 },
      [['wrong-sum', `${unit}.indicators[2].histogram`]],
    ],
    [
      'a histogram of ten',
      { at: `${unit}.indicators[0].histogram`, to: Array(10).fill(2) },
      [['wrong-value', `${unit}.indicators[0].histogram`]],
    ],
    [
      'a negative count',
      { at: `${unit}.indicators[0].noOpinion`, to: -1 },
      [['wrong-value', `${unit}.indicators[0].noOpinion`]],
    ],
    [
      'an indicator of seven scores',
      { at: withheld, to: few },
      [
        ['not-withheld', withheld],
        ['wrong-score', `${o2}.score`],
      ],
    ],
    ['withheld that is not true', { at: `${withheld}.withheld`, to: 1 }, [['wrong-value', `${withheld}.withheld`]]],
    ['the order of subjects', { at: `${unit}.id`, to: 'o1' }, [['wrong-subjects', `${unit}.id`]]],
    [
      'the order of indicators',
      { at: `${unit}.indicators[1].id`, to: 'i3' },
      [['wrong-subjects', `${unit}.indicators[1].id`]],
    ],
    [
      'a subject less',
      { at: 'result.subjects', to: result.subjects.slice(0, 2) },
      [['wrong-subjects', 'result.subjects']],
    ],
    ['the number of valid ballots', { at: 'result.counts.void.paper', to: 2 }, [['wrong-sum', 'result.counts.valid']]],
    [
      'a void reason that is none',
      { at: 'result.counts.void.late', to: 1 },
      [['unknown-field', 'result.counts.void.late']],
    ],
    ['a void reason of zero', { at: 'result.counts.void.plain', to: 0 }, [['wrong-value', 'result.counts.void.plain']]],
    [
      'more papers re-issued than issued',
      { at: 'result.counts.papersReissued', to: 5 },
      [
        ['wrong-count', 'result.counts.papersReissued'],
        ['wrong-outcome', 'result.outcome'],
        ['wrong-outcome', 'result.reasons'],
        ['wrong-subjects', 'result.subjects'],
      ],
    ],
    ['an outcome of its own', { at: 'result.outcome', to: 'invalid' }, [['wrong-outcome', 'result.outcome']]],
    ['a reason for nothing', { at: 'result.reasons', to: ['too-few-ballots'] }, [['wrong-outcome', 'result.reasons']]],
    [
      'figures of an invalid vote',
      { at: 'result.counts.drawn', to: 19 },
      [
        ['wrong-outcome', 'result.outcome'],
        ['wrong-outcome', 'result.reasons'],
        ['wrong-subjects', 'result.subjects'],
      ],
    ],
    ['one who opened the box', { at: 'result.openedBy', to: ['discipline'] }, [['wrong-slots', 'result.openedBy']]],
    [
      'openers out of order',
      { at: 'result.openedBy', to: ['delegates', 'discipline'] },
      [['wrong-slots', 'result.openedBy']],
    ],
    ['another session', { at: 'result.session', to: 'another-session' }, [['another-session', 'result.session']]],
    ['another county', { at: 'result.county', to: 'another' }, [['another-session', 'result.county']]],
    ['another version', { at: 'result.v', to: 2 }, [['wrong-value', 'result.v']]],
  ];

  test.each(cases)('%s', (_, change, expected) => {
    expect(foundWith(change)).toEqual(named(...expected));
  });

  test('a histogram moved by one ballot shows in all that follows from it', () => {
    expect(foundWith({ at: `${unit}.indicators[0].histogram[10]`, to: 4 })).toEqual(
      named(
        ['wrong-sum', `${unit}.indicators[0].histogram`],
        ['wrong-mean', `${unit}.indicators[0].mean`],
        ['wrong-score', `${unit}.score`],
      ),
    );
  });
});

describe('a field of a result', () => {
  const places = ['result', 'result.counts', 'result.subjects[0]', 'result.subjects[1].indicators[0]'];
  const names = [...places, 'result.subjects[1].grades'].flatMap((place) =>
    Object.keys(Object(valueAt({ result }, place))).map((name) => `${place}.${name}`),
  );

  test.each(names)('%s is named when it is missing', (path) => {
    expect(foundWith({ at: path, to: undefined })).toContain(`missing-field ${path}`);
  });

  test.each([...places, 'result.subjects[1].grades', 'result.subjects[2].indicators[3]'])(
    'of %s that nobody knows is named',
    (place) => {
      expect(foundWith({ at: `${place}.more`, to: 1 })).toEqual([`unknown-field ${place}.more`]);
    },
  );

  const objects = ['result.counts', 'result.counts.void', 'result.subjects[0]', 'result.subjects[0].grades'];
  test.each([...objects, 'result.openedBy', 'result.subjects', 'result.subjects[0].indicators'])(
    '%s that is a number is of the wrong type',
    (path) => {
      expect(foundWith({ at: path, to: 7 })).toEqual([`wrong-type ${path}`]);
    },
  );

  test('a result that is a list is of the wrong type', () => {
    expect(defectsOf([result])).toEqual(['wrong-type result']);
  });
});

describe('the counts of a result', () => {
  const counts = 'result.counts';

  test('that are not whole numbers are named, and nothing is concluded from them', () => {
    expect(foundWith({ at: `${counts}.drawn`, to: 1.5 }, { at: `${counts}.paper`, to: -1 })).toEqual(
      named(['wrong-value', `${counts}.drawn`], ['wrong-value', `${counts}.paper`]),
    );
  });

  test('are the manifest’s delegates and the board’s ballots', () => {
    expect(foundWith({ at: `${counts}.delegates`, to: 34 })).toEqual(['wrong-count result.counts.delegates']);
    expect(foundWith({ at: `${counts}.electronic`, to: 19 }, { at: `${counts}.valid`, to: 19 })).toContain(
      'wrong-count result.counts.electronic',
    );
  });

  test('may say that every paper ballot went to somebody who had drawn', () => {
    expect(foundWith({ at: `${counts}.drawn`, to: 24 }, { at: `${counts}.papersReissued`, to: 4 })).toEqual([]);
  });

  /** What is said of the void ballots, when so many of 20 electronic and 4 paper ballots are. */
  const ofVoid = (voided: Readonly<Record<string, number>>) =>
    foundWith({ at: `${counts}.void`, to: voided }).filter((each) => each.endsWith(`${counts}.void`));

  test.each([
    { sealed: 5, token: 6, plain: 9, paper: 4 },
    { sealed: 20 },
    { token: 20 },
    { plain: 20 },
    { paper: 4 },
    {},
  ])('have at most as many void ballots as there are: %o', (voided) => {
    expect(ofVoid(voided)).toEqual([]);
  });

  test.each([{ sealed: 5, token: 6, plain: 10 }, { sealed: 21 }, { token: 21 }, { plain: 21 }, { paper: 5 }])(
    'cannot have more void ballots than there are: %o',
    (voided) => {
      expect(ofVoid(voided)).toEqual(['wrong-sum result.counts.void']);
    },
  );
});

describe('the indicators of a subject', () => {
  const unit = 'result.subjects[0]';
  const withheld = (id: string) => ({ id, withheld: true });
  const given = (id: string, sevens: number) => ({
    id,
    histogram: [0, 0, 0, 0, 0, 0, 0, sevens, 0, 0, 0],
    noOpinion: 20 - sevens,
    mean: sevens === 0 ? null : '7/1',
  });
  const onUnit = (figures: Readonly<Record<string, unknown>>) =>
    foundWith(...Object.entries(figures).map(([name, to]) => ({ at: `${unit}.${name}`, to })));
  const grades = (qualified: number) => ({ excellent: 0, qualified, unqualified: 0, none: 20 - qualified });
  const NOTHING = { ballots: 0, score: null, grade: null, grades: grades(0), satisfaction: null };

  test('may all be withheld: then there is no score, no grade and no ballot that gave one', () => {
    const indicators = ['i1', 'i2', 'i3'].map(withheld);
    expect(onUnit({ ...NOTHING, indicators })).toEqual([]);
    expect(onUnit({ ...NOTHING, indicators, ballots: 1, grades: grades(1), satisfaction: '1/1' })).toEqual([
      `wrong-grades ${unit}.grades.none`,
    ]);
  });

  test('may have no score at all: shown, without a mean, and left out of the score', () => {
    expect(onUnit({ 'indicators[1]': given('i2', 0), score: '315/4' })).toEqual([]);
    expect(onUnit({ ...NOTHING, indicators: ['i1', 'i2', 'i3'].map((id) => given(id, 0)) })).toEqual([]);
  });

  test('are shown with eight scores and not with seven or one', () => {
    expect(onUnit({ 'indicators[1]': given('i2', 8) })).toEqual([]);
    for (const few of [7, 1])
      expect(onUnit({ 'indicators[1]': given('i2', few) })).toEqual([`not-withheld ${unit}.indicators[1]`]);
  });

  test('allow no fewer ballots without a grade than gave no score that is shown', () => {
    const indicators = [withheld('i1'), given('i2', 8), withheld('i3')];
    const figures = { indicators, score: '70/1', grade: 'qualified', satisfaction: '1/1' };
    expect(onUnit({ ...figures, ballots: 8, grades: grades(8) })).toEqual([]);
    expect(onUnit({ ...figures, ballots: 9, grades: grades(9) })).toEqual([`wrong-grades ${unit}.grades.none`]);
  });

  test('allow no more ballots without a grade than gave no score on each', () => {
    // Everybody scored the unit's third indicator, so no ballot is without a grade.
    const one = { excellent: 6, qualified: 11, unqualified: 2, none: 1 };
    expect(onUnit({ grades: one, ballots: 19, satisfaction: '17/19' })).toEqual([`wrong-grades ${unit}.grades.none`]);
    expect(onUnit({ 'grades.none': 1 })).toContain(`wrong-sum ${unit}.grades`);
  });

  test('are all there, and one more or less leaves the score unjudged', () => {
    const indicators = result.subjects[0]?.indicators ?? [];
    for (const other of [indicators.slice(1), [...indicators, withheld('i4')]])
      expect(onUnit({ indicators: other, score: '1/1' })).toEqual([`wrong-subjects ${unit}.indicators`]);
  });

  test('are each their manifest’s, withheld or not', () => {
    expect(onUnit({ 'indicators[1]': { ...given('i2', 8), id: 'i9' } })).toEqual([
      `wrong-subjects ${unit}.indicators[1].id`,
    ]);
    const last = 'result.subjects[2].indicators[3]';
    expect(foundWith({ at: `${last}.id`, to: 'i9' })).toEqual([`wrong-subjects ${last}.id`]);
  });

  test.each([
    ['no object', 'indicators[1]', 7, `wrong-type ${unit}.indicators[1]`],
    ['a histogram that is none', 'indicators[1].histogram', {}, `wrong-value ${unit}.indicators[1].histogram`],
    ['half a ballot', 'indicators[1].histogram[3]', 0.5, `wrong-value ${unit}.indicators[1].histogram`],
    [
      'no opinion of nobody knows how many',
      'indicators[1].noOpinion',
      '2',
      `wrong-value ${unit}.indicators[1].noOpinion`,
    ],
  ])('that cannot be read (%s) are named, and the score is left unjudged', (_, name, to, expected) => {
    expect(onUnit({ [name]: to, score: '1/1', grade: 'excellent' })).toEqual([expected]);
  });

  test('leave the rest of a subject judged when its grade counts cannot be read', () => {
    expect(onUnit({ 'grades.excellent': 'x', 'grades.none': -1, ballots: 3, score: '1/1' })).toEqual([
      `wrong-score ${unit}.score`,
      `wrong-value ${unit}.grades.excellent`,
      `wrong-value ${unit}.grades.none`,
    ]);
  });
});
