import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { clerkOf } from '../../../infra/local/sample/ask.ts';
import { playQuotation, playUses } from '../../../infra/local/sample/play-outcomes.ts';
import {
  answered,
  type County,
  makeCounty,
  OFFICE,
  refusedAs,
  START_MS,
  staffOf,
  withEngine,
} from '../registry/county.ts';
import { askOf, CHENGGUAN, HUILONGSHAN, importUnits, SESSION, UNIT } from '../registry/prepared-meeting.ts';
import { announce } from './announce.ts';
import { elementsNamed, parseXml, repairsNeeded, unpack } from './office-file.ts';

withEngine();

const ROUND = '2008';
const LEADER = { staff: staffOf('county-leader') };
const of = (count: number, score: number) => Array.from({ length: count }, () => score);

/** Two units: one announced with 30 ballots of 33, the other still in preparation. */
const midRound = async (): Promise<County> => {
  const county = await makeCounty();
  answered(await importUnits(county, [HUILONGSHAN, { ...CHENGGUAN, officers: 3 }]));
  await announce(county, { session: SESSION, ballots: [...of(27, 9), ...of(3, 4)] });
  const { progress } = county.all.registry;
  await progress.note({ round: ROUND, unit: UNIT }, 'opinions', { questions: 2, suggestions: 3, isFinished: false });
  await progress.note({ round: ROUND, unit: 'chengguan' }, 'opinions', {
    questions: 1,
    suggestions: 0,
    isFinished: false,
  });
  return county;
};

const fetched = async (county: County, format: 'xlsx' | 'docx') => {
  const given = answered(await county.call('createRoundUpDownload', { round: ROUND, format }, LEADER));
  const response = await fetch(given.url);
  return { ...given, response, bytes: new Uint8Array(await response.arrayBuffer()) };
};

describe('the county’s round-up', () => {
  test('counts units, people, opinions and items, and takes its shares from announced results alone', async () => {
    const county = await midRound();
    const { figures, units, quoted, roundName } = answered(await county.call('getRoundUp', { round: ROUND }, LEADER));
    expect(roundName).toBe('2007—2008 年度');
    expect(figures).toEqual({
      units: 2,
      valid: 1,
      invalid: 0,
      officers: 5,
      delegates: 66,
      turnout: { have: 30, of: 33 },
      // Three subjects, each graded by 30: 27 gave 9s, which is excellent, three gave 4s.
      satisfaction: { have: 81, of: 90 },
      questions: 3,
      suggestions: 3,
      items: 0,
      rectified: 0,
      closed: 0,
      overdue: 0,
    });
    expect(units.map(({ unit, state, figures: own }) => [unit, state, own.questions, own.turnout])).toEqual([
      [UNIT, 'announced', 2, { have: 30, of: 33 }],
      ['chengguan', 'prepared', 1, null],
    ]);
    expect(quoted).toBeNull();
  });

  test('of a round that nobody imported, or for a unit’s clerk, is refused', async () => {
    const county = await midRound();
    const clerk = { staff: staffOf('unit-clerk', UNIT) };
    const before = await county.snapshot();
    const outcomes = [
      await county.call('getRoundUp', { round: '1999' }, LEADER),
      await county.call('getRoundUp', { round: ROUND }, clerk),
      await county.call('createRoundUpDownload', { round: '1999', format: 'xlsx' }, LEADER),
      await county.call('createRoundUpDownload', { round: ROUND, format: 'docx' }, clerk),
    ];
    expect(outcomes.map(refusedAs)).toEqual([
      '404 round-unknown',
      '403 role-not-allowed',
      '404 round-unknown',
      '403 role-not-allowed',
    ]);
    expect(await county.snapshot()).toEqual(before);
  });

  test('quotes what a source published beside its own figures, which stay as they are', async () => {
    const county = await midRound();
    const before = answered(await county.call('getRoundUp', { round: ROUND }, LEADER)).figures;
    await playQuotation(askOf(county), ROUND);
    const { figures, quoted, quotedVersion } = answered(await county.call('getRoundUp', { round: ROUND }, LEADER));
    expect(figures).toEqual(before);
    expect(quotedVersion).toBe(1);
    expect(quoted?.figures).toContainEqual({ figure: 'satisfaction', text: '97%', note: '算法不明' });
    const [entry] = await county.all.registry.audit.list({ limit: 1 });
    expect([entry?.what, entry?.target]).toEqual(['quoteFigures', ROUND]);
  });

  test('a quotation over another’s is refused and keeps the other; the same again changes nothing', async () => {
    const county = await midRound();
    await playQuotation(askOf(county), ROUND);
    const before = await county.snapshot();
    const figures = [{ figure: 'satisfaction', text: '99%', note: '' }] as const;
    const stale = { round: ROUND, expectedVersion: 0, source: '另一份报告', figures: [...figures] };
    expect(refusedAs(await county.call('quoteFigures', stale, OFFICE))).toBe('409 edited-meanwhile');
    await playQuotation(askOf(county), ROUND);
    expect(await county.snapshot()).toEqual(before);
    expect(refusedAs(await county.call('quoteFigures', { ...stale, round: '1999' }, OFFICE))).toBe('404 round-unknown');
    expect(refusedAs(await county.call('quoteFigures', stale, LEADER))).toBe('403 role-not-allowed');
  });

  test('as a workbook is one sheet on one page with formulas in words, under a Chinese name for five minutes', async () => {
    const county = await midRound();
    await playQuotation(askOf(county), ROUND);
    const { fileName, expiresAtMs, response, bytes, url } = await fetched(county, 'xlsx');
    expect(fileName).toBe('团风县工商局 2007—2008 年度工作情况汇总.xlsx');
    expect(expiresAtMs).toBe(START_MS + 300_000);
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="round-up-2008.xlsx"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    );
    expect(repairsNeeded(unpack(bytes))).toEqual([]);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(bytes.slice().buffer);
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['年度汇总']);
    const [sheet] = workbook.worksheets;
    expect(sheet?.pageSetup).toMatchObject({ paperSize: 9, fitToPage: true, fitToWidth: 1, fitToHeight: 1 });
    const rows = (sheet?.getSheetValues() ?? []).map((row) => (Array.isArray(row) ? [...new Set(row.slice(1))] : []));
    expect(rows).toContainEqual(['满意率', '90.00%（81/90）', '97%，算法不明', expect.stringContaining('÷打分的票次')]);
    expect(rows).toContainEqual(['参评率', '90.91%（30/33）', '—', expect.stringContaining('收回的选票÷代表人数')]);
    const own = (sheet?.getSheetValues() ?? []).find((row) => Array.isArray(row) && row[1] === '回龙山工商所');
    expect(own).toEqual([undefined, '回龙山工商所', 2, 33, 0.9091, 0.9, 2, 3, 0, 0, 0]);
    for (const row of sheet?.getSheetValues() ?? [])
      for (const cell of Array.isArray(row) ? row : []) expect(typeof cell === 'object' && cell !== null).toBe(false);
    county.clock.nowMs = expiresAtMs + 1_000;
    expect((await fetch(url)).status).toBe(403);
  });

  test('as a document opens without repair, and has the page and the faces of an official one', async () => {
    const county = await midRound();
    await playQuotation(askOf(county), ROUND);
    const { fileName, bytes } = await fetched(county, 'docx');
    expect(fileName).toBe('团风县工商局 2007—2008 年度工作情况汇总.docx');
    const parts = unpack(bytes);
    expect(repairsNeeded(parts)).toEqual([]);
    const document = parseXml(parts.get('word/document.xml') ?? '');
    const [size] = elementsNamed(document, 'w:pgSz');
    const [margin] = elementsNamed(document, 'w:pgMar');
    expect([size?.attributes['w:w'], size?.attributes['w:h']]).toEqual(['11906', '16838']);
    expect([margin?.attributes['w:top'], margin?.attributes['w:left']]).toEqual(['2098', '1587']);
    const [title] = elementsNamed(document, 'w:p');
    expect(elementsNamed(title ?? document, 'w:t').map(({ text }) => text)).toEqual(['2007—2008 年度工作情况汇总']);
    const faces = elementsNamed(document, 'w:rFonts').map(({ attributes }) => attributes['w:eastAsia']);
    expect(new Set(faces)).toEqual(new Set(['方正小标宋简体', '仿宋', '黑体']));
    const rows = elementsNamed(document, 'w:tr').map((row) =>
      elementsNamed(row, 'w:tc').map((cell) =>
        elementsNamed(cell, 'w:t')
          .map(({ text }) => text)
          .join(''),
      ),
    );
    expect(rows).toContainEqual(['满意率', '90.00%（81/90）', '97%，算法不明', expect.stringContaining('÷打分的票次')]);
    expect(rows).toContainEqual([
      '回龙山工商所',
      '2',
      '33',
      '90.91%（30/33）',
      '90.00%（81/90）',
      '2',
      '3',
      '0',
      '0',
      '0',
    ]);
  });

  test('a download is on the audit log before its address leaves: without the log there is none', async () => {
    const county = await midRound();
    await fetched(county, 'xlsx');
    const [entry] = await county.all.registry.audit.list({ limit: 1 });
    expect([entry?.what, entry?.target, entry?.role]).toEqual(['createRoundUpDownload', '2008/xlsx', 'county-leader']);
    const { registry } = county.of('outcomes');
    const audit = Object.assign(Object.create(registry.audit), { append: () => Promise.reject(new Error('no log')) });
    const deps = { registry: { ...registry, audit } };
    const outcome = await county.call('createRoundUpDownload', { round: ROUND, format: 'docx' }, { ...LEADER, deps });
    expect(refusedAs(outcome)).toBe('500 unexpected');
  });
});

test('the sample’s uses are recorded by the county’s leader and read by the unit’s clerk', async () => {
  const county = await midRound();
  const ask = askOf(county);
  expect(await playUses(ask, SESSION)).toBe(3);
  const { uses } = await ask(clerkOf(UNIT), 'listUses', { session: SESSION });
  expect(uses.map(({ use }) => use).sort()).toEqual(['assessment', 'assessment', 'award']);
});
