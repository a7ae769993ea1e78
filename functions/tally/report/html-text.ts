/** HTML that has been escaped, so that a name can reach a page only through `html`. */
export type Html = { readonly html: string };

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/gu, (character) => ESCAPES[character] ?? '');

type Value = string | number | Html | readonly Html[];

const rendered = (value: Value): string => {
  if (typeof value === 'string' || typeof value === 'number') return escaped(`${value}`);
  return 'html' in value ? value.html : value.map(({ html: part }) => part).join('');
};

/** A template whose values are escaped unless they are `Html` themselves. */
export const html = (parts: TemplateStringsArray, ...values: readonly Value[]): Html => ({
  html: parts.map((part, index) => part + (index < values.length ? rendered(values[index] ?? '') : '')).join(''),
});
