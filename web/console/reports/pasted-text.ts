import { tidyText } from '../../../shared/process/report-docx-text.ts';

const ENDS_A_LINE = /<(?:br|\/p|\/div|\/li|\/tr|\/h[1-6])\b[^>]*>/gi;
const SAYS_NOTHING = /<(style|script|head|title)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->/gi;

/** Text of HTML as a word processor puts it on the clipboard. Parsed in a document of its own, where nothing runs or loads. */
const textOfHtml = (html: string): string => {
  const lines = html
    .replace(SAYS_NOTHING, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(ENDS_A_LINE, '\u2028');
  return new DOMParser().parseFromString(lines, 'text/html').body.textContent ?? '';
};

/** What was pasted, as plain paragraphs: no fonts, no tables, no hidden characters. */
export const pastedText = ({ plain, html }: { readonly plain: string; readonly html: string }): string =>
  tidyText(plain.trim() === '' ? textOfHtml(html) : plain);

/** Puts text where the cursor is, as typing would: the browser's own undo takes it back. */
export function insertAtCursor(area: HTMLTextAreaElement, text: string): void {
  // Deprecated and everywhere; the replacement in the standard leaves no trace in the history of undoing.
  if (document.execCommand('insertText', false, text)) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
  area.dispatchEvent(new Event('input', { bubbles: true }));
}
