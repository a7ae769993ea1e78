import { expect, test } from 'vitest';
import { makeSubjects } from '../../../shared/process/ballot-form.ts';
import { type AnnouncedMeeting, overTheYears, USE_NAMES, USES } from '../../../shared/process/outcomes.ts';
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

test('each year has the figures as they were announced, indicators by their names', () => {
  const one = meeting('2007', ['张三'], 8);
  const years = overTheYears([one]);
  const [, officer] = one.results;
  expect(years[1]?.years).toMatchObject([{ ballots: 9, score: '80/1', grade: 'qualified', satisfaction: '1/1' }]);
  expect(years[1]?.years[0]?.indicators).toEqual(
    ['履行职责', '行为规范', '服务态度', '办事效率', '工作业绩', '廉洁自律'].map((name, place) => ({
      ...{ name, result: officer?.indicators[place] },
    })),
  );
});

test('an indicator that the manifest does not name is shown by its id', () => {
  const one = meeting('2007', [], 8);
  const subjects = one.subjects.map((subject) => ({ ...subject, indicators: [] }));
  const [unit] = overTheYears([{ ...one, subjects }]);
  expect(unit?.years[0]?.indicators.map(({ name }) => name)).toEqual(['i1', 'i2', 'i3']);
});

test('a result of somebody who is not in the manifest is a fault, and no figure of anybody else', () => {
  const one = meeting('2007', ['张三'], 8);
  expect(() => overTheYears([{ ...one, subjects: one.subjects.slice(0, 1) }])).toThrow(
    'a result is of a subject that its manifest does not have',
  );
});

test('what a result was used for has the names of the process', () => {
  expect(USES.map((use) => USE_NAMES[use])).toEqual(['评优评先', '干部考核', '谈话提醒', '未运用']);
});
