import ExcelJS, { type Worksheet } from 'exceljs';
import { expect, test } from 'vitest';
import { parseRoundFile } from '../../../functions/rounds/import/parse-round-file.ts';
import { RARE_NAMES } from '../../../infra/local/sample/made-up-people.ts';
import { makeSampleWorkbook } from '../../../infra/local/sample/make-sample-workbook.ts';
import { makeSampleRound, SOURCE_FIGURES } from '../../../infra/local/sample/sample-round.ts';
import { checkSeats, countCategories, DEFAULT_SEAT_RULE } from '../../../shared/process/seats.ts';
import {
  addTable,
  bytesOf,
  csvText,
  DELEGATE_HEADINGS,
  delegateRows,
  editPart,
  encodeGb18030,
  makeWorkbook,
  phoneOf,
  type Row,
  UNIT,
} from './clerk-file.ts';

const read = async (bytes: Uint8Array, fileName = '名单.xlsx') => {
  const round = await parseRoundFile(bytes, { fileName, seats: DEFAULT_SEAT_RULE });
  if (!round.ok) throw new Error(`refused: ${JSON.stringify(round.defects.slice(0, 5))}`);
  return round;
};
const firstUnit = async (bytes: Uint8Array, fileName?: string) => (await read(bytes, fileName)).units[0];
/** Writes values below the heading of a column. */
const setColumn = (sheet: Worksheet, column: number, values: Row): void => {
  for (const [index, value] of values.entries()) sheet.getCell(index + 2, column).value = value;
};
const csv = [DELEGATE_HEADINGS, ...delegateRows()];

test("the source's round comes out of the clerk's workbook as it went in: 6 units, 29 officers, 198 delegates", async () => {
  const sample = makeSampleRound();
  const { units, warnings } = await read(await makeSampleWorkbook(sample));
  expect(units).toEqual(sample.units.map(({ origin: _, ...unit }) => unit));
  expect(warnings).toEqual([]);
  const figures = [
    units.length,
    units.flatMap(({ officers }) => officers).length,
    units.flatMap(({ delegates }) => delegates).length,
  ];
  expect(figures).toEqual([SOURCE_FIGURES.units, SOURCE_FIGURES.officers, SOURCE_FIGURES.delegates]);
});

test('every unit of the sample has 33 delegates in the right categories, and rare names are among them', () => {
  const { units } = makeSampleRound();
  for (const { delegates } of units) {
    expect(delegates).toHaveLength(33);
    expect(checkSeats(countCategories(delegates.map(({ category }) => category)), DEFAULT_SEAT_RULE)).toEqual([]);
  }
  const names = units.flatMap(({ officers, delegates }) => [...officers, ...delegates].map(({ name }) => name));
  for (const name of RARE_NAMES) expect(names).toContain(name);
  expect(new Set(names).size).toBe(names.length);
  expect(makeSampleRound()).toEqual(makeSampleRound());
});

test('a plain workbook with its heading in the first row is read', async () => {
  const unit = await firstUnit(await makeWorkbook());
  expect(unit).toMatchObject({ code: 'huilongshan', name: UNIT, head: '𬭼㐀明', meetingTime: '', meetingPlace: '' });
  expect(unit?.officers).toEqual([
    { name: '𬭼㐀明', post: '所长' },
    { name: '阿卜杜热西提·买买提', post: '副所长' },
  ]);
  expect(unit?.delegates).toHaveLength(33);
  expect(unit?.delegates[0]).toEqual({
    category: 'market-entity',
    name: '代表甲子',
    affiliation: '镇上的店 业主',
    phone: phoneOf(0),
  });
});

test('headings may be called differently, stand in two levels below a merged title, and unknown columns are left alone', async () => {
  const workbook = new ExcelJS.Workbook();
  const sheet = addTable(workbook, '代表名单', [
    ['2008年度监管服务对象代表名单', '', '', '', '', '', ''],
    ['填报单位：某局  填报时间：2008年2月'],
    ['序号', '被评议单位（分局、所）', '代表类别', '姓　名', '单位 及 职务', '联系方式', ''],
    ['', '', '', '', '', '手 机', 'QQ'],
  ]);
  sheet.mergeCells('A1:G1');
  sheet.mergeCells('F3:G3');
  for (const column of 'ABCDE') sheet.mergeCells(`${column}3:${column}4`);
  for (const row of delegateRows()) sheet.addRow([{ formula: 'ROW()-4', result: 1 }, ...row, '某某']);
  const unit = await firstUnit(await bytesOf(workbook));
  expect(unit?.delegates.map(({ phone }) => phone)).toEqual(delegateRows().map(([, , , , phone]) => phone));
  expect(unit?.delegates[0]?.affiliation).toBe('镇上的店 业主');
});

test('a merged unit or category counts for every row of the merge, and a blank row inside it for none', async () => {
  const unit = await firstUnit(
    await makeWorkbook(({ delegates }) => {
      delegates.insertRow(10, []);
      delegates.mergeCells('A2:A35');
      delegates.mergeCells('B2:B29');
    }),
  );
  expect(unit?.delegates.filter(({ category }) => category === 'market-entity')).toHaveLength(27);
  expect(unit?.delegates).toHaveLength(33);
});

test('phones as numbers, in full width, with spaces, hyphens or +86, and land lines are one plain row of digits', async () => {
  const written: Row = [
    13_100_000_001,
    '１３１００００００02',
    '131 0000 0003',
    '+86-131-0000-0004',
    '0713-6151234',
    '',
  ];
  const unit = await firstUnit(await makeWorkbook(({ delegates }) => setColumn(delegates, 5, written)));
  expect(unit?.delegates.slice(0, 6).map(({ phone }) => phone)).toEqual([
    phoneOf(0),
    phoneOf(1),
    phoneOf(2),
    phoneOf(3),
    '07136151234',
    null,
  ]);
});

test('names keep their characters: beyond the common plane, compatibility forms, dots; only padding goes', async () => {
  const written = [
    '王　五',
    ' 刘㛃 ',
    '𬭼 国',
    '陈𠮷明',
    '阿卜杜热西提•买买提',
    '古丽 · 汗',
    '\uf9dc国',
    'Ｊｏｈｎ　Smith',
  ];
  const wanted = ['王五', '刘㛃', '𬭼国', '陈𠮷明', '阿卜杜热西提·买买提', '古丽·汗', '\uf9dc国', 'John Smith'];
  const unit = await firstUnit(await makeWorkbook(({ delegates }) => setColumn(delegates, 3, written)));
  expect(unit?.delegates.slice(0, written.length).map(({ name }) => name)).toEqual(wanted);
});

test('rich text and links count as their text, a date as the day and hour that the cell shows', async () => {
  const unit = await firstUnit(
    await makeWorkbook(({ units, delegates }) => {
      units.getCell('D1').value = '会议时间';
      units.getCell('D2').value = new Date(Date.UTC(2008, 2, 14, 9, 30));
      delegates.getCell('C2').value = { richText: [{ text: '张' }, { text: '三丰', font: { bold: true } }] };
      delegates.getCell('D2').value = { text: '某公司 经理', hyperlink: 'mailto:nobody@example.invalid' };
    }),
  );
  expect(unit?.meetingTime).toBe('2008-03-14 09:30');
  expect(unit?.delegates[0]).toMatchObject({ name: '张三丰', affiliation: '某公司 经理' });
});

test('a drop-down over a whole column, a filter name over a whole sheet and comments do not hinder or slow the reading', async () => {
  const bytes = await makeWorkbook(({ delegates }) => {
    delegates.getCell('B2').dataValidation = { type: 'list', allowBlank: true, formulae: ['"市场主体,政协委员"'] };
    delegates.getCell('C2').note = '备注';
    delegates.pageSetup.printArea = 'A1:E34';
  });
  const wholeColumn = editPart(bytes, 'xl/worksheets/sheet3.xml', (xml) =>
    xml.replace('sqref="B2"', 'sqref="A2:F1048576"'),
  );
  const wide = editPart(wholeColumn, 'xl/workbook.xml', (xml) =>
    xml.replace(/\$A1:\$E34/u, () => '$A$1:$XFD$1048576').replace('Print_Area', '_FilterDatabase'),
  );
  const startMs = performance.now();
  expect((await firstUnit(wide))?.delegates).toHaveLength(33);
  expect(performance.now() - startMs).toBeLessThan(5_000);
});

test('total rows, subtotals and footnotes are no delegates', async () => {
  const unit = await firstUnit(
    await makeWorkbook(({ delegates }) => {
      delegates.insertRow(29, ['', '小 计', '', { formula: 'COUNTA(C2:C28)', result: 27 }]);
      delegates.addRow(['合　计', '', '33人']);
      delegates.addRow(['注：以上人员均已征得本人同意。']);
      delegates.addRow(['填表人：某某   审核人：某某', '', '', '', '']);
    }),
  );
  expect(unit?.delegates).toHaveLength(33);
});

test('the words for the categories are those that clerks use', async () => {
  const written: [string, string][] = [
    ['市场主体代表（27人）', 'market-entity'],
    ['个体工商户', 'market-entity'],
    ['消费者和社会各界代表', 'consumer-society'],
    ['纪委领导', 'discipline-inspection'],
    ['人大代表', 'deputy-supervisor'],
    ['政风行风监督员', 'deputy-supervisor'],
    ['人大代表 政协委员', 'deputy-supervisor'],
  ];
  const unit = await firstUnit(
    await makeWorkbook(({ delegates }) => {
      for (const [word] of written) delegates.addRow([UNIT, word, `新增${word.slice(0, 2)}${word.length}`, '', '']);
      for (let more = 0; more < 14; more += 1)
        delegates.addRow([UNIT, '企业', `企业${'甲乙丙丁戊己庚辛壬癸子丑寅卯'[more]}`, '', '']);
    }),
  );
  expect(unit?.delegates.slice(33, 40).map(({ category }) => category)).toEqual(
    written.map(([, category]) => category),
  );
});

test('a CSV is read in UTF-8 with and without byte order mark, and in GB18030 with rare characters', async () => {
  const rows = [
    ...csv.slice(0, -2),
    [UNIT, '政协委员', '刘㛃', '"某公司, 经理"', '１３１００００００９８'],
    [UNIT, '人大代表', '王𬭼', '', phoneOf(99)],
  ];
  const utf8 = new TextEncoder().encode(csvText(rows));
  const files = [utf8, Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8), encodeGb18030(csvText(rows))];
  const [plain, marked, gb18030] = await Promise.all(files.map((bytes) => read(bytes, '代表.csv')));
  expect(plain?.units).toEqual(marked?.units);
  expect(plain?.units).toEqual(gb18030?.units);
  expect(gb18030?.units[0]?.delegates.slice(-2)).toEqual([
    { category: 'deputy-supervisor', name: '刘㛃', affiliation: '某公司, 经理', phone: phoneOf(97) },
    { category: 'deputy-supervisor', name: '王𬭼', affiliation: '', phone: phoneOf(99) },
  ]);
});

test('delegates alone make units in the order of their appearance, with a code each and a warning that nobody reports', async () => {
  const rows = [
    DELEGATE_HEADINGS,
    ...delegateRows('城关分局'),
    ...delegateRows().map((row) => [...row.slice(0, 4), '']),
  ];
  const round = await read(new TextEncoder().encode(csvText(rows)), '代表.csv');
  expect(round.units.map(({ code, name, head }) => [code, name, head])).toEqual([
    ['unit-01', '城关分局', null],
    ['unit-02', UNIT, null],
  ]);
  expect(round.warnings).toEqual([
    { code: 'unit-without-officers', unit: '城关分局' },
    { code: 'unit-without-officers', unit: UNIT },
  ]);
});

test('one flat sheet tells units, officers and delegates apart by 类型', async () => {
  const rows: Row[] = [
    ['类型', '单位', '代码', '类别', '姓名', '职务', '电话'],
    ['单位', UNIT, 'huilongshan', '', '', '', ''],
    ['述职人员', UNIT, '', '', '王𬭼', '所长', ''],
    ...delegateRows().map(([unit = '', category = '', name = '', , phone = '']) => [
      '代表',
      unit,
      '',
      category,
      name,
      '业主',
      phone,
    ]),
  ];
  const unit = await firstUnit(new TextEncoder().encode(csvText(rows)), '双述.csv');
  expect(unit).toMatchObject({ code: 'huilongshan', head: '王𬭼', officers: [{ name: '王𬭼', post: '所长' }] });
  expect(unit?.delegates[0]?.affiliation).toBe('业主');
});

test('one person may supervise two units under one phone', async () => {
  const rows = [DELEGATE_HEADINGS, ...delegateRows('城关分局'), ...delegateRows()];
  const { units } = await read(new TextEncoder().encode(csvText(rows)), '代表.csv');
  expect(units.map(({ delegates }) => delegates.length)).toEqual([33, 33]);
});

test('spare sheets and a sheet of notes are passed over', async () => {
  const bytes = await makeWorkbook(({ workbook }) => {
    workbook.addWorksheet('Sheet4');
    addTable(workbook, '填表说明', [['一、请勿更改表头。'], ['二、电话填手机号。']]);
  });
  expect((await read(bytes)).units).toHaveLength(1);
});
