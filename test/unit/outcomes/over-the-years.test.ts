import { expect, test } from 'vitest';
import { makeSubjects } from '../../../shared/process/ballot-form.ts';
import { type AnnouncedMeeting, overTheYears } from '../../../shared/process/outcomes.ts';
import { tallySubjects } from '../../../shared/process/tally.ts';

const thresholds = { excellent: 85, qualified: 60 };

const meeting = (round: string, officers: readonly string[], score: number): AnnouncedMeeting => {
  const subjects = makeSubjects({
    unit: { name: '回龙山工商所' },
    officers: officers.map((name, place) => ({ id: `o${place + 1}`, name, post: `职务${place}` })),
  });
  const columns = 3 + 6 * officers.length;
  const ballots = Array.from({ length: 9 }, () => Array.from({ length: columns }, () => score));
  const results = tallySubjects({ subjects, thresholds, ballots });
  return {
    round,
    roundName: round,
    session: `s-${round}`,
    announcedAtMs: Number(round),
    outcome: 'valid',
    reasons: [],
    subjects,
    results,
  };
};

const roundsOf = (meetings: readonly AnnouncedMeeting[]) =>
  overTheYears(meetings).map(({ name, years }) => [name, ...years.map(({ round, post }) => `${round} ${post}`.trim())]);

test('an officer is the same by name, whatever place on the list and whatever post: the id is a place on that year’s list', () => {
  expect(roundsOf([meeting('2007', ['张三', '李四'], 8), meeting('2008', ['李四', '王五'], 9)])).toEqual([
    ['回龙山工商所', '2007', '2008'],
    ['李四', '2007 职务1', '2008 职务0'],
    ['王五', '2008 职务1'],
    ['张三', '2007 职务0'],
  ]);
});

test('a unit is the same under a new name', () => {
  const renamed = meeting('2008', ['张三'], 9);
  const subjects = renamed.subjects.map((subject) =>
    subject.kind === 'unit' ? { ...subject, name: '回龙山分局' } : subject,
  );
  expect(roundsOf([meeting('2007', ['张三'], 8), { ...renamed, subjects }])[0]).toEqual(['回龙山分局', '2007', '2008']);
});

test('a year that was not valid leaves a gap, not a zero', () => {
  const invalid: AnnouncedMeeting = { ...meeting('2008', ['张三'], 9), outcome: 'invalid', results: [] };
  expect(roundsOf([meeting('2007', ['张三'], 8), invalid])).toEqual([
    ['回龙山工商所', '2007'],
    ['张三', '2007 职务0'],
  ]);
});
