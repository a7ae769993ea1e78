import { concat, utf8 } from '../../../shared/protocol/bytes.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const segment = (marker: number, body: Uint8Array): Bytes =>
  concat(Uint8Array.of(0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff), body);

/** A place in a field, as a camera writes it. */
export const PLACE_TAKEN = 'GPS 30.6438N 114.8722E 2008-03-01 14:22';

export interface MadeJpeg {
  readonly width?: number;
  readonly height?: number;
  /** Segments and bytes that a camera or a hand adds. */
  readonly before?: Uint8Array;
  readonly after?: Uint8Array;
}

export const exifSegment = (): Bytes => segment(0xe1, concat(utf8('Exif\0\0'), utf8(PLACE_TAKEN)));
export const commentSegment = (text: string): Bytes => segment(0xfe, utf8(text));

/** The smallest file that reads as a JPEG: JFIF header, one table of each kind, a frame, a scan. Nobody need see it. */
export function madeJpeg({
  width = 8,
  height = 8,
  before = new Uint8Array(),
  after = new Uint8Array(),
}: MadeJpeg = {}): Bytes {
  const jfif = segment(0xe0, concat(utf8('JFIF\0'), Uint8Array.of(1, 1, 0, 0, 1, 0, 1, 0, 0)));
  const frame = Uint8Array.of(8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0);
  return concat(
    Uint8Array.of(0xff, 0xd8),
    jfif,
    before,
    segment(0xdb, new Uint8Array(65).fill(1)),
    segment(0xc0, frame),
    segment(0xc4, new Uint8Array(20)),
    segment(0xda, Uint8Array.of(1, 1, 0, 0, 63, 0)),
    // Entropy-coded data with a stuffed zero and a restart marker, neither of which ends the scan.
    Uint8Array.of(0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56),
    Uint8Array.of(0xff, 0xd9),
    after,
  );
}
