import { describe, expect, test } from 'vitest';
import {
  answered,
  type CallOptions,
  type County,
  makeCounty,
  OFFICE,
  refusedAs,
  staffOf,
  withEngine,
} from '../registry/county.ts';
import { armedMeeting, importUnits, SESSION } from '../registry/prepared-meeting.ts';
import { CLERK, COMMISSION, LEADER, PARTS, progressOf, TODAY } from './unit-at-work.ts';

withEngine();

const importedCounty = async () => {
  const county = await makeCounty();
  answered(await importUnits(county));
  return county;
};
const submit = (county: County, expectedVersion = 0, more: object = {}, as: CallOptions = CLERK) =>
  county.call('submitPreparation', { session: SESSION, expectedVersion, parts: { ...PARTS, ...more } }, as);
const acknowledge = (county: County, as: CallOptions, version = 1) =>
  county.call('acknowledgePreparation', { session: SESSION, version }, as);
const reportOf = async (county: County) => answered(await county.call('getPreparation', { session: SESSION }, CLERK));

describe('the report on the preparation', () => {
  test('is handed in by the unit and acknowledged by both, each their own', async () => {
    const county = await importedCounty();
    expect(await reportOf(county)).toEqual({
      version: 0,
      parts: null,
      submittedBy: null,
      onDay: null,
      acknowledged: [],
    });
    expect(answered(await submit(county))).toEqual({ version: 1 });
    expect((await progressOf(county)).preparation).toEqual({ submitted: true, acknowledgedBy: [] });
    expect(answered(await acknowledge(county, LEADER))).toEqual({ acknowledgedBy: ['county-leader'] });
    answered(await acknowledge(county, COMMISSION));
    expect(await reportOf(county)).toEqual({
      version: 1,
      parts: PARTS,
      submittedBy: '样例人员',
      onDay: TODAY,
      acknowledged: [
        { role: 'county-leader', name: '样例人员', onDay: TODAY },
        { role: 'discipline-commission', name: '样例人员', onDay: TODAY },
      ],
    });
    expect((await progressOf(county)).preparation).toEqual({
      submitted: true,
      acknowledgedBy: ['county-leader', 'discipline-commission'],
    });
  });

  test('with one person in both roles is acknowledged once', async () => {
    const county = await importedCounty();
    answered(await submit(county));
    answered(await acknowledge(county, COMMISSION));
    const before = await county.snapshot();
    const both = { staff: { ...staffOf('county-leader'), subject: staffOf('discipline-commission').subject } };
    expect(refusedAs(await acknowledge(county, both))).toBe('409 same-person');
    const own = { staff: { ...staffOf('county-leader'), subject: staffOf('unit-clerk').subject } };
    expect(refusedAs(await acknowledge(county, own))).toBe('409 same-person');
    expect(await county.snapshot()).toEqual(before);
  });

  test('changed, is acknowledged anew by both; the one they had acknowledged is kept', async () => {
    const county = await importedCounty();
    answered(await submit(county));
    answered(await acknowledge(county, COMMISSION));
    answered(await acknowledge(county, LEADER));
    expect(answered(await submit(county, 1, { risks: '会场可能停电，备有电瓶' }))).toEqual({ version: 2 });
    expect((await progressOf(county)).preparation).toEqual({ submitted: true, acknowledgedBy: [] });
    expect(await reportOf(county)).toMatchObject({ version: 2, acknowledged: [] });
    const kept = (await county.items()).find(({ sk }) => sk === 'PREPARATION#0001');
    expect(kept).toMatchObject({ value: { texts: PARTS, acknowledged: [{}, {}] } });
    const before = await county.snapshot();
    expect(refusedAs(await acknowledge(county, LEADER, 1))).toBe('409 edited-meanwhile');
    expect(await county.snapshot()).toEqual(before);
  });

  test('handed in again unchanged stays acknowledged, and writes nothing', async () => {
    const county = await importedCounty();
    answered(await submit(county));
    answered(await acknowledge(county, LEADER));
    const before = await county.snapshot();
    expect(answered(await submit(county))).toEqual({ version: 1 });
    answered(await acknowledge(county, LEADER));
    expect(await county.snapshot()).toEqual(before);
  });

  test('of two clerks at once: the second is told', async () => {
    const county = await importedCounty();
    const outcomes = await Promise.all([submit(county), submit(county, 0, { risks: '另一种写法' })]);
    expect(outcomes.map(refusedAs).sort()).toEqual(['200', '409 edited-meanwhile']);
    expect((await reportOf(county)).version).toBe(1);
  });

  test('there is none to acknowledge before it is handed in', async () => {
    const county = await importedCounty();
    const before = await county.snapshot();
    expect(refusedAs(await acknowledge(county, LEADER))).toBe('409 preparation-missing');
    expect(await county.snapshot()).toEqual(before);
  });

  test('is neither acknowledged by the unit or the inspection office, nor handed in by anybody else', async () => {
    const county = await importedCounty();
    answered(await submit(county));
    const before = await county.snapshot();
    expect(refusedAs(await acknowledge(county, CLERK))).toBe('403 role-not-allowed');
    expect(refusedAs(await acknowledge(county, OFFICE))).toBe('403 role-not-allowed');
    expect(refusedAs(await submit(county, 1, { risks: '新写' }, OFFICE))).toBe('403 role-not-allowed');
    const stranger = { staff: staffOf('unit-clerk', 'chengguan') };
    expect(refusedAs(await submit(county, 1, { risks: '新写' }, stranger))).toBe('403 unit-not-yours');
    expect(await county.snapshot()).toEqual(before);
  });

  test('is settled with the freeze', async () => {
    const { county } = await armedMeeting(await makeCounty());
    const before = await county.snapshot();
    expect(refusedAs(await submit(county, 1, { risks: '新写' }))).toBe('409 state-wrong');
    expect(refusedAs(await acknowledge(county, LEADER))).toBe('409 state-wrong');
    expect(await county.snapshot()).toEqual(before);
  });
});
