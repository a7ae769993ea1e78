import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_PART_CHARACTERS, REPORT_PART_TITLES, REPORT_PARTS } from '../../../shared/process/report.ts';
import { cutIntoParts, tidyText, withoutControls } from '../../../shared/process/report-docx-text.ts';
import { textsOf } from './texts.ts';

const NUMERALS = ['一', '二', '三', '四', '五'];

describe('cutting a document into the five parts', () => {
  it('goes by the titles of the parts, numbered', () => {
    const lines = REPORT_PARTS.flatMap((part, place) => [
      `${NUMERALS[place]}、${REPORT_PART_TITLES.zh[part]}`,
      `内容${place}。`,
    ]);
    expect(cutIntoParts(['述职述廉报告', ...lines])).toEqual({
      texts: textsOf((place) => `内容${place}。`),
      headings: 'all',
      notFound: [],
      tooLong: [],
    });
  });

  it('goes by the titles without numbers', () => {
    const lines = REPORT_PARTS.flatMap((part, place) => [REPORT_PART_TITLES.zh[part], `内容${place}。`]);
    expect(cutIntoParts(lines).texts).toEqual(textsOf((place) => `内容${place}。`));
  });

  it('goes by the numbers where the titles say something else', () => {
    const lines = NUMERALS.flatMap((numeral, place) => [`${numeral}、这一块的工作`, `内容${place}。`]);
    expect(cutIntoParts(lines).texts).toEqual(textsOf((place) => `内容${place}。`));
  });

  it('believes the words before the number', () => {
    const cut = cutIntoParts([
      '一、基本情况',
      '我叫样例。',
      '二、依法履行职责情况',
      '办案。',
      '三、廉洁自律情况',
      '没有。',
    ]);
    expect(cut.texts['lawful-duty']).toBe('我叫样例。\n办案。');
    expect(cut.texts['clean-enforcement']).toBe('没有。');
    expect(cut).toMatchObject({
      headings: 'some',
      notFound: ['local-economy', 'efficiency-attitude', 'problems-measures'],
    });
  });

  it('takes no sentence and no heading below a heading for a part', () => {
    const cut = cutIntoParts([
      ...['一、依法履行职责情况', '我始终把廉洁放在首位。', '二、服务经济发展情况', '帮扶。'],
      ...[
        '三、效能和态度',
        '快。',
        '四、廉洁执法情况',
        '未违反。',
        '五、存在的问题和整改措施',
        '（一）服务经济发展不够',
        '改。',
      ],
    ]);
    expect(cut.headings).toBe('all');
    expect(cut.texts['lawful-duty']).toBe('我始终把廉洁放在首位。');
    expect(cut.texts['problems-measures']).toBe('（一）服务经济发展不够\n改。');
  });

  it('puts everything into the first part where there is no heading', () => {
    expect(cutIntoParts(['各位代表：', '一年来我做了很多工作。'])).toEqual({
      texts: textsOf((place) => (place === 0 ? '各位代表：\n一年来我做了很多工作。' : '')),
      headings: 'none',
      notFound: REPORT_PARTS,
      tooLong: [],
    });
  });

  it('says which part is above the limit, and cuts nothing off', () => {
    const long = '字'.repeat(MAX_PART_CHARACTERS + 1);
    const cut = cutIntoParts(['一、依法履行职责', long, '二、服务经济发展', '短。']);
    expect(cut.tooLong).toEqual(['lawful-duty']);
    expect(cut.texts['lawful-duty']).toBe(long);
  });

  it('loses no sentence of any document, and says none twice', () => {
    const heading = fc.constantFrom(
      '一、依法履行职责',
      '二、其他',
      '廉洁自律',
      '（一）小标题',
      '',
      '五、存在的问题',
      '9、',
    );
    const lines = fc.array(fc.tuple(heading, fc.boolean()), { maxLength: 30 });
    fc.assert(
      fc.property(lines, (drawn) => {
        const document = drawn.map(([line, isSentence], at) => (isSentence ? `第${at}句话说廉洁。` : line));
        const { texts } = cutIntoParts(document);
        const kept = REPORT_PARTS.flatMap((part) => texts[part].split('\n')).filter((line) => line.endsWith('。'));
        expect([...kept].sort()).toEqual(document.filter((line) => line.endsWith('。')).sort());
      }),
    );
  });

  it('takes 第一部分 and 1. for numbers as well, and no decimal', () => {
    const [duty, economy] = REPORT_PARTS;
    const cut = cutIntoParts(['第一部分 概况', '甲。', '2．这一块', '乙。', '3.5 万元', '五. 其余', '丙。']);
    expect(cut.texts[duty]).toBe('甲。');
    expect(cut.texts[economy]).toBe('乙。\n3.5 万元');
    expect(cut.texts['problems-measures']).toBe('丙。');
  });

  it('takes a line without a number for text where headings are numbered, unless only one is', () => {
    const two = cutIntoParts(['一、依法履行职责', '办案。', '廉洁自律', '二、服务经济发展', '帮扶。']);
    expect(two.texts['lawful-duty']).toBe('办案。\n廉洁自律');
    expect(two.notFound).toContain('clean-enforcement');
    const one = cutIntoParts(['一、依法履行职责', '办案。', '廉洁自律', '没有。']);
    expect(one.texts).toMatchObject({ 'lawful-duty': '办案。', 'clean-enforcement': '没有。' });
    const none = cutIntoParts(['依法履行职责', '办案。', '廉洁自律', '没有。', '三、别的']);
    expect(none.texts).toMatchObject({ 'lawful-duty': '办案。', 'clean-enforcement': '没有。\n三、别的' });
  });

  it('never goes back to an earlier part', () => {
    const cut = cutIntoParts(['存在的问题', '有。', '廉洁自律', '抓得不够。', '整改措施', '改。']);
    expect(cut.texts['problems-measures']).toBe('有。\n廉洁自律\n抓得不够。\n改。');
    expect(cut.texts['clean-enforcement']).toBe('');
  });

  it.each([
    ['with a number, of 40 characters', `四、廉洁${'甲'.repeat(36)}`, true],
    ['with a number, of 41', `四、廉洁${'甲'.repeat(37)}`, false],
    ['with a number, of 40 with a rare one', `四、廉洁${'㛃𬭼'.repeat(18)}`, true],
    ['without, of 25 characters', `廉洁${'甲'.repeat(23)}`, true],
    ['without, of 26', `廉洁${'甲'.repeat(24)}`, false],
    ['without, of 25 with a rare one', `廉洁𬭼${'甲'.repeat(22)}`, true],
    ['that ends a sentence', '四、廉洁。', false],
  ])('takes a line for a heading by its length: %s', (_title, line, isHeading) => {
    expect(cutIntoParts([line, '没有。']).texts['clean-enforcement']).toBe(isHeading ? '没有。' : '');
  });

  it('leaves out the title of the report at its head, and only there', () => {
    const title = '某某同志述职述廉报告';
    expect(cutIntoParts([title, '我做了。']).texts['lawful-duty']).toBe('我做了。');
    expect(cutIntoParts(['团风县', '某所', title, '我做了。']).texts['lawful-duty']).toBe('团风县\n某所\n我做了。');
    expect(cutIntoParts(['团风县', '某所', '某某', title]).texts['lawful-duty']).toBe(`团风县\n某所\n某某\n${title}`);
  });

  it('takes a part that has just the most characters, rare ones each as one', () => {
    expect(cutIntoParts(['𬭼'.repeat(MAX_PART_CHARACTERS)]).tooLong).toEqual([]);
  });

  it('takes whatever a program ends a line with for the end of a line', () => {
    expect(withoutControls('一\r\n二\r三\v四\f五\u2028六\u2029七\n八')).toBe('一\n二\n三\n四\n五\n六\n七\n八');
    expect(withoutControls('一\u0007\u200B\uFEFF二')).toBe('一二');
  });

  it('takes the indents from every line, and blank lines from both ends', () => {
    expect(tidyText('\n\n　　一\t \n\u00A0 二 \n\n三\n\n')).toBe('一\n二\n\n三');
  });

  it('keeps rare characters and drops what turns the reading direction', () => {
    expect(tidyText('　　㛃𬭼\u202E反\u00A0字\r\n\r\n\r\n\r\n下一段\t完 ')).toBe('㛃𬭼反 字\n\n下一段 完');
  });
});
