import { describe, expect, it } from 'vitest';
import { packZip } from '../../../functions/http/zip-archive.ts';
import { readWordFile } from '../../../functions/reports/word-file.ts';
import { makeWorkbook } from '../import/clerk-file.ts';
import { documentXml, lyingArchive, MACRO_MAIN, packDocument, paragraph, writeDocument } from './word-documents.ts';

const read = (bytes: Uint8Array, name = '述职述廉报告.docx') => readWordFile(bytes, name);
const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('reading a Word file', () => {
  it('gives the paragraphs in their order, rare characters and all', async () => {
    const lines = ['# 述职述廉报告', '# 一、依法履行职责情况', '一年来，㛃𬭼同志办案37件。', '', '阿卜杜热西提·买买提'];
    expect(read(await writeDocument(lines))).toEqual({ paragraphs: lines.map((line) => line.replace('# ', '')) });
  });

  it('takes what was inserted, leaves what was deleted, and says a text box once', () => {
    const xml = documentXml(
      '<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:ins><w:r><w:t>新</w:t></w:r></w:ins>' +
        '<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:tab/><w:t>字</w:t><w:br/><w:t>行</w:t></w:r></w:p>' +
        `<w:p><mc:AlternateContent><mc:Choice>${paragraph('框')}</mc:Choice><mc:Fallback>${paragraph('框')}</mc:Fallback></mc:AlternateContent></w:p>`,
    );
    const { paragraphs } = read(packDocument(xml)) as { paragraphs: string[] };
    expect(paragraphs.filter((text) => text !== '')).toEqual(['新 字\n行', '框']);
  });

  it('keeps markup that stands in the text as the text it is', () => {
    const xml = documentXml(paragraph('&lt;script&gt;alert(1)&lt;/script&gt;'));
    expect(read(packDocument(xml))).toEqual({ paragraphs: ['<script>alert(1)</script>'] });
  });

  it.each([
    ['a PDF that says it is a Word file', () => bytesOf('%PDF-1.7 ……………………………………'), '报告.docx', 'not-word'],
    ['a text that says it is a Word file', () => bytesOf('一、依法履行职责情况'), '报告.docx', 'not-word'],
    ['a workbook that says it is a Word file', () => makeWorkbook(), '报告.docx', 'not-word'],
    ['a Word file that says it is a picture', () => writeDocument(['字']), '报告.png', 'not-word'],
    ['a zip of anything', () => packZip([{ name: 'a.txt', content: bytesOf('a') }]), '报告.docx', 'not-word'],
    [
      'a file of the old format, or under a password',
      () => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, ...new Uint8Array(600)]),
      '报告.docx',
      'legacy-format',
    ],
    ['a name that says macros', () => writeDocument(['字']), '报告.docm', 'macro-file'],
    [
      'macros under a name that says none',
      () => packDocument(documentXml(paragraph('字')), { main: MACRO_MAIN }),
      '报告.docx',
      'macro-file',
    ],
    [
      'a macro project beside the text',
      () => packDocument(documentXml(paragraph('字')), { more: ['word/vbaProject.bin'] }),
      '报告.docx',
      'macro-file',
    ],
    ['an archive that unpacks to more than it says', () => lyingArchive(1_000), '报告.docx', 'zip-bomb'],
    ['an archive that says it unpacks to gigabytes', () => lyingArchive(0xffffffff), '报告.docx', 'zip-bomb'],
    ['a file cut off in the middle', async () => (await writeDocument(['字'])).slice(0, 900), '报告.docx', 'damaged'],
    ['XML that does not close', () => packDocument('<w:document><w:p>'), '报告.docx', 'damaged'],
    [
      'XML that brings entities of its own (billion laughs)',
      () => packDocument(`<!DOCTYPE a [<!ENTITY b "bbbb">]>${documentXml(paragraph('&b;')).replace(/^.*?\?>/, '')}`),
      '报告.docx',
      'damaged',
    ],
    ['a scan without a word', () => packDocument(documentXml('<w:p/>')), '报告.docx', 'no-text'],
    ['a book', () => packDocument(documentXml(paragraph('字'.repeat(100_001)))), '报告.docx', 'too-long'],
  ] as const)('refuses %s', async (_what, make, name, defect) => {
    expect(read(await make(), name)).toEqual({ defect });
  });
});
