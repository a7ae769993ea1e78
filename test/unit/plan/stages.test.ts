import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { whoLeft } from '../../../shared/process/delegates-teller.ts';
import { MEETING_PATH } from '../../../shared/process/meeting-state.ts';
import type { Progress } from '../../../shared/process/progress.ts';
import { DEFAULT_ROUND_CONFIG } from '../../../shared/process/round-config.ts';
import { STAGES, type Stage, stagesOf, type UnitFacts, waitedFor } from '../../../shared/process/stages.ts';
import { announced, facts, ITEMS, nomination, READY, SPOKEN, stageOf } from './made-facts.ts';

/** State, whom it waits for, and what is missing, as one line. */
const line = (stage: Stage, more: Partial<UnitFacts>): string => {
  const found = stageOf(stage, facts(more));
  const missing = found.missing.map(({ code, count }) => (count === null ? code : `${code} ${count}`));
  return [found.state, waitedFor(found).join('+'), missing.join(', ')].join(' | ');
};

test('a teller or a stand-in who is off the list, or of another list, is to be named anew', () => {
  const heldOn = '2031-12-31';
  const gap = (numbers: UnitFacts['numbers']) => line('delegates', { heldOn, progress: READY, numbers });
  const missing = 'waiting | inspection-office | delegates-teller-left';
  expect(gap({ list: 'nominated', removed: [3, 5] })).toBe('done |  | ');
  expect(gap({ list: 'nominated', removed: [4] })).toBe(missing);
  expect(gap({ list: 'nominated', removed: [9] })).toBe(missing);
  expect(gap({ list: 'another', removed: [] })).toBe(missing);
});

test('of two who were chosen the one who left is named, and both where it is not known from which list', () => {
  const chosen = { teller: 4, standIn: 9, list: 'nominated' };
  const left = (removed: readonly number[]) => whoLeft(chosen, { list: 'nominated', removed });
  expect([left([]), left([4]), left([9]), left([4, 9])]).toEqual([
    [],
    ['teller'],
    ['stand-in'],
    ['teller', 'stand-in'],
  ]);
  expect(whoLeft(undefined, { list: 'nominated', removed: [] })).toEqual(['teller', 'stand-in']);
});

describe('a round that was just opened', () => {
  test('has six stages that have not begun, and names what comes first', () => {
    expect(stagesOf(facts()).map(({ stage, state }) => `${stage} ${state}`)).toEqual(
      STAGES.map((stage) => `${stage} not-started`),
    );
    expect(line('delegates', {})).toBe('not-started |  | nomination');
    expect(line('reports', {})).toBe('not-started |  | reports 5');
  });

  test('without a date says that the date is missing, and nothing can be overdue', () => {
    expect(line('appraisal', { heldOn: null, today: '2099-01-01' })).toBe('not-started |  | date, freeze');
    expect(stagesOf(facts({ heldOn: null, today: '2099-01-01' })).map(({ state }) => state)).not.toContain('overdue');
  });

  test('says that somebody answerable is not named, until its meeting is frozen', () => {
    const unnamed = { isResponsibilityNamed: false, progress: READY };
    expect(line('appraisal', unnamed)).toBe('waiting | inspection-office | responsible, freeze');
    const frozen = { ...unnamed, meeting: { state: 'frozen', unsigned: 3 } } as const;
    expect(line('appraisal', frozen)).toBe('waiting | tellers | arming 3');
  });

  test('without officers waits for their lists before any report', () => {
    expect(line('reports', { officers: 0 })).toBe('not-started |  | officers');
  });
});

describe('the delegates', () => {
  test.each<[string, Progress, string]>([
    ['nominated by the unit', nomination('editing'), 'current | unit-clerk | nomination-unsubmitted'],
    [
      'screened by nobody yet',
      nomination('screening'),
      'waiting | inspection-office+discipline-commission | screening',
    ],
    [
      'screened by one office',
      nomination('screening', ['inspection-office']),
      'waiting | discipline-commission | screening',
    ],
    ['agreed', nomination('agreed'), 'waiting | inspection-office+discipline-commission | list-not-proposed'],
    ['proposed', nomination('proposed'), 'waiting | discipline-commission | list-not-approved'],
  ])('%s wait for who has to act', (_title, progress, expected) => {
    expect(line('delegates', { progress })).toBe(expected);
  });

  test('with a frozen list wait for invitations, teller and preparation report, each by who brings it', () => {
    expect(line('delegates', { progress: { delegates: { count: 33, version: 1 } } })).toBe(
      'current | unit-clerk+inspection-office | invitations 33, delegates-teller, preparation',
    );
  });

  test('wait for whoever has not acknowledged the preparation', () => {
    const preparation = { submitted: true, acknowledgedBy: ['discipline-commission'] } as const;
    expect(line('delegates', { progress: { ...READY, preparation } })).toBe(
      'waiting | county-leader | acknowledgement',
    );
  });

  test('that came with the lists need no nomination, but the discipline commission’s approval', () => {
    const waiting = 'waiting | discipline-commission | list-not-approved';
    expect(line('delegates', { delegates: 33 })).toBe(waiting);
    expect(line('delegates', { delegates: 33, progress: nomination('editing') })).toBe(waiting);
    expect(line('delegates', { delegates: 33, progress: { delegates: { count: 33, version: 1 } } })).not.toContain(
      'list',
    );
  });

  test('that came with the lists give way to candidates of the unit’s own who were handed in', () => {
    expect(line('delegates', { delegates: 33, progress: nomination('screening', ['inspection-office']) })).toBe(
      'waiting | discipline-commission | screening',
    );
  });

  test('are done with everything in place, and once the meeting is frozen', () => {
    expect(line('delegates', { progress: READY })).toBe('done |  | ');
    expect(line('delegates', { meeting: { state: 'frozen', unsigned: 3 } })).toBe('done |  | ');
  });

  test.each([
    ['nomination', {}, 20, 'nomination'],
    [
      'invitations',
      { ...READY, invitations: { sent: 32, coming: 0, declined: 0, attended: null } },
      5,
      'invitations 1',
    ],
    ['preparation', { ...READY, preparation: { submitted: false, acknowledgedBy: [] } }, 3, 'preparation'],
  ] as const)('are overdue the day after the %s was due, not on the day', (_title, progress, daysBefore, missing) => {
    const due = `2031-03-${31 - daysBefore}`;
    const after = `2031-03-${32 - daysBefore}`;
    expect(line('delegates', { progress, today: due })).not.toContain('overdue');
    expect(line('delegates', { progress, today: after })).toBe(`overdue | unit-clerk | ${missing}`);
  });
});

describe('the reports', () => {
  test('name the officers whose report is missing', () => {
    const found = stageOf('reports', facts({ progress: { reports: { officers: 5, missing: ['甲', '乙'] } } }));
    expect([found.state, found.have, found.of, found.missing[0]?.names]).toEqual(['current', 3, 5, ['甲', '乙']]);
  });

  test('are overdue by the rule of the round', () => {
    const rules = { ...DEFAULT_ROUND_CONFIG, reportsDaysBefore: 1 };
    expect(line('reports', { today: '2031-03-25' })).toBe('overdue | unit-clerk | reports 5');
    expect(line('reports', { today: '2031-03-25', rules })).toBe('not-started |  | reports 5');
  });
});

describe('the appraisal', () => {
  test.each([
    ['prepared', 'waiting | inspection-office | freeze'],
    ['frozen', 'waiting | tellers | arming 3'],
    ['armed', 'waiting | tellers | opening'],
    ['voting', 'current | tellers | voting'],
    ['closing', 'current | tellers | voting'],
    ['closed', 'waiting | tellers | count'],
    ['counted', 'waiting | tellers | signatures'],
    ['announced', 'done |  | '],
    ['voided', 'waiting | inspection-office | voided'],
  ] as const)('of a meeting that is %s: %s', (state, expected) => {
    expect(line('appraisal', { progress: READY, meeting: { state, unsigned: 3 } })).toBe(expected);
  });

  test('has not begun while delegates or reports are open', () => {
    expect(line('appraisal', { progress: { ...READY, reports: { officers: 5, missing: ['甲'] } } })).toBe(
      'not-started |  | freeze',
    );
  });

  test('is overdue the day after the meeting should have been', () => {
    expect(line('appraisal', { progress: READY, today: '2031-04-01' })).toBe('overdue | inspection-office | freeze');
  });
});

describe('after the announcement', () => {
  test('opinions must have been collated, all of them, by the word of the inspection office', () => {
    expect(line('opinions', { meeting: announced, today: '2031-03-31' })).toBe(
      'waiting | inspection-office | opinions-not-collated',
    );
    expect(line('opinions', { meeting: announced, today: '2031-04-01' })).toContain('waiting');
    expect(line('opinions', { meeting: announced, today: '2031-04-02' })).toContain('overdue');
    const collated = { opinions: { questions: 2, suggestions: 3, isFinished: false } };
    expect(line('opinions', { meeting: announced, today: '2031-03-31', progress: collated })).toContain('waiting');
    expect(line('opinions', { progress: collated })).toBe('current |  | ');
    const finished = { opinions: { questions: 0, suggestions: 0, isFinished: true } };
    expect(line('opinions', { meeting: announced, today: '2031-04-02', progress: finished })).toBe('done |  | ');
  });

  test('rectification waits for the statement, then for items, then until each is accepted or closed', () => {
    expect(line('rectification', { meeting: announced })).toBe(
      'current | unit-clerk+inspection-office | statement, items',
    );
    expect(line('rectification', { meeting: announced, progress: { floor: SPOKEN } })).toBe(
      'waiting | inspection-office | items',
    );
    const progress = { floor: SPOKEN, rectification: ITEMS };
    expect(line('rectification', { meeting: announced, progress })).toBe('current | unit-clerk | items-open 2');
    expect(line('rectification', { meeting: announced, progress, today: '2031-04-11' })).toContain('overdue');
    const done = { floor: SPOKEN, rectification: { ...ITEMS, accepted: 7, nextDueOn: null } };
    expect(line('rectification', { meeting: announced, progress: done })).toBe('done |  | ');
    const closed = { floor: SPOKEN, rectification: { ...ITEMS, accepted: 5, closed: 2, nextDueOn: null } };
    expect(line('rectification', { meeting: announced, progress: closed })).toBe('done |  | ');
  });

  test('an item that was replied to waits for whoever decides, and no more for the unit', () => {
    const waits = (change: object) =>
      line('rectification', {
        meeting: announced,
        progress: { floor: SPOKEN, rectification: { ...ITEMS, ...change } },
        today: '2031-04-10',
      });
    expect(waits({ toDecide: 2, nextDueOn: null })).toBe(
      'waiting | inspection-office+discipline-commission | items-to-decide 2',
    );
    expect(waits({ toDecide: 2, toDecideByCommission: 2, nextDueOn: null })).toBe(
      'waiting | discipline-commission | items-to-decide 2',
    );
    expect(waits({ toDecide: 1 })).toBe(
      'waiting | unit-clerk+inspection-office+discipline-commission | items-to-decide 1, items-open 1',
    );
    expect(waits({ accepted: 3, toDecide: 3, toDecideByCommission: 1 })).toBe(
      'waiting | unit-clerk+inspection-office+discipline-commission | items-to-decide 2, items-to-decide 1, items-open 1',
    );
  });

  test('outcomes wait until a use is recorded', () => {
    expect(line('outcomes', { meeting: announced })).toBe('waiting | inspection-office | uses');
    expect(line('outcomes', { meeting: announced, progress: { outcomes: { uses: 1 } } })).toBe('done |  | ');
  });
});

test('whatever is noted, there are six stages in their order, a done one misses nothing and an open one says what', () => {
  const progress = fc.record(
    {
      opinions: fc.constant({ questions: 1, suggestions: 1, isFinished: true }),
      delegates: fc.constant({ count: 33, version: 1 }),
      invitations: fc.record({
        sent: fc.nat({ max: 33 }),
        coming: fc.constant(0),
        declined: fc.constant(0),
        attended: fc.constant(null),
      }),
      reports: fc.constantFrom<NonNullable<Progress['reports']>>(
        { officers: 5, missing: [] },
        { officers: 5, missing: ['甲'] },
      ),
      floor: fc.constant({ questions: 0, answered: 0, statementRecorded: true }),
      outcomes: fc.constant({ uses: 1 }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(progress, fc.constantFrom(...MEETING_PATH), fc.nat({ max: 60 }), (noted, state, day) => {
      const today = new Date(Date.UTC(2031, 2, 1 + day)).toISOString().slice(0, 10);
      const stages = stagesOf(facts({ progress: noted, meeting: { state, unsigned: 1 }, today }));
      expect(stages.map(({ stage }) => stage)).toEqual([...STAGES]);
      for (const { state: shown, missing } of stages) {
        if (shown === 'done') expect(missing).toEqual([]);
        if (shown === 'waiting' || shown === 'overdue') expect(missing).not.toEqual([]);
      }
    }),
  );
});
