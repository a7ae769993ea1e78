import { crc32, inflateRawSync } from 'node:zlib';

/**
 * A workbook is a zip from outside. Sizes are judged by the central directory before anything is inflated, inflation is bounded
 * by what the directory declared, and what is read is packed again without compression, so that the spreadsheet library never
 * inflates anything itself and cannot read the directory differently from this module. Format: PKWARE APPNOTE 6.3.
 */
export type ZipEntry = {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly compressedSize: number;
  readonly size: number;
  readonly offset: number;
};

export type ZipRefusal = 'zip-bomb' | 'workbook-unreadable';

const MAX_ENTRIES = 1_000;
const MAX_TOTAL_BYTES = 32 * 1024 * 1024;
/** Deflate's own limit is 1032:1; sheets of blank formatted rows reach about 60:1. */
const MAX_RATIO = 200;
/** A small part may well be all zeros; the ratio says nothing under this size. */
const RATIO_FROM_BYTES = 1024 * 1024;

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_BYTES = 22;
const LOCAL_BYTES = 30;
const MAX_COMMENT_BYTES = 0xffff;

export const isZip = (bytes: Uint8Array): boolean =>
  bytes.length >= END_BYTES && bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const findEnd = (view: DataView): number | undefined => {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT_BYTES); at -= 1) {
    if (
      view.getUint32(at, true) === END_OF_DIRECTORY &&
      at + END_BYTES + view.getUint16(at + 20, true) === view.byteLength
    ) {
      return at;
    }
  }
  return undefined;
};

const readEntry = (bytes: Uint8Array, view: DataView, at: number): { entry: ZipEntry; next: number } | undefined => {
  if (at + 46 > bytes.length || view.getUint32(at, true) !== DIRECTORY_ENTRY) return undefined;
  const nameEnd = at + 46 + view.getUint16(at + 28, true);
  if (nameEnd > bytes.length) return undefined;
  const entry: ZipEntry = {
    name: new TextDecoder().decode(bytes.subarray(at + 46, nameEnd)).replace(/^\//, ''),
    method: view.getUint16(at + 10, true),
    encrypted: (view.getUint16(at + 8, true) & 1) === 1,
    compressedSize: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
  };
  return { entry, next: nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true) };
};

/** The directory's entries, or `undefined` when it is damaged. A zip64 size reads as 4 GiB and is refused as a bomb. */
export const readZipDirectory = (bytes: Uint8Array): readonly ZipEntry[] | undefined => {
  const view = viewOf(bytes);
  const end = findEnd(view);
  if (end === undefined) return undefined;
  const count = view.getUint16(end + 10, true);
  if (count > MAX_ENTRIES) return undefined;
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let read = 0; read < count; read += 1) {
    const found = readEntry(bytes, view, at);
    if (found === undefined) return undefined;
    entries.push(found.entry);
    at = found.next;
  }
  return entries;
};

/** Whether what the directory declares is beyond any workbook: too much in all, or one part blown up too far. */
export const declaresBomb = (entries: readonly ZipEntry[]): boolean =>
  entries.reduce((sum, { size }) => sum + size, 0) > MAX_TOTAL_BYTES ||
  entries.some(({ size, compressedSize }) => size > RATIO_FROM_BYTES && size > MAX_RATIO * compressedSize);

/** One entry's content. Inflation stops at the declared size; an entry that goes on is a bomb that lied. */
export const readZipEntry = (bytes: Uint8Array, entry: ZipEntry): Uint8Array | ZipRefusal => {
  const view = viewOf(bytes);
  const { offset, compressedSize, size, method } = entry;
  const readable = offset + LOCAL_BYTES <= bytes.length && view.getUint32(offset, true) === LOCAL_ENTRY;
  if (!readable || entry.encrypted) return 'workbook-unreadable';
  const start = offset + LOCAL_BYTES + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const packed = bytes.subarray(start, start + compressedSize);
  if (packed.length !== compressedSize) return 'workbook-unreadable';
  if (method === 0) return compressedSize === size ? packed : 'workbook-unreadable';
  if (method !== 8) return 'workbook-unreadable';
  try {
    const content = inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
    return content.length === size ? content : 'workbook-unreadable';
  } catch (error) {
    const overran = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return overran ? 'zip-bomb' : 'workbook-unreadable';
  }
};

type Part = { readonly name: string; readonly content: Uint8Array };

const headerOf = ({ name, content }: Part, offset: number | null): Uint8Array => {
  const nameBytes = new TextEncoder().encode(name);
  const fixed = offset === null ? LOCAL_BYTES : 46;
  const header = new Uint8Array(fixed + nameBytes.length);
  const view = viewOf(header);
  // In the directory the shared fields stand two bytes later, behind "version made by".
  const shift = offset === null ? 0 : 2;
  view.setUint32(0, offset === null ? LOCAL_ENTRY : DIRECTORY_ENTRY, true);
  view.setUint16(4 + shift, 20, true);
  view.setUint32(14 + shift, crc32(content), true);
  view.setUint32(18 + shift, content.length, true);
  view.setUint32(22 + shift, content.length, true);
  view.setUint16(26 + shift, nameBytes.length, true);
  if (offset !== null) view.setUint32(42, offset, true);
  header.set(nameBytes, fixed);
  return header;
};

/** A zip without compression. */
export const packZip = (parts: readonly Part[]): Uint8Array<ArrayBuffer> => {
  const chunks: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const part of parts) {
    const local = headerOf(part, null);
    directory.push(headerOf(part, offset));
    chunks.push(local, part.content);
    offset += local.length + part.content.length;
  }
  const directoryBytes = directory.reduce((sum, { length }) => sum + length, 0);
  const end = new Uint8Array(END_BYTES);
  const view = viewOf(end);
  view.setUint32(0, END_OF_DIRECTORY, true);
  view.setUint16(8, parts.length, true);
  view.setUint16(10, parts.length, true);
  view.setUint32(12, directoryBytes, true);
  view.setUint32(16, offset, true);
  // A copy of its own: a small Buffer shares its memory with others.
  return Uint8Array.from(Buffer.concat([...chunks, ...directory, end]));
};
