import { describe, expect, it, test } from 'vitest';
import { bareJpeg, isBareJpeg } from '../../../shared/process/bare-jpeg.ts';
import { MAX_PHOTO_PIXELS } from '../../../shared/process/opinions.ts';
import { concat, utf8 } from '../../../shared/protocol/bytes.ts';
import { commentSegment, madeJpeg } from './made-jpeg.ts';

const isBare = (bytes: Uint8Array) => isBareJpeg(bytes, MAX_PHOTO_PIXELS);
const END = Uint8Array.of(0xff, 0xd9);
/** The file without the end of the image, with other bytes in its place. */
const endingIn = (...bytes: readonly number[]) => concat(madeJpeg().slice(0, -2), Uint8Array.from(bytes));

describe('a file that is no whole JPEG', () => {
  const good = madeJpeg();
  const changed = (place: number, byte: number) => good.map((each, at) => (at === place ? byte : each));
  it.each([
    ['begins with another byte', () => changed(0, 0)],
    ['begins with another marker', () => changed(1, 0xd9)],
    [
      'has a byte that begins no marker where one must',
      () => madeJpeg({ before: concat(commentSegment('a'), Uint8Array.of(0, 0xfe, 0, 2)) }),
    ],
    ['has bytes between two segments', () => madeJpeg({ before: concat(commentSegment('a'), utf8('hidden')) })],
    ['has a marker below the frames', () => madeJpeg({ before: Uint8Array.of(0xff, 0x7f, 0, 4, 1, 1) })],
    ['has a segment shorter than its own length', () => madeJpeg({ before: Uint8Array.of(0xff, 0xda, 0, 0, 7, 7) })],
    ['has a segment longer than the file', () => madeJpeg({ before: Uint8Array.of(0xff, 0xfe, 0xff, 0xff) })],
    ['has a scan longer than the file', () => madeJpeg({ before: Uint8Array.of(0xff, 0xda, 0xff, 0xff) })],
    ['ends within its scan', () => endingIn(0x12)],
    ['ends with half a marker', () => endingIn(0xff)],
  ])('%s: is no photo, and nothing of it is kept', (_title, make) => {
    expect(isBare(make())).toBe(false);
    expect(bareJpeg(make())).toBeNull();
  });
});

describe('the data of a scan', () => {
  it('go on over every restart marker, and over a fill byte before the next marker', () => {
    const restarts = [0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7].flatMap((marker) => [0xff, marker, 0x21]);
    const file = endingIn(...restarts, 0xff, 0xff, 0xd9);
    expect(isBare(file)).toBe(true);
    expect(bareJpeg(file)).toEqual(file);
  });

  it('end with a table, and a second scan may follow, as in a progressive picture', () => {
    const scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x12];
    const file = endingIn(0xff, 0xc4, 0, 3, 1, ...scan, 0xff, 0xd9);
    expect(isBare(file)).toBe(true);
    expect(bareJpeg(file)).toEqual(file);
  });

  it('hide no second picture and no comment behind them', () => {
    const frame = [0xff, 0xc0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0];
    expect(isBare(endingIn(...frame, 0xff, 0xd9))).toBe(false);
    const commented = concat(endingIn(), commentSegment('made by a certain phone'), END);
    expect(isBare(commented)).toBe(false);
    expect(bareJpeg(commented)).toEqual(madeJpeg());
  });
});

describe('segments of any length are taken out', () => {
  it.each([0, 1, 253, 254, 700])('a comment of %i bytes', (length) => {
    expect(bareJpeg(madeJpeg({ before: commentSegment('x'.repeat(length)) }))).toEqual(madeJpeg());
  });
});

describe('of the headers that a program may write only the plain JFIF one stays', () => {
  const header = (marker: number, name: string, tail: readonly number[]) =>
    concat(Uint8Array.of(0xff, marker, 0, 2 + name.length + tail.length), utf8(name), Uint8Array.from(tail));
  const plain = [1, 1, 0, 0, 1, 0, 1, 0, 0];
  test.each([
    ['the plain one', header(0xe0, 'JFIF\0', plain), true],
    ['the same words of another marker', header(0xe1, 'JFIF\0', plain), false],
    ['one of another name', header(0xe0, 'JFXX\0', plain), false],
    ['one whose name differs in its first letter', header(0xe0, 'XFIF\0', plain), false],
    ['one whose name does not end', header(0xe0, 'JFIF1', plain), false],
    ['one with a thumbnail’s width', header(0xe0, 'JFIF\0', [1, 1, 0, 0, 1, 0, 1, 1, 0]), false],
    ['one with a thumbnail’s height', header(0xe0, 'JFIF\0', [1, 1, 0, 0, 1, 0, 1, 0, 1]), false],
    ['a longer one', header(0xe0, 'JFIF\0', [...plain, 7, 0, 0]), false],
    ['a shorter one', header(0xe0, 'JFIF\0', [1, 1, 0, 0, 1, 0, 0]), false],
  ])('%s', (_title, before, stays) => {
    const file = madeJpeg({ before });
    expect(isBare(file)).toBe(stays);
    expect(bareJpeg(file)).toEqual(stays ? file : madeJpeg());
  });
});

test.each([
  [MAX_PHOTO_PIXELS, 8, true],
  [MAX_PHOTO_PIXELS + 1, 8, false],
  [MAX_PHOTO_PIXELS + 256, 8, false],
  [8, MAX_PHOTO_PIXELS, true],
  [8, MAX_PHOTO_PIXELS + 1, false],
  [255, 255, true],
])('a picture of %i × %i pixels is small enough: %s', (width, height, expected) => {
  expect(isBare(madeJpeg({ width, height }))).toBe(expected);
});
