import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareJpeg, isBareJpeg } from '../../../shared/process/bare-jpeg.ts';
import { MAX_PHOTO_PIXELS } from '../../../shared/process/opinions.ts';
import { concat, utf8 } from '../../../shared/protocol/bytes.ts';
import { commentSegment, exifSegment, madeJpeg, PLACE_TAKEN } from './made-jpeg.ts';

const isBare = (bytes: Uint8Array) => isBareJpeg(bytes, MAX_PHOTO_PIXELS);
const holds = (bytes: Uint8Array, text: string) => Buffer.from(bytes).includes(text);

describe('a photo of an opinion carries the picture and nothing else', () => {
  it('takes a file as a browser writes it', () => {
    expect(isBare(madeJpeg())).toBe(true);
    expect(bareJpeg(madeJpeg())).toEqual(madeJpeg());
  });

  it('refuses what a camera wrote beside the picture, and takes it out', () => {
    const camera = madeJpeg({ before: exifSegment() });
    expect(holds(camera, PLACE_TAKEN)).toBe(true);
    expect(isBare(camera)).toBe(false);
    expect(bareJpeg(camera)).toEqual(madeJpeg());
  });

  it.each([
    ['a comment', { before: commentSegment('made by a certain phone') }],
    ['a colour profile', { before: concat(Uint8Array.of(0xff, 0xe2, 0, 13), utf8('ICC_PROFILE')) }],
    ['bytes after the end', { after: utf8(PLACE_TAKEN) }],
  ])('refuses %s, and takes it out', (_what, made) => {
    const file = madeJpeg(made);
    expect(isBare(file)).toBe(false);
    expect(bareJpeg(file)).toEqual(madeJpeg());
  });

  it('refuses a JFIF header that carries a thumbnail', () => {
    const thumbnail = concat(
      Uint8Array.of(0xff, 0xe0, 0, 19),
      utf8('JFIF\0'),
      Uint8Array.of(1, 1, 0, 0, 1, 0, 1, 1, 1),
      utf8('abc'),
    );
    expect(isBare(madeJpeg({ before: thumbnail }))).toBe(false);
  });

  it.each([
    ['a PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)],
    ['a page', utf8('<html><script>alert(1)</script></html>')],
    ['nothing', new Uint8Array()],
    ['a JPEG cut short', madeJpeg().slice(0, -4)],
    ['a start and an end with nothing between', Uint8Array.of(0xff, 0xd8, 0xff, 0xd9)],
  ])('takes %s for no photo', (_what, bytes) => {
    expect(isBare(bytes)).toBe(false);
    expect(bareJpeg(bytes)).toBeNull();
  });

  it('refuses a picture larger than the page makes it', () => {
    expect(isBare(madeJpeg({ width: MAX_PHOTO_PIXELS, height: 1_200 }))).toBe(true);
    expect(isBare(madeJpeg({ width: 900, height: MAX_PHOTO_PIXELS + 1 }))).toBe(false);
  });

  it('never reads beyond what it is given, whatever that is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const file = concat(Uint8Array.of(0xff, 0xd8), bytes);
        const bare = bareJpeg(file);
        if (bare !== null) expect(bareJpeg(bare)).toEqual(bare);
      }),
    );
  });
});
