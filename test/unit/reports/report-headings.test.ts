import { expect, test } from 'vitest';
import {
  areSameTexts,
  EMPTY_REPORT,
  emptyParts,
  REPORT_PART_TITLES,
  REPORT_PARTS,
  type ReportPart,
  wordsOfReport,
} from '../../../shared/process/report.ts';
import { cutIntoParts } from '../../../shared/process/report-docx-text.ts';
import { textsOf } from './texts.ts';

const partOf = (heading: string): ReportPart | undefined => {
  const { texts, headings } = cutIntoParts([heading, '内容。']);
  return headings === 'none' ? undefined : REPORT_PARTS.find((part) => texts[part] === '内容。');
};

const HEADED: Readonly<Record<ReportPart, string>> = {
  'lawful-duty':
    '履行职责 履行职能 履行工作职责 履行岗位职责 依法履职 依法行政 履职情况 保护权益 维护消费者合法权益 保护一二三四五六七八权益',
  'local-economy': '服务经济 服务地方经济 服务企业发展 服务一二三四五六七八发展 经济发展 经济社会发展',
  'efficiency-attitude': '工作效能 工作效率 服务态度 工作作风',
  'clean-enforcement': '廉洁自律 廉政建设 清廉为民 遵守禁令',
  'problems-measures':
    '存在问题 存在的问题 存在不足 存在一二三四五六不足 问题措施 问题和整改 整改措施 今后打算 今后的努力方向 下一步措施 下一步一二三四五六七八打算',
};

test.each(REPORT_PARTS.flatMap((part) => HEADED[part].split(' ').map((heading) => [heading, part] as const)))(
  'a heading that says %s begins %s',
  (heading, part) => {
    expect(partOf(heading)).toBe(part);
  },
);

test.each([
  ...[
    '履行其他职责',
    '依法',
    '履职',
    '保护一二三四五六七八九权益',
    '服务',
    '服务一二三四五六七八九发展',
    '经济',
    '作风',
    '态度',
  ],
  ...[
    '存在',
    '存在一二三四五六七不足',
    '问题',
    '问题一二三四五六七措施',
    '措施',
    '今后',
    '打算',
    '下一步一二三四五六七八九打算',
  ],
])('a line that says %s begins none', (line) => {
  expect(partOf(line)).toBeUndefined();
});

test.each(['。', '；', ';', '！', '!', '？', '?', '，', ','])('what ends with %s is no heading', (sign) => {
  expect(partOf(`廉洁自律${sign}`)).toBeUndefined();
  expect(partOf(`廉洁${sign}自律`)).toBe('clean-enforcement');
});

test.each(['四、', '四.', '四．', '4、', '4.', '4．', '第四部分', '第四部分：', '四、 '])(
  '%s numbers a heading',
  (number) => {
    expect(partOf(`${number}其他`)).toBe('clean-enforcement');
  },
);

test.each([
  '四',
  '四其他',
  '4',
  '4其他',
  '6、其他',
  '六、其他',
  '4.5 其他',
  '第四其他',
  '第六部分',
  '附四、其他',
  '附4、其他',
])('%s numbers none', (line) => {
  expect(partOf(line)).toBeUndefined();
});

test.each([
  ['述职述廉报告', true],
  ['2008年度述廉报告（草稿）', true],
  ['一年来述职和述廉的报告', true],
  [`${'甲'.repeat(30)}述职报告`, true],
  [`${'甲'.repeat(31)}述职报告`, false],
  [`述职${'甲'.repeat(6)}报告`, true],
  [`述职${'甲'.repeat(7)}报告`, false],
  [`述职报告${'甲'.repeat(12)}`, true],
  [`述职报告${'甲'.repeat(13)}`, false],
  ['工作报告', false],
])('%s is a title: %s', (line, isTitle) => {
  expect(cutIntoParts([line, '我做了。']).texts['lawful-duty']).toBe(isTitle ? '我做了。' : `${line}\n我做了。`);
});

test('each part has a title of its own in both languages', () => {
  for (const titles of Object.values(REPORT_PART_TITLES)) {
    const shown = REPORT_PARTS.map((part) => titles[part]);
    expect(new Set(shown).size).toBe(5);
    expect(shown).not.toContain('');
  }
});

test('a report that nobody wrote is empty in all parts, and the same as no report with a word in it', () => {
  expect(emptyParts(EMPTY_REPORT)).toEqual(REPORT_PARTS);
  expect(wordsOfReport(EMPTY_REPORT)).toBe(0);
  for (const [place] of REPORT_PARTS.entries())
    expect(
      areSameTexts(
        EMPTY_REPORT,
        textsOf((at) => (at === place ? '字' : '')),
      ),
    ).toBe(false);
});
