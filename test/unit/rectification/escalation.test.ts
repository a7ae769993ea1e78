import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escalate, escalatedOn, levelsReached } from '../../../shared/process/escalation.ts';
import { DEFAULT_ROUND_CONFIG, ESCALATION_LEVELS } from '../../../shared/process/round-config.ts';
import { addDays } from '../../../shared/process/working-days.ts';
import { DUE, measured, openItem, replied } from './made-item.ts';

const workingDays = DEFAULT_ROUND_CONFIG.escalationWorkingDays;
const reachedOn = (today: string) => levelsReached(openItem(), { today, workingDays });

test('on its deadline an item is not late; the day after the unit’s head is told', () => {
  expect(reachedOn(DUE)).toEqual([]);
  expect(reachedOn('2026-12-01')).toEqual(['unit-head']);
});

test('three working days late the county leader is told, five the discipline commission', () => {
  expect(reachedOn('2026-12-02')).toEqual(['unit-head']);
  expect(reachedOn('2026-12-03')).toEqual(['unit-head', 'county-leader']);
  // A weekend lies between.
  expect(reachedOn('2026-12-06')).toEqual(['unit-head', 'county-leader']);
  expect(reachedOn('2026-12-07')).toEqual([...ESCALATION_LEVELS]);
});

test('a reply in between stops it: what waits for a decision is nobody’s delay', () => {
  const item = { ...replied(), dueOn: '2026-11-02' };
  expect(levelsReached(item, { today: '2026-12-07', workingDays })).toEqual([]);
});

test('a level is marked once, with the day; looking again marks nothing', () => {
  const day = { today: '2026-12-03', workingDays };
  const marked = escalate(measured(), day);
  expect(marked.escalations.map(({ level, onDay }) => [level, onDay])).toEqual([
    ['unit-head', '2026-12-03'],
    ['county-leader', '2026-12-03'],
  ]);
  expect(escalate(marked, day)).toBe(marked);
  expect(escalatedOn(marked, 'county-leader')).toBe('2026-12-03');
  expect(escalatedOn(marked, 'discipline-commission')).toBeUndefined();
});

test('a new deadline starts the levels anew', () => {
  const marked = escalate(measured(), { today: '2026-12-01', workingDays });
  const later = { ...marked, dueOn: '2026-12-08' };
  expect(escalatedOn(later, 'unit-head')).toBeUndefined();
  expect(escalate(later, { today: '2026-12-09', workingDays }).escalations).toHaveLength(2);
});

test('however often it is looked at on however many days, each level is marked once a deadline, in its order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 20 }), (offsets) => {
      const days = [...offsets].sort((left, right) => left - right).map((offset) => addDays(DUE, offset));
      const item = days.reduce((each, today) => escalate(each, { today, workingDays }), measured());
      const levels = item.escalations.map(({ level }) => level);
      expect(levels).toEqual(ESCALATION_LEVELS.slice(0, levels.length));
    }),
  );
});
