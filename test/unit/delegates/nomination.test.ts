import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CandidateRow,
  candidateDefects,
  candidatesRequired,
  cleanRow,
  filledRows,
  isEditable,
  nominationShortfalls,
  stageOf,
} from '../../../shared/process/nomination.ts';
import { CATEGORIES, DEFAULT_SEAT_RULE, seatsRequired } from '../../../shared/process/seats.ts';

const person = (change: Partial<CandidateRow> = {}): CandidateRow => ({
  category: 'market-entity',
  name: '样例甲',
  organisation: '老街餐馆',
  phone: '13800000001',
  ...change,
});
const codes = (...rows: readonly CandidateRow[]) =>
  candidateDefects(rows).map(({ row, field, code, firstRow }) => [row, field, code, firstRow]);

describe('a row of the nomination', () => {
  test('one phone is one person, in whatever category and however it is written', () => {
    expect(codes(person(), person({ category: 'consumer-society', name: '样例乙', phone: '138-0000-0001' }))).toEqual([
      [1, 'phone', 'duplicate-phone', 0],
    ]);
  });

  test('without a phone one name at one place is one person; two of one name with phones are two', () => {
    const bare = person({ phone: '' });
    expect(codes(bare, bare)).toEqual([[1, 'name', 'duplicate-candidate', 0]]);
    expect(codes(bare, person({ phone: '', organisation: '别的店' }))).toEqual([]);
    expect(codes(person(), person({ phone: '13800000002' }))).toEqual([]);
  });

  test('an empty row is none; a half-filled one is told what is missing', () => {
    const empty = person({ category: null, name: '', organisation: '', phone: '' });
    expect(codes(empty, empty)).toEqual([]);
    expect(filledRows([empty, person(), empty])).toEqual([person()]);
    expect(codes(person({ category: null, name: '' }))).toEqual([
      [0, 'category', 'missing-category', undefined],
      [0, 'name', 'missing-name', undefined],
    ]);
    expect(codes(person({ phone: '12345' }))).toEqual([[0, 'phone', 'bad-phone', undefined]]);
    expect(codes(person({ organisation: '店'.repeat(101) }))).toEqual([[0, 'organisation', 'too-long', undefined]]);
    expect(codes(person({ name: '王\ufffd' }))).toEqual([[0, 'name', 'unreadable-character', undefined]]);
  });

  test('is none only if nothing at all is typed in it', () => {
    const empty = person({ category: null, name: '', organisation: '', phone: '' });
    const begun = [
      { ...empty, category: 'market-entity' as const },
      { ...empty, name: '样例甲' },
      { ...empty, organisation: '老街餐馆' },
      { ...empty, phone: '13800000001' },
    ];
    expect(filledRows(begun)).toEqual(begun);
    for (const row of begun) expect(codes(row), JSON.stringify(row)).not.toEqual([]);
  });

  test('two that name nobody yet are not the same person, nor are two with no real phone', () => {
    const nameless = person({ name: '', phone: '' });
    expect(codes(nameless, nameless).map(([, , code]) => code)).toEqual(['missing-name', 'missing-name']);
    const unreachable = person({ phone: '12345' });
    expect(codes(unreachable, unreachable).map(([, , code]) => code)).toEqual(['bad-phone', 'bad-phone']);
  });

  test('the third of one phone is told of the first', () => {
    expect(codes(person(), person(), person()).map(([row, , , first]) => [row, first])).toEqual([
      [1, 0],
      [2, 0],
    ]);
  });

  test('may be as long as it may, in characters', () => {
    expect(codes(person({ name: '𬭼'.repeat(50), organisation: '店'.repeat(100) }))).toEqual([]);
    expect(codes(person({ name: '𬭼'.repeat(51) }))).toEqual([[0, 'name', 'too-long', undefined]]);
  });

  test('is cleaned without exchanging any character of a name', () => {
    expect(cleanRow(person({ name: ' 王 　朗 ', phone: '+86 138 0000 0001' }))).toEqual(
      person({ name: '王朗', phone: '13800000001' }),
    );
    expect(cleanRow(person({ name: '\ufa0c' })).name).toBe('\ufa0c');
  });
});

describe('twice the seats', () => {
  const plan = { delegates: 33, candidatesPerSeat: 2, seats: DEFAULT_SEAT_RULE };
  const equalShares = {
    minDelegates: 8,
    sharesPercent: {
      'market-entity': 25,
      'consumer-society': 25,
      'discipline-inspection': 25,
      'deputy-supervisor': 25,
    },
  };
  const people = (market: number, consumer: number, discipline: number, deputy: number) =>
    [market, consumer, discipline, deputy].flatMap((count, index) =>
      Array.from({ length: count }, () => ({ category: CATEGORIES[index] ?? null })),
    );

  test('33 delegates need 52 + 2 + 2 + 6, and 66 in all, since the floors add to less', () => {
    expect(Object.values(candidatesRequired(plan))).toEqual([52, 2, 2, 6]);
    expect(nominationShortfalls(people(56, 2, 2, 6), plan)).toEqual({ byCategory: [], total: null });
    expect(nominationShortfalls(people(52, 2, 2, 6), plan)).toEqual({
      byCategory: [],
      total: { required: 66, have: 62, missing: 4 },
    });
    expect(nominationShortfalls(people(58, 1, 2, 5), plan).byCategory).toEqual([
      { category: 'consumer-society', required: 2, have: 1, missing: 1 },
      { category: 'deputy-supervisor', required: 6, have: 5, missing: 1 },
    ]);
  });

  test('a row without a category counts for none', () => {
    const rows = [...people(52, 2, 2, 6), { category: null }];
    expect(nominationShortfalls(rows, plan).total?.have).toBe(62);
  });

  test('under another rule each category needs its own share', () => {
    expect(Object.values(candidatesRequired({ delegates: 8, candidatesPerSeat: 3, seats: equalShares }))).toEqual([
      6, 6, 6, 6,
    ]);
  });

  test('whatever is missing, adding exactly that is enough', () => {
    const counts = fc.tuple(fc.nat(80), fc.nat(9), fc.nat(9), fc.nat(20));
    fc.assert(
      fc.property(
        counts,
        fc.integer({ min: 30, max: 60 }),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(DEFAULT_SEAT_RULE, equalShares),
        (have, delegates, each, seats) => {
          const rule = { delegates, candidatesPerSeat: each, seats };
          const short = nominationShortfalls(people(...have), rule);
          const added = short.byCategory.flatMap(({ category, missing }) =>
            Array.from({ length: missing }, () => ({ category })),
          );
          const all = [...people(...have), ...added];
          expect(nominationShortfalls(all, rule).byCategory).toEqual([]);
          for (const category of CATEGORIES)
            expect(all.filter((one) => one.category === category).length).toBeGreaterThanOrEqual(
              seatsRequired(delegates, seats)[category] * each,
            );
        },
      ),
    );
  });
});

describe('where a nomination stands', () => {
  const facts = { candidates: 66, submitted: 66, bothFinishedUpTo: 66, isProposed: false, listVersion: 0 };
  test.each([
    ['editing', { ...facts, submitted: 0, bothFinishedUpTo: 0 }, true],
    ['editing', { ...facts, candidates: 0, submitted: 0, bothFinishedUpTo: 0 }, true],
    ['screening', { ...facts, bothFinishedUpTo: 0 }, false],
    ['agreed', facts, true],
    ['editing', { ...facts, candidates: 70 }, true],
    ['screening', { ...facts, candidates: 70, submitted: 70 }, false],
    ['proposed', { ...facts, isProposed: true }, false],
    ['frozen', { ...facts, listVersion: 1 }, false],
    ['frozen', { ...facts, listVersion: 1, isProposed: true }, false],
  ] as const)('%s', (stage, given, editable) => {
    expect([stageOf(given), isEditable(given)]).toEqual([stage, editable]);
  });
});
