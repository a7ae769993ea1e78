import { SaxesParser } from 'saxes';
import { declaresBomb, isZip, readZipDirectory, readZipEntry, type ZipEntry } from '../http/zip-archive.ts';

/** What can be wrong with a Word file; each with what to do, in Chinese and English. */
export const WORD_DEFECTS = {
  'not-word': [
    '这不是 Word 文件（.docx）。请用 WPS 或 Word 打开原稿，另存为“.docx”后再选。',
    'This is no Word file (.docx). Open the original in WPS or Word and save it as .docx.',
  ],
  'legacy-format': [
    '这是旧版（.doc/.wps）或加了密码的文件。请去掉密码，另存为“.docx”后再选。',
    'This is a legacy .doc/.wps file or one with a password. Save it as .docx without a password.',
  ],
  'macro-file': [
    '文件含有宏，没有打开。请另存为不含宏的“.docx”后再选。',
    'The file carries macros and was not opened. Save it as .docx without them.',
  ],
  'zip-bomb': [
    '文件解压后的大小异常，没有打开。请新建一个文件，只粘贴文字后再选。',
    'The file would unpack to an abnormal size and was not opened. Paste the text alone into a new file.',
  ],
  damaged: [
    '文件已损坏。请用 WPS 或 Word 打开，另存为“.docx”后再选。',
    'The file is damaged. Open it in WPS or Word and save it as .docx.',
  ],
  'no-text': [
    '文件里没有文字（可能是图片或扫描件）。请直接粘贴文字。',
    'The file holds no text (it may be a picture or a scan). Paste the text instead.',
  ],
  'too-long': [
    '文件超过 10 万字，不像一份述职述廉报告。请核对后再选。',
    'The file has more than 100 000 characters, which no report has. Check that it is the right one.',
  ],
} as const satisfies Readonly<Record<string, readonly [zh: string, en: string]>>;
export type WordDefect = keyof typeof WORD_DEFECTS;

const MAX_CHARACTERS = 100_000;
const OLE_SIGNATURE = [0xd0, 0xcf, 0x11, 0xe0];
const CONTENT_TYPES = '[Content_Types].xml';
const MAIN_PART = 'word/document.xml';
const MACROS = /macroEnabled|vbaProject/i;
const WORD = /wordprocessingml\.document\.main\+xml/;

/** The paragraphs of a Word file in their order, or what is wrong with it. The file comes from outside: nothing in it is trusted. */
export function readWordFile(
  bytes: Uint8Array,
  fileName: string,
): { readonly paragraphs: readonly string[] } | { readonly defect: WordDefect } {
  const [, ending = ''] = /\.([a-z]+)$/i.exec(fileName) ?? [];
  if (/^docm$/i.test(ending)) return { defect: 'macro-file' };
  if (OLE_SIGNATURE.every((byte, place) => bytes[place] === byte)) return { defect: 'legacy-format' };
  if (!/^docx$/i.test(ending) || !isZip(bytes)) return { defect: 'not-word' };
  const entries = readZipDirectory(bytes);
  if (entries === undefined) return { defect: 'damaged' };
  if (declaresBomb(entries)) return { defect: 'zip-bomb' };
  return readParts(bytes, entries);
}

function readParts(bytes: Uint8Array, entries: readonly ZipEntry[]): ReturnType<typeof readWordFile> {
  if (entries.some(({ encrypted }) => encrypted)) return { defect: 'legacy-format' };
  if (entries.some(({ name }) => MACROS.test(name))) return { defect: 'macro-file' };
  const types = readText(bytes, entries, CONTENT_TYPES);
  if (typeof types !== 'string') return types;
  if (MACROS.test(types)) return { defect: 'macro-file' };
  if (!WORD.test(types)) return { defect: 'not-word' };
  const xml = readText(bytes, entries, MAIN_PART);
  if (typeof xml !== 'string') return xml;
  const paragraphs = paragraphsOf(xml);
  if (paragraphs === undefined) return { defect: 'damaged' };
  const characters = paragraphs.reduce((sum, { length }) => sum + length, 0);
  if (characters > MAX_CHARACTERS) return { defect: 'too-long' };
  return paragraphs.some((text) => text.trim() !== '') ? { paragraphs } : { defect: 'no-text' };
}

function readText(
  bytes: Uint8Array,
  entries: readonly ZipEntry[],
  name: string,
): string | { readonly defect: WordDefect } {
  const entry = entries.find((each) => each.name === name);
  const content = entry === undefined ? 'workbook-unreadable' : readZipEntry(bytes, entry);
  if (content === 'zip-bomb') return { defect: 'zip-bomb' };
  if (typeof content === 'string') return { defect: entry === undefined ? 'not-word' : 'damaged' };
  return new TextDecoder().decode(content);
}

/** What stands for a character of its own (ECMA-376, 17.3.3). */
const CHARACTERS: Readonly<Record<string, string>> = {
  'w:tab': ' ',
  'w:br': '\n',
  'w:cr': '\n',
  'w:noBreakHyphen': '-',
};
/** An older reading of what a newer one says already, and marks that are printed elsewhere. */
const SKIPPED = new Set(['mc:Fallback', 'w:tblPr', 'w:pPr', 'w:rPr', 'w:sectPr', 'w:del', 'w:moveFrom']);

/** Gathers the text of the runs, paragraph by paragraph; one may stand within another (a text box). */
class Paragraphs {
  readonly done: string[] = [];
  readonly #open: string[] = [];
  #skipping = 0;
  #inText = false;

  start(name: string): void {
    if (SKIPPED.has(name)) this.#skipping += 1;
    else if (name === 'w:p') this.#open.push('');
    else if (name === 'w:t') this.#inText = true;
    else this.#add(CHARACTERS[name] ?? '');
  }

  text(text: string): void {
    if (this.#inText) this.#add(text);
  }

  end(name: string): void {
    if (SKIPPED.has(name)) this.#skipping -= 1;
    else if (name === 'w:t') this.#inText = false;
    else if (name === 'w:p') this.done.push(this.#open.pop() ?? '');
  }

  #add(text: string): void {
    const last = this.#open.length - 1;
    if (last >= 0 && this.#skipping === 0) this.#open[last] = `${this.#open[last] ?? ''}${text}`;
  }
}

/** Ends the reading at the first thing that is wrong: going on over tens of thousands of them would take seconds. */
class Malformed extends Error {
  override readonly name = 'Malformed';
}

/** `undefined` for what is no well-formed XML, or brings entities of its own. */
function paragraphsOf(xml: string): readonly string[] | undefined {
  const paragraphs = new Paragraphs();
  const parser = new SaxesParser();
  const stop = (): never => {
    throw new Malformed();
  };
  parser.on('error', stop);
  parser.on('doctype', stop);
  parser.on('opentag', ({ name }) => paragraphs.start(name));
  parser.on('text', (text) => paragraphs.text(text));
  parser.on('closetag', ({ name }) => paragraphs.end(name));
  try {
    parser.write(xml).close();
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
  return paragraphs.done;
}
