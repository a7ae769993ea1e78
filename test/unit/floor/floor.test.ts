import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answered,
  type FloorHead,
  type FloorQuestion,
  floorNow,
  MAX_QUESTIONS,
  MAX_WORDINGS,
  NEW_FLOOR,
  placeQuestion,
  setAside,
  withAgenda,
} from '../../../shared/process/floor.ts';

const QUESTION: FloorQuestion = {
  number: 1,
  source: 'spoken',
  wording: '年检为什么要跑三趟？',
  collated: null,
  state: 'queued',
  answer: null,
  answeredBy: null,
  earlier: [],
  setAsideWhy: null,
};

const head = (change: Partial<FloorHead>): FloorHead => ({ ...NEW_FLOOR, ...change });

describe('the floor of a meeting', () => {
  it('begins with an agenda in which the officers report, are questioned and only then voted on', () => {
    const { agenda } = NEW_FLOOR;
    expect(new Set(agenda).size).toBe(7);
    expect(agenda.every((item) => item.length > 3)).toBe(true);
    const places = ['述职述廉', '代表提问', '无记名', '公布结果', '表态'].map((word) =>
      agenda.findIndex((item) => item.includes(word)),
    );
    expect(places).toEqual([2, 3, 4, 5, 6]);
    expect(NEW_FLOOR).toMatchObject({ current: null, called: null, putAs: [], answered: 0, statements: [] });
  });

  it('numbers questions in their order, and gives a repeated id its first number', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-f]{1,2}$/), { maxLength: 60 }), (ids) => {
        let current = NEW_FLOOR;
        const numbers = new Map<string, number>();
        for (const id of ids) {
          const placed = placeQuestion(current, id);
          if (placed === 'full') throw new Error('not that many');
          expect(placed.number).toBe(numbers.get(id) ?? numbers.size + 1);
          numbers.set(id, placed.number);
          current = placed.head;
        }
        expect(current.putAs).toEqual([...numbers.keys()]);
      }),
    );
  });

  it('takes no more questions than the meeting can hear, but still knows those it has', () => {
    const full = head({ putAs: Array.from({ length: MAX_QUESTIONS }, (_, place) => `id-${place}`) });
    expect(placeQuestion(full, 'another')).toBe('full');
    expect(placeQuestion(full, 'id-7')).toEqual({ head: full, number: 8 });
  });

  it('keeps the current item of an agenda that is rewritten, and is nowhere when it was struck out', () => {
    const now = head({ agenda: ['报告', '评议', '投票'], current: 1 });
    expect(withAgenda(now, ['签到', '报告', '评议']).current).toBe(2);
    expect(withAgenda(now, ['报告', '投票']).current).toBeNull();
    expect(withAgenda(head({ agenda: ['报告'] }), ['评议']).current).toBeNull();
    // Before the first item it is nowhere, whatever the agenda becomes.
    expect(withAgenda(NEW_FLOOR, NEW_FLOOR.agenda).current).toBeNull();
  });

  it('shows the current item and the called question, and nothing before the first', () => {
    expect(floorNow(NEW_FLOOR, undefined)).toEqual({ agendaItem: null, question: null });
    const now = head({ agenda: ['报告', '评议'], current: 1, called: 1 });
    expect(floorNow(now, QUESTION)).toEqual({ agendaItem: '评议', question: QUESTION.wording });
    expect(floorNow(head({ agenda: ['报告'], current: 4 }), undefined).agendaItem).toBeNull();
  });

  const say = (answer: string) => ({ answer, answeredBy: '所长' });
  const withAnswer = (question: FloorQuestion, answer: string, after: number): FloorQuestion => {
    const next = answered(question, say(answer), after);
    if (typeof next === 'string') throw new Error(next);
    return next;
  };

  it('corrects an answer and keeps what it said before, answers what was set aside, and never sets an answered question aside', () => {
    const first = withAnswer(QUESTION, '今后一次办结。', 0);
    expect(first).toMatchObject({ state: 'answered', ...say('今后一次办结。'), earlier: [] });
    const second = withAnswer(first, '今后当场办结。', 1);
    expect(second).toMatchObject({ ...say('今后当场办结。'), earlier: [say('今后一次办结。')] });
    expect(setAside(first, '会后书面答复')).toBe('answered-already');
    const aside = setAside(QUESTION, '会后书面答复');
    if (aside === 'answered-already') throw new Error('it waited');
    expect(aside).toMatchObject({ state: 'set-aside', setAsideWhy: '会后书面答复' });
    expect(withAnswer(aside, '已查清。', 0)).toMatchObject({ state: 'answered', setAsideWhy: null });
  });

  it('takes no answer of somebody who saw an earlier one, the same answer again as the same, and corrections within bounds', () => {
    const first = withAnswer(QUESTION, '第一次', 0);
    const second = withAnswer(first, '第二次', 1);
    expect(answered(second, say('第一次'), 0)).toBe('edited-meanwhile');
    expect(answered(second, say('第三次'), 1)).toBe('edited-meanwhile');
    expect(answered(second, say('第二次'), 1)).toBe(second);
    const byAnother = { ...say('第二次'), answeredBy: '副所长' };
    expect(answered(second, byAnother, 2)).toMatchObject({ ...byAnother, earlier: [say('第一次'), say('第二次')] });
    const most = Array.from({ length: MAX_WORDINGS }, (_, n) => n).reduce(
      (question, n) => withAnswer(question, `说法${n}`, n),
      QUESTION,
    );
    expect(answered(most, say('再改'), MAX_WORDINGS)).toBe('full');
  });
});
