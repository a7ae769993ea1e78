/**
 * Clerks type full-width digits, letters and spaces, and pad two-character names to the width of three. Only these are mapped:
 * Unicode normalisation (NFC as well as NFKC) would exchange compatibility ideographs, and with them people's names.
 */
const SPACES = /[\s\p{Cf}]+/gu;
const FULL_WIDTH = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff0b\uff0d]/gu;
const HAN_SPACE_HAN = /(?<=[\p{Script=Han}·]) (?=[\p{Script=Han}·])/gu;
/** Dots that input methods offer for the one in 阿卜杜热西提·买买提. */
const NAME_DOTS = /[\u2022\u2027\u2219\u22c5\u30fb\uff65\u16eb\u2024]/gu;
/** Private use areas (characters somebody drew for one computer), the replacement character, controls, lone surrogates. */
const UNREADABLE = /[\p{Co}\p{Cs}\p{Cc}\ufffd]/u;

const toHalfWidth = (text: string): string =>
  text.replace(FULL_WIDTH, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0));

/** One line, half-width digits and letters. */
export const lineText = (text: string): string => toHalfWidth(text).replace(SPACES, ' ').trim();

/** As `lineText`, without the spaces that pad 汉字. */
export const plainText = (text: string): string => lineText(text).replace(HAN_SPACE_HAN, '');

/** A person's name: as `plainText`, with the one middle dot of the standard. */
export const personName = (text: string): string => plainText(text.replace(NAME_DOTS, '·')).replace(/ *· */gu, '·');

/** Of text that `plainText` or `personName` has cleaned. */
export const hasUnreadableCharacter = (text: string): boolean => UNREADABLE.test(text);

/** Far beyond any word to be recognised; brackets that never close would cost the square of their number. */
const LONGEST_WORD = 200;

/** A heading, category or other word to be recognised: no spaces, no punctuation, nothing in brackets. */
export const bareWord = (text: string): string =>
  plainText(text.slice(0, LONGEST_WORD))
    .replace(/[(\uff08【[][^)\uff09】\]]*[)\uff09】\]]/gu, '')
    .replace(/[\s\p{P}\p{S}]/gu, '')
    .toLowerCase();

/**
 * Digits of a mainland mobile number, which alone may have the country's before it, or of a land line with its area code;
 * `undefined` for anything else.
 */
export const phoneDigits = (text: string): string | undefined => {
  const digits = plainText(text)
    .replace(/[\s\-\u2010-\u2015\u2212().()]/gu, '')
    .replace(/^(?:\+|00)?86(?=1)/u, '');
  return /^(?:1[3-9]\d{9}|0\d{9,11})$/u.test(digits) ? digits : undefined;
};

/** Length in characters as people count them: 𬭼 is one. */
export const characterCount = (text: string): number => [...text].length;
