import { FURTHER_WORDS, type ProcessSentence, SENTENCES } from './sentences.ts';

/** Marks, quotation marks and line breaks do not matter to what was quoted. */
const plain = (text: string): string =>
  text
    .replace(/[*`]/g, '')
    .replace(/[’‘]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\s+/g, ' ')
    .replace(/[.…]+$/, '')
    .trim();

/** The sentences that a row's words quote, whole or in part, or that they contain. */
export const quotedSentences = (words: string): readonly ProcessSentence[] =>
  SENTENCES.filter(({ text }) => plain(text).includes(plain(words)) || plain(words).includes(plain(text)));

/** Whether a row quotes the process at all. */
export const isQuoted = (words: string): boolean =>
  quotedSentences(words).length > 0 || plain(FURTHER_WORDS).includes(plain(words));
