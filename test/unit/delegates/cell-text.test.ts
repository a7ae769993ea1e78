import { describe, expect, test } from 'vitest';
import { categoryOf } from '../../../shared/process/category-word.ts';
import {
  bareWord,
  characterCount,
  hasUnreadableCharacter,
  lineText,
  personName,
  phoneDigits,
  plainText,
} from '../../../shared/process/cell-text.ts';

describe('what clerks type in a cell', () => {
  test.each([
    ['full-width digits, letters and signs', '０９ＡＺａｚ＋－', '09AZaz+-'],
    ['their neighbours, which are not mapped', '／：＠［｀｛', '／：＠［｀｛'],
    ['spaces of any kind, breaks and marks of no width', ' 团风\u3000\u200b县\r\n工商 局\t', '团风 县 工商 局'],
    ['a compatibility ideograph, which is another character', '\ufa0c', '\ufa0c'],
  ])('is read as one line: %s', (_title, typed, read) => {
    expect(lineText(typed)).toBe(read);
  });

  test('loses the spaces that pad 汉字, and no others', () => {
    expect(plainText('王　 朗')).toBe('王朗');
    expect(plainText('第 3 号 店 A B')).toBe('第 3 号店 A B');
  });

  test.each([
    ['•', '\u2022'],
    ['‧', '\u2027'],
    ['・', '\u30fb'],
    ['the standard’s, with spaces', ' · '],
    ['a space before', ' \u2022'],
    ['two spaces behind', '\u2022  '],
  ])('a name has the one middle dot, whatever was typed for it: %s', (_title, dot) => {
    expect(personName(`阿卜杜${dot}买买提`)).toBe('阿卜杜·买买提');
    expect(personName(`Ali${dot}Vali`)).toBe('Ali·Vali');
  });

  test('a name is counted in characters, and one that nobody can read is known', () => {
    expect(characterCount('𬭼㐀')).toBe(2);
    expect(['\ue000', '\ufffd', '\u0007', '\ud800'].every(hasUnreadableCharacter)).toBe(true);
    expect(hasUnreadableCharacter('𬭼㐀·A')).toBe(false);
  });
});

describe('a word to be recognised', () => {
  test.each([
    ['手机号码（必填）', '手机号码'],
    ['(a)单位[b]及【c】职务', '单位及职务'],
    ['姓 名：*', '姓名'],
    ['Phone-No.', 'phoneno'],
    ['（没有关上', '没有关上'],
    ['关了两次）', '关了两次'],
  ])('%s is %s', (typed, word) => {
    expect(bareWord(typed)).toBe(word);
  });

  test('is no longer than any word is', () => {
    expect(bareWord('甲'.repeat(300))).toBe('甲'.repeat(200));
    expect(bareWord('('.repeat(100_000))).toBe('');
  });

  test.each([
    ['市场主体 27人', 'market-entity'],
    ['企业代表（共27名）', 'market-entity'],
    ['消费者及社会代表2人', 'consumer-society'],
    ['纪检监察机关领导', 'discipline-inspection'],
    ['人大代表、政协委员、行风监督员 共3位', 'deputy-supervisor'],
    ['监督人员', undefined],
    ['', undefined],
  ])('%s is the category %s', (typed, category) => {
    expect(categoryOf(typed)).toBe(category);
  });
});

describe('a phone number', () => {
  test.each([
    ['13800000001', '13800000001'],
    ['138-0000-0001', '13800000001'],
    ['＋86 (138) 0000.0001', '13800000001'],
    ['008613800000001', '13800000001'],
    ['8613800000001', '13800000001'],
    ['0713–6123456', '07136123456'],
    ['010 1234567', '0101234567'],
    ['0713 61234567', '071361234567'],
  ])('%s is %s', (typed, digits) => {
    expect(phoneDigits(typed)).toBe(digits);
  });

  test.each([
    '',
    '12800000001',
    '1380000000',
    '138000000012',
    '913800000001',
    '08613800000001',
    '+861380000000',
    '861380000000123',
    '+8607136123456',
    '071361234567890',
    '010123456',
    '071361x3456',
    '0abcdefghij',
    '13800000001 or 13800000002',
  ])('%j is none', (typed) => {
    expect(phoneDigits(typed)).toBeUndefined();
  });
});
