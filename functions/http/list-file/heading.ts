import { bareWord } from '../../../shared/process/cell-text.ts';
import { cellAt, type Sheet } from './sheet.ts';

/** The columns that are read, under the name that defects use for them. Every other column (序号, 备注 …) is left alone. */
export const HEADINGS = {
  kind: '类型',
  unit: '单位',
  code: '代码',
  head: '负责人',
  meetingTime: '会议时间',
  meetingPlace: '会议地点',
  category: '类别',
  name: '姓名',
  post: '职务',
  affiliation: '单位及职务',
  phone: '电话',
} as const;
export type Field = keyof typeof HEADINGS;
export type SheetKind = 'units' | 'officers' | 'delegates' | 'mixed' | 'candidates';

const FIELDS: readonly Field[] = [
  'kind',
  'unit',
  'code',
  'head',
  'meetingTime',
  'meetingPlace',
  'category',
  'name',
  'post',
  'affiliation',
  'phone',
];

export const REQUIRED: Readonly<Record<SheetKind, readonly Field[]>> = {
  units: ['unit'],
  officers: ['unit', 'name', 'post'],
  delegates: ['unit', 'category', 'name', 'phone'],
  mixed: ['kind', 'unit', 'category', 'name', 'phone'],
  candidates: ['category', 'name', 'phone'],
};

/** Where a cell merged over several rows means "the same for each"; a merged name or phone would mean nothing. */
export const MERGEABLE: ReadonlySet<Field> = new Set([
  'kind',
  'unit',
  'category',
  'post',
  'affiliation',
  'meetingTime',
  'meetingPlace',
]);

const SYNONYMS: Readonly<Record<Exclude<Field, 'unit'>, RegExp>> = {
  kind: /^(?:人员)?类型$/u,
  code: /^(?:单位)?(?:代码|编码|代号)$/u,
  head: /^(?:单位|主要)?负责人$|^第一责任人$/u,
  meetingTime: /^(?:会议|大会|述职|召开|述职述廉大会)?时间$/u,
  meetingPlace: /^(?:会议|大会|述职|召开|述职述廉大会)?(?:地点|地址)$/u,
  category: /^(?:代表)?类别$|^代表类型$/u,
  name: /^(?:代表|述职人员|述职述廉人员|人员)?姓名$|^(?:述职|述职述廉)人员?$|^代表$/u,
  post: /^(?:现任)?(?:职务|职位|岗位)$/u,
  affiliation:
    /^(?:所在|工作|代表|所属)?单位[及和与]?(?:职务|职位|所属)$|^工作单位$|^所属$|^(?:所属|所在)?企业(?:名称)?$/u,
  phone: /^(?:联系|手机|移动)?(?:电话|号码|方式)(?:号码)?$|^手机号?$|^联系方式$/u,
};
/** Only the unit that reports is called so. */
const UNIT_STRONG =
  /^(?:被?(?:评议|测评|述职|述职述廉|监管|对应|参会)单位|基层(?:单位|分局所|所)|(?:所属)?(?:分局所|工商所|基层分局所)|被评单位)(?:名称)?$/u;
/** Beside a strong one this is where the delegate works, otherwise it is the unit. */
const UNIT_WEAK = /^(?:所属|所在)?单位$|^单位名称$|^名称$/u;

export type SheetHeading = {
  readonly columns: ReadonlyMap<Field, number>;
  readonly duplicates: readonly { readonly field: Field; readonly column: number }[];
  /** The heading's first and last row: 联系方式 may stand over 电话. */
  readonly top: number;
  readonly bottom: number;
};

type Found = { readonly field: Field; readonly column: number };

const fieldOf = (word: string, strongUnit: boolean): Field | undefined => {
  if (UNIT_STRONG.test(word)) return 'unit';
  if (UNIT_WEAK.test(word)) return strongUnit ? 'affiliation' : 'unit';
  return FIELDS.find((field) => field !== 'unit' && SYNONYMS[field].test(word));
};

const columnsOf = (sheet: Sheet, row: number): readonly number[] => [...(sheet.rows.get(row)?.keys() ?? [])];

const wordAt = (sheet: Sheet, row: number, column: number): string => {
  const { text, merge } = cellAt(sheet, row, column);
  // A heading merged over columns heads its first one; a title merged over the table heads none.
  return merge !== null && merge.left !== column ? '' : bareWord(text);
};

const fieldsInRow = (sheet: Sheet, row: number, bottom: number): readonly Found[] => {
  const columns = new Set([row, bottom].flatMap((line) => columnsOf(sheet, line)));
  const words = [...columns].map((column) => ({
    column,
    words: Array.from({ length: bottom - row + 1 }, (_, line) => wordAt(sheet, bottom - line, column)),
  }));
  const strongUnit = words.some((column) => column.words.some((word) => UNIT_STRONG.test(word)));
  return words
    .toSorted((a, b) => a.column - b.column)
    .flatMap(({ column, words: candidates }) => {
      const field = candidates.map((word) => fieldOf(word, strongUnit)).find((found) => found !== undefined);
      return field === undefined ? [] : [{ field, column }];
    });
};

const bottomOf = (sheet: Sheet, row: number): number => {
  const bottoms = columnsOf(sheet, row).flatMap((column) => cellAt(sheet, row, column).merge?.bottom ?? []);
  // Two levels at most: a merge that goes further is no heading.
  return Math.max(row, ...bottoms.filter((bottom) => bottom === row + 1));
};

const ROWS_SEARCHED = 20;

/** The heading row: the one with most known columns among the first rows, or `undefined` when none has two (one for units). */
export const findHeading = (sheet: Sheet, fewest: number): SheetHeading | undefined => {
  const rows = [...sheet.rows.keys()].filter((row) => row <= ROWS_SEARCHED);
  const candidates = rows.map((row) => ({ top: row, bottom: row, found: fieldsInRow(sheet, row, row) }));
  const best = candidates.reduce<(typeof candidates)[number] | undefined>(
    (most, next) => (next.found.length > (most?.found.length ?? 0) ? next : most),
    undefined,
  );
  if (best === undefined || best.found.length < fewest) return undefined;
  const bottom = bottomOf(sheet, best.top);
  const found = fieldsInRow(sheet, best.top, bottom);
  const columns = new Map<Field, number>();
  const duplicates: Found[] = [];
  for (const { field, column } of found) {
    if (columns.has(field)) duplicates.push({ field, column });
    else columns.set(field, column);
  }
  return { columns, duplicates, top: best.top, bottom };
};

const KIND_BY_NAME: readonly (readonly [RegExp, SheetKind])[] = [
  [/代表/u, 'delegates'],
  [/述职|班子/u, 'officers'],
  [/单位|分局/u, 'units'],
];

const kindByName = (name: string | null): SheetKind | undefined =>
  KIND_BY_NAME.find(([pattern]) => pattern.test(name ?? ''))?.[1];

/** By its columns where they tell (类型, 类别, 电话), else by its name, else by what is left. */
export const kindOfSheet = (
  name: string | null,
  columns: ReadonlyMap<Field, number> | undefined,
): SheetKind | undefined => {
  if (columns?.has('kind')) return 'mixed';
  if (columns?.has('category')) return 'delegates';
  const named = kindByName(name);
  if (named !== undefined || columns === undefined) return named;
  if (columns.has('phone')) return 'delegates';
  if (columns.has('name')) return 'officers';
  return columns.has('unit') ? 'units' : undefined;
};

export const isNotesSheet = (name: string | null): boolean => /说明|须知|备注|填表/u.test(name ?? '');
