import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_THRESHOLDS, type Score } from '../../../shared/process/appraisal.ts';
import { indicatorCount, makeSubjects, type Subject } from '../../../shared/process/ballot-form.ts';
import { tallySubjects } from '../../../shared/process/tally.ts';
import { naiveTally } from './naive-tally.ts';

type Vectors = {
  manifest: { subjects: Subject[]; thresholds: { excellent: number; qualified: number } };
  ballots: { resultOfThree: number[] | string }[];
  paper: (number[] | null)[];
  result: { subjects: unknown[]; counts: { valid: number } };
};
const vectors: Vectors = JSON.parse(readFileSync(new URL('../../vectors/protocol-v1.json', import.meta.url), 'utf8'));

const oneIndicator: readonly Subject[] = [
  { id: 'unit', kind: 'unit', name: '回龙山工商所', post: '', indicators: [{ id: 'i1', name: '依法履行职能' }] },
];
const one = (scores: readonly Score[]) =>
  tallySubjects({ subjects: oneIndicator, thresholds: DEFAULT_THRESHOLDS, ballots: scores.map((score) => [score]) })[0];

const withNoOpinion = (row: readonly number[]): Score[] => row.map((score) => (score === 255 ? null : score));

test('the ballots of the vectors that three sets open, and the paper ones, give the result of the vectors', () => {
  const { manifest, ballots, paper, result } = vectors;
  const opened = ballots.flatMap((ballot) =>
    Array.isArray(ballot.resultOfThree) ? [withNoOpinion(ballot.resultOfThree)] : [],
  );
  const typed = paper.flatMap((row) => (row === null ? [] : [withNoOpinion(row)]));
  const valid = [...opened, ...typed];
  expect(valid).toHaveLength(result.counts.valid);
  expect(tallySubjects({ ...manifest, ballots: valid })).toEqual(result.subjects);
});

test('an indicator with 1 to 7 scores is withheld and counts nowhere; with 8 it is shown, with none it is empty', () => {
  for (const given of [1, 7]) {
    expect(one([...Array.from({ length: given }, () => 10), null, null])).toEqual({
      id: 'unit',
      ballots: 0,
      indicators: [{ id: 'i1', withheld: true }],
      score: null,
      grade: null,
      grades: { excellent: 0, qualified: 0, unqualified: 0, none: given + 2 },
      satisfaction: null,
    });
  }
  expect(one([...Array.from({ length: 8 }, () => 10), null])).toEqual({
    id: 'unit',
    ballots: 8,
    indicators: [{ id: 'i1', histogram: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8], noOpinion: 1, mean: '10/1' }],
    score: '100/1',
    grade: 'excellent',
    grades: { excellent: 8, qualified: 0, unqualified: 0, none: 1 },
    satisfaction: '1/1',
  });
  expect(one([null, null])?.indicators).toEqual([
    { id: 'i1', histogram: Array.from({ length: 11 }, () => 0), noOpinion: 2, mean: null },
  ]);
});

test('a withheld indicator is not to be read off the grades of the ballots', () => {
  const subjects: readonly Subject[] = [
    {
      id: 'o1',
      kind: 'officer',
      name: '甲',
      post: '',
      indicators: [
        { id: 'i1', name: '一' },
        { id: 'i2', name: '二' },
      ],
    },
  ];
  const tally = (secret: Score) =>
    tallySubjects({
      subjects,
      thresholds: DEFAULT_THRESHOLDS,
      ballots: [[10, secret], ...Array.from({ length: 9 }, () => [10, null])],
    });
  expect(tally(0)).toEqual(tally(10));
});

test("a ballot's grade is exact at the threshold: 8.5 on average is excellent, a third less is not", () => {
  const subjects: readonly Subject[] = [
    { id: 'o1', kind: 'officer', name: '甲', post: '', indicators: ['i1', 'i2', 'i3'].map((id) => ({ id, name: id })) },
  ];
  const grades = (row: readonly Score[]) =>
    tallySubjects({ subjects, thresholds: DEFAULT_THRESHOLDS, ballots: Array.from({ length: 8 }, () => row) })[0]
      ?.grades;
  expect(grades([8, 9, null])).toEqual({ excellent: 8, qualified: 0, unqualified: 0, none: 0 });
  expect(grades([8, 8, 9])).toEqual({ excellent: 0, qualified: 8, unqualified: 0, none: 0 });
  expect(grades([6, 6, 6])).toEqual({ excellent: 0, qualified: 8, unqualified: 0, none: 0 });
  expect(grades([6, 6, 5])).toEqual({ excellent: 0, qualified: 0, unqualified: 8, none: 0 });
});

test('a void ballot must not reach the tally', () => {
  const reached = new RangeError('a void ballot reached the tally');
  for (const ballot of [[], [1, 2], [11], [-1], [255], [7.5]]) {
    expect(() => tallySubjects({ subjects: oneIndicator, thresholds: DEFAULT_THRESHOLDS, ballots: [ballot] })).toThrow(
      reached,
    );
  }
});

test('without ballots there are no figures, and none is divided by zero', () => {
  expect(one([])).toEqual({
    id: 'unit',
    ballots: 0,
    indicators: [{ id: 'i1', histogram: Array.from({ length: 11 }, () => 0), noOpinion: 0, mean: null }],
    score: null,
    grade: null,
    grades: { excellent: 0, qualified: 0, unqualified: 0, none: 0 },
    satisfaction: null,
  });
});

const meeting = fc
  .record({
    officers: fc.nat(4),
    voters: fc.nat(40),
    shy: fc.constantFrom(0, 1, 5, 20),
    seed: fc.infiniteStream(fc.nat(30)),
  })
  .map(({ officers, voters, shy, seed }) => {
    const subjects = makeSubjects({
      unit: { name: '所' },
      officers: Array.from({ length: officers }, (_, n) => ({ id: `o${n + 1}`, name: '甲', post: '' })),
    });
    const nextScore = (): Score => {
      const drawn: number = seed.next().value;
      return drawn <= 10 ? drawn : drawn <= 10 + shy ? null : drawn % 4 === 0 ? 6 : 9;
    };
    const ballots = Array.from({ length: voters }, () => Array.from({ length: indicatorCount(subjects) }, nextScore));
    return { subjects, ballots };
  });

test('any meeting is counted as the plain counter in this folder counts it', () => {
  fc.assert(
    fc.property(
      meeting,
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 0, max: 99 }),
      ({ subjects, ballots }, a, b) => {
        const thresholds = { excellent: Math.max(a, b), qualified: Math.min(a, b) };
        expect(tallySubjects({ subjects, thresholds, ballots })).toEqual(naiveTally(subjects, thresholds, ballots));
      },
    ),
    { numRuns: 300 },
  );
});

test('a void ballot among good ones stops the tally: one score too many or too few, or a value that is none', () => {
  const subjects = oneIndicator.map((subject) => ({
    ...subject,
    indicators: [
      { id: 'i1', name: '' },
      { id: 'i2', name: '' },
    ],
  }));
  const tally = (ballot: readonly Score[]) =>
    tallySubjects({ subjects, thresholds: DEFAULT_THRESHOLDS, ballots: [[1, 2], ballot, [null, 10]] });
  expect(tally([0, null])).toHaveLength(1);
  for (const ballot of [[1], [1, 2, 3], [1, 11], [11, 1], [0.5, 1]]) expect(() => tally(ballot)).toThrow('void ballot');
});

test('the order of the ballots is without effect, and the ballots are left as they were', () => {
  fc.assert(
    fc.property(meeting, ({ subjects, ballots }) => {
      const before = structuredClone(ballots);
      const tally = (rows: typeof ballots) =>
        tallySubjects({ subjects, thresholds: DEFAULT_THRESHOLDS, ballots: rows });
      expect(tally(ballots)).toEqual(tally(ballots.toReversed()));
      expect(ballots).toEqual(before);
    }),
  );
});

test('nothing of a subject graded by fewer than 8 ballots is ever shown', () => {
  fc.assert(
    fc.property(meeting, ({ subjects, ballots }) => {
      for (const subject of tallySubjects({ subjects, thresholds: DEFAULT_THRESHOLDS, ballots })) {
        expect(subject.ballots === 0 || subject.ballots >= 8).toBe(true);
        for (const indicator of subject.indicators) {
          if ('withheld' in indicator) expect(Object.keys(indicator)).toEqual(['id', 'withheld']);
          else
            expect([0, ...Array.from({ length: 33 }, (_, n) => n + 8)]).toContain(ballots.length - indicator.noOpinion);
        }
      }
    }),
  );
});
