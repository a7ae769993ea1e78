import { deflateRawSync } from 'node:zlib';
import { Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx';
import { packZip } from '../../../functions/http/zip-archive.ts';

const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
export const MACRO_MAIN = 'application/vnd.ms-word.document.macroEnabled.main+xml';

const typesXml = (main: string): string =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`;

export const documentXml = (body: string): string =>
  `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>${body}</w:body></w:document>`;

export const paragraph = (text: string): string => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A document packed by hand, for what no word processor writes. */
export const packDocument = (
  xml: string,
  { main = MAIN, more = [] }: { readonly main?: string; readonly more?: readonly string[] } = {},
): Uint8Array =>
  packZip([
    { name: '[Content_Types].xml', content: bytesOf(typesXml(main)) },
    { name: 'word/document.xml', content: bytesOf(xml) },
    ...more.map((name) => ({ name, content: bytesOf('') })),
  ]);

/** A document as a word processor writes it; a line that begins with `# ` is a heading. */
export async function writeDocument(lines: readonly string[]): Promise<Uint8Array> {
  const children = lines.map((line) =>
    line.startsWith('# ')
      ? new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun(line.slice(2))] })
      : // A run may end anywhere, even within a word: word processors split them where somebody stopped typing.
        new Paragraph({ children: [new TextRun(line.slice(0, 3)), new TextRun({ text: line.slice(3), bold: true })] }),
  );
  const packed = await Packer.toBuffer(new Document({ sections: [{ children }] }));
  return new Uint8Array(packed);
}

/** The archive with the declared size of its last entry set to `size`, whose content is a run of zeros far beyond it. */
export function lyingArchive(size: number): Uint8Array {
  const zeros = deflateRawSync(new Uint8Array(4_000_000));
  const honest = packDocument('x'.repeat(zeros.length));
  const bytes = Uint8Array.from(honest);
  const at = Buffer.from(bytes).indexOf('x'.repeat(50));
  bytes.set(zeros, at);
  const view = new DataView(bytes.buffer);
  const directory = Buffer.from(bytes).lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  view.setUint16(directory + 10, 8, true);
  view.setUint32(directory + 24, size, true);
  return bytes;
}
