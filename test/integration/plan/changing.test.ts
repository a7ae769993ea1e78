import { describe, expect, test } from 'vitest';
import type { RequestOf } from '../../../shared/contract/operations.ts';
import { answered, type County, makeCounty, OFFICE, refusedAs, staffOf, withEngine } from '../registry/county.ts';
import { armedMeeting, ROUND, readyToFreeze, SESSION, UNIT } from '../registry/prepared-meeting.ts';
import { openRequest } from './opened-round.ts';

withEngine();

type Change = RequestOf<'changePlan'>;
type Plan = Change['plan'];

/** The newest plan as a change carries it. */
async function planOf(county: County, round: string): Promise<{ readonly version: number; readonly plan: Plan }> {
  const { version, plan } = answered(await county.call('getPlan', { round }, OFFICE));
  const units = plan.units.map(({ name: _name, session: _session, officers: _officers, ...unit }) => unit);
  return { version, plan: { ...plan, units } };
}

/** A change of the newest plan, not sent yet. */
async function changeOf(county: County, round: string, edit: (plan: Plan) => Plan): Promise<Change> {
  const { version, plan } = await planOf(county, round);
  return { round, expectedVersion: version, reason: '样例原因', plan: edit(plan) };
}

const datedOn =
  (heldOn: string) =>
  (plan: Plan): Plan => ({ ...plan, units: plan.units.map((unit) => ({ ...unit, heldOn })) });
const withThreshold =
  (excellent: number) =>
  (plan: Plan): Plan => ({ ...plan, rules: { ...plan.rules, thresholds: { excellent, qualified: 60 } } });

async function openedCounty(): Promise<County> {
  const county = await makeCounty();
  answered(await county.call('openRound', openRequest(), OFFICE));
  return county;
}

describe('changing the plan', () => {
  test('makes a new version and says who changed what, when and why; the earlier one stays readable', async () => {
    const county = await openedCounty();
    const change = await changeOf(county, '2031', (plan) => ({ ...datedOn('2031-04-01')(plan), basis: [] }));
    county.clock.nowMs += 60_000;
    expect(answered(await county.call('changePlan', change, OFFICE))).toEqual({ round: '2031', version: 2 });
    const now = answered(await county.call('getPlan', { round: '2031' }, OFFICE));
    expect([now.version, now.newest, now.plan.units.map(({ heldOn }) => heldOn)]).toEqual([
      2,
      2,
      ['2031-04-01', '2031-04-01'],
    ]);
    expect(now.history.map(({ version, why, changed, atMs, who }) => [version, why, changed, atMs, who])).toEqual([
      [2, '样例原因', ['basis', 'dates'], county.clock.nowMs, '样例人员'],
      [1, '', [], county.clock.nowMs - 60_000, '样例人员'],
    ]);
    const first = answered(await county.call('getPlan', { round: '2031', version: 1 }, OFFICE));
    expect([first.version, first.newest, first.plan.units.map(({ heldOn }) => heldOn)]).toEqual([
      1,
      2,
      ['2031-03-10', '2031-03-20'],
    ]);
    expect(refusedAs(await county.call('getPlan', { round: '2031', version: 3 }, OFFICE))).toBe(
      '404 plan-version-unknown',
    );
    const { entries } = answered(await county.call('listAudit', {}, OFFICE));
    expect(entries[0]).toMatchObject({ what: 'changePlan', target: '2031', why: '样例原因' });
  });

  test('reorders the units for the home', async () => {
    const county = await openedCounty();
    const others = (plan: Plan): Plan => ({
      ...plan,
      units: plan.units.map((unit) => ({ ...unit, pilot: false })).toReversed(),
    });
    answered(await county.call('changePlan', await changeOf(county, '2031', others), OFFICE));
    const { units } = answered(await county.call('getHome', { round: '2031' }, OFFICE));
    expect(units.map(({ unit }) => unit)).toEqual(['huilongshan', 'chengguan']);
  });

  test('of a version that somebody replaced meanwhile is refused, and nothing of either is lost', async () => {
    const county = await openedCounty();
    const [first, second] = await Promise.all([
      changeOf(county, '2031', datedOn('2031-04-01')),
      changeOf(county, '2031', datedOn('2031-05-01')),
    ]);
    answered(await county.call('changePlan', first, OFFICE));
    const before = await county.snapshot();
    expect(refusedAs(await county.call('changePlan', second, OFFICE))).toBe('409 edited-meanwhile');
    expect(await county.snapshot()).toEqual(before);
  });

  test('of two who press in one moment one is told', async () => {
    const county = await openedCounty();
    const changes = await Promise.all(
      ['2031-04-01', '2031-05-01'].map((day) => changeOf(county, '2031', datedOn(day))),
    );
    const outcomes = await Promise.all(changes.map((change) => county.call('changePlan', change, OFFICE)));
    expect(outcomes.map(refusedAs).sort()).toEqual(['200', '409 edited-meanwhile']);
    expect((await planOf(county, '2031')).version).toBe(2);
  });

  test('sent again has the same answer, and nothing is written twice', async () => {
    const county = await openedCounty();
    const change = await changeOf(county, '2031', datedOn('2031-04-01'));
    const first = answered(await county.call('changePlan', change, OFFICE));
    const before = await county.snapshot();
    expect(answered(await county.call('changePlan', change, OFFICE))).toEqual(first);
    expect(await county.snapshot()).toEqual(before);
  });

  test('into what it is already writes nothing', async () => {
    const county = await openedCounty();
    const before = await county.snapshot();
    const change = await changeOf(county, '2031', (plan) => plan);
    expect(answered(await county.call('changePlan', change, OFFICE))).toEqual({ round: '2031', version: 1 });
    expect(await county.snapshot()).toEqual(before);
  });

  test.each<[string, (plan: Plan) => Plan, string]>([
    [
      'a pilot after another unit',
      (plan) => ({ ...plan, units: plan.units.toReversed() }),
      'units.1.pilot pilot-after-other',
    ],
    ['a unit that is left out', (plan) => ({ ...plan, units: plan.units.slice(1) }), 'units units-differ'],
    [
      'a head who is no officer of the unit',
      (plan) => ({ ...plan, units: plan.units.map((unit) => ({ ...unit, head: { name: '外人', email: '' } })) }),
      'units.0.head head-not-an-officer',
    ],
    ['equal thresholds', withThreshold(60), 'rules.thresholds thresholds-order'],
  ])('with %s is refused at its place, and nothing is written', async (_title, edit, expected) => {
    const county = await openedCounty();
    const change = await changeOf(county, '2031', edit);
    const before = await county.snapshot();
    const outcome = await county.call('changePlan', change, OFFICE);
    expect(refusedAs(outcome)).toBe('422 plan-not-valid');
    const places = 'problem' in outcome ? (outcome.problem.errors ?? []) : [];
    expect(places.map(({ field, code }) => `${field} ${code}`)).toContain(expected);
    expect(await county.snapshot()).toEqual(before);
  });

  test('of a round that there is not is refused', async () => {
    const county = await openedCounty();
    const change = { ...(await changeOf(county, '2031', datedOn('2031-04-01'))), round: '2032' };
    const before = await county.snapshot();
    expect(refusedAs(await county.call('changePlan', change, OFFICE))).toBe('404 round-unknown');
    expect(await county.snapshot()).toEqual(before);
  });

  test.each(['unit-clerk', 'discipline-commission', 'county-leader', 'auditor'] as const)(
    'is not for %s',
    async (role) => {
      const county = await openedCounty();
      const change = await changeOf(county, '2031', datedOn('2031-04-01'));
      const before = await county.snapshot();
      expect(refusedAs(await county.call('changePlan', change, { staff: staffOf(role, 'chengguan') }))).toBe(
        '403 role-not-allowed',
      );
      expect(await county.snapshot()).toEqual(before);
    },
  );

  test('a unit’s clerk reads the plan with their own unit only', async () => {
    const county = await openedCounty();
    const clerk = { staff: staffOf('unit-clerk', 'chengguan') };
    const { plan } = answered(await county.call('getPlan', { round: '2031' }, clerk));
    expect(plan.units.map(({ unit }) => unit)).toEqual(['chengguan']);
  });
});

describe('the rules of a session', () => {
  const rulesNow = (county: County) => county.all.registry.plans.rulesOf({ round: ROUND, session: SESSION });
  const manifestOf = async (county: County) => {
    const { manifest } = answered(await county.call('getManifest', { session: SESSION }));
    return manifest;
  };

  test('are the newest until it is frozen, and what the freeze puts on the ballot', async () => {
    const county = await makeCounty();
    await readyToFreeze(county);
    const edit = (plan: Plan): Plan => ({
      ...plan,
      rules: {
        ...plan.rules,
        thresholds: { excellent: 90, qualified: 70 },
        unitIndicators: [...plan.rules.unitIndicators, { id: 'i4', name: '接受监督' }],
      },
    });
    answered(await county.call('changePlan', await changeOf(county, ROUND, edit), OFFICE));
    expect((await rulesNow(county)).thresholds.excellent).toBe(90);
    const shown = answered(await county.call('listOfficers', { session: SESSION }, OFFICE));
    expect([shown.thresholds.excellent, shown.unitIndicators.length]).toEqual([90, 4]);
    answered(await county.call('freeze', { session: SESSION }, OFFICE));
    const manifest = await manifestOf(county);
    expect([manifest.thresholds, manifest.subjects[0]?.indicators.map(({ name }) => name)]).toEqual([
      { excellent: 90, qualified: 70 },
      ['依法履行职能', '服务经济发展', '政风行风建设', '接受监督'],
    ]);
  });

  test('stay as they were frozen, whatever the plan says later', async () => {
    const { county } = await armedMeeting(await makeCounty());
    const before = await manifestOf(county);
    answered(await county.call('changePlan', await changeOf(county, ROUND, withThreshold(99)), OFFICE));
    expect((await rulesNow(county)).thresholds.excellent).toBe(85);
    expect(await manifestOf(county)).toEqual(before);
    const shown = answered(await county.call('listOfficers', { session: SESSION }, OFFICE));
    expect(shown.thresholds).toEqual({ excellent: 85, qualified: 60 });
    const other = { round: ROUND, session: 'tuanfeng-2008-other' };
    expect((await county.all.registry.plans.rulesOf(other)).thresholds.excellent).toBe(99);
  });

  test('are not pinned by a freeze that is refused', async () => {
    const county = await makeCounty();
    answered(await county.call('openRound', openRequest({ round: ROUND }), OFFICE));
    expect(refusedAs(await county.call('freeze', { session: SESSION }, OFFICE))).toBe('409 not-ready');
    expect((await county.items()).filter(({ sk }) => String(sk).startsWith('PINNED#'))).toEqual([]);
    expect(await county.all.registry.progress.read({ round: ROUND, unit: UNIT })).toEqual({});
  });

  test('that would make too long a ballot refuse the freeze, and nothing is written', async () => {
    const county = await makeCounty();
    await readyToFreeze(county);
    const { plan } = await planOf(county, ROUND);
    const indicators = Array.from({ length: 400 }, (_, index) => ({ id: `i${index}`, name: `指标${index}` }));
    const deps = county.of('rounds');
    const rules = { ...plan.rules, unitIndicators: indicators };
    const { plans } = deps.registry;
    plans.rulesOf = async () => rules;
    const before = await county.snapshot();
    expect(refusedAs(await county.call('freeze', { session: SESSION }, OFFICE))).toBe('409 not-ready');
    expect(await county.snapshot()).toEqual(before);
  });
});
