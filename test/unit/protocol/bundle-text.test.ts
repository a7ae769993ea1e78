import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseBundleBytes, parseBundleText } from '../../../shared/protocol/bundle-text.ts';
import { concat, utf8 } from '../../../shared/protocol/bytes.ts';
import { vectors } from './vectors.ts';

describe('the text of a bundle', () => {
  test('of any JSON value is read as JSON reads it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(2), (value, space) => {
        const text = JSON.stringify(value, null, space);
        expect(parseBundleText(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('of the vectors is read, spaced or not', () => {
    for (const bundle of [vectors.bundle, vectors.sealedBundle])
      for (const space of [0, 2]) expect(parseBundleText(JSON.stringify(bundle, null, space))).toEqual(bundle);
  });

  test.each([
    ['twice in a row', '{"a":1,"a":2}'],
    ['twice, once in escapes', '{"a":1,"\\u0061":1}'],
    ['twice in an object that lies deeper, other things between', '[{"b":{"a":[{"a":1}],"c":"}","a":null}}]'],
    ['twice with space about', '{ "a" : 1 ,\n "a" : 1 }'],
  ])('that names a field %s is refused', (_, text) => {
    expect(() => JSON.parse(text)).not.toThrow();
    expect(() => parseBundleText(text)).toThrow(new SyntaxError('a field stands twice'));
  });

  test.each([
    '{"a":"a","b":"a"}',
    '{"a":{"a":{"a":1}}}',
    '[{"a":1},{"a":1}]',
    '{"a":{"b":1},"b":{"a":1}}',
    '{"a":[{"b":1}],"b":[]}',
    '{"a":"\\"a\\":","\\"a\\"":1}',
    '["a","a",":"]',
    '{"a":"x","b":["a","a"]}',
  ])('%s names no field twice', (text) => {
    expect(parseBundleText(text)).toEqual(JSON.parse(text));
  });

  test('is read in one go, with texts of many megabytes and names in any depth', () => {
    const long = 'a'.repeat(24_000_000);
    const escaped = '\\\\'.repeat(12_000_000);
    expect(parseBundleText(`{"a":"${long}","b":1}`)).toEqual({ a: long, b: 1 });
    expect(parseBundleText(`["${escaped}"]`)).toEqual([escaped.slice(12_000_000)]);
    expect(() => parseBundleText(`{"a":1,"b":"${long}","a":2}`)).toThrow('a field stands twice');
    const deep = 100_000;
    expect(() => parseBundleText(`${'{"a":'.repeat(deep)}{"b":1,"b":2}${'}'.repeat(deep)}`)).toThrow(
      'a field stands twice',
    );
  });

  test('that is no JSON is refused', () => {
    expect(() => parseBundleText('{"a":1')).toThrow(SyntaxError);
  });

  test('is UTF-8 throughout and begins with no byte order mark', () => {
    const bytes = utf8('{"a":"王𬭼"}');
    expect(parseBundleBytes(bytes)).toEqual({ a: '王𬭼' });
    const marked = concat(Uint8Array.of(0xef, 0xbb, 0xbf), bytes);
    expect(() => parseBundleBytes(marked)).toThrow(SyntaxError);
    for (const broken of [bytes.slice(0, -4), concat(bytes.slice(0, 6), Uint8Array.of(0xff), bytes.slice(6))])
      expect(() => parseBundleBytes(broken)).toThrow(new SyntaxError('not UTF-8'));
    expect(() => parseBundleBytes(utf8('{"a":1,"a":1}'))).toThrow('a field stands twice');
  });
});
