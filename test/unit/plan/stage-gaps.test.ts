import { describe, expect, test } from 'vitest';
import type { Progress } from '../../../shared/process/progress.ts';
import { type GapCode, type Stage, type UnitFacts, waitedFor } from '../../../shared/process/stages.ts';
import { announced, facts, ITEMS, nomination, READY, SPOKEN, stageOf } from './made-facts.ts';

const gaps = (stage: Stage, more: Partial<UnitFacts> = {}) => stageOf(stage, facts(more)).missing;
const meeting = (state: UnitFacts['meeting']['state']) => ({ state, unsigned: 3 });

describe('what is missing names who brings it and the day by which', () => {
  const with33 = { delegates: { count: 33, version: 1 } };
  const open = { ...READY, preparation: { submitted: true, acknowledgedBy: [] } };
  const table: readonly [GapCode, Stage, Partial<UnitFacts>, readonly string[], string | null][] = [
    ['no-opinions', 'opinions', {}, ['inspection-office'], null],
    ['opinions-not-collated', 'opinions', { meeting: announced }, ['inspection-office'], '2031-04-01'],
    ['nomination', 'delegates', {}, ['unit-clerk'], '2031-03-11'],
    ['nomination-unsubmitted', 'delegates', { progress: nomination('editing') }, ['unit-clerk'], '2031-03-11'],
    [
      'screening',
      'delegates',
      { progress: nomination('screening') },
      ['inspection-office', 'discipline-commission'],
      '2031-03-11',
    ],
    [
      'list-not-proposed',
      'delegates',
      { progress: nomination('agreed') },
      ['inspection-office', 'discipline-commission'],
      '2031-03-11',
    ],
    ['list-not-approved', 'delegates', { progress: nomination('proposed') }, ['discipline-commission'], '2031-03-11'],
    ['list-not-approved', 'delegates', { delegates: 33 }, ['discipline-commission'], '2031-03-11'],
    ['invitations', 'delegates', { progress: with33 }, ['unit-clerk'], '2031-03-26'],
    ['delegates-teller', 'delegates', { progress: with33 }, ['inspection-office'], '2031-03-26'],
    ['preparation', 'delegates', { progress: with33 }, ['unit-clerk'], '2031-03-28'],
    ['acknowledgement', 'delegates', { progress: open }, ['discipline-commission', 'county-leader'], '2031-03-28'],
    [
      'delegates-teller-left',
      'delegates',
      { progress: READY, numbers: { list: 'nominated', removed: [4] } },
      ['inspection-office'],
      '2031-03-26',
    ],
    ['officers', 'reports', { officers: 0 }, ['inspection-office'], null],
    ['reports', 'reports', {}, ['unit-clerk'], '2031-03-24'],
    ['date', 'appraisal', { heldOn: null }, ['inspection-office'], null],
    ['responsible', 'appraisal', { isResponsibilityNamed: false }, ['inspection-office'], null],
    ['freeze', 'appraisal', {}, ['inspection-office'], '2031-03-31'],
    ['arming', 'appraisal', { meeting: meeting('frozen') }, ['tellers'], '2031-03-31'],
    ['opening', 'appraisal', { meeting: meeting('armed') }, ['tellers'], '2031-03-31'],
    ['voting', 'appraisal', { meeting: meeting('closing') }, ['tellers'], '2031-03-31'],
    ['count', 'appraisal', { meeting: meeting('closed') }, ['tellers'], '2031-03-31'],
    ['signatures', 'appraisal', { meeting: meeting('counted') }, ['tellers'], '2031-03-31'],
    ['voided', 'appraisal', { meeting: meeting('voided') }, ['inspection-office'], null],
    ['items', 'rectification', { meeting: announced }, ['inspection-office'], null],
    ['statement', 'rectification', { meeting: announced }, ['unit-clerk'], null],
    [
      'items-open',
      'rectification',
      { meeting: announced, progress: { rectification: ITEMS } },
      ['unit-clerk'],
      '2031-04-10',
    ],
    ['uses', 'outcomes', { meeting: announced }, ['inspection-office'], null],
  ];
  test.each(table)('%s', (code, stage, more, by, dueOn) => {
    const found = gaps(stage, more).find((each) => each.code === code);
    expect(found).toMatchObject({ by, dueOn, names: [] });
  });
});

describe('what is not missing', () => {
  test('nothing of the plan, the rules or the list once each is there', () => {
    expect(gaps('appraisal', { progress: READY }).map(({ code }) => code)).toEqual(['freeze']);
    expect(gaps('rectification', { meeting: announced }).map(({ code }) => code)).toEqual(['statement', 'items']);
    const items = { meeting: announced, progress: { floor: SPOKEN, rectification: ITEMS } };
    expect(gaps('rectification', items).map(({ code }) => code)).toEqual(['items-open']);
  });

  test('nothing of rectification and outcomes before the announcement', () => {
    for (const stage of ['rectification', 'outcomes'] as const)
      expect(stageOf(stage, facts())).toMatchObject({ state: 'not-started', missing: [] });
  });

  test('a list that is frozen asks for no nomination, even before its people are counted', () => {
    expect(gaps('delegates', { progress: nomination('frozen') }).map(({ code }) => code)).toEqual([
      'delegates-teller',
      'preparation',
    ]);
  });

  test('reports of a meeting that is frozen, whatever was noted of them', () => {
    const late: Progress = { ...READY, reports: { officers: 5, missing: ['甲'] } };
    const found = stageOf('reports', facts({ progress: late, meeting: meeting('frozen') }));
    expect([found.state, found.missing, found.have, found.of]).toEqual(['done', [], 5, 5]);
  });
});

describe('candidates of a unit whose delegates came with the lists', () => {
  const waitsFor = (progress: Progress) => {
    const found = stageOf('delegates', facts({ delegates: 33, progress }));
    return [found.missing.map(({ code }) => code), waitedFor(found)];
  };

  test('once handed in are what the offices have to look at, also before one of them has', () => {
    expect(waitsFor(nomination('screening'))).toEqual([['screening'], ['inspection-office', 'discipline-commission']]);
  });

  test('that the offices sent back for more are the unit’s to hand in', () => {
    const sentBack = nomination('editing', ['inspection-office', 'discipline-commission']);
    expect(waitsFor(sentBack)).toEqual([['nomination-unsubmitted'], ['unit-clerk']]);
  });
});

describe('a stage is overdue', () => {
  test('as soon as one thing is, though others have time', () => {
    const { invitations: _sent, preparation: _report, ...progress } = READY;
    const found = stageOf('delegates', facts({ progress, today: '2031-03-27' }));
    expect([found.state, found.missing.map(({ code }) => code)]).toEqual(['overdue', ['invitations', 'preparation']]);
  });

  test('in the hall, too, when the voting is still on the day after', () => {
    const on = (today: string) =>
      stageOf('appraisal', facts({ progress: READY, meeting: meeting('voting'), today })).state;
    expect([on('2031-03-31'), on('2031-04-01')]).toEqual(['current', 'overdue']);
  });
});

describe('opinions', () => {
  const noted = { questions: 2, suggestions: 3, isFinished: false };
  const opinions = (more: Partial<UnitFacts>) => stageOf('opinions', facts(more));

  test('have begun with the first collated entry, and count questions and suggestions together', () => {
    expect(opinions({})).toMatchObject({ state: 'not-started', have: null, of: null });
    expect(opinions({ progress: { opinions: noted } })).toMatchObject({ state: 'current', missing: [], have: 5 });
    expect(opinions({ meeting: announced, progress: { opinions: noted } })).toMatchObject({
      state: 'waiting',
      have: 5,
    });
  });

  test('are to be dealt with after a voided meeting as after one that was announced', () => {
    expect(opinions({ meeting: meeting('voided') }).missing[0]?.code).toBe('opinions-not-collated');
  });

  test('of a meeting without a day have no deadline', () => {
    expect(opinions({ meeting: announced, heldOn: null, today: '2099-01-01' })).toMatchObject({
      state: 'waiting',
      missing: [{ dueOn: null }],
    });
  });
});

describe('how far a stage is', () => {
  const counted = (stage: Stage, more: Partial<UnitFacts>) => {
    const { have, of } = stageOf(stage, facts(more));
    return [have, of];
  };
  test.each<[string, Stage, Partial<UnitFacts>, readonly (number | null)[]]>([
    ['no delegates yet', 'delegates', {}, [null, null]],
    ['delegates of an imported list', 'delegates', { delegates: 40 }, [40, null]],
    ['delegates of the frozen list', 'delegates', { delegates: 40, progress: READY }, [33, null]],
    ['reports, none of five', 'reports', {}, [0, 5]],
    ['items that nobody has confirmed', 'rectification', { meeting: announced }, [null, null]],
    ['items put right', 'rectification', { meeting: announced, progress: { rectification: ITEMS } }, [5, 7]],
    ['uses', 'outcomes', { meeting: announced, progress: { outcomes: { uses: 2 } } }, [2, null]],
    ['no use yet', 'outcomes', { meeting: announced }, [0, null]],
    ['outcomes before the announcement', 'outcomes', { progress: { outcomes: { uses: 2 } } }, [null, null]],
  ])('%s', (_title, stage, more, expected) => {
    expect(counted(stage, more)).toEqual(expected);
  });
});
