import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkClaim,
  FILE_KIND_RULES,
  FILE_KINDS,
  type FileKind,
  kindOfFileName,
  looksLike,
} from '../../../shared/process/file-kinds.ts';

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
const text = (value: string): Uint8Array => Uint8Array.from(value, (character) => character.charCodeAt(0));

/** A ZIP local header with a name and nothing else that is looked at (APPNOTE.TXT §4.3.7). */
const zipEntry = (name: string): string =>
  `PK\x03\x04${'\x00'.repeat(22)}${String.fromCharCode(name.length)}\x00\x00\x00${name}`;

const STARTS: Readonly<Record<FileKind, Uint8Array>> = {
  jpeg: bytes(0xff, 0xd8, 0xff, 0xe0, 0, 16),
  png: bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0),
  pdf: text('%PDF-1.7\n'),
  docx: text(zipEntry('[Content_Types].xml') + zipEntry('word/document.xml')),
  xlsx: text(zipEntry('_rels/.rels') + zipEntry('xl/workbook.xml')),
  mp4: text('\x00\x00\x00\x20ftypavc1'),
  m4a: text('\x00\x00\x00\x20ftypM4A '),
  mp3: text('ID3\x04'),
};

describe('what a file claims to be', () => {
  test.each(FILE_KINDS)('%s is known by its own first bytes and by no other kind’s', (kind) => {
    expect(FILE_KINDS.filter((other) => looksLike(kind, STARTS[other]))).toEqual([kind]);
  });

  test('bytes that happen to be there are of no kind', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (start) => {
        const known = FILE_KINDS.filter((kind) => looksLike(kind, start));
        // Only an MPEG frame is short enough to be met by chance.
        expect(known.filter((kind) => kind !== 'mp3')).toEqual([]);
      }),
    );
  });

  test('an empty file, and one cut off in its first bytes, is of no kind', () => {
    for (const kind of FILE_KINDS) {
      expect(looksLike(kind, new Uint8Array()), kind).toBe(false);
      expect(looksLike(kind, STARTS[kind].subarray(0, 2)), kind).toBe(false);
    }
  });

  test('a page, a script or a program under the name of a document is refused', () => {
    for (const attack of ['<!doctype html><script>', '<svg onload=alert(1)>', 'MZ\x90\x00', '#!/bin/sh'])
      for (const kind of FILE_KINDS) expect(looksLike(kind, text(attack)), `${kind}: ${attack}`).toBe(false);
  });

  test('an archive that holds something else than its kind of document is refused', () => {
    expect(looksLike('docx', text(zipEntry('[Content_Types].xml') + zipEntry('xl/workbook.xml')))).toBe(false);
    expect(looksLike('xlsx', text(zipEntry('evil.exe')))).toBe(false);
  });

  test('entries of an archive are read by names of any length', () => {
    const long = (length: number) => `word/${'a'.repeat(length - 5)}`;
    const entry = (name: string) =>
      `PK\x03\x04${'\x00'.repeat(22)}${String.fromCharCode(name.length & 255, name.length >> 8)}\x00\x00${name}`;
    expect(looksLike('docx', text(entry(long(258)) + entry('word/document.xml')))).toBe(true);
    expect(looksLike('docx', text(entry(long(258)) + entry('evil.exe')))).toBe(false);
    expect(looksLike('docx', text(entry(long(258))).subarray(0, 100))).toBe(true);
    expect(looksLike('docx', text(`${entry('w')}ord/document.xml`))).toBe(false);
    expect(looksLike('docx', text(`MZ\x03\x04${entry('word/document.xml').slice(4)}`))).toBe(false);
  });

  test('a brand is one only in the box of the file’s type', () => {
    expect(looksLike('mp4', text('\x00\x00\x00\x20freeavc1'))).toBe(false);
    expect(looksLike('m4a', text('\x00\x00\x00\x20moovM4A '))).toBe(false);
    expect(looksLike('mp4', text('\x00\x00\x00\x20ftypqt  '))).toBe(false);
  });

  test('a workbook as a library writes it is a workbook', async () => {
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('整改').addRow(['措施']);
    const start = new Uint8Array(await workbook.xlsx.writeBuffer()).subarray(0, 4_096);
    expect(looksLike('xlsx', start)).toBe(true);
    expect(looksLike('docx', start)).toBe(false);
  });

  test('a frame of MPEG layer III begins an mp3 without a tag; one of layer II does not', () => {
    expect(looksLike('mp3', bytes(0xff, 0xfb, 0x90))).toBe(true);
    expect(looksLike('mp3', bytes(0xff, 0xfd, 0x90))).toBe(false);
    expect(looksLike('mp3', bytes(0xff, 0xf3, 0x90))).toBe(true);
    // Of the version that is reserved; and nothing that only looks so from its second byte on.
    expect(looksLike('mp3', bytes(0xff, 0xeb, 0x90))).toBe(false);
    expect(looksLike('mp3', bytes(0xfe, 0xfb, 0x90))).toBe(false);
  });
});

describe('the brands of sound and picture', () => {
  const known = (kind: FileKind, brands: readonly string[]) =>
    brands.filter((brand) => looksLike(kind, text(`\x00\x00\x00\x20ftyp${brand}\x00`)));
  const iso = ['isom', 'iso2', 'iso3', 'iso4', 'iso5', 'iso6'];
  const video = [...iso, 'mp41', 'mp42', 'avc1', 'M4V ', 'MSNV', 'dash', '3gp4', '3gp5', '3gp6', '3gp7'];
  const audio = ['M4A ', 'M4B ', 'mp42', ...iso];

  test('that phones and browsers write are taken, each for its kind', () => {
    expect(known('mp4', [...video, 'M4A ', 'M4B '])).toEqual(video);
    expect(known('m4a', [...audio, 'M4V ', 'avc1', 'mp41', 'dash'])).toEqual(audio);
  });

  test('that nobody knows are not', () => {
    const others = ['iso1', 'iso7', 'iso ', '3gp3', '3gp8', 'qt  ', 'heic', 'xxxx', 'mp4x'];
    expect([known('mp4', others), known('m4a', others)]).toEqual([[], []]);
  });
});

describe('a file as it is announced', () => {
  test('may have exactly as many bytes as its kind takes, and one at least', () => {
    for (const kind of FILE_KINDS) {
      const { maxBytes, extensions } = FILE_KIND_RULES[kind];
      const fileName = `整改前后.${extensions[0]}`;
      expect(checkClaim({ kind, fileName, bytes: maxBytes })).toBeUndefined();
      expect(checkClaim({ kind, fileName, bytes: maxBytes + 1 })).toBe('too-large');
      expect(checkClaim({ kind, fileName, bytes: 0 })).toBe('empty');
    }
  });

  test('has the media type, the endings and the most MiB of its kind', () => {
    const rules = FILE_KINDS.map((kind) => {
      const { contentType, extensions, maxBytes } = FILE_KIND_RULES[kind];
      return [kind, contentType, extensions.join(' '), maxBytes / 1_048_576].join(' | ');
    });
    expect(rules).toEqual([
      'jpeg | image/jpeg | jpg jpeg | 10',
      'png | image/png | png | 10',
      'pdf | application/pdf | pdf | 20',
      'docx | application/vnd.openxmlformats-officedocument.wordprocessingml.document | docx | 20',
      'xlsx | application/vnd.openxmlformats-officedocument.spreadsheetml.sheet | xlsx | 20',
      'mp4 | video/mp4 | mp4 m4v | 200',
      'm4a | audio/mp4 | m4a | 50',
      'mp3 | audio/mpeg | mp3 | 50',
    ]);
  });

  test('is called by an ending of its kind', () => {
    expect(checkClaim({ kind: 'jpeg', fileName: '现场.JPEG', bytes: 1 })).toBeUndefined();
    expect(checkClaim({ kind: 'jpeg', fileName: '现场.png', bytes: 1 })).toBe('name-differs');
    expect(checkClaim({ kind: 'pdf', fileName: '说明.pdf.exe', bytes: 1 })).toBe('name-differs');
    expect(kindOfFileName('没有后缀')).toBeUndefined();
  });
});
