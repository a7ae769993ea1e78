import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answered,
  type FloorHead,
  type FloorQuestion,
  floorNow,
  MAX_QUESTIONS,
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
  setAsideWhy: null,
};

const head = (change: Partial<FloorHead>): FloorHead => ({ ...NEW_FLOOR, ...change });

describe('the floor of a meeting', () => {
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
  });

  it('shows the current item and the called question, and nothing before the first', () => {
    expect(floorNow(NEW_FLOOR, undefined)).toEqual({ agendaItem: null, question: null });
    const now = head({ agenda: ['报告', '评议'], current: 1, called: 1 });
    expect(floorNow(now, QUESTION)).toEqual({ agendaItem: '评议', question: QUESTION.wording });
    expect(floorNow(head({ agenda: ['报告'], current: 4 }), undefined).agendaItem).toBeNull();
  });

  it('corrects an answer, answers what was set aside, and never sets an answered question aside', () => {
    const first = answered(QUESTION, { answer: '今后一次办结。', answeredBy: '所长' });
    expect(first).toMatchObject({ state: 'answered', answer: '今后一次办结。', answeredBy: '所长' });
    expect(answered(first, { answer: '今后当场办结。', answeredBy: '所长' }).answer).toBe('今后当场办结。');
    expect(setAside(first, '会后书面答复')).toBe('answered-already');
    const aside = setAside(QUESTION, '会后书面答复');
    if (aside === 'answered-already') throw new Error('it waited');
    expect(aside).toMatchObject({ state: 'set-aside', setAsideWhy: '会后书面答复' });
    expect(answered(aside, { answer: '已查清。', answeredBy: '所长' })).toMatchObject({
      state: 'answered',
      setAsideWhy: null,
    });
  });
});
