import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import type { Progress } from '../../../shared/process/progress.ts';
import { answered, type County, makeCounty, OFFICE, refusedAs, staffOf, withEngine } from '../registry/county.ts';
import { armedMeeting, importUnits, putInState, ROUND, SESSION, UNIT } from '../registry/prepared-meeting.ts';
import { openedUnit, openRequest } from './opened-round.ts';

withEngine();

const homeOf = async (county: County, round: string, options = OFFICE) =>
  answered(await county.call('getHome', { round }, options));
type Home = Awaited<ReturnType<typeof homeOf>>;

const statesOf = (home: Home, unit: string): readonly string[] =>
  home.units.find((each) => each.unit === unit)?.stages.map(({ state }) => state) ?? [];
const stageOf = (home: Home, stage: string) => home.units[0]?.stages.find((each) => each.stage === stage);

/** Half past midnight of a day in China, which in UTC is still the day before. */
const nightOf = (day: string): number => Date.parse(`${day}T00:30:00+08:00`);

describe('the county’s home', () => {
  test('shows every unit of an opened round with its six stages, in the order of the plan', async () => {
    const county = await makeCounty();
    answered(await county.call('openRound', openRequest(), OFFICE));
    county.clock.nowMs = nightOf('2031-02-01');
    const home = await homeOf(county, '2031');
    expect([home.round, home.name, home.today]).toEqual(['2031', '2030—2031年度双述', '2031-02-01']);
    expect(home.units.map(({ unit, heldOn, pilot, stages }) => [unit, heldOn, pilot, stages.length])).toEqual([
      ['chengguan', '2031-03-10', true, 6],
      ['huilongshan', '2031-03-20', false, 6],
    ]);
    expect(statesOf(home, 'huilongshan')).toEqual(Array.from({ length: 6 }, () => 'not-started'));
    expect(stageOf(home, 'delegates')?.missing).toEqual([
      { code: 'nomination', by: ['unit-clerk'], count: null, names: [], dueOn: '2031-02-18' },
    ]);
  });

  test('says whom it waits for and what is overdue, by the days of the plan and its rules', async () => {
    const county = await makeCounty();
    answered(await county.call('openRound', openRequest(), OFFICE));
    const nomination = { candidates: 60, state: 'screening', screenedBy: ['inspection-office'] } as const;
    await county.all.registry.progress.note({ round: '2031', unit: 'chengguan' }, 'nomination', nomination);
    county.clock.nowMs = nightOf('2031-02-18');
    expect(stageOf(await homeOf(county, '2031'), 'delegates')).toMatchObject({
      state: 'waiting',
      waitingFor: ['discipline-commission'],
    });
    county.clock.nowMs = nightOf('2031-02-19');
    const home = await homeOf(county, '2031');
    expect(stageOf(home, 'delegates')).toMatchObject({ state: 'overdue', waitingFor: ['discipline-commission'] });
    expect(statesOf(home, 'huilongshan')[1]).toBe('not-started');
  });

  test('names the officers whose report is missing', async () => {
    const county = await makeCounty();
    answered(await county.call('openRound', openRequest(), OFFICE));
    const missing = ['chengguan副所长'];
    await county.all.registry.progress.note({ round: '2031', unit: 'chengguan' }, 'reports', { officers: 3, missing });
    expect(stageOf(await homeOf(county, '2031'), 'reports')).toMatchObject({
      have: 2,
      of: 3,
      missing: [{ code: 'reports', count: 1, names: missing }],
    });
  });

  test('follows a meeting from its freeze to its announcement', async () => {
    const { county } = await armedMeeting(await makeCounty());
    const appraisal = async () => stageOf(await homeOf(county, ROUND), 'appraisal');
    expect(await appraisal()).toMatchObject({
      state: 'waiting',
      waitingFor: ['tellers'],
      missing: [{ code: 'opening' }],
    });
    await putInState(county, 'voting');
    expect(await appraisal()).toMatchObject({ state: 'current', missing: [{ code: 'voting' }] });
    await putInState(county, 'announced');
    expect(await appraisal()).toMatchObject({ state: 'done', missing: [] });
    expect(stageOf(await homeOf(county, ROUND), 'rectification')).toMatchObject({ state: 'current' });
  });

  test('of a meeting that was frozen and fell back by an enrolment waits for the freeze again', async () => {
    const { county } = await armedMeeting(await makeCounty());
    await putInState(county, 'prepared');
    expect(stageOf(await homeOf(county, ROUND), 'appraisal')?.missing.map(({ code }) => code)).toContain('freeze');
  });

  test('of a meeting that was declared void before its freeze says so, and waits for no list or report', async () => {
    const county = await makeCounty();
    answered(await importUnits(county));
    answered(await county.call('voidMeeting', { session: SESSION, reason: '单位撤并' }, OFFICE));
    const home = await homeOf(county, ROUND);
    expect(stageOf(home, 'appraisal')).toMatchObject({
      waitingFor: ['inspection-office'],
      missing: [{ code: 'voided' }],
    });
    expect([stageOf(home, 'delegates')?.missing, stageOf(home, 'reports')?.missing]).toEqual([[], []]);
  });

  test('looks at no meeting once its statement is recorded', async () => {
    const { county } = await armedMeeting(await makeCounty());
    await putInState(county, 'announced');
    const floor = { questions: 0, answered: 0, statementRecorded: true };
    await county.all.registry.progress.note({ round: ROUND, unit: UNIT }, 'floor', floor);
    county.capacity.length = 0;
    const home = await homeOf(county, ROUND);
    expect(stageOf(home, 'appraisal')?.state).toBe('done');
    expect(county.capacity.filter(({ table }) => table === county.tables.meetings)).toEqual([]);
  });

  test('a unit’s clerk sees their own unit only', async () => {
    const county = await makeCounty();
    answered(await county.call('openRound', openRequest(), OFFICE));
    const clerk = { staff: staffOf('unit-clerk', 'huilongshan') };
    expect((await homeOf(county, '2031', clerk)).units.map(({ unit }) => unit)).toEqual(['huilongshan']);
    const stranger = { staff: staffOf('unit-clerk', 'zongluzui') };
    expect((await homeOf(county, '2031', stranger)).units).toEqual([]);
  });

  test('of a round that came as lists shows its units, their delegates and no dates', async () => {
    const county = await makeCounty();
    answered(await importUnits(county));
    const home = await homeOf(county, ROUND);
    expect(home.units.map(({ session, heldOn }) => [session, heldOn])).toEqual([[SESSION, null]]);
    expect(stageOf(home, 'delegates')).toMatchObject({
      state: 'waiting',
      waitingFor: ['discipline-commission'],
      have: 33,
    });
    // Lists say nothing of who answers for the unit.
    const codes = stageOf(home, 'appraisal')?.missing.map(({ code }) => code);
    expect(codes).toEqual(['date', 'responsible', 'freeze']);
  });

  test('of a round that there is not is refused', async () => {
    const county = await makeCounty();
    expect(refusedAs(await county.call('getHome', { round: '2031' }, OFFICE))).toBe('404 round-unknown');
  });
});

/** Everything that the stages note of a unit whose 双述 is over. */
const FULL: Required<Omit<Progress, 'meeting'>> = {
  opinions: { questions: 12, suggestions: 15, isFinished: true },
  nomination: { candidates: 66, state: 'frozen', screenedBy: ['inspection-office', 'discipline-commission'] },
  delegates: { count: 33, version: 2 },
  invitations: { sent: 33, coming: 30, declined: 3, attended: 31 },
  delegatesTeller: { by: 'reply', chosen: { teller: 4, standIn: 9, list: 'nominated' } },
  preparation: { submitted: true, acknowledgedBy: ['discipline-commission', 'county-leader'] },
  reports: { officers: 3, missing: [] },
  cards: { list: 2, registered: 33 },
  floor: { questions: 12, answered: 12, statementRecorded: true },
  rectification: {
    items: 20,
    accepted: 18,
    closed: 0,
    toDecide: 0,
    toDecideByCommission: 0,
    reopened: 2,
    repliesDue: 20,
    repliesInTime: 19,
    nextDueOn: '2031-04-01',
  },
  outcomes: { uses: 2 },
};

/** A round of 30 units whose stages noted all they can; meetings on their way are still looked at. */
async function fillRound(county: County, round: string, onTheirWay: number): Promise<void> {
  const units = Array.from({ length: 30 }, (_, index) => openedUnit(`unit-${String(index + 1).padStart(2, '0')}`));
  const opened = answered(await county.call('openRound', openRequest({ round, units }), OFFICE));
  for (const [index, { unit }] of opened.units.entries()) {
    const { floor, rectification, outcomes, ...before } = FULL;
    const noted: Progress = index < onTheirWay ? before : { ...before, floor, rectification, outcomes };
    const Item = { pk: `PROGRESS#${round}`, sk: unit, ...noted, meeting: { frozen: true } };
    await county.documents.send(new PutCommand({ TableName: county.tables.registry, Item }));
  }
}

test('the home of a county with 30 units and 3 years takes at most 20 read units, all three years together', async () => {
  const county = await makeCounty();
  for (const round of ['2029', '2030']) await fillRound(county, round, 0);
  await fillRound(county, '2031', 4);
  county.capacity.length = 0;
  for (const round of ['2029', '2030', '2031']) {
    const { units } = await homeOf(county, round);
    expect(units.map(({ stages }) => stages.length)).toEqual(Array.from({ length: 30 }, () => 6));
  }
  const read = county.capacity.reduce((sum, { units }) => sum + units, 0);
  expect(read).toBeLessThanOrEqual(20);
  expect(county.capacity.length).toBe(3 * 3 + 1);
});
