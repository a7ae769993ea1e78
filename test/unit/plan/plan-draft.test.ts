import { describe, expect, test } from 'vitest';
import { planOperations, roundPlan } from '../../../shared/contract/plan.ts';
import { withPasted } from '../../../web/console/plan/pasted-units.ts';
import {
  changedPlanOf,
  DEFAULT_RULES,
  draftOf,
  emptyDraft,
  emptyUnit,
  indicatorsOf,
  moved,
  openingOf,
  type Plan,
  typedSum,
} from '../../../web/console/plan/plan-draft.ts';

const PLAN: Plan = {
  basis: [{ title: '通知', number: '1号', date: null }],
  leader: { name: '局长', post: '局长', email: 'a@b.example' },
  commission: { name: '纪委干部', email: 'c@b.example' },
  units: [
    {
      unit: 'chengguan',
      name: '城关分局',
      session: 'tuanfeng-2031-chengguan',
      heldOn: '2031-03-01',
      pilot: true,
      leader: { name: '副局长', email: '' },
      head: { name: '乙', email: 'b@c.example' },
      officers: [
        { name: '甲', post: '副所长' },
        { name: '乙', post: '所长' },
      ],
    },
  ],
  rules: DEFAULT_RULES,
};

describe('a plan on its way through the form', () => {
  test('that nobody touched comes out as it went in', () => {
    const units = PLAN.units.map(({ name: _name, session: _session, officers: _officers, ...unit }) => unit);
    const out = changedPlanOf(draftOf(PLAN), PLAN.rules);
    expect(out).toEqual({ ...PLAN, units });
    expect(roundPlan.safeParse(out).success).toBe(true);
  });

  test('a number that is none is refused by the contract at its place', () => {
    const draft = draftOf(PLAN);
    const rules = { ...draft.rules, numbers: { ...draft.rules.numbers, reportsDaysBefore: '七天' } };
    const refused = roundPlan.safeParse(changedPlanOf({ ...draft, rules }, PLAN.rules));
    expect(refused.error?.issues.map(({ path }) => path.join('.'))).toEqual(['rules.reportsDaysBefore']);
  });

  test('says what the shares add to as they are typed, and sends them as they are', () => {
    const { rules } = draftOf(PLAN);
    const typed = (share: string) => ({ ...rules, shares: { ...rules.shares, 'market-entity': share } });
    expect(['80', '79', ' 81 ', '80.5', '八十', ''].map((share) => typedSum(typed(share)))).toEqual([
      ...[100, 99, 101],
      ...[null, null, null],
    ]);
    const draft = { ...draftOf(PLAN), rules: { ...typed('79'), minDelegates: '20' } };
    expect(changedPlanOf(draft, PLAN.rules).rules.seats).toEqual({
      minDelegates: 20,
      sharesPercent: { ...PLAN.rules.seats.sharesPercent, 'market-entity': 79 },
    });
  });

  test('an indicator that keeps its name keeps its id, and a new one takes a free one', () => {
    const before = [
      { id: 'i1', name: '甲' },
      { id: 'i3', name: '丙' },
    ];
    expect(indicatorsOf(' 丙 \n\n乙\n甲\n丁', before)).toEqual([
      { id: 'i3', name: '丙' },
      { id: 'i2', name: '乙' },
      { id: 'i1', name: '甲' },
      { id: 'i4', name: '丁' },
    ]);
  });
});

describe('a round on its way through the form', () => {
  test('leaves out lines that were left empty, and names the head', () => {
    const unit = {
      ...emptyUnit(1),
      name: '城关分局',
      headAt: 2,
      officers: [
        { name: '甲', post: '副所长' },
        { name: '', post: '' },
        { name: '乙', post: '所长' },
      ],
    };
    const request = openingOf({ ...emptyDraft(), units: [unit] }, { round: ' 2031 ', name: '年度' });
    expect([request.round, request.basis, request.units[0]?.officers]).toEqual([
      '2031',
      [],
      [
        { name: '甲', post: '副所长', isHead: false },
        { name: '乙', post: '所长', isHead: true },
      ],
    ]);
    expect(planOperations.openRound.request.safeParse(request).success).toBe(true);
  });

  test('moves a unit up and down, and not beyond the ends', () => {
    expect(moved(['a', 'b', 'c'], { from: 2, by: -1 })).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], { from: 0, by: 1 })).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b'], { from: 0, by: -1 })).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], { from: 1, by: 1 })).toEqual(['a', 'b']);
  });
});

describe('lines pasted out of a workbook', () => {
  const shown = (text: string, units = [emptyUnit(1)]) =>
    withPasted(units, text).map(({ name, officers, headAt }) => [name, officers.map((each) => each.name), headAt]);

  test('become units with their officers, the heading left out, the head where it is marked', () => {
    expect(
      shown('单位\t姓名\t职务\t第一责任人\n城关分局\t甲\t副所长\n城关分局\t乙\t所长\t是\r\n回龙山所\t丙\t所长\n'),
    ).toEqual([
      ['城关分局', ['甲', '乙'], 1],
      ['回龙山所', ['丙'], 0],
    ]);
  });

  test('with commas do too, and pasted again add nobody twice', () => {
    const once = withPasted([emptyUnit(1)], '城关分局，甲，所长\n城关分局,乙,副所长');
    expect(shown('城关分局,甲,所长\n城关分局,丁,组长', [...once])).toEqual([['城关分局', ['甲', '乙', '丁'], 0]]);
    expect(new Set(once.map(({ code }) => code)).size).toBe(once.length);
  });

  test('that hold nothing leave what is there', () => {
    expect(shown('\n,,\n只有单位')).toEqual([['', [''], 0]]);
  });
});
