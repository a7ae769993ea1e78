import { crc32, deflateRawSync } from 'node:zlib';
import { type Bytes, concat, utf8 } from '../../../shared/protocol/bytes.ts';

/** A part of an archive and what its directory says of it, be it true or not (PKWARE APPNOTE 6.3). */
export interface Entry {
  readonly name: string;
  readonly content: Uint8Array;
  /** Deflates the content; else it stands as it is. */
  readonly deflated?: boolean;
  /** Of `content` that is packed already. */
  readonly method?: number;
  readonly declaredBytes?: number;
  readonly crc?: number;
  readonly encrypted?: boolean;
  /** Where the directory says that it begins. */
  readonly offset?: number;
  /** Stands in the directory alone: its bytes are those at `offset`. */
  readonly isRepeated?: boolean;
}

const FIELDS_BYTES = 26;

function fieldsOf(entry: Entry, packed: Uint8Array, nameBytes: number): Bytes {
  const { content, declaredBytes = content.length, crc = crc32(content), encrypted = false } = entry;
  const fields = new Uint8Array(FIELDS_BYTES);
  const view = new DataView(fields.buffer);
  view.setUint16(0, 20, true);
  view.setUint16(2, encrypted ? 1 : 0, true);
  view.setUint16(4, entry.method ?? (entry.deflated ? 8 : 0), true);
  view.setUint32(10, crc, true);
  view.setUint32(14, packed.length, true);
  view.setUint32(18, declaredBytes, true);
  view.setUint16(22, nameBytes, true);
  return fields;
}

const number32 = (value: number): Bytes => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
};

const LOCAL = number32(0x04034b50);
const DIRECTORY = concat(number32(0x02014b50), Uint8Array.of(20, 0));

function endOf(entries: number, directoryBytes: number, directoryAt: number): Bytes {
  const end = new Uint8Array(22);
  const view = new DataView(end.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, entries, true);
  view.setUint16(10, entries, true);
  view.setUint32(12, directoryBytes, true);
  view.setUint32(16, directoryAt, true);
  return end;
}

/** An archive as told, lies included. */
export function packLying(entries: readonly Entry[]): Bytes {
  const [files, directory]: [Bytes[], Bytes[]] = [[], []];
  let at = 0;
  for (const entry of entries) {
    const name = utf8(entry.name);
    const packed = entry.deflated ? new Uint8Array(deflateRawSync(entry.content)) : entry.content;
    const fields = fieldsOf(entry, packed, name.length);
    directory.push(concat(DIRECTORY, fields, new Uint8Array(10), number32(entry.offset ?? at), name));
    if (entry.isRepeated) continue;
    files.push(concat(LOCAL, fields, name, packed));
    at += 4 + FIELDS_BYTES + name.length + packed.length;
  }
  const listed = concat(...directory);
  return concat(...files, listed, endOf(entries.length, listed.length, at));
}
