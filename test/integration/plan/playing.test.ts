import { describe, expect, test } from 'vitest';
import { playOpening, playPlan, writtenDates } from '../../../infra/local/sample/play-plan.ts';
import { makeSampleRound } from '../../../infra/local/sample/sample-round.ts';
import { answered, makeCounty, OFFICE, withEngine } from '../registry/county.ts';
import { askOf, importUnits, ROUND, UNIT } from '../registry/prepared-meeting.ts';

withEngine();

const SAMPLE = makeSampleRound();
const DATES = writtenDates(SAMPLE.units);

describe('the plan of the sample', () => {
  test('takes its days from the sample’s own lists', () => {
    expect(DATES).toEqual({
      chengguan: '2008-03-11',
      huilongshan: '2008-03-12',
      zongluzui: '2008-03-13',
      macaomiao: '2008-03-14',
      shangbahe: '2008-03-17',
      linshanhe: '2008-03-18',
    });
  });

  test('is filled in after an import, and played again changes nothing', async () => {
    const county = await makeCounty();
    answered(await importUnits(county));
    const played = { round: ROUND, dates: DATES, pilots: [UNIT] };
    await playPlan(askOf(county), played);
    const { plan, version } = answered(await county.call('getPlan', { round: ROUND }, OFFICE));
    expect([version, plan.basis.length, plan.leader.name]).toEqual([2, 2, '样例局长']);
    expect(plan.units.map(({ unit, heldOn, pilot }) => [unit, heldOn, pilot])).toEqual([[UNIT, '2008-03-12', true]]);
    const before = await county.snapshot();
    await playPlan(askOf(county), played);
    expect(await county.snapshot()).toEqual(before);
  });

  test('opens the round with its six units and 29 officers, and played again changes nothing', async () => {
    const county = await makeCounty();
    const played = { round: SAMPLE.round.id, dates: DATES, pilots: ['chengguan'] };
    await playOpening(askOf(county), SAMPLE, played);
    const { units } = answered(await county.call('getRound', { round: SAMPLE.round.id }, OFFICE));
    expect([units.length, units.reduce((sum, { officers }) => sum + officers, 0)]).toEqual([6, 29]);
    const home = answered(await county.call('getHome', { round: SAMPLE.round.id }, OFFICE));
    expect(home.units.map(({ unit }) => unit)).toEqual([
      'chengguan',
      'huilongshan',
      'zongluzui',
      'macaomiao',
      'shangbahe',
      'linshanhe',
    ]);
    const before = await county.snapshot();
    await playOpening(askOf(county), SAMPLE, played);
    expect(await county.snapshot()).toEqual(before);
  });
});
