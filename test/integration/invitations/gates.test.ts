import { describe, expect, test } from 'vitest';
import type { Progress } from '../../../shared/process/progress.ts';
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

  test('a report withdrawn while somebody freezes blocks at the last moment', async () => {
    const county = await readyCounty();
    const own = county.of('rounds');
    const complete = await own.registry.progress.read({ round: ROUND, unit: UNIT });
    const answers: Progress[] = [complete, { ...complete, reports: { officers: 2, missing: ['样例干部0-0'] } }];
    const progress = Object.create(own.registry.progress, {
      read: { value: async () => answers.shift() },
      note: { value: async () => undefined },
    });
    const registry = Object.create(own.registry, { progress: { value: progress } });
    const outcome = await county.call('freeze', { session: SESSION }, { ...OFFICE, deps: { registry } });
    expect(refusedAs(outcome)).toBe('409 not-ready');
    expect(detailOf(outcome)).toBe('缺：述职述廉报告（样例干部0-0）。');
    expect(await unitOf(county)).toMatchObject({ state: 'prepared' });
  });
});
