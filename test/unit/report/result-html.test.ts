import { expect, test } from 'vitest';
import { makeReportView } from '../../../functions/tally/report/report-view.ts';
import { resultHtml } from '../../../functions/tally/report/result-html.ts';
import { announced, invalid, votedWith } from './announced-result.ts';

/** Visible words in reading order, cells parted by a bar. */
const wordsOf = (page: string): string =>
  page
    .replace(/<style>[\s\S]*?<\/style>/u, '')
    .replace(/<\/t[dh]>\s*<t[dh][^>]*>/gu, '|')
    .replace(/<[^>]+>/gu, '');

test('the page says score, grade, votes and satisfaction of each subject, to two decimals half up', () => {
  const words = wordsOf(resultHtml(announced));
  expect(words).toContain('回龙山工商所|（单位）|75.83|合格|6|11|3|0|85.00%');
  expect(words).toContain('𬭼㐀明|所长|70.98|合格|3|12|4|1|78.95%');
  expect(words).toContain('阿卜杜热西提·买买提|副所长|74.69|合格|5|13|2|0|90.00%');
});

test('satisfaction, score and grade stand with the rule by which they were computed', () => {
  const words = wordsOf(resultHtml(announced));
  expect(words).toContain('满意率＝（评为优秀的票数＋评为合格的票数）÷对该对象打分的票数。');
  expect(words).toContain('得分＝各指标平均分的平均数×10');
  expect(words).toContain('得分85分及以上为优秀，60分及以上为合格');
});

test('an indicator with fewer than eight scores is shown as withheld and with no number at all', () => {
  expect(wordsOf(resultHtml(announced))).toContain('办事效率|不足8人，不予显示\n');
  expect(wordsOf(resultHtml(announced))).toContain('政风行风建设|8.75|0|0|0|0|0|0|2|1|3|8|6|0');
});

test('a subject without a score has words for one: withheld where any indicator is, a dash where nobody gave one', () => {
  const [unit, ...others] = announced.result.subjects;
  const [indicator, ...known] = unit?.indicators ?? [];
  if (unit === undefined || indicator === undefined) throw new Error('the vectors have a unit with indicators');
  const scoreOf = (indicators: typeof known) => {
    const subjects = [{ ...unit, score: null, indicators }, ...others];
    return makeReportView({ ...announced, result: { ...announced.result, subjects } }).subjects[0]?.score;
  };
  const withheld = { id: indicator.id, withheld: true } as const;
  expect(scoreOf([withheld, ...known])).toEqual({ text: '不足8人，不予显示', value: null });
  expect(scoreOf([indicator, ...known])).toEqual({ text: '—', value: null });
});

test('reconciliation, all three tellers with what each did, the check code and Beijing time are printed', () => {
  const words = wordsOf(resultHtml(announced));
  for (const row of [
    '代表人数|33人',
    '收回选票合计|24张',
    '参评率（收回选票÷代表人数）|72.73%',
    '无效票|4张',
    '其中凭证无效|1张',
    '有效票|20张',
  ]) {
    expect(words).toContain(row);
  }
  expect(words).toContain('当地纪委计票人|已签字');
  expect(words).toContain('代表计票人|已签字');
  expect(words).toContain('县局监察室计票人|有异议：提前离场');
  expect(words).toContain('核对码：0028 9791 2981');
  expect(words).toContain('2008年3月12日11时05分宣布');
  const twoOnly = { ...announced, signatures: announced.signatures.slice(0, 2) };
  expect(wordsOf(resultHtml(twoOnly))).toContain('县局监察室计票人|未签字');
});

test('a meeting on paper alone is announced as such, a mixed one says how its paper came in, one by phone says nothing', () => {
  expect(wordsOf(resultHtml(votedWith({ electronic: 0, paper: 24 })))).toContain(
    '本场为纸质投票，没有手机票。纸质票24张，由两位计票人分别录入、不一致的由第三位对照原票核定，补录以后公布。',
  );
  const mixed = wordsOf(resultHtml(announced));
  expect(mixed).toContain('本场既有手机票，也有纸质票。纸质票4张，由两位计票人分别录入');
  expect(mixed).not.toContain('本场为纸质投票');
  expect(wordsOf(resultHtml(votedWith({ electronic: 24, paper: 0 })))).not.toMatch(/本场|分别录入/);
});

test('an invalid result is announced with counts and reasons and without any figure of a subject', () => {
  const words = wordsOf(resultHtml(invalid));
  expect(words).toContain('测评无效');
  expect(words).toContain('收回选票24张，未超过代表33人的一半。');
  expect(words).toContain('收回的选票（电子20张、纸质4张）多于发出的选票（电子22张、纸质4张）。');
  expect(words).toContain('有效票|20张');
  expect(words).not.toMatch(/75\.83|𬭼㐀明|满意率|优秀/u);
  // Even if a result wrongly carried figures, none of them is printed.
  const carrying = { ...invalid, result: { ...invalid.result, subjects: announced.result.subjects } };
  expect(resultHtml(carrying)).toBe(resultHtml(invalid));
  expect(makeReportView(carrying).subjects).toEqual([]);
});

test('names, posts, reasons and notices are text on the page, whatever they contain', () => {
  const attack = `<script>alert(1)</script><img src=x onerror="x">&'`;
  const [unit, first, ...others] = announced.manifest.subjects;
  if (unit === undefined || first === undefined) throw new Error('the vectors have two subjects');
  const page = resultHtml({
    ...announced,
    countyName: attack,
    notice: attack,
    manifest: {
      ...announced.manifest,
      unit: attack,
      subjects: [unit, { ...first, name: attack, post: attack }, ...others],
    },
    signatures: [{ slot: 'discipline', objection: { payload: { reason: attack }, signature: '' } }],
  });
  expect(page).not.toMatch(/<script|<img/u);
  expect(
    page.split('&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&quot;x&quot;&gt;&amp;&#39;').length - 1,
  ).toBe(9);
});

test('the page needs nothing but itself: no script, no address, and a policy that allows none', () => {
  const page = resultHtml(announced);
  expect(page).not.toMatch(/<script|<link|src=|href=|url\(|@import|https?:/iu);
  expect(page).toContain(
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
  );
});

test('it prints as A4 with the type area of an official document, 156 by 225 millimetres', () => {
  const [, top, right, bottom, left] =
    /@page \{ size: A4 portrait; margin: (\d+)mm (\d+)mm (\d+)mm (\d+)mm/u.exec(resultHtml(announced)) ?? [];
  expect([top, left]).toEqual(['37', '28']);
  expect([210 - Number(left) - Number(right), 297 - Number(top) - Number(bottom)]).toEqual([156, 225]);
});

test('without a time or a notice neither is printed', () => {
  const { announcedAtMs: _, ...undated } = announced;
  expect(wordsOf(resultHtml(undated))).not.toContain('宣布');
  expect(resultHtml(announced)).not.toContain('class="notice"');
  expect(wordsOf(resultHtml({ ...announced, notice: '分数为虚构' }))).toContain('分数为虚构');
});
