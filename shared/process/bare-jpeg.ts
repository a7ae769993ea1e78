/**
 * JPEG files that carry a picture and nothing else (ITU-T T.81, annex B). Cameras write place, time and make into APP segments; a
 * bare file has the segments that decoding needs, the JFIF header without a thumbnail, and not a byte after its end.
 */
type Bytes = Uint8Array<ArrayBuffer>;

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
/** Quantisation, Huffman tables, restart interval, start of scan. */
const TABLES = new Set([0xdb, 0xc4, 0xdd, SOS]);
/** Baseline, extended, progressive: what browsers write and read. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2]);
const JFIF = [0x4a, 0x46, 0x49, 0x46, 0];
const JFIF_LENGTH = 16;

interface Segment {
  readonly marker: number;
  /** From its 0xFF to before the next one's, entropy-coded data of a scan included. */
  readonly start: number;
  readonly end: number;
}

/** The end of a scan's data: the next marker that is neither a stuffed zero nor a restart. */
const endOfScan = (bytes: Uint8Array, from: number): number => {
  for (let at = from; at < bytes.length; at += 1) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
};

/** The segments between start and end of the image, and where the end stands; `null` when it is no whole JPEG. */
function segmentsOf(bytes: Uint8Array): { readonly segments: readonly Segment[]; readonly end: number } | null {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return null;
  const segments: Segment[] = [];
  let at = 2;
  while (at < bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return null;
    if (marker === EOI) return { segments, end: at + 2 };
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const end = at + 2 + length;
    // One that claims more than there is leaves no place for the end of the image.
    if (marker < 0xc0 || length < 2) return null;
    const last = marker === SOS ? endOfScan(bytes, end) : end;
    segments.push({ marker, start: at, end: last });
    at = last;
  }
  return null;
}

const isPlainJfif = (bytes: Uint8Array, { marker, start, end }: Segment): boolean =>
  marker === APP0 &&
  end - start === JFIF_LENGTH + 2 &&
  JFIF.every((byte, index) => bytes[start + 4 + index] === byte) &&
  bytes[end - 2] === 0 &&
  bytes[end - 1] === 0;

const isNeeded = (bytes: Uint8Array, segment: Segment): boolean =>
  TABLES.has(segment.marker) || FRAMES.has(segment.marker) || isPlainJfif(bytes, segment);

/** The same picture without anything that decoding does not need; `null` when it is no whole JPEG. */
export function bareJpeg(bytes: Uint8Array): Bytes | null {
  const found = segmentsOf(bytes);
  if (found === null || !found.segments.some(({ marker }) => FRAMES.has(marker))) return null;
  const kept = found.segments.filter((segment) => isNeeded(bytes, segment));
  const parts = [
    bytes.subarray(0, 2),
    ...kept.map(({ start, end }) => bytes.subarray(start, end)),
    Uint8Array.of(0xff, EOI),
  ];
  const bare = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bare.set(part, offset);
    offset += part.length;
  }
  return bare;
}

/** Width and height of a frame (T.81, B.2.2). */
const sizeOf = (bytes: Uint8Array, { start }: Segment): number =>
  Math.max(
    ((bytes[start + 5] ?? 0) << 8) | (bytes[start + 6] ?? 0),
    ((bytes[start + 7] ?? 0) << 8) | (bytes[start + 8] ?? 0),
  );

/** Whether a file is a JPEG with nothing in it but the picture, its longer side at most `pixels`. */
export function isBareJpeg(bytes: Uint8Array, pixels: number): boolean {
  const found = segmentsOf(bytes);
  if (found === null || found.end !== bytes.length) return false;
  const [frame, ...others] = found.segments.filter(({ marker }) => FRAMES.has(marker));
  const isSmall = frame !== undefined && others.length === 0 && sizeOf(bytes, frame) <= pixels;
  return isSmall && found.segments.every((segment) => isNeeded(bytes, segment));
}
