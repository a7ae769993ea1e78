import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBigEndian, toInteger } from '../../../shared/protocol/big-endian.ts';
import { concat, equalBytes, fromB64u, fromB64uOf, fromHex, toB64u, toHex } from '../../../shared/protocol/bytes.ts';
import { jcsText } from '../../../shared/protocol/jcs.ts';

const bytes = fc.uint8Array({ maxLength: 100 }).map((array) => new Uint8Array(array));

describe('base64url', () => {
  test("is what Node's own encoder writes, and reads back", () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(toB64u(value)).toBe(Buffer.from(value).toString('base64url'));
        expect(fromB64u(toB64u(value))).toEqual(value);
      }),
    );
  });

  test('has one text for one value: whatever is read at all is written the same again', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ABab09-_+/= .\n中'), maxLength: 12 });
    fc.assert(
      fc.property(text, (candidate) => {
        const read = fromB64u(candidate);
        expect(read === null ? null : toB64u(read)).toBe(read === null ? null : candidate);
      }),
    );
  });

  test.each([
    ['padding', 'AA=='],
    ['a character of plain base64', 'AA+A'],
    ['a line break', 'AAAA\n'],
    ['a space', ' AAA'],
    ['a length that no bytes have', 'AAAAA'],
    ['spare bits in two characters', 'AB'],
    ['spare bits in three characters', 'AAB'],
  ])('refuses %s', (_, text) => {
    expect(fromB64u(text)).toBeNull();
  });

  test('of a known length refuses every other', () => {
    expect(fromB64uOf(3, 'AAAA')).toEqual(new Uint8Array(3));
    expect(fromB64uOf(2, 'AAAA')).toBeNull();
    expect(fromB64uOf(4, 'AAAA')).toBeNull();
  });
});

describe('hex', () => {
  test("is what Node's own encoder writes, and reads back", () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(toHex(value)).toBe(Buffer.from(value).toString('hex'));
        expect(fromHex(toHex(value))).toEqual(value);
      }),
    );
  });

  test.each(['AB', 'a', 'zz', '0x', ' 00'])('refuses %j', (text) => {
    expect(fromHex(text)).toBeNull();
  });
});

describe('bytes', () => {
  test('are equal when every byte and the length are', () => {
    fc.assert(
      fc.property(bytes, bytes, (left, right) => {
        expect(equalBytes(left, right)).toBe(toHex(left) === toHex(right));
        expect(equalBytes(left, left.slice())).toBe(true);
        expect(equalBytes(left, concat(left, new Uint8Array(1)))).toBe(false);
      }),
    );
  });

  test('and integers turn into each other, big-endian', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), (value) => {
        expect(toBigEndian(toInteger(value), value.length)).toEqual(value);
      }),
    );
    expect(toInteger(new Uint8Array(0))).toBe(0n);
    for (const [integer, length] of [
      [256n, 1],
      [-1n, 1],
      [-1n, 2],
    ] as const)
      expect(() => toBigEndian(integer, length)).toThrow('integer too large');
  });
});

describe('canonical JSON', () => {
  test('sorts by UTF-16 units and writes numbers and texts as RFC 8785 does', () => {
    // The sorting example of RFC 8785 §3.2.3 and the numbers and text of §3.2.2.
    const sorted = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 };
    expect(jcsText(sorted)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
    const values = { numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27], string: '€$\u000f\nA\'B"\\\\"/' };
    expect(jcsText(values)).toBe(
      '{"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test('has no text for what is no JSON', () => {
    expect(() => jcsText(undefined)).toThrow('not a JSON value');
    expect(() => jcsText({ name: '\ud800' })).toThrow('Lone surrogate is not allowed');
    expect(() => jcsText(Number.NaN)).toThrow('NaN is not allowed');
  });
});
