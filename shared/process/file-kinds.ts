/** Kinds of files that people hand in. What a file claims to be is checked against its first bytes before anybody relies on it. */
export const FILE_KINDS = ['jpeg', 'png', 'pdf', 'docx', 'xlsx', 'mp4', 'm4a', 'mp3'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

export interface FileKindRule {
  readonly contentType: string;
  /** Of the file's name, lower case; the first is the usual one. */
  readonly extensions: readonly string[];
  readonly maxBytes: number;
}

const MIB = 1024 * 1024;
const OFFICE = 'application/vnd.openxmlformats-officedocument';

export const FILE_KIND_RULES: Readonly<Record<FileKind, FileKindRule>> = {
  jpeg: { contentType: 'image/jpeg', extensions: ['jpg', 'jpeg'], maxBytes: 10 * MIB },
  png: { contentType: 'image/png', extensions: ['png'], maxBytes: 10 * MIB },
  pdf: { contentType: 'application/pdf', extensions: ['pdf'], maxBytes: 20 * MIB },
  docx: { contentType: `${OFFICE}.wordprocessingml.document`, extensions: ['docx'], maxBytes: 20 * MIB },
  xlsx: { contentType: `${OFFICE}.spreadsheetml.sheet`, extensions: ['xlsx'], maxBytes: 20 * MIB },
  mp4: { contentType: 'video/mp4', extensions: ['mp4', 'm4v'], maxBytes: 200 * MIB },
  m4a: { contentType: 'audio/mp4', extensions: ['m4a'], maxBytes: 50 * MIB },
  mp3: { contentType: 'audio/mpeg', extensions: ['mp3'], maxBytes: 50 * MIB },
};

/** The kind that a file's name claims, or `undefined`. */
export function kindOfFileName(fileName: string): FileKind | undefined {
  const extension = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase();
  return FILE_KINDS.find((kind) => FILE_KIND_RULES[kind].extensions.some((each) => each === extension));
}

/** `empty`: no byte. `too-large`: over the kind's limit. `name-differs`: the name's ending is of another kind, or of none. */
export type ClaimDefect = 'empty' | 'too-large' | 'name-differs';

/** What stands against a file as it is announced, before a byte of it is sent. */
export function checkClaim(claim: {
  readonly kind: FileKind;
  readonly fileName: string;
  readonly bytes: number;
}): ClaimDefect | undefined {
  if (kindOfFileName(claim.fileName) !== claim.kind) return 'name-differs';
  if (claim.bytes < 1) return 'empty';
  return claim.bytes > FILE_KIND_RULES[claim.kind].maxBytes ? 'too-large' : undefined;
}

const latin = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

const ZIP_ENTRY = 'PK\x03\x04';

/** Names of the entries of a ZIP archive, which begins with one, as far as its start shows their headers (APPNOTE.TXT §4.3.7). */
function entryNames(start: Uint8Array): readonly string[] {
  const text = latin(start);
  const names: string[] = [];
  for (let at = 0; at !== -1; at = text.indexOf(ZIP_ENTRY, at + 4)) {
    const length = (start[at + 26] ?? 0) + 256 * (start[at + 27] ?? 0);
    names.push(text.slice(at + 30, at + 30 + length));
  }
  return names;
}

/** An office document is a ZIP archive; which one its folders say, and what every one may begin with says nothing. */
function isOffice(start: Uint8Array, folder: 'word/' | 'xl/'): boolean {
  if (latin(start.subarray(0, 4)) !== ZIP_ENTRY) return false;
  const ofAnyKind = ['[Content_Types].xml', '_rels/', 'docProps/', 'customXml/', folder];
  return entryNames(start).every((name) => ofAnyKind.some((known) => name.startsWith(known)));
}

/** Brands of ISO/IEC 14496-12 files that browsers and phones write and play. */
const VIDEO_BRANDS = /^ftyp(isom|iso[2-6]|mp41|mp42|avc1|M4V |MSNV|dash|3gp[4-7])$/;
const AUDIO_BRANDS = /^ftyp(M4A |M4B |mp42|isom|iso[2-6])$/;

/** The type of the first box, and the brand if it is a file type. */
const brandOf = (start: Uint8Array): string => latin(start.subarray(4, 12));

const startsWith = (start: Uint8Array, ...bytes: readonly number[]): boolean =>
  bytes.every((byte, place) => start[place] === byte);

/** An MPEG audio frame of layer III (eleven set bits, then not the reserved version), or the ID3 tag before it. */
const isMp3 = (start: Uint8Array): boolean => {
  const second = start[1] ?? 0;
  const isFrame = start[0] === 0xff && (second & 0xe6) === 0xe2 && (second & 0x18) !== 0x08;
  return isFrame || latin(start.subarray(0, 3)) === 'ID3';
};

/** Whether a file that begins with these bytes (some thousand, or all it has) can be of the kind. */
export function looksLike(kind: FileKind, start: Uint8Array): boolean {
  switch (kind) {
    case 'jpeg':
      return startsWith(start, 0xff, 0xd8, 0xff);
    case 'png':
      return startsWith(start, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
    case 'pdf':
      return latin(start.subarray(0, 5)) === '%PDF-';
    case 'docx':
      return isOffice(start, 'word/');
    case 'xlsx':
      return isOffice(start, 'xl/');
    case 'mp4':
      return VIDEO_BRANDS.test(brandOf(start));
    case 'm4a':
      return AUDIO_BRANDS.test(brandOf(start));
    case 'mp3':
      return isMp3(start);
  }
}
