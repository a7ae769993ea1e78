import { describe, expect, it } from 'vitest';
import { nextStepOf, type RoundUnit } from '../../../web/console/next-step.ts';

const UNIT: RoundUnit = {
  unit: 'huilongshan',
  name: '回龙山工商所',
  session: 'tuanfeng-2008-huilongshan',
  officers: 5,
  delegates: 33,
  byCategory: { 'market-entity': 27, 'consumer-society': 1, 'discipline-inspection': 2, 'deputy-supervisor': 3 },
  state: 'prepared',
  cards: 0,
  tellersEnrolled: [],
  keysMade: false,
  missing: [],
  reportsMissing: [],
};
const ALL: RoundUnit['tellersEnrolled'] = ['discipline', 'delegates', 'inspection'];

describe('what a meeting waits for', () => {
  it('the preparation goes keys, cards, tellers, freeze, all of it the inspection office’s', () => {
    const steps = [
      UNIT,
      { ...UNIT, keysMade: true, cards: 32 },
      { ...UNIT, keysMade: true, cards: 33, tellersEnrolled: ALL.slice(0, 2) },
      { ...UNIT, keysMade: true, cards: 33, tellersEnrolled: ALL },
    ].map(nextStepOf);
    expect(steps.map(({ step }) => step)).toEqual(['keys', 'cards', 'tellers', 'freeze']);
    expect(new Set(steps.map(({ actor }) => actor))).toEqual(new Set(['inspection-office']));
  });

  it('first the stages before it: the list, reports, the delegates’ teller, the preparation with both acknowledgements', () => {
    const gates = [
      'list',
      'reports',
      'delegates-teller',
      'preparation-discipline-commission',
      'preparation-county-leader',
    ];
    const steps = gates.map((_, place) => nextStepOf({ ...UNIT, missing: [...gates.slice(place), 'keys'] }));
    expect(steps).toEqual([
      { step: 'list', actor: 'discipline-commission' },
      { step: 'reports', actor: 'unit-clerk' },
      { step: 'delegates-teller', actor: 'inspection-office' },
      { step: 'preparation', actor: 'unit-clerk' },
      { step: 'acknowledge', actor: 'county-leader' },
    ]);
    expect(nextStepOf({ ...UNIT, missing: ['preparation-discipline-commission'] }).actor).toBe('discipline-commission');
    for (const left of ['delegates-teller-left', 'stand-in-left'])
      expect(nextStepOf({ ...UNIT, missing: [left, 'keys'] }).step).toBe('delegates-teller');
    expect(nextStepOf({ ...UNIT, missing: ['keys'] }).step).toBe('keys');
  });

  it('from the freeze to the announcement the tellers act, then nobody', () => {
    const states = ['frozen', 'armed', 'voting', 'closing', 'closed', 'counted'] as const;
    expect(states.map((state) => nextStepOf({ ...UNIT, state }))).toEqual([
      { step: 'arm', actor: 'tellers' },
      { step: 'open', actor: 'tellers' },
      { step: 'set-closing', actor: 'tellers' },
      { step: 'close', actor: 'tellers' },
      { step: 'count', actor: 'tellers' },
      { step: 'announce', actor: 'tellers' },
    ]);
    expect(nextStepOf({ ...UNIT, state: 'announced' })).toEqual({ step: 'download', actor: 'nobody' });
    expect(nextStepOf({ ...UNIT, state: 'voided' })).toEqual({ step: 'voided', actor: 'nobody' });
  });
});
