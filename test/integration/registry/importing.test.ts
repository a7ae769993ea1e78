import { describe, expect, test } from 'vitest';
import type { StaffIdentity } from '../../../functions/http/dependencies.ts';
import { STAFF_ROLES } from '../../../shared/contract/operation.ts';
import type { CollatedItem } from '../../../shared/process/collation.ts';
import { answered, COUNTY, type County, makeCounty, OFFICE, refusedAs, staffOf, withEngine } from './county.ts';
import {
  agreeOnList,
  CHENGGUAN,
  DELEGATES,
  HUILONGSHAN,
  importRequest,
  importUnits,
  ROUND,
  readyToFreeze,
  registerAllCards,
  roundFile,
  SESSION,
} from './prepared-meeting.ts';

withEngine();

const listItems = (items: readonly Record<string, unknown>[]) =>
  items.filter(({ pk }) => String(pk).startsWith('LISTS#'));

describe('importing a round', () => {
  test('a file gives units with their sessions, a meeting each, and lists in pages', async () => {
    const county = await makeCounty();
    const { units, version } = answered(await importUnits(county, [HUILONGSHAN, CHENGGUAN]));
    expect(version).toBe(1);
    expect(units).toEqual([
      {
        unit: 'huilongshan',
        name: '回龙山工商所',
        session: SESSION,
        officers: 2,
        delegates: DELEGATES,
        byCategory: { 'market-entity': 27, 'consumer-society': 2, 'discipline-inspection': 1, 'deputy-supervisor': 3 },
      },
      expect.objectContaining({ unit: 'chengguan', session: `${COUNTY}-${ROUND}-chengguan` }),
    ]);
    expect(await county.all.meetings.read(SESSION)).toMatchObject({
      state: 'prepared',
      unit: 'huilongshan',
      round: ROUND,
    });
    const { rounds } = answered(await county.call('listRounds', {}, OFFICE));
    expect(rounds).toEqual([{ round: ROUND, name: '2007—2008 年度', units: 2, importedAt: county.clock.nowMs }]);
    const round = answered(await county.call('getRound', { round: ROUND }, OFFICE));
    expect(round.units[0]).toMatchObject({
      state: 'prepared',
      cards: 0,
      keysMade: false,
      missing: [
        'list',
        'delegates-teller',
        'reports',
        'preparation-discipline-commission',
        'preparation-county-leader',
        'keys',
        'cards',
        'teller-discipline',
        'teller-delegates',
        'teller-inspection',
      ],
    });
  });

  test('a check answers the same units and writes nothing', async () => {
    const county = await makeCounty();
    const before = await county.snapshot();
    const { units } = answered(await county.call('checkImport', importRequest(roundFile()), OFFICE));
    expect(units.map(({ session }) => session)).toEqual([SESSION]);
    expect(await county.snapshot()).toEqual(before);
  });

  test('a file with defects is not taken; each defect has its row, column and a sentence in the reader’s language', async () => {
    const county = await makeCounty();
    const file = roundFile().replace('市场主体', '到场监督');
    const before = await county.snapshot();
    const chinese = await county.call('importRound', importRequest(file), OFFICE);
    const english = await county.call('importRound', importRequest(file), { ...OFFICE, language: 'en' });
    expect(refusedAs(chinese)).toBe('422 file-defects');
    expect('problem' in chinese && chinese.problem.errors?.[0]).toMatchObject({
      row: 5,
      column: 'F',
      code: 'wrong-category',
      detail: expect.stringMatching(/^“类别”只能是/),
    });
    expect('problem' in english && english.problem.errors?.[0]).toMatchObject({
      code: 'wrong-category',
      detail: expect.stringMatching(/^Write one of: 市场主体/),
    });
    expect(await county.snapshot()).toEqual(before);
  });

  test('a file that cannot be read is refused with its reason', async () => {
    const county = await makeCounty();
    const before = await county.snapshot();
    const request = { ...importRequest(''), fileName: '名单.xlsx', file: Buffer.from('PK??').toString('base64') };
    const outcome = await county.call('importRound', request, { ...OFFICE, language: 'en' });
    expect(refusedAs(outcome)).toBe('422 file-unreadable');
    expect('problem' in outcome && outcome.problem.detail).toContain('damaged or no workbook');
    expect(await county.snapshot()).toEqual(before);
  });

  test('a unit below the rule of seats is refused, naming what is missing', async () => {
    const county = await makeCounty();
    const outcome = await importUnits(county, [{ ...HUILONGSHAN, delegates: 29 }]);
    expect(refusedAs(outcome)).toBe('422 file-defects');
    expect('problem' in outcome && outcome.problem.errors?.map(({ code }) => code)).toEqual([
      'too-few-delegates',
      'category-short',
    ]);
  });

  test('importing again replaces the lists whole and leaves none of the old ones behind', async () => {
    const county = await makeCounty();
    answered(await importUnits(county, [HUILONGSHAN, CHENGGUAN]));
    const renamed = { ...HUILONGSHAN, name: '回龙山分局', delegates: 93 };
    expect(answered(await importUnits(county, [renamed])).version).toBe(2);

    const lists = listItems(await county.items());
    expect(lists.map(({ sk }) => sk).sort()).toEqual(['DELEGATES#0000', 'DELEGATES#0001', 'OFFICERS']);
    expect(new Set(lists.map(({ pk }) => pk)).size).toBe(1);
    expect((await county.items()).filter(({ pk }) => pk === `ROUND#${ROUND}`)).toEqual([]);
    expect((await county.all.meetings.read(SESSION))?.unitName).toBe('回龙山分局');
    const gone = { session: `${COUNTY}-${ROUND}-chengguan`, page: 0 };
    expect(refusedAs(await county.call('listDelegates', gone, OFFICE))).toBe('404 session-unknown');
  });

  test('an import that dies before the lists are published leaves the old version whole, and the next one clears its traces', async () => {
    const county = await makeCounty();
    answered(await importUnits(county));
    const before = answered(await county.call('getRound', { round: ROUND }, OFFICE));
    const { registry } = county.of('rounds');
    const dying = Object.assign(Object.create(registry), {
      rounds: Object.assign(Object.create(registry.rounds), {
        read: (round: string) => registry.rounds.read(round),
        officersOfEach: (...of: Parameters<typeof registry.rounds.officersOfEach>) =>
          registry.rounds.officersOfEach(...of),
        write: (...lists: Parameters<typeof registry.rounds.write>) => registry.rounds.write(...lists),
        publish: () => Promise.reject(new Error('the process died')),
      }),
    });
    const other = { ...HUILONGSHAN, delegates: 46 };
    const dead = await county.call('importRound', importRequest(roundFile([other])), {
      ...OFFICE,
      deps: { registry: dying },
    });
    expect(refusedAs(dead)).toBe('500 unexpected');
    expect(answered(await county.call('getRound', { round: ROUND }, OFFICE))).toEqual(before);
    const { delegates } = answered(await county.call('listDelegates', { session: SESSION, page: 0 }, OFFICE));
    expect(delegates.length).toBe(DELEGATES);
    expect(new Set(listItems(await county.items()).map(({ pk }) => pk)).size).toBe(2);

    expect(answered(await importUnits(county)).version).toBe(2);
    expect(new Set(listItems(await county.items()).map(({ pk }) => pk)).size).toBe(1);
  });

  test('of two offices that import at once exactly one wins, and the round is one of the two files', async () => {
    const county = await makeCounty();
    const small = importUnits(county, [{ ...HUILONGSHAN, delegates: 36 }]);
    const large = importUnits(county, [{ ...HUILONGSHAN, delegates: 86 }]);
    const outcomes = await Promise.all([small, large]);
    expect(outcomes.map(refusedAs).sort()).toEqual(['200', '409 import-overtaken']);
    const { units } = answered(await county.call('getRound', { round: ROUND }, OFFICE));
    const won = 'answer' in (outcomes[0] ?? {}) ? 36 : 86;
    expect(units[0]?.delegates).toBe(won);
    const lists = listItems(await county.items());
    expect(new Set(lists.map(({ pk }) => pk)).size).toBe(1);
    expect(lists.flatMap(({ delegates }) => (Array.isArray(delegates) ? delegates : [])).length).toBe(won);
  });

  test('once both offices agreed on a list the round is not imported again, and the unit is named', async () => {
    const county = await makeCounty();
    answered(await importUnits(county, [HUILONGSHAN, CHENGGUAN]));
    await agreeOnList(county);
    const before = await county.snapshot();
    for (const id of ['checkImport', 'importRound'] as const) {
      const outcome = await county.call(id, importRequest(roundFile([CHENGGUAN])), OFFICE);
      expect(refusedAs(outcome)).toBe('409 round-in-progress');
      expect('problem' in outcome && outcome.problem.detail).toContain('回龙山工商所');
    }
    expect(await county.snapshot()).toEqual(before);
  });

  test('a list that is approved, with cards, while a file is being imported wins: the import changes nothing', async () => {
    const county = await makeCounty();
    answered(await importUnits(county));
    const { registry } = county.of('rounds');
    const slow = Object.assign(Object.create(registry), {
      rounds: Object.assign(Object.create(registry.rounds), {
        read: (round: string) => registry.rounds.read(round),
        officersOfEach: (...of: Parameters<typeof registry.rounds.officersOfEach>) =>
          registry.rounds.officersOfEach(...of),
        write: async (...lists: Parameters<typeof registry.rounds.write>) => {
          await registry.rounds.write(...lists);
          await agreeOnList(county);
          await registerAllCards(county, 1);
        },
        publish: (...heads: Parameters<typeof registry.rounds.publish>) => registry.rounds.publish(...heads),
      }),
      audit: registry.audit,
    });
    const other = roundFile([{ ...HUILONGSHAN, delegates: 46 }]);
    const outcome = await county.call('importRound', importRequest(other), { ...OFFICE, deps: { registry: slow } });
    expect(refusedAs(outcome)).toBe('409 round-in-progress');
    const { units, version } = answered(await county.call('getRound', { round: ROUND }, OFFICE));
    expect({ version, delegates: units[0]?.delegates, cards: units[0]?.cards }).toEqual({
      version: 2,
      delegates: 33,
      cards: 1,
    });
    expect(new Set(listItems(await county.items()).map(({ pk }) => pk)).size).toBe(1);
  });

  test('a round with a frozen or voided meeting is not imported again', async () => {
    const county = await makeCounty();
    await readyToFreeze(county);
    answered(await county.call('freeze', { session: SESSION }, OFFICE));
    expect(refusedAs(await importUnits(county))).toBe('409 round-in-progress');
    const other = await makeCounty();
    answered(await importUnits(other));
    answered(await other.call('voidMeeting', { session: SESSION, reason: '改期' }, OFFICE));
    expect(refusedAs(await importUnits(other))).toBe('409 round-in-progress');
  });

  test('only the inspection office imports; no unit, commission, leader or auditor does', async () => {
    const county = await makeCounty();
    const before = await county.snapshot();
    for (const role of ['unit-clerk', 'discipline-commission', 'county-leader', 'auditor'] as const) {
      const staff = staffOf(role, role === 'unit-clerk' ? 'huilongshan' : undefined);
      const outcome = await county.call('importRound', importRequest(roundFile()), { staff });
      expect(refusedAs(outcome)).toBe('403 role-not-allowed');
    }
    expect(refusedAs(await county.call('importRound', importRequest(roundFile())))).toBe('401 sign-in-required');
    expect(await county.snapshot()).toEqual(before);
  });

  test('3 000 delegates of one unit are imported and listed page by page', async () => {
    const county = await makeCounty();
    answered(await importUnits(county, [{ ...HUILONGSHAN, delegates: 3_000, officers: 5 }, CHENGGUAN]));
    const { units } = answered(await county.call('getRound', { round: ROUND }, OFFICE));
    const pages = Math.ceil((units[0]?.delegates ?? 0) / 50);
    const last = answered(await county.call('listDelegates', { session: SESSION, page: pages - 1 }, OFFICE));
    expect(last.pages).toBe(pages);
    expect(last.delegates.at(-1)).toMatchObject({ delegate: `d-${units[0]?.delegates}`, card: 'none' });
    expect(refusedAs(await county.call('listDelegates', { session: SESSION, page: pages }, OFFICE))).toBe(
      '404 page-unknown',
    );
  });
});

/** The rows of a file, with some of them in other places, or others in their stead. */
const rearranged = (file: string, change: (rows: readonly string[]) => readonly string[]): string => {
  const [heading = '', ...rows] = file.split('\r\n');
  return [heading, ...change(rows)].join('\r\n');
};
const NEW_OFFICER = `述职人员,${HUILONGSHAN.name},,样例新干部,副所长,,,`;
const isOf = (name: string) => (row: string) => row.split(',')[1] === name;
const isOfficer = (name: string) => (row: string) => row.split(',')[3] === name;

describe('a round that is imported again while work is under way', () => {
  const importFile = (county: County, file: string) => county.call('importRound', importRequest(file), OFFICE);
  const officersOf = async (county: County, session = SESSION) =>
    answered(await county.call('listOfficers', { session }, OFFICE)).officers.map(({ officer, name }) => [
      officer,
      name,
    ]);
  const clerk = { staff: staffOf('unit-clerk', 'huilongshan') };
  const writeReport = async (county: County, officer: string) => {
    const { parts, version } = answered(await county.call('getReport', { session: SESSION, officer }, clerk));
    const report = { session: SESSION, officer, expectedVersion: version, parts };
    answered(await county.call('saveReport', report, clerk));
  };

  test('officers keep their ids, whatever places they have now, and a new one gets a number nobody had', async () => {
    const county = await makeCounty();
    answered(await importUnits(county));
    const swapped = rearranged(roundFile(), ([unit = '', first = '', second = '', ...delegates]) => [
      ...[unit, second, NEW_OFFICER, first],
      ...delegates,
    ]);
    answered(await importFile(county, swapped));
    expect(await officersOf(county)).toEqual([
      ['o2', '样例干部0-1'],
      ['o3', '样例新干部'],
      ['o1', '样例干部0-0'],
    ]);
    answered(
      await importFile(
        county,
        rearranged(swapped, (rows) => rows.filter((row) => row !== NEW_OFFICER)),
      ),
    );
    const again = NEW_OFFICER.replace('样例新干部', '样例另一人');
    answered(
      await importFile(
        county,
        rearranged(swapped, (rows) => rows.map((row) => (row === NEW_OFFICER ? again : row))),
      ),
    );
    expect(await officersOf(county)).toContainEqual(['o4', '样例另一人']);
  });

  test('units without codes keep their sessions by their names, and a new one gets a number no unit had', async () => {
    const county = await makeCounty();
    const [first, second, third] = ['甲地工商所', '乙地工商所', '丙地工商所'].map((name) => ({ code: '', name }));
    if (first === undefined || second === undefined || third === undefined) throw new Error('three units');
    const all = roundFile([first, second, third]);
    const only = (...names: readonly string[]) =>
      rearranged(all, (rows) => names.flatMap((name) => rows.filter(isOf(name))));
    const codesOf = async (file: string) =>
      answered(await importFile(county, file)).units.map(({ unit, name }) => [name, unit]);
    expect(await codesOf(only(first.name, second.name))).toEqual([
      [first.name, 'unit-01'],
      [second.name, 'unit-02'],
    ]);
    expect(await codesOf(only(third.name, second.name, first.name))).toEqual([
      [third.name, 'unit-03'],
      [second.name, 'unit-02'],
      [first.name, 'unit-01'],
    ]);
    expect(await codesOf(only(first.name))).toEqual([[first.name, 'unit-01']]);
    expect(await codesOf(only(third.name, first.name))).toEqual([
      [third.name, 'unit-04'],
      [first.name, 'unit-01'],
    ]);
  });

  test('an officer of whom there is a report stays on the list, and is named', async () => {
    const county = await makeCounty();
    answered(await importUnits(county));
    await writeReport(county, 'o1');
    const before = await county.snapshot();
    const without = (name: string) => rearranged(roundFile(), (rows) => rows.filter((row) => !isOfficer(name)(row)));
    for (const id of ['checkImport', 'importRound'] as const) {
      const outcome = await county.call(id, importRequest(without('样例干部0-0')), OFFICE);
      expect(refusedAs(outcome)).toBe('409 import-would-lose');
      expect('problem' in outcome && outcome.problem.detail).toContain('回龙山工商所的样例干部0-0');
    }
    expect(await county.snapshot()).toEqual(before);
    answered(await importFile(county, without('样例干部0-1')));
    expect(await officersOf(county)).toEqual([['o1', '样例干部0-0']]);
  });

  test('an officer of whom an opinion is collated stays on the list', async () => {
    const county = await makeCounty();
    answered(await importUnits(county));
    const { meetings, registry } = county.all;
    await registry.progress.note({ round: ROUND, unit: 'huilongshan' }, 'opinions', {
      questions: 1,
      suggestions: 0,
      isFinished: false,
    });
    const none = rearranged(roundFile(), (rows) => rows.filter((row) => !isOfficer('样例干部0-1')(row)));
    const entry: CollatedItem = {
      number: 1,
      kind: 'question',
      about: { kind: 'officer', officer: 'o2' },
      topic: '窗口',
      wording: '窗口何时有人',
      opinions: 1,
      photos: [],
      status: 'listed',
      rectification: null,
    };
    await meetings.collated.change(SESSION, 1, () => ({ kind: 'write', value: entry, answer: null }));
    expect(refusedAs(await importFile(county, none))).toBe('409 import-would-lose');
    await meetings.collated.change(SESSION, 1, () => ({
      kind: 'write',
      value: { ...entry, about: { kind: 'unit' } },
      answer: null,
    }));
    answered(await importFile(county, none));
  });

  test('a unit that has begun is neither dropped nor given another’s code, and is named', async () => {
    const county = await makeCounty();
    answered(await importUnits(county, [HUILONGSHAN, CHENGGUAN]));
    await writeReport(county, 'o1');
    const before = await county.snapshot();
    const swapped = [
      { ...HUILONGSHAN, name: CHENGGUAN.name },
      { ...CHENGGUAN, name: HUILONGSHAN.name },
    ];
    for (const units of [[CHENGGUAN], [{ ...HUILONGSHAN, code: 'hls' }, CHENGGUAN], swapped]) {
      const outcome = await importUnits(county, units);
      expect(refusedAs(outcome)).toBe('409 import-would-lose');
      expect('problem' in outcome && outcome.problem.detail).toContain('回龙山工商所（代码 huilongshan）');
    }
    expect(await county.snapshot()).toEqual(before);
    answered(await importUnits(county, [{ ...HUILONGSHAN, name: '回龙山分局' }]));
  });

  test('a unit with observers is not dropped: nobody would forget the people of a session that no round has', async () => {
    const county = await makeCounty();
    answered(await importUnits(county, [HUILONGSHAN, CHENGGUAN]));
    const observers = [{ name: '样例观察员', organisation: '县政协' }];
    answered(await county.call('setObservers', { session: SESSION, expectedVersion: 0, observers }, clerk));
    expect(refusedAs(await importUnits(county, [CHENGGUAN]))).toBe('409 import-would-lose');
    answered(await county.call('setObservers', { session: SESSION, expectedVersion: 1, observers: [] }, clerk));
    answered(await importUnits(county, [CHENGGUAN]));
  });

  test('with the delegates’ teller named, the numbers of the list stay whose they are', async () => {
    const county = await makeCounty();
    answered(await importUnits(county));
    await county.all.registry.progress.note({ round: ROUND, unit: 'huilongshan' }, 'delegatesTeller', { by: 'lot' });
    const outcome = await importUnits(county, [{ ...HUILONGSHAN, delegates: 36 }]);
    expect(refusedAs(outcome)).toBe('409 import-would-lose');
    expect('problem' in outcome && outcome.problem.detail).toContain('回龙山工商所的代表名单');
    answered(await importUnits(county));
  });
});

describe('what a unit’s clerk sees', () => {
  test('their own unit only, in the round and on the lists; phones are masked for everybody', async () => {
    const county = await makeCounty();
    answered(await importUnits(county, [HUILONGSHAN, CHENGGUAN]));
    const clerk = { staff: staffOf('unit-clerk', 'huilongshan') };
    const round = answered(await county.call('getRound', { round: ROUND }, clerk));
    expect(round.units.map(({ unit }) => unit)).toEqual(['huilongshan']);
    const { delegates } = answered(await county.call('listDelegates', { session: SESSION, page: 0 }, clerk));
    expect(delegates[0]).toEqual({
      delegate: 'd-001',
      number: 1,
      name: '样例代表0-0',
      category: 'market-entity',
      organisation: '镇上的店',
      phoneMasked: '138****0000',
      card: 'none',
    });
    const other = { session: `${COUNTY}-${ROUND}-chengguan`, page: 0 };
    expect(refusedAs(await county.call('listDelegates', other, clerk))).toBe('403 unit-not-yours');
    expect(refusedAs(await county.call('getRound', { round: '1999' }, clerk))).toBe('404 round-unknown');
  });
});

describe('whom a freeze puts on the ballot', () => {
  const listOfficers = (county: County, staff: StaffIdentity, session = SESSION) =>
    county.call('listOfficers', { session }, { staff });

  test.each(STAFF_ROLES)('%s sees the officers with the indicators and thresholds, before the freeze', async (role) => {
    const county = await makeCounty();
    answered(await importUnits(county, [HUILONGSHAN, CHENGGUAN]));
    const seen = answered(await listOfficers(county, staffOf(role, 'huilongshan')));
    expect(seen.unitName).toBe('回龙山工商所');
    expect(seen.officers).toEqual([
      { officer: 'o1', name: '样例干部0-0', post: '所长' },
      { officer: 'o2', name: '样例干部0-1', post: '所长' },
    ]);
    expect(seen.unitIndicators.map(({ name }) => name)).toEqual(['依法履行职能', '服务经济发展', '政风行风建设']);
    expect(seen.officerIndicators.map(({ id }) => id)).toEqual(['i1', 'i2', 'i3', 'i4', 'i5', 'i6']);
    expect(seen.thresholds).toEqual({ excellent: 85, qualified: 60 });
  });

  test('the manifest then holds exactly what was shown', async () => {
    const county = await makeCounty();
    await readyToFreeze(county);
    const seen = answered(await listOfficers(county, staffOf('inspection-office')));
    const { manifestHash } = answered(await county.call('freeze', { session: SESSION }, OFFICE));
    const manifest = await county.all.meetings.getManifest(SESSION, manifestHash);
    const [unit, ...officers] = manifest?.subjects ?? [];
    expect(unit).toMatchObject({ name: seen.unitName, indicators: seen.unitIndicators });
    expect(officers.map(({ id, name, post }) => ({ officer: id, name, post }))).toEqual(seen.officers);
    for (const { indicators } of officers) expect(indicators).toEqual(seen.officerIndicators);
    expect(manifest?.thresholds).toEqual(seen.thresholds);
  });

  test('a clerk is refused another unit’s officers, and nobody gets those of a session that does not exist', async () => {
    const county = await makeCounty();
    answered(await importUnits(county, [HUILONGSHAN, CHENGGUAN]));
    const clerk = staffOf('unit-clerk', 'huilongshan');
    expect(refusedAs(await listOfficers(county, clerk, `${COUNTY}-${ROUND}-chengguan`))).toBe('403 unit-not-yours');
    expect(refusedAs(await listOfficers(county, clerk, `${COUNTY}-1999-chengguan`))).toBe('404 session-unknown');
  });
});
