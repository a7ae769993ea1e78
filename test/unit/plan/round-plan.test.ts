import { describe, expect, test } from 'vitest';
import { roundRules } from '../../../shared/contract/plan.ts';
import { DEFAULT_ROUND_CONFIG, type RoundConfig } from '../../../shared/process/round-config.ts';
import {
  type Contact,
  changedParts,
  defaultPlan,
  fitsOneBallot,
  isResponsibilityNamed,
  NOBODY,
  type PlannedUnit,
  planAfterImport,
  planDefects,
  type RoundPlan,
  type UnitOfficers,
} from '../../../shared/process/round-plan.ts';

const LISTS: readonly UnitOfficers[] = [
  { unit: 'chengguan', officers: ['甲', '乙'] },
  { unit: 'huilongshan', officers: ['丙', '丁'] },
];
const PLAN = defaultPlan(LISTS);
const withRules = (rules: Partial<RoundConfig>): RoundPlan => ({ ...PLAN, rules: { ...PLAN.rules, ...rules } });
const withUnits = (...changes: readonly Partial<PlannedUnit>[]): RoundPlan => ({
  ...PLAN,
  units: PLAN.units.map((unit, index) => ({ ...unit, ...changes[index] })),
});
const seatsWith = (marketEntities: number) => ({
  ...DEFAULT_ROUND_CONFIG.seats,
  sharesPercent: { ...DEFAULT_ROUND_CONFIG.seats.sharesPercent, 'market-entity': marketEntities },
});
const codesOf = (plan: RoundPlan, lists = LISTS) =>
  planDefects(plan, lists).map(({ field, code }) => `${field} ${code}`);

describe('the plan of a round that came as lists', () => {
  test('has no basis and no dates, the usual rules, and the first officer as head', () => {
    expect([PLAN.basis, PLAN.rules, PLAN.units.map(({ heldOn, head }) => [heldOn, head.name])]).toEqual([
      [],
      DEFAULT_ROUND_CONFIG,
      [
        [null, '甲'],
        [null, '丙'],
      ],
    ]);
    expect(codesOf(PLAN)).toEqual([]);
  });

  test('names nobody else and no pilot', () => {
    const unit = (code: string, head: string) => ({
      ...{ unit: code, heldOn: null, pilot: false, leader: NOBODY, head: { name: head, email: '' } },
    });
    expect(defaultPlan(LISTS)).toEqual({
      basis: [],
      leader: { name: '', post: '', email: '' },
      commission: { name: '', email: '' },
      units: [unit('chengguan', '甲'), unit('huilongshan', '丙')],
      rules: DEFAULT_ROUND_CONFIG,
    });
  });

  test('of a unit without officers names no head', () => {
    expect(defaultPlan([{ unit: 'a', officers: [] }]).units[0]?.head).toEqual({ name: '', email: '' });
  });

  test('has the head that the file names', () => {
    expect(defaultPlan([{ unit: 'a', officers: ['甲', '乙'], head: '乙' }]).units[0]?.head.name).toBe('乙');
  });
});

describe('lists imported anew', () => {
  const dated = withUnits({ heldOn: '2031-03-01', leader: { name: '副局长', email: '' } });

  test('leave the plan of the same units as it was', () => {
    expect(changedParts({ before: dated, after: planAfterImport(dated, LISTS) })).toEqual([]);
  });

  test('take away units that are gone, and put new ones last', () => {
    const after = planAfterImport(dated, [{ unit: 'zongluzui', officers: ['戊'] }, ...LISTS.slice(0, 1)]);
    expect(after.units.map(({ unit, heldOn }) => [unit, heldOn])).toEqual([
      ['chengguan', '2031-03-01'],
      ['zongluzui', null],
    ]);
    expect(changedParts({ before: dated, after })).toEqual(['units']);
  });

  test('keep a head who stays, with the address, and take the one that the file names now', () => {
    const headed = withUnits({ head: { name: '乙', email: 'yi@unit.example' } });
    const headIn = (list: UnitOfficers) => planAfterImport(headed, [list, ...LISTS.slice(1)]).units[0]?.head;
    const list = { unit: 'chengguan', officers: ['甲', '乙'] };
    expect(headIn(list)).toEqual({ name: '乙', email: 'yi@unit.example' });
    expect(headIn({ ...list, head: '乙' })).toEqual({ name: '乙', email: 'yi@unit.example' });
    expect(headIn({ ...list, head: '甲' })).toEqual({ name: '甲', email: '' });
  });

  test('replace a head who is not an officer any more', () => {
    const after = planAfterImport(dated, [{ unit: 'chengguan', officers: ['新甲', '乙'] }, ...LISTS.slice(1)]);
    expect(after.units[0]?.head).toEqual({ name: '新甲', email: '' });
    expect(changedParts({ before: dated, after })).toEqual(['responsible']);
  });
});

describe('what was changed', () => {
  test.each<[string, RoundPlan, string[]]>([
    ['nothing', { ...PLAN }, []],
    ['the basis', { ...PLAN, basis: [{ title: '通知', number: '', date: null }] }, ['basis']],
    ['the leader in charge', { ...PLAN, leader: { name: '局长', post: '', email: '' } }, ['leader']],
    ['the commission’s contact', { ...PLAN, commission: { name: '纪委干部', email: '' } }, ['commission']],
    ['the order', { ...PLAN, units: PLAN.units.toReversed() }, ['order']],
    ['a date', withUnits({ heldOn: '2031-03-01' }), ['dates']],
    ['a pilot', withUnits({ pilot: true }), ['pilots']],
    ['a contact', withUnits({ leader: { name: '', email: 'a@b.example' } }), ['responsible']],
    ['a deadline', withRules({ reportsDaysBefore: 9 }), ['rules']],
    ['a threshold', withRules({ thresholds: { excellent: 90, qualified: 60 } }), ['rules']],
    ['the least delegates', withRules({ seats: { ...DEFAULT_ROUND_CONFIG.seats, minDelegates: 31 } }), ['rules']],
    ['a share', withRules({ seats: seatsWith(79) }), ['rules']],
    ['an indicator', withRules({ unitIndicators: [{ id: 'i1', name: '新指标' }] }), ['rules']],
  ])('is named: %s', (_title, after, expected) => {
    expect(changedParts({ before: PLAN, after })).toEqual(expected);
  });
});

describe('what was changed of what was there', () => {
  const basis = (change: object) => ({
    ...PLAN,
    basis: [{ title: '通知', number: '1号', date: '2031-01-01', ...change }],
  });
  test.each([
    ['its title', { title: '意见' }],
    ['its number', { number: '2号' }],
    ['its day', { date: null }],
  ])('is the basis by %s', (_title, change) => {
    expect(changedParts({ before: basis({}), after: basis(change) })).toEqual(['basis']);
  });

  const [first = { id: 'i1', name: '' }, ...others] = DEFAULT_ROUND_CONFIG.officerIndicators;
  test.each<[string, Partial<RoundConfig>]>([
    ['the name of an indicator', { officerIndicators: [{ ...first, name: '新名' }, ...others] }],
    ['the id of an indicator', { officerIndicators: [{ ...first, id: 'i9' }, ...others] }],
    ['a level', { escalationWorkingDays: { ...DEFAULT_ROUND_CONFIG.escalationWorkingDays, 'county-leader': 4 } }],
  ])('are the rules by %s', (_title, change) => {
    expect(changedParts({ before: PLAN, after: withRules(change) })).toEqual(['rules']);
  });

  test('is nothing where the same rules come in another order of their fields', () => {
    const rules = { ...PLAN.rules, ...Object.fromEntries(Object.entries(PLAN.rules).toReversed()) };
    const reversed: RoundPlan = {
      ...PLAN,
      rules: { ...Object.fromEntries(Object.entries(rules).toReversed()), ...rules },
    };
    expect(Object.keys(reversed.rules)).not.toEqual(Object.keys(PLAN.rules));
    expect(changedParts({ before: PLAN, after: reversed })).toEqual([]);
  });

  test('with other units are these and what has nothing to do with units, and no order or day', () => {
    const after: RoundPlan = {
      basis: [{ title: '通知', number: '', date: null }],
      leader: { name: '局长', post: '', email: '' },
      commission: { name: '纪委干部', email: '' },
      units: [{ ...PLAN.units[0], unit: 'zongluzui', heldOn: '2031-03-01', pilot: true, leader: NOBODY, head: NOBODY }],
      rules: { ...PLAN.rules, reportsDaysBefore: 9 },
    };
    expect(changedParts({ before: PLAN, after })).toEqual(['basis', 'leader', 'commission', 'units', 'rules']);
  });
});

describe('everybody answerable for a unit is named', () => {
  const named = { name: '某', email: '' };
  test.each<[string, Contact, Contact, Contact, boolean]>([
    ['all three', named, named, named, true],
    ['without the leader in charge', NOBODY, named, named, false],
    ['without the county leader', named, NOBODY, named, false],
    ['without the head', named, named, NOBODY, false],
    ['none', NOBODY, NOBODY, NOBODY, false],
  ])('%s', (_title, inCharge, leader, head, expected) => {
    const [unit] = withUnits({ leader, head }).units;
    if (unit === undefined) throw new Error('no unit');
    expect(isResponsibilityNamed({ leader: { ...inCharge, post: '' } }, unit)).toBe(expected);
  });
});

describe('a plan is not valid', () => {
  test.each<[string, RoundPlan, string]>([
    ['with a unit that the round has not', { ...PLAN, units: PLAN.units.slice(1) }, 'units units-differ'],
    ['with one unit in place of another', withUnits({}, { unit: 'zongluzui' }), 'units units-differ'],
    ['with a pilot after another', withUnits({}, { pilot: true }), 'units.1.pilot pilot-after-other'],
    [
      'with a pilot later than another',
      withUnits({ pilot: true, heldOn: '2031-03-02' }, { heldOn: '2031-03-01' }),
      'units.0.heldOn pilot-dated-later',
    ],
    ['with a head of another unit', withUnits({ head: { name: '丙', email: '' } }), 'units.0.head head-not-an-officer'],
    [
      'with equal thresholds',
      withRules({ thresholds: { excellent: 60, qualified: 60 } }),
      'rules.thresholds thresholds-order',
    ],
    [
      'with an indicator twice',
      withRules({
        unitIndicators: [
          { id: 'i1', name: '一' },
          { id: 'i2', name: '一' },
        ],
      }),
      'rules.unitIndicators.1 indicator-repeated',
    ],
    [
      'with levels that fall together',
      withRules({ escalationWorkingDays: { 'unit-head': 0, 'county-leader': 3, 'discipline-commission': 3 } }),
      'rules.escalationWorkingDays escalation-order',
    ],
    ['with shares that add to 99', withRules({ seats: seatsWith(79) }), 'rules.seats.sharesPercent shares-sum'],
    ['with shares that add to 101', withRules({ seats: seatsWith(81) }), 'rules.seats.sharesPercent shares-sum'],
    [
      'with more delegates than a nomination holds candidates for',
      withRules({ seats: { ...DEFAULT_ROUND_CONFIG.seats, minDelegates: 251 } }),
      'rules.seats.minDelegates minimum-too-large',
    ],
    [
      'with invitations before the list',
      withRules({ nominationDaysBefore: 5, invitationsDaysBefore: 5 }),
      'rules.nominationDaysBefore deadline-order',
    ],
  ])('%s', (_title, plan, expected) => {
    expect(codesOf(plan)).toEqual([expected]);
  });

  test('with more scores than one ballot holds, and with one less it is', () => {
    const officers = (count: number) => Array.from({ length: count }, (_, index) => `人${index}`);
    // 3 of the unit and 6 of each officer: 61 officers make 369 of at most 370.
    const list = (count: number) => [{ unit: 'chengguan', officers: officers(count) }, ...LISTS.slice(1)];
    const plan = withUnits({ head: { name: '人0', email: '' } });
    expect(codesOf(plan, list(61))).toEqual([]);
    expect(codesOf(plan, list(62))).toEqual(['rules.officerIndicators too-many-indicators']);
  });

  test('with a unit twice', () => {
    expect(codesOf(withUnits({}, { unit: 'chengguan', head: NOBODY }))).toEqual(['units.1.unit unit-repeated']);
  });

  test('but may have no head yet, and as many scores and candidates as just fit', () => {
    expect(codesOf(withUnits({ head: NOBODY }))).toEqual([]);
    const rules = DEFAULT_ROUND_CONFIG;
    expect(fitsOneBallot({ ...rules, unitIndicators: rules.officerIndicators.slice(0, 4) }, 61)).toBe(true);
    expect(codesOf(withRules({ seats: { ...rules.seats, minDelegates: 250 } }))).toEqual([]);
  });

  test('only where something is wrong: pilots first, in their order and days', () => {
    expect(codesOf(withUnits({ pilot: true, heldOn: '2031-03-01' }, { heldOn: '2031-03-01' }))).toEqual([]);
    expect(codesOf(withUnits({ pilot: true, heldOn: '2031-03-09' }, { pilot: true, heldOn: '2031-03-01' }))).toEqual(
      [],
    );
  });
});

test.each([
  ['fewer candidates than twice the seats', { candidatesPerSeat: 1 }],
  ['no day for the first reply', { firstReplyWorkingDays: 0 }],
  ['a threshold of nothing', { thresholds: { excellent: 85, qualified: 0 } }],
  ['a category without a share', { seats: seatsWith(0) }],
  ['half a per cent', { seats: seatsWith(80.5) }],
  ['no least number of delegates', { seats: { ...DEFAULT_ROUND_CONFIG.seats, minDelegates: 0 } }],
  ['lists of more than a thousand', { seats: { ...DEFAULT_ROUND_CONFIG.seats, minDelegates: 1_001 } }],
  ['no indicator', { officerIndicators: [] }],
  ['a field that nobody knows', { delegates: 10 }],
])('rules with %s are refused by the contract', (_title, change) => {
  expect(roundRules.safeParse(DEFAULT_ROUND_CONFIG).success).toBe(true);
  expect(roundRules.safeParse({ ...DEFAULT_ROUND_CONFIG, ...change }).success).toBe(false);
});
