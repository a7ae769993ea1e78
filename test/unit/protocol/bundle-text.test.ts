import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseBundleText } from '../../../shared/protocol/bundle-text.ts';
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

  test('that is no JSON is refused', () => {
    expect(() => parseBundleText('{"a":1')).toThrow(SyntaxError);
  });
});
