import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { answered, makeCounty, OFFICE, refusedAs, staffOf, withEngine } from '../registry/county.ts';
import { importRequest, roundFile } from '../registry/prepared-meeting.ts';
import { openedUnit, openRequest } from './opened-round.ts';

withEngine();

describe('opening a round', () => {
  test('makes the lists, the meetings, their reading keys and the plan', async () => {
    const county = await makeCounty();
    const opened = answered(await county.call('openRound', openRequest(), OFFICE));
    expect(opened).toEqual({
      round: '2031',
      version: 1,
      units: [
        { unit: 'chengguan', session: 'tuanfeng-2031-chengguan' },
        { unit: 'huilongshan', session: 'tuanfeng-2031-huilongshan' },
      ],
    });
    const { units, name } = answered(await county.call('getRound', { round: '2031' }, OFFICE));
    expect([name, units.map(({ state, officers, delegates }) => [state, officers, delegates])]).toEqual([
      '2030—2031年度双述',
      [
        ['prepared', 3, 0],
        ['prepared', 3, 0],
      ],
    ]);
    const { rounds } = answered(await county.call('listRounds', {}, OFFICE));
    expect(rounds.map(({ round, units: count }) => [round, count])).toEqual([['2031', 2]]);
    const keys = await Promise.all(opened.units.map(({ session }) => county.all.meetings.readingKeys.read(session)));
    expect(keys.map((key) => key?.length)).toEqual([43, 43]);
    expect(new Set(keys).size).toBe(2);
    const { officers } = answered(await county.call('listOfficers', { session: 'tuanfeng-2031-huilongshan' }, OFFICE));
    expect(officers).toEqual([
      { officer: 'o1', name: 'huilongshan所长', post: '所长' },
      { officer: 'o2', name: 'huilongshan副所长', post: '副所长' },
      { officer: 'o3', name: 'huilongshan监察员', post: '纪检监察员' },
    ]);
  });

  test('keeps basis, responsibilities, dates and rules, and who opened it', async () => {
    const county = await makeCounty();
    const request = openRequest();
    answered(await county.call('openRound', request, OFFICE));
    const got = answered(await county.call('getPlan', { round: '2031' }, OFFICE));
    expect(got.version).toBe(1);
    expect(got.plan.basis).toEqual(request.basis);
    expect(got.plan.leader).toEqual(request.leader);
    expect(got.plan.rules).toEqual(request.rules);
    expect(got.plan.units[0]).toEqual({
      unit: 'chengguan',
      name: 'chengguan工商所',
      session: 'tuanfeng-2031-chengguan',
      heldOn: '2031-03-10',
      pilot: true,
      leader: { name: '样例副局长', email: 'leader@county.example' },
      head: { name: 'chengguan所长', email: 'head@chengguan.example' },
      officers: [
        { name: 'chengguan所长', post: '所长' },
        { name: 'chengguan副所长', post: '副所长' },
        { name: 'chengguan监察员', post: '纪检监察员' },
      ],
    });
    expect(got.history).toEqual([
      { version: 1, atMs: county.clock.nowMs, who: '样例人员', role: 'inspection-office', why: '', changed: [] },
    ]);
    const { entries } = answered(await county.call('listAudit', {}, OFFICE));
    expect(entries.map(({ what, target }) => [what, target])).toEqual([['openRound', '2031']]);
  });

  test('a round opened twice is refused, and nothing is changed', async () => {
    const county = await makeCounty();
    answered(await county.call('openRound', openRequest(), OFFICE));
    const before = await county.snapshot();
    const other = openRequest({ units: [openedUnit('zongluzui')] });
    expect(refusedAs(await county.call('openRound', other, OFFICE))).toBe('409 round-exists');
    expect(await county.snapshot()).toEqual(before);
  });

  test('a round that was imported is not opened over', async () => {
    const county = await makeCounty();
    answered(await county.call('importRound', importRequest(roundFile(), '2031'), OFFICE));
    const before = await county.snapshot();
    expect(refusedAs(await county.call('openRound', openRequest(), OFFICE))).toBe('409 round-exists');
    expect(await county.snapshot()).toEqual(before);
  });

  test('the same request sent again has the same answer, also after the plan was changed, and nothing is written', async () => {
    const county = await makeCounty();
    const first = answered(await county.call('openRound', openRequest(), OFFICE));
    const { plan } = answered(await county.call('getPlan', { round: '2031' }, OFFICE));
    const units = plan.units.map(({ name: _n, session: _s, officers: _o, ...unit }) => ({ ...unit, heldOn: null }));
    const change = { round: '2031', expectedVersion: 1, reason: '日期未定', plan: { ...plan, units } };
    answered(await county.call('changePlan', change, OFFICE));
    const before = await county.snapshot();
    expect(answered(await county.call('openRound', openRequest(), OFFICE))).toEqual(first);
    expect(await county.snapshot()).toEqual(before);
  });

  test('pressed twice in one moment it is opened once', async () => {
    const county = await makeCounty();
    const outcomes = await Promise.all([1, 2, 3].map(() => county.call('openRound', openRequest(), OFFICE)));
    expect(outcomes.map(refusedAs)).toEqual(['200', '200', '200']);
    const { history } = answered(await county.call('getPlan', { round: '2031' }, OFFICE));
    expect(history).toHaveLength(1);
    const { officers } = answered(await county.call('listOfficers', { session: 'tuanfeng-2031-huilongshan' }, OFFICE));
    expect(officers).toHaveLength(3);
    const left = (await county.items()).filter(({ sk }) => String(sk).startsWith('EDITION#'));
    expect(left).toEqual([]);
  });

  test('a process that dies before it leaves no round, and the request can be sent again', async () => {
    const county = await makeCounty();
    let looks = 0;
    const dying = {
      ...county.of('plan'),
      // The first look at the clock is the count's, the second the order's own.
      nowMs: () => {
        looks += 1;
        if (looks === 2) throw new Error('died');
        return county.clock.nowMs;
      },
    };
    expect(refusedAs(await county.call('openRound', openRequest(), { ...OFFICE, deps: dying }))).toBe('500 unexpected');
    expect(answered(await county.call('listRounds', {}, OFFICE)).rounds).toEqual([]);
    answered(await county.call('openRound', openRequest(), OFFICE));
    expect(answered(await county.call('getPlan', { round: '2031' }, OFFICE)).plan.units).toHaveLength(2);
  });

  test.each([
    ['two units of one code', [openedUnit('aaa'), openedUnit('aaa', { name: '另一所' })], 'units.1.unit unit-repeated'],
    [
      'two units of one name',
      [openedUnit('aaa'), openedUnit('bbb', { name: 'aaa工商所' })],
      'units.1.name unit-name-repeated',
    ],
    [
      'a pilot after another unit',
      [openedUnit('aaa'), openedUnit('bbb', { pilot: true, heldOn: null })],
      'units.1.pilot pilot-after-other',
    ],
    [
      'a pilot dated later than another unit',
      [openedUnit('aaa', { pilot: true, heldOn: '2031-04-01' }), openedUnit('bbb', { heldOn: '2031-03-31' })],
      'units.0.heldOn pilot-dated-later',
    ],
    [
      'no head',
      [openedUnit('aaa', { officers: [{ name: '甲', post: '所长', isHead: false }] })],
      'units.0.officers one-head',
    ],
    [
      'two heads',
      [
        openedUnit('aaa', {
          officers: [
            { name: '甲', post: '所长', isHead: true },
            { name: '乙', post: '副所长', isHead: true },
          ],
        }),
      ],
      'units.0.officers one-head',
    ],
    [
      'two officers of one name',
      [
        openedUnit('aaa', {
          officers: [
            { name: '甲', post: '所长', isHead: true },
            { name: '甲', post: '副所长', isHead: false },
          ],
        }),
      ],
      'units.0.officers.1.name officer-repeated',
    ],
    [
      'a code that makes too long a session',
      [{ ...openedUnit('aaa'), unit: 'a'.repeat(40) }],
      'units.0.unit unit-code-too-long',
      'tuanfeng-2031-tuanfeng',
    ],
  ])('%s is refused at its place, and nothing is written', async (_title, units, expected, round = '2031') => {
    const county = await makeCounty();
    const outcome = await county.call('openRound', openRequest({ units, round: round.slice(0, 20) }), OFFICE);
    expect(refusedAs(outcome)).toBe('422 plan-not-valid');
    const places = 'problem' in outcome ? (outcome.problem.errors ?? []) : [];
    expect(places.map(({ field, code }) => `${field} ${code}`)).toContain(expected);
    expect(await county.snapshot()).toEqual([]);
  });

  test.each(['unit-clerk', 'discipline-commission', 'county-leader', 'auditor'] as const)(
    'is not for %s',
    async (role) => {
      const county = await makeCounty();
      const outcome = await county.call('openRound', openRequest(), { staff: staffOf(role, 'chengguan') });
      expect(refusedAs(outcome)).toBe('403 role-not-allowed');
      expect(await county.snapshot()).toEqual([]);
    },
  );
});

describe('a round that came as lists', () => {
  test('has the usual plan, the head that the file names, and reading keys', async () => {
    const county = await makeCounty();
    answered(await county.call('importRound', importRequest(roundFile()), OFFICE));
    const { plan, version, history } = answered(await county.call('getPlan', { round: '2008' }, OFFICE));
    expect([version, plan.basis, plan.leader]).toEqual([1, [], { name: '', post: '', email: '' }]);
    expect(plan.units.map(({ unit, heldOn, pilot, head }) => [unit, heldOn, pilot, head.name])).toEqual([
      ['huilongshan', null, false, '样例干部0-0'],
    ]);
    expect(history.map(({ why }) => why)).toEqual([expect.stringMatching(/^version 1, file SHA-256 [0-9a-f]{64}$/)]);
    expect(await county.all.meetings.readingKeys.read('tuanfeng-2008-huilongshan')).toMatch(/^[\w-]{43}$/);
  });

  test('imported anew keeps its keys, and the plan follows the units', async () => {
    const county = await makeCounty();
    const [first, second] = [
      { code: 'huilongshan', name: '回龙山工商所' },
      { code: 'chengguan', name: '城关分局' },
    ];
    answered(await county.call('importRound', importRequest(roundFile([first])), OFFICE));
    const key = await county.all.meetings.readingKeys.read('tuanfeng-2008-huilongshan');
    answered(await county.call('importRound', importRequest(roundFile([second, first])), OFFICE));
    expect(await county.all.meetings.readingKeys.read('tuanfeng-2008-huilongshan')).toBe(key);
    const { plan, version, history } = answered(await county.call('getPlan', { round: '2008' }, OFFICE));
    expect([version, plan.units.map(({ unit }) => unit)]).toEqual([2, ['huilongshan', 'chengguan']]);
    expect(history[0]?.changed).toEqual(['units']);
  });

  test('of before plans were kept has the usual one as version 0, which can be changed', async () => {
    const county = await makeCounty();
    answered(await county.call('importRound', importRequest(roundFile()), OFFICE));

    for (const { pk, sk } of await county.items())
      if (String(pk).startsWith('PLAN#'))
        await county.documents.send(new DeleteCommand({ TableName: county.tables.registry, Key: { pk, sk } }));
    const { plan, version } = answered(await county.call('getPlan', { round: '2008' }, OFFICE));
    expect([version, plan.units.length]).toEqual([0, 1]);
    const units = plan.units.map(({ name: _n, session: _s, officers: _o, ...unit }) => ({
      ...unit,
      heldOn: '2008-03-12',
    }));
    const change = { round: '2008', expectedVersion: 0, reason: '定下日期', plan: { ...plan, units } };
    expect(answered(await county.call('changePlan', change, OFFICE)).version).toBe(1);
  });
});
