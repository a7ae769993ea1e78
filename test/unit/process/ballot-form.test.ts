import { expect, test } from 'vitest';
import { DEFAULT_BALLOT_CONFIG, indicatorCount, makeSubjects } from '../../../shared/process/ballot-form.ts';

const officers = [
  { id: 'o1', name: '𬭼㐀明', post: '所长' },
  { id: 'o2', name: '阿卜杜热西提·买买提', post: '副所长' },
];

test('a ballot asks the unit on three indicators, then each officer on six, as the rule lists them', () => {
  const subjects = makeSubjects({ unit: { name: '回龙山工商所' }, officers });
  expect(subjects.map(({ id, kind, name, post }) => [id, kind, name, post])).toEqual([
    ['unit', 'unit', '回龙山工商所', ''],
    ['o1', 'officer', '𬭼㐀明', '所长'],
    ['o2', 'officer', '阿卜杜热西提·买买提', '副所长'],
  ]);
  expect(subjects.map(({ indicators }) => indicators.map(({ name }) => name).join())).toEqual([
    '依法履行职能,服务经济发展,政风行风建设',
    '履行职责,行为规范,服务态度,办事效率,工作业绩,廉洁自律',
    '履行职责,行为规范,服务态度,办事效率,工作业绩,廉洁自律',
  ]);
  expect(subjects.map(({ indicators }) => indicators.map(({ id }) => id).join())).toEqual([
    'i1,i2,i3',
    'i1,i2,i3,i4,i5,i6',
    'i1,i2,i3,i4,i5,i6',
  ]);
  expect(indicatorCount(subjects)).toBe(15);
});

test("a county's own indicators replace the default ones", () => {
  const config = { ...DEFAULT_BALLOT_CONFIG, officerIndicators: [{ id: 'i1', name: '廉洁自律' }] };
  expect(indicatorCount(makeSubjects({ unit: { name: '所' }, officers, config }))).toBe(5);
});

test('a ballot whose ids are ambiguous, or which asks nothing, cannot be made', () => {
  const unit = { name: '所' };
  const twice = [{ id: 'o1', name: '甲', post: '' }];
  expect(() => makeSubjects({ unit, officers: [...twice, ...twice] })).toThrow('two subjects of a ballot have one id');
  expect(() => makeSubjects({ unit, officers: [{ id: 'unit', name: '甲', post: '' }] })).toThrow(
    'two subjects of a ballot',
  );
  const repeated = {
    ...DEFAULT_BALLOT_CONFIG,
    unitIndicators: [
      { id: 'i1', name: '甲' },
      { id: 'i1', name: '乙' },
    ],
  };
  expect(() => makeSubjects({ unit, officers, config: repeated })).toThrow('two indicators of a ballot have one id');
  const empty = { ...DEFAULT_BALLOT_CONFIG, unitIndicators: [] };
  expect(() => makeSubjects({ unit, officers, config: empty })).toThrow('a subject needs an indicator');
  const silent = { ...DEFAULT_BALLOT_CONFIG, officerIndicators: [] };
  expect(() => makeSubjects({ unit, officers, config: silent })).toThrow('a subject needs an indicator');
});
