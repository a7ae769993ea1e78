import { describe, expect, test } from 'vitest';
import { answered, type County, makeCounty, OFFICE, refusedAs, withEngine } from '../registry/county.ts';
import { importUnits, ROUND, readyToFreeze, SESSION, UNIT } from '../registry/prepared-meeting.ts';
import { CLERK, LEADER, PARTS } from './unit-at-work.ts';

withEngine();

const freeze = (county: County, language = 'zh-CN') =>
  county.call('freeze', { session: SESSION }, { ...OFFICE, language });
const detailOf = (outcome: Awaited<ReturnType<typeof freeze>>) => ('problem' in outcome ? outcome.problem.detail : '');
const unitOf = async (county: County) => answered(await county.call('getRound', { round: ROUND }, OFFICE)).units[0];

const readyCounty = async () => {
  const county = await makeCounty();
  await readyToFreeze(county);
  return county;
};
const withdrawReport = (county: County, officer: string) =>
  county.call('withdrawReport', { session: SESSION, officer, reason: '数字有误，更正后再交' }, CLERK);
const changePreparation = (county: County) =>
  county.call(
    'submitPreparation',
    { session: SESSION, expectedVersion: 1, parts: { ...PARTS, risks: '会场可能停电' } },
    CLERK,
  );

describe('the gates before the freeze', () => {
  test('let a meeting through that lacks nothing', async () => {
    const county = await readyCounty();
    expect(await unitOf(county)).toMatchObject({ missing: [], reportsMissing: [] });
    expect(refusedAs(await freeze(county))).toBe('200');
  });

  test('a round that was only imported is told every gate, and all its officers by name', async () => {
    const county = await makeCounty();
    answered(await importUnits(county));
    const before = await county.snapshot();
    const outcome = await freeze(county);
    expect(refusedAs(outcome)).toBe('409 not-ready');
    expect(detailOf(outcome)).toBe(
      '缺：经县局监察室和当地纪委共同审定的代表名单、代表计票人和候补的人选、述职述廉报告（样例干部0-0、样例干部0-1）、当地纪委对事前汇报的签收、县局领导对事前汇报的签收、本次大会的签名钥匙、全部代表的表决卡、纪委计票人、代表计票人、监察室计票人。',
    );
    expect(detailOf(await freeze(county, 'en'))).toContain(
      'the choice of the delegates’ teller and a stand-in, the officers’ reports (样例干部0-0, 样例干部0-1), the discipline commission’s acknowledgement of the preparation',
    );
    expect(await county.snapshot()).toEqual(before);
    expect(await unitOf(county)).toMatchObject({
      missing: expect.arrayContaining(['delegates-teller', 'reports', 'preparation-county-leader']),
      reportsMissing: null,
    });
  });

  test('a report that is missing blocks by the officer’s name', async () => {
    const county = await readyCounty();
    answered(await withdrawReport(county, 'o2'));
    const before = await county.snapshot();
    const outcome = await freeze(county);
    expect(refusedAs(outcome)).toBe('409 not-ready');
    expect(detailOf(outcome)).toBe('缺：述职述廉报告（样例干部0-1）。');
    expect(await county.snapshot()).toEqual(before);
    expect(await unitOf(county)).toMatchObject({ missing: ['reports'], reportsMissing: ['样例干部0-1'] });
  });

  test('without both acknowledgements of the present preparation there is no meeting', async () => {
    const county = await readyCounty();
    answered(await changePreparation(county));
    const before = await county.snapshot();
    expect(detailOf(await freeze(county))).toBe('缺：当地纪委对事前汇报的签收、县局领导对事前汇报的签收。');
    expect(await county.snapshot()).toEqual(before);
    answered(await county.call('acknowledgePreparation', { session: SESSION, version: 2 }, LEADER));
    expect(detailOf(await freeze(county))).toBe('缺：当地纪委对事前汇报的签收。');
    expect(await unitOf(county)).toMatchObject({ missing: ['preparation-discipline-commission'] });
  });

  test('goes by the reports and the preparation themselves, whatever the home was told of them', async () => {
    const county = await readyCounty();
    const { progress } = county.all.registry;
    const complete = await progress.read({ round: ROUND, unit: UNIT });
    answered(await withdrawReport(county, 'o2'));
    answered(await changePreparation(county));
    if (complete.reports === undefined || complete.preparation === undefined) throw new Error('nothing was noted');
    await progress.note({ round: ROUND, unit: UNIT }, 'reports', complete.reports);
    await progress.note({ round: ROUND, unit: UNIT }, 'preparation', complete.preparation);
    const outcome = await freeze(county);
    expect(refusedAs(outcome)).toBe('409 not-ready');
    expect(detailOf(outcome)).toBe(
      '缺：述职述廉报告（样例干部0-1）、当地纪委对事前汇报的签收、县局领导对事前汇报的签收。',
    );
  });

  test('a report withdrawn while somebody freezes blocks at the last moment, and the refused freeze holds no rules fast', async () => {
    const county = await readyCounty();
    const own = county.of('rounds');
    let reads = 0;
    const lines = async (session: string) => {
      reads += 1;
      if (reads === 2) answered(await withdrawReport(county, 'o1'));
      return own.meetings.reports.lines(session);
    };
    const reports = Object.create(own.meetings.reports, { lines: { value: lines } });
    const meetings = Object.create(own.meetings, {
      reports: { value: reports },
      read: { value: (session: string) => own.meetings.read(session) },
      change: { value: own.meetings.change.bind(own.meetings) },
      getKey: { value: own.meetings.getKey.bind(own.meetings) },
    });
    const outcome = await county.call('freeze', { session: SESSION }, { ...OFFICE, deps: { meetings } });
    expect(refusedAs(outcome)).toBe('409 not-ready');
    expect(detailOf(outcome)).toBe('缺：述职述廉报告（样例干部0-0）。');
    expect(await unitOf(county)).toMatchObject({ state: 'prepared' });
    expect(await county.all.registry.plans.pinnedRules({ round: ROUND, session: SESSION })).toBeUndefined();
  });

  test('a preparation changed while somebody freezes is refused once frozen, and the acknowledged one stands', async () => {
    const county = await readyCounty();
    const own = county.of('invitations');
    const before = (await county.all.registry.invitations.readPreparation(SESSION))?.value;
    let turn = 0;
    const freezeFirst: typeof own.registry.invitations.changePreparation = async (session, decide) => {
      turn += 1;
      if (turn === 1) expect(refusedAs(await freeze(county))).toBe('200');
      return own.registry.invitations.changePreparation(session, decide);
    };
    const invitations = Object.create(own.registry.invitations, {
      changePreparation: { value: freezeFirst },
      readPreparation: { value: own.registry.invitations.readPreparation.bind(own.registry.invitations) },
      keepReplaced: { value: own.registry.invitations.keepReplaced.bind(own.registry.invitations) },
    });
    const registry = Object.create(own.registry, { invitations: { value: invitations } });
    const request = { session: SESSION, expectedVersion: 1, parts: { ...PARTS, risks: '会场可能停电' } };
    const outcome = await county.call('submitPreparation', request, { ...CLERK, deps: { registry } });
    expect(refusedAs(outcome)).toBe('409 state-wrong');
    const kept = (await county.all.registry.invitations.readPreparation(SESSION))?.value;
    expect(kept).toEqual(before);
    expect(kept?.acknowledged).toHaveLength(2);
    const noted = await county.all.registry.progress.read({ round: ROUND, unit: UNIT });
    expect(noted.preparation?.acknowledgedBy).toHaveLength(2);
  });
});
