import { describe, expect, test } from 'vitest';
import { DEFAULT_SEAT_RULE } from '../../../shared/process/seats.ts';
import { answered, type County, refusedAs, staffOf, withEngine } from '../registry/county.ts';
import { putInState, SESSION } from '../registry/prepared-meeting.ts';
import { CANDIDATES, CLERK, openedCounty, problemOf, progressOf, save, submit, tablesOf } from './unit-nominating.ts';

withEngine();

const nominationOf = async (county: County) =>
  answered(await county.call('getNomination', { session: SESSION }, CLERK));
const first = CANDIDATES[0];
if (first === undefined) throw new Error('nobody is nominated');

const csvOf = (rows: readonly (readonly string[])[]): string =>
  Buffer.from(rows.map((row) => row.join(',')).join('\r\n')).toString('base64');
const HEADING = ['序号', '类别', '姓名', '单位', '职务', '联系电话'];
const readFile = (
  county: County,
  rows: readonly (readonly string[])[],
  how: 'replace' | 'append',
  expectedVersion = 0,
) =>
  county.call(
    'importNomination',
    { session: SESSION, expectedVersion, plannedSeats: 33, how, fileName: '推荐表.csv', file: csvOf(rows) },
    CLERK,
  );

describe('the unit nominates by hand', () => {
  test('before anybody saved the page has the rule and nobody on the list', async () => {
    const county = await openedCounty();
    expect(await nominationOf(county)).toEqual({
      unitName: 'huilongshan工商所',
      stage: 'editing',
      version: 0,
      plannedSeats: 30,
      candidatesPerSeat: 2,
      seats: DEFAULT_SEAT_RULE,
      submitted: [],
      candidates: [],
      editable: true,
      savedBy: null,
      savedAtMs: null,
    });
  });

  test('what is saved is cleaned as a file is, rare names stay as they are, and the figures are noted', async () => {
    const county = await openedCounty();
    const typed = {
      category: 'market-entity',
      name: ' 王 𬭼 ',
      organisation: '老街餐馆  业主',
      phone: '+86 138-0000 ００01',
    } as const;
    const saved = answered(await save(county, { candidates: [typed] }));
    expect(saved.candidates).toEqual([
      { category: 'market-entity', name: '王𬭼', organisation: '老街餐馆 业主', phone: '13800000001' },
    ]);
    expect(await nominationOf(county)).toEqual(saved);
    expect((await progressOf(county)).nomination).toEqual({ candidates: 1, state: 'editing', screenedBy: [] });
  });

  test('two clerks on one list: the second is told by whom, and nothing of the first is lost', async () => {
    const county = await openedCounty();
    answered(await save(county));
    const other = { staff: { ...staffOf('unit-clerk', 'huilongshan'), subject: 'sub-other', name: '另一位经办人' } };
    const before = await county.snapshot();
    const outcome = await save(county, { candidates: [first] }, other);
    expect(refusedAs(outcome)).toBe('409 edited-meanwhile');
    expect(problemOf(outcome)?.detail).toContain('样例人员');
    expect(await county.snapshot()).toEqual(before);
    expect(answered(await save(county, { expectedVersion: 1, candidates: [first] }, other)).version).toBe(2);
  });

  test('the same list sent again, as after a lost answer, writes nothing', async () => {
    const county = await openedCounty();
    const saved = answered(await save(county));
    const before = await county.snapshot();
    expect(answered(await save(county))).toEqual(saved);
    expect(await county.snapshot()).toEqual(before);
  });

  test('one phone in two categories is refused by its row, and nothing is written', async () => {
    const county = await openedCounty();
    const before = await county.snapshot();
    const again = {
      ...first,
      category: 'consumer-society',
      phone: `${first.phone.slice(0, 3)} ${first.phone.slice(3)}`,
    } as const;
    const outcome = await save(county, { candidates: [...CANDIDATES, again] });
    expect(refusedAs(outcome)).toBe('422 candidates-defective');
    const [place] = problemOf(outcome)?.errors ?? [];
    expect(place).toMatchObject({ field: 'candidates.66.phone', row: 67, code: 'duplicate-phone' });
    expect(place?.detail).toContain('第 1 行');
    expect(JSON.stringify(problemOf(outcome))).not.toContain(first.phone);
    expect(await county.snapshot()).toEqual(before);
  });

  test.each([
    ['a row without a name', { name: '　' }, 'missing-name'],
    ['a phone that is none', { phone: '12345' }, 'bad-phone'],
    ['a character of somebody’s own', { name: '王\ue000' }, 'unreadable-character'],
    ['a name of 51 characters', { name: '长'.repeat(51) }, 'too-long'],
  ])('%s is refused by its row', async (_, change, code) => {
    const county = await openedCounty();
    const before = await county.snapshot();
    const outcome = await save(county, { candidates: [{ ...first, ...change }] });
    expect(refusedAs(outcome)).toBe('422 candidates-defective');
    expect(problemOf(outcome)?.errors?.map(({ code: each }) => each)).toEqual([code]);
    expect(await county.snapshot()).toEqual(before);
  });

  test('more than 500 candidates are too many', async () => {
    const county = await openedCounty();
    const before = await county.snapshot();
    const candidates = Array.from({ length: 501 }, (_, index) => ({
      ...first,
      phone: `139${String(index).padStart(8, '0')}`,
    }));
    expect(refusedAs(await save(county, { candidates }))).toBe('422 nomination-too-long');
    expect(await county.snapshot()).toEqual(before);
  });

  test('another unit’s clerk, and every other role, is refused', async () => {
    const county = await openedCounty();
    const before = await county.snapshot();
    const other = { staff: staffOf('unit-clerk', 'chengguan') };
    expect(refusedAs(await save(county, {}, other))).toBe('403 unit-not-yours');
    expect(refusedAs(await county.call('getNomination', { session: SESSION }, other))).toBe('403 unit-not-yours');
    for (const role of ['inspection-office', 'discipline-commission', 'county-leader', 'auditor'] as const) {
      expect(refusedAs(await save(county, {}, { staff: staffOf(role) }))).toBe('403 role-not-allowed');
      expect(refusedAs(await county.call('getNomination', { session: SESSION }, { staff: staffOf(role) }))).toBe(
        '403 role-not-allowed',
      );
    }
    expect(await county.snapshot()).toEqual(before);
  });

  test('once the meeting is armed nobody is nominated', async () => {
    const county = await openedCounty();
    await putInState(county, 'armed');
    const before = await county.snapshot();
    expect(refusedAs(await save(county))).toBe('409 state-wrong');
    expect(await county.snapshot()).toEqual(before);
  });
});

describe('the unit nominates from a file', () => {
  const rows = [
    ['候选人推荐表'],
    HEADING,
    ['1', '市场主体', '样例甲', '老街餐馆', '业主', '138-0000-0001'],
    ['2', '消费者及社会代表', '古丽巴哈尔•吐尔逊江', '社区', '', '13800000002'],
    ['合计', '', '2人'],
  ];

  test('a heading below a title, a column 单位 for where somebody works, hyphens and a total row are understood', async () => {
    const county = await openedCounty();
    const { candidates, version } = answered(await readFile(county, rows, 'replace'));
    expect(version).toBe(1);
    expect(candidates).toEqual([
      { category: 'market-entity', name: '样例甲', organisation: '老街餐馆 业主', phone: '13800000001' },
      { category: 'consumer-society', name: '古丽巴哈尔·吐尔逊江', organisation: '社区', phone: '13800000002' },
    ]);
  });

  test('a file comes in the place of the list or after it, as chosen', async () => {
    const county = await openedCounty();
    answered(await readFile(county, rows, 'replace'));
    const more = [HEADING, ['1', '人大代表', '样例丙', '镇人大', '', '13800000003']];
    const appended = answered(await readFile(county, more, 'append', 1));
    expect(appended.candidates.map(({ name }) => name)).toEqual(['样例甲', '古丽巴哈尔·吐尔逊江', '样例丙']);
    const replaced = answered(await readFile(county, more, 'replace', 2));
    expect(replaced.candidates.map(({ name }) => name)).toEqual(['样例丙']);
  });

  test('defects are named by row and column, and nothing is taken', async () => {
    const county = await openedCounty();
    const before = await county.snapshot();
    const wrong = [...rows.slice(0, 4), ['3', '到场监督人员', '样例丁', '县局', '', '13800000001']];
    const outcome = await readFile(county, wrong, 'replace');
    expect(refusedAs(outcome)).toBe('422 file-defects');
    expect(problemOf(outcome)?.errors).toEqual([
      expect.objectContaining({ row: 5, column: 'B', code: 'wrong-category' }),
    ]);
    expect(await county.snapshot()).toEqual(before);
  });

  test('a phone twice in the file, in two categories, is refused though the rows name two workplaces', async () => {
    const county = await openedCounty();
    const before = await county.snapshot();
    const twice = [...rows.slice(0, 4), ['3', '政协委员', '样例甲', '县政协', '', '13800000001']];
    const outcome = await readFile(county, twice, 'replace');
    expect(problemOf(outcome)?.errors).toEqual([
      expect.objectContaining({ row: 5, column: 'F', code: 'duplicate-phone' }),
    ]);
    expect(await county.snapshot()).toEqual(before);
  });

  test('who is on the list already is not appended again', async () => {
    const county = await openedCounty();
    answered(await readFile(county, rows, 'replace'));
    const before = await county.snapshot();
    const outcome = await readFile(
      county,
      [HEADING, ['1', '人大代表', '样例甲', '镇人大', '', '13800000001']],
      'append',
      1,
    );
    expect(refusedAs(outcome)).toBe('422 file-defects');
    expect(problemOf(outcome)?.errors?.[0]).toMatchObject({ row: 2, column: 'F', code: 'duplicate-phone' });
    expect(await county.snapshot()).toEqual(before);
  });

  test('a workbook that is none is refused with its reason', async () => {
    const county = await openedCounty();
    const before = await county.snapshot();
    const file = Buffer.from('PK??').toString('base64');
    const request = {
      session: SESSION,
      expectedVersion: 0,
      plannedSeats: 33,
      how: 'replace',
      fileName: '推荐表.xlsx',
      file,
    } as const;
    expect(refusedAs(await county.call('importNomination', request, CLERK))).toBe('422 file-unreadable');
    expect(await county.snapshot()).toEqual(before);
  });
});

describe('handing the candidates in', () => {
  test('below twice the seats it is refused, naming of each category how many are missing', async () => {
    const county = await openedCounty();
    const short = CANDIDATES.filter(({ category }) => category !== 'discipline-inspection').slice(0, 60);
    answered(await save(county, { candidates: short }));
    const before = await county.snapshot();
    const outcome = await submit(county, 1);
    expect(refusedAs(outcome)).toBe('409 nomination-too-short');
    const places = problemOf(outcome)?.errors ?? [];
    expect(places.map(({ field, code }) => [field, code])).toContainEqual(['discipline-inspection', 'category-short']);
    expect(places.map(({ detail }) => detail).join()).toContain('纪检监察机关领导：至少 2 人，现有 0 人，还差 2 人。');
    expect(await county.snapshot()).toEqual(before);
    const nobody = await submit(await openedCounty(), 0);
    expect(refusedAs(nobody)).toBe('409 nomination-too-short');
  });

  test('once it is in, nothing is edited and the phones are masked for the unit itself', async () => {
    const county = await openedCounty();
    answered(await save(county));
    expect(answered(await submit(county, 1))).toEqual({ stage: 'screening', candidates: 66 });
    const seen = await nominationOf(county);
    expect(seen).toMatchObject({ stage: 'screening', editable: false, candidates: [] });
    expect(seen.submitted[0]).toEqual({
      category: first.category,
      name: first.name,
      organisation: first.organisation,
      phoneMasked: `${first.phone.slice(0, 3)}****${first.phone.slice(-4)}`,
    });
    const before = await county.snapshot();
    expect(refusedAs(await save(county, { expectedVersion: 2, candidates: [first] }))).toBe('409 nomination-submitted');
    expect(await county.snapshot()).toEqual(before);
    expect((await progressOf(county)).nomination).toEqual({ candidates: 66, state: 'screening', screenedBy: [] });
  });

  test('handed in again after a lost answer it gets the same answer; a list that changed meanwhile is not handed in', async () => {
    const county = await openedCounty();
    answered(await save(county));
    const stale = await submit(county, 0);
    expect(refusedAs(stale)).toBe('409 edited-meanwhile');
    const handedIn = answered(await submit(county, 1));
    const before = await tablesOf(county);
    expect(answered(await submit(county, 1))).toEqual(handedIn);
    expect(await tablesOf(county)).toEqual(before);
    expect(refusedAs(await submit(county, 2))).toBe('409 nomination-submitted');
  });

  test('each save and the submission is on the audit log, without a name or a phone', async () => {
    const county = await openedCounty();
    answered(await save(county));
    answered(await submit(county, 1));
    const entries = (await county.items()).filter(({ pk, sk }) => pk === 'AUDIT' && sk !== 'HEAD');
    expect(entries.map(({ what, why }) => [what, why])).toEqual(
      expect.arrayContaining([
        ['saveNomination', '66 candidates'],
        ['submitNomination', '66 candidates'],
      ]),
    );
    for (const { name, phone } of CANDIDATES) {
      expect(JSON.stringify(entries)).not.toContain(name);
      expect(JSON.stringify(entries)).not.toContain(phone);
    }
  });
});
