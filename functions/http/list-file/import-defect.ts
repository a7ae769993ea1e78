import { CATEGORY_NAMES, isCategory } from '../../../shared/process/seats.ts';

/**
 * What can be wrong with a round's file. Every defect says where (sheet, row as the spreadsheet numbers it, column letter) and
 * what to do. Cell contents are never repeated: they are names and phone numbers.
 */
export const DEFECT_TEXTS = {
  'file-empty': ['文件是空的，请填好后再上传。', 'The file is empty. Fill it in and upload it again.'],
  'file-too-large': [
    '文件超过 {limitMegabytes} MB，请去掉图片和多余的工作表后再上传。',
    'The file exceeds {limitMegabytes} MB. Remove pictures and spare sheets.',
  ],
  'macro-file': [
    '文件含有宏，不能导入，请另存为“.xlsx”后再上传。',
    'The file carries macros. Save it as .xlsx without them.',
  ],
  'legacy-format': [
    '这是旧版（.xls/.et）或加了密码的文件，请去掉密码，另存为“.xlsx”后再上传。',
    'This is a legacy .xls/.et file or one with a password. Save it as .xlsx without a password.',
  ],
  'zip-bomb': [
    '文件解压后的大小异常，没有打开，请新建一个“.xlsx”文件，只粘贴数值后再上传。',
    'The file would unpack to an abnormal size and was not opened. Paste the values into a new .xlsx file.',
  ],
  'workbook-unreadable': [
    '文件已损坏或不是工作簿，请用 WPS 或 Excel 打开，另存为“.xlsx”后再上传。',
    'The file is damaged or no workbook. Open it in WPS or Excel and save it as .xlsx.',
  ],
  'too-many-cells': [
    '表格超过 {limit} 个单元格（含带格式的空单元格）或合并范围过大，请删除空行空列后再上传。',
    'More than {limit} cells (blank formatted ones included) or too large merges. Delete blank rows and columns.',
  ],
  'too-many-rows': [
    '共 {rows} 行数据，一次最多导入 {limit} 行，请分次导入。',
    '{rows} rows of data; at most {limit} are imported at once. Split the file.',
  ],
  'wrong-encoding': [
    '文字编码不是 UTF-8 或 GB18030，请另存为“CSV UTF-8”或“.xlsx”后再上传。',
    'The text is neither UTF-8 nor GB18030. Save it as CSV UTF-8 or .xlsx.',
  ],
  'csv-broken': ['从这一行起引号没有配对，请改正后再上传。', 'From this row on a quotation mark is not closed.'],
  'empty-sheet': ['工作表没有数据，请填写，或删除这张表。', 'The sheet holds no data. Fill it in or delete it.'],
  'sheet-not-recognised': [
    '认不出这张表是什么，请把它命名为“单位”“述职人员”“代表”之一并加上表头；若只是说明，请命名为“说明”。',
    'The sheet is not recognised. Name it 单位, 述职人员 or 代表 and give it a heading row; name notes 说明.',
  ],
  'missing-columns': ['缺少列：{headings}。', 'Missing columns: {headings}.'],
  'duplicate-column': ['“{heading}”出现了两列，请只留一列。', 'Two columns are headed {heading}. Keep one.'],
  'missing-value': ['“{heading}”没有填写。', '{heading} is empty.'],
  'value-too-long': ['“{heading}”超过 {limit} 个字。', '{heading} is longer than {limit} characters.'],
  formula: ['“{heading}”是公式，请复制后“选择性粘贴—数值”。', '{heading} is a formula. Paste its value instead.'],
  'cell-error': ['“{heading}”显示为错误值，请改正。', '{heading} shows an error value.'],
  'merged-cell': [
    '“{heading}”不能合并单元格，请取消合并，逐行填写。',
    '{heading} must not be merged. Unmerge it and fill in every row.',
  ],
  'unreadable-character': [
    '“{heading}”里有无法显示的字（自造字或乱码），请用标准汉字重新录入。',
    '{heading} holds a character that cannot be shown. Enter it again as a standard character.',
  ],
  'wrong-category': [
    '“类别”只能是：市场主体、消费者及社会代表、纪检监察机关领导、人大代表、政协委员、行风监督员。到场监督人员不是代表，不列入。',
    'Write one of: 市场主体, 消费者及社会代表, 纪检监察机关领导, 人大代表、政协委员、行风监督员. Observers are not delegates: leave them out.',
  ],
  'wrong-kind': ['“类型”只能是：单位、述职人员、代表。', 'The kind must be 单位, 述职人员 or 代表.'],
  'bad-phone': [
    '电话不是手机号码或带区号的固定电话，请核对位数（不要用科学计数法）。',
    'Not a mobile or land-line number. Check its digits.',
  ],
  'duplicate-phone': [
    '电话与“{firstSheet}”第 {firstRow} 行重复，请核对是否重复列入。',
    'The phone is already in row {firstRow} of {firstSheet}. Check whether the person is listed twice.',
  ],
  'duplicate-delegate': [
    '与“{firstSheet}”第 {firstRow} 行是同一位代表。',
    'The same delegate as in row {firstRow} of {firstSheet}.',
  ],
  'duplicate-officer': [
    '与“{firstSheet}”第 {firstRow} 行是同一位述职人员。',
    'The same officer as in row {firstRow} of {firstSheet}.',
  ],
  'duplicate-unit': [
    '与“{firstSheet}”第 {firstRow} 行是同一个单位。',
    'The same unit as in row {firstRow} of {firstSheet}.',
  ],
  'bad-unit-code': [
    '单位代码只能用 3 到 40 个小写字母、数字和“-”。',
    'A unit code is 3 to 40 lower-case letters, digits and hyphens.',
  ],
  'duplicate-unit-code': [
    '单位代码与“{firstSheet}”第 {firstRow} 行重复。',
    'The unit code is already in row {firstRow} of {firstSheet}.',
  ],
  'unknown-unit': ['“单位”表里没有这个单位，请核对名称。', 'The unit is not on the sheet of units. Check its name.'],
  'head-not-an-officer': [
    '负责人不在本单位的述职人员中，请核对姓名。',
    "The head is none of the unit's officers. Check the name.",
  ],
  'too-many-officers': [
    '{unit}：述职人员 {have} 人，一张测评表最多容纳 {limit} 人，请分成两个单位分别测评。',
    '{unit}: {have} officers, and one ballot has room for {limit}. Make two units of it, each with a meeting of its own.',
  ],
  'too-few-delegates': [
    '{unit}：代表 {have} 人，至少 {required} 人，还差 {missing} 人。',
    '{unit}: {have} delegates, at least {required} needed, {missing} missing.',
  ],
  'category-short': [
    '{unit}：{categoryName} {have} 人，至少 {required} 人，还差 {missing} 人。',
    '{unit}: {have} of {category}, at least {required} needed, {missing} missing.',
  ],
  'more-defects': [
    '另有 {hidden} 处问题未列出，请先改正以上各处。',
    '{hidden} more defects are not listed. Correct these first.',
  ],
} as const satisfies Readonly<Record<string, readonly [zh: string, en: string]>>;

export type DefectCode = keyof typeof DEFECT_TEXTS;
export type DefectDetail = Readonly<Record<string, string | number>>;

export type ImportDefect = {
  /** `null` for a CSV, and for defects of the whole file. */
  readonly sheet: string | null;
  /** As the spreadsheet numbers rows, from 1. */
  readonly row: number | null;
  /** The column's letters, as the spreadsheet shows them. */
  readonly column: string | null;
  readonly code: DefectCode;
  readonly detail: DefectDetail;
};

/** A clerk corrects a list; nobody reads a thousand lines. */
export const MAX_DEFECTS = 100;

export const fileDefect = (code: DefectCode, detail: DefectDetail = {}): ImportDefect => ({
  sheet: null,
  row: null,
  column: null,
  code,
  detail,
});

/** The first `MAX_DEFECTS`, and how many were left out. */
export const capDefects = (defects: readonly ImportDefect[]): readonly ImportDefect[] =>
  defects.length <= MAX_DEFECTS
    ? defects
    : [...defects.slice(0, MAX_DEFECTS), fileDefect('more-defects', { hidden: defects.length - MAX_DEFECTS })];

/** What is wrong and what to do, for the clerk. Where it is (`sheet`, `row`, `column`) travels and is shown beside it. */
export const defectText = (defect: ImportDefect, language: 'zh' | 'en'): string => {
  const { category } = defect.detail;
  const categoryName = typeof category === 'string' && isCategory(category) ? CATEGORY_NAMES[category] : '';
  const values: DefectDetail = { categoryName, ...defect.detail };
  const text = DEFECT_TEXTS[defect.code][language === 'zh' ? 0 : 1];
  return text.replace(/\{(\w+)\}/g, (_, name: string) => `${values[name] ?? ''}`);
};
