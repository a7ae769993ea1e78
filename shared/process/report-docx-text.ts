import { MAX_PART_CHARACTERS, REPORT_PARTS, type ReportPart, type ReportTexts } from './report.ts';

/** Control characters but the line end, what turns the reading direction (CVE-2021-42574), and marks of no width. */
const NOT_TEXT = /(?!\n)[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069\u200B\uFEFF\uFFFC]/gu;

/** A text without the characters that no report may hold. */
export const withoutControls = (text: string): string =>
  text.replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n').replace(NOT_TEXT, '');

/**
 * Text as it comes out of a word processor, made plain: one line a paragraph, without indents (the pages and the print indent),
 * without hard spaces, at most one blank line between two.
 */
export const tidyText = (text: string): string =>
  withoutControls(text.replace(/\t/g, ' '))
    .replace(/\u00A0/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

/** A text cut into the five parts by its headings. */
export interface CutReport {
  readonly texts: ReportTexts;
  /** `none`: no heading was found, and everything is in the first part. */
  readonly headings: 'all' | 'some' | 'none';
  readonly notFound: readonly ReportPart[];
  readonly tooLong: readonly ReportPart[];
}

/** What the headings of each part say, whatever the county calls them. */
const SAYS: Readonly<Record<ReportPart, RegExp>> = {
  'lawful-duty': /履行(?:工作|岗位)?职[责能]|依法履职|依法行政|履职情况|(?:保护|维护).{0,8}权益/u,
  'local-economy': /服务.{0,8}(?:经济|发展)|经济(?:社会)?发展/u,
  'efficiency-attitude': /效能|效率|服务态度|工作作风/u,
  'clean-enforcement': /廉洁|廉政|清廉|禁令/u,
  'problems-measures':
    /存在.{0,6}(?:问题|不足)|问题.{0,6}(?:措施|整改)|整改措施|(?:今后|下一步).{0,8}(?:打算|措施|方向)/u,
};

const NUMBER = /^(?:第([一二三四五])部分|([一二三四五])[、.．]|([1-5])[、.．](?!\d))/u;
const NUMERALS = '一二三四五';
const LONGEST_HEADING = 40;
const LONGEST_BARE_HEADING = 25;
const ENDS_A_SENTENCE = /[。；;！!？?，,]$/u;
const TITLE = /^.{0,30}(?:述职|述廉).{0,6}报告.{0,12}$/u;

interface Heading {
  readonly at: number;
  readonly part: ReportPart;
  readonly numbered: boolean;
}

const partSaidBy = (words: string): ReportPart | undefined => REPORT_PARTS.find((part) => SAYS[part].test(words));

/** The part whose place a line gives as its number; none of the words of `SAYS` begins within a number. */
function partNumbered(line: string): ReportPart | undefined {
  const [, ...numerals] = NUMBER.exec(line) ?? [];
  return REPORT_PARTS.find((_part, place) =>
    numerals.some((numeral) => numeral === NUMERALS[place] || numeral === `${place + 1}`),
  );
}

/** Words before numbers: who begins with 一、基本情况 reports on duty under 二、. */
function headingOf(line: string, at: number): Heading | undefined {
  if ([...line].length > LONGEST_HEADING || ENDS_A_SENTENCE.test(line)) return undefined;
  const said = partSaidBy(line);
  const numbered = partNumbered(line);
  if (numbered === undefined)
    return said !== undefined && [...line].length <= LONGEST_BARE_HEADING
      ? { at, part: said, numbered: false }
      : undefined;
  return { at, part: said ?? numbered, numbered: true };
}

/** In the order of the parts, never back: 廉洁自律 may be said again under the problems. */
function inOrder(headings: readonly Heading[]): readonly Heading[] {
  let last = -1;
  return headings.filter(({ part }) => {
    const place = REPORT_PARTS.indexOf(part);
    if (place < last) return false;
    last = place;
    return true;
  });
}

/** Where a text numbers its headings, lines without a number are none. */
function headingsIn(lines: readonly string[]): readonly Heading[] {
  const found = lines.flatMap((line, at) => headingOf(line, at) ?? []);
  const numbered = inOrder(found.filter((each) => each.numbered));
  return numbered.length >= 2 ? numbered : inOrder(found);
}

const textOf = (lines: readonly string[]): string => tidyText(lines.join('\n'));

/** Cuts paragraphs into the five parts. What stands before the first heading goes before the first part that was found. */
export function cutIntoParts(paragraphs: readonly string[]): CutReport {
  const lines = tidyText(paragraphs.join('\n'))
    .split('\n')
    .filter((line, at) => at > 2 || !TITLE.test(line));
  const headings = headingsIn(lines);
  const first = headings[0]?.at ?? lines.length;
  const opening = headings[0]?.part ?? REPORT_PARTS[0];
  const linesOf = (part: ReportPart): readonly string[] => [
    ...(part === opening ? lines.slice(0, first) : []),
    ...headings.flatMap((heading, place) =>
      heading.part === part ? lines.slice(heading.at + 1, headings[place + 1]?.at ?? lines.length) : [],
    ),
  ];
  const texts: ReportTexts = {
    'lawful-duty': textOf(linesOf('lawful-duty')),
    'local-economy': textOf(linesOf('local-economy')),
    'efficiency-attitude': textOf(linesOf('efficiency-attitude')),
    'clean-enforcement': textOf(linesOf('clean-enforcement')),
    'problems-measures': textOf(linesOf('problems-measures')),
  };
  const notFound = REPORT_PARTS.filter((part) => !headings.some((heading) => heading.part === part));
  return {
    texts,
    headings: headings.length === 0 ? 'none' : notFound.length === 0 ? 'all' : 'some',
    notFound,
    tooLong: REPORT_PARTS.filter((part) => [...texts[part]].length > MAX_PART_CHARACTERS),
  };
}
