import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import {
  day,
  line,
  multilineText,
  optionalLine,
  optionalMultilineText,
  reason,
} from '../../../shared/contract/formats.ts';

const codesOf = (schema: z.ZodType, value: unknown): readonly string[] =>
  schema.safeParse(value).error?.issues.map(({ code }) => code) ?? [];

describe('a calendar day', () => {
  test.each(['2008-02-29', '2024-12-31', '1999-01-01'])('%s is one', (text) => {
    expect(day.parse(text)).toBe(text);
  });

  test.each(['2007-02-29', '2024-04-31', '2024-13-01', '2024-00-10', '24-01-01', '2024-1-1', '2024-01-01T00:00', ''])(
    '%s is none',
    (text) => {
      expect(codesOf(day, text)).not.toEqual([]);
    },
  );
});

describe('a text of a person', () => {
  test('is trimmed and composed, and keeps rare characters', () => {
    expect(line(20).parse('  㛃 𬭼 e\u0301  ')).toBe('㛃 𬭼 é');
    expect(multilineText(20).parse('\r\n第一行\r\n第二行\r第三行\n')).toBe('第一行\n第二行\n第三行');
  });

  test('is counted in characters, of which a rare one is one', () => {
    expect(line(3).parse('𬭼𬭼𬭼')).toBe('𬭼𬭼𬭼');
    expect(codesOf(line(3), '𬭼𬭼𬭼𬭼')).toEqual(['too_big']);
  });

  test('is not empty unless it may be', () => {
    expect(codesOf(line(5), ' \u3000 ')).toEqual(['too_small']);
    expect(codesOf(multilineText(5), '\n\n')).toEqual(['too_small']);
    expect(optionalLine(5).parse('  ')).toBe('');
    expect(optionalMultilineText(5).parse('\n')).toBe('');
  });

  test.each([
    'a\u0000b',
    'a\u001bb',
    'a\tb',
    'a\u007fb',
    'a\u0085b',
    'a\u202eb',
    'a\u2066b',
    'a\u2028b',
    'a\ufffeb',
    'a\uffffb',
  ])('that holds a control character, or what is no character, is refused (%j)', (text) => {
    expect(codesOf(line(9), text)).toEqual(['invalid_format']);
    expect(codesOf(multilineText(9), text)).toEqual(['invalid_format']);
    expect(codesOf(reason, text)).toEqual(['invalid_format']);
  });

  test('as a reason may have lines, and stays as it was signed but for its ends', () => {
    expect(reason.parse(' 材料不全，\n改日再报 \uf900 ')).toBe('材料不全，\n改日再报 \uf900');
    expect(codesOf(reason, ' 无 ')).toEqual(['too_small']);
  });

  test('on one line has no line break', () => {
    expect(codesOf(line(9), 'a\nb')).toEqual(['invalid_format']);
  });

  test('that was accepted is accepted again and stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        const once = multilineText(40).safeParse(text);
        if (once.success) expect(multilineText(40).parse(once.data)).toBe(once.data);
      }),
    );
  });

  test('is described with its length', () => {
    expect(z.toJSONSchema(line(7), { io: 'input' })).toMatchObject({ type: 'string', minLength: 1, maxLength: 7 });
  });
});
