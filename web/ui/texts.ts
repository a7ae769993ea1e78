import { type Language, useLanguage } from './language.ts';

/** All texts of one page in both languages, with the same keys and the same values to fill in. */
export interface Catalogue<T extends object> {
  readonly zh: T;
  readonly en: T;
}

/**
 * Declares a page's texts. A text is a string, or a function where something is filled in; the compiler refuses an
 * English catalogue with a missing, extra or differently filled text.
 *
 * @example const TEXTS = defineTexts({ zh: { left: (n: number) => `还有 ${n} 项` }, en: { left: (n) => `${n} left` } });
 */
export const defineTexts = <T extends object>(catalogue: { readonly zh: T; readonly en: NoInfer<T> }): Catalogue<T> =>
  catalogue;

/** The page's texts in one language. */
export const textsIn = <T extends object>(catalogue: Catalogue<T>, language: Language): T => catalogue[language];

/** The page's texts in the language shown now; the component renders again when it is switched. */
export const useTexts = <T extends object>(catalogue: Catalogue<T>): T => textsIn(catalogue, useLanguage());
