import {
  cardFragment,
  enrolmentFragment,
  hallFragment,
  normaliseCode,
  parseCardFragment,
  parseEnrolmentFragment,
  parseHallFragment,
} from '../../../shared/protocol/code.ts';
import {
  parseOpinionFragment,
  parseReceiptFragment,
  receiptFragment,
} from '../../../shared/protocol/opinion-receipt.ts';
import { parseRoute, fragmentOf as routeFragment } from '../../../web/console/router.ts';
import { parseAddress, fragmentOf as readingFragment } from '../../../web/read/address.ts';
import { hostileText } from './hostile.ts';
import { bytesOf, must, type Target, textOf, verdictOf } from './target.ts';

const FRAGMENT_WORDS = [
  '#i=',
  '#s=',
  '#e=',
  '#r/',
  '#',
  '.',
  '/',
  '-',
  'discipline',
  'tuanfeng-2008-huilongshan',
  'o1',
  'A',
  '0',
];
const UNICODE_WORDS = [
  'ﷺ',
  '𠮷',
  '㍿',
  'Ａ',
  'ſ',
  'K',
  'ı',
  '\u202e',
  '\u200b',
  '\ufeff',
  '\0',
  '－',
  '‐',
  '　',
  '\u0301',
];
const KEY = 'A'.repeat(43);
const SESSION = 'tuanfeng-2008-huilongshan';

const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

/** Every fragment that a page reads: what is read and written again is read as the same. */
function readFragments(text: string): boolean {
  const card = parseCardFragment(text);
  must(card === null || same(parseCardFragment(cardFragment(card)), card), 'a card is written as it is read');
  const hall = parseHallFragment(text);
  must(hall === null || hallFragment(hall) === text, 'a hall’s fragment has one form');
  const enrolment = parseEnrolmentFragment(text);
  must(enrolment === null || enrolmentFragment(enrolment) === text, 'an enrolment’s fragment has one form');
  const receipt = parseReceiptFragment(text);
  must(receipt === null || receiptFragment(receipt) === text, 'a receipt’s fragment has one form');
  const door = parseOpinionFragment(text);
  const address = parseAddress(text);
  must(
    address === null || same(parseAddress(readingFragment(address)), address),
    'an address is written as it is read',
  );
  const route = parseRoute(text);
  must(same(parseRoute(routeFragment(route)), route), 'a route is written as it is read');
  return [card, hall, enrolment, receipt, door, address].some((each) => each !== null);
}

export const TEXT_TARGETS: readonly Target[] = [
  {
    name: 'code',
    shape: 'text',
    words: UNICODE_WORDS,
    seeds: () => ['0123-4567-89AB-CDEF', 'oooo iiii llll zzzz', '０１２３４５６７８９ＡＢＣＤＥＦ'].map(bytesOf),
    hostile: hostileText,
    maxBytes: 400,
    read: (bytes) => {
      const code = normaliseCode(textOf(bytes));
      must(code === null || normaliseCode(code) === code, 'a code in its one form stays as it is');
      return verdictOf(code !== null);
    },
  },
  {
    name: 'fragments',
    shape: 'text',
    words: [...FRAGMENT_WORDS, ...UNICODE_WORDS],
    seeds: () =>
      [
        `#i=${SESSION}.0123456789ABCDEF.AAAAAAAAAAAAAAAA`,
        `#s=${SESSION}.${KEY}`,
        `#e=${SESSION}.discipline.${KEY}`,
        `#r/${SESSION}/${KEY}`,
        `#${SESSION}/${KEY}`,
        `#${SESSION}/${KEY}/o1`,
        `#/unit/r-2008/${SESSION}`,
        '#/plan/r-2008',
      ].map(bytesOf),
    hostile: hostileText,
    maxBytes: 400,
    read: (bytes) => verdictOf(readFragments(textOf(bytes))),
  },
];
