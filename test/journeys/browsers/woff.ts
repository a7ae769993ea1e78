import { inflateSync } from 'node:zlib';

const HEADER_BYTES = 44;
const DIRECTORY_ENTRY_BYTES = 20;
const SFNT_HEADER_BYTES = 12;
const SFNT_ENTRY_BYTES = 16;

const align4 = (length: number) => (length + 3) & ~3;

interface Table {
  readonly tag: Buffer;
  readonly checksum: number;
  readonly content: Buffer;
}

function readTables(woff: Buffer): readonly Table[] {
  return Array.from({ length: woff.readUInt16BE(12) }, (_, index) => {
    const at = HEADER_BYTES + index * DIRECTORY_ENTRY_BYTES;
    const [offset, compressed, original] = [at + 4, at + 8, at + 12].map((place) => woff.readUInt32BE(place));
    if (offset === undefined || compressed === undefined || original === undefined) throw new Error('not a WOFF file');
    const raw = woff.subarray(offset, offset + compressed);
    return {
      tag: woff.subarray(at, at + 4),
      checksum: woff.readUInt32BE(at + 16),
      content: compressed < original ? inflateSync(raw) : raw,
    };
  });
}

/**
 * Unpacks a WOFF 1.0 font (W3C REC-WOFF-20121213 §4, §5) to the SFNT inside, which is what fontconfig offers to programs:
 * Chromium takes no system font in a web packaging.
 */
export function sfntOf(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF file');
  const tables = readTables(woff);
  const header = Buffer.alloc(SFNT_HEADER_BYTES + tables.length * SFNT_ENTRY_BYTES);
  woff.copy(header, 0, 4, 8);
  const power = 2 ** Math.floor(Math.log2(tables.length));
  [tables.length, power * 16, Math.log2(power), (tables.length - power) * 16].forEach((value, index) => {
    header.writeUInt16BE(value, 4 + index * 2);
  });
  let offset = header.length;
  const parts: Buffer[] = [header];
  tables.forEach(({ tag, checksum, content }, index) => {
    const at = SFNT_HEADER_BYTES + index * SFNT_ENTRY_BYTES;
    tag.copy(header, at);
    header.writeUInt32BE(checksum, at + 4);
    header.writeUInt32BE(offset, at + 8);
    header.writeUInt32BE(content.length, at + 12);
    parts.push(content, Buffer.alloc(align4(content.length) - content.length));
    offset += align4(content.length);
  });
  return Buffer.concat(parts);
}
