import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Item, itemOfLine, lineOfItem } from '../../../infra/move/item-line.ts';
import { lastLine, readPart, writePart } from '../../../infra/move/part-files.ts';
import { temporaryFolder } from '../../integration/local/temporary-folder.ts';

const bytes = fc.uint8Array({ maxLength: 40 }).map((value) => new Uint8Array(value));
const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const name = text.filter((given) => given !== '__proto__');
const { value } = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text.map((S): AttributeValue => ({ S })),
    fc.integer().map((N): AttributeValue => ({ N: String(N) })),
    bytes.map((B): AttributeValue => ({ B })),
    fc.boolean().map((BOOL): AttributeValue => ({ BOOL })),
    fc.constant<AttributeValue>({ NULL: true }),
    fc.uniqueArray(text, { minLength: 1 }).map((SS): AttributeValue => ({ SS: SS.toSorted() })),
    fc.array(tie('value'), { maxLength: 4 }).map((L): AttributeValue => ({ L })),
    fc.dictionary(name, tie('value'), { maxKeys: 4 }).map((M): AttributeValue => ({ M })),
  ),
}));
const item: fc.Arbitrary<Item> = fc.dictionary(name, value, { maxKeys: 5 });
/** What an engine gives has plain prototypes; so has what a line gives. */
const plain = (of: Item): unknown => JSON.parse(lineOfItem(of));

describe('an item as a line', () => {
  test('is one line, and the item again, whatever is in it', () => {
    fc.assert(
      fc.property(item, (given) => {
        const line = lineOfItem(given);
        expect(line).not.toContain('\n');
        expect(plain(itemOfLine(line))).toEqual(plain(given));
        expect(lineOfItem(itemOfLine(line))).toBe(line);
      }),
    );
  });

  test('is the same in whatever order attributes and the members of a set come', () => {
    const left = lineOfItem({ b: { SS: ['y', 'x'] }, a: { N: '1' } });
    expect(lineOfItem({ a: { N: '1' }, b: { SS: ['x', 'y'] } })).toBe(left);
    expect(left).toBe('{"a":{"N":"1"},"b":{"SS":["x","y"]}}');
  });

  test('with a name that would be lost is neither written nor read', () => {
    const unsafe = JSON.parse('{"__proto__":{"S":"x"}}');
    expect(() => lineOfItem(unsafe)).toThrow('__proto__');
    expect(() => itemOfLine('{"a":{"M":{"__proto__":{"S":"x"}}}}')).toThrow('__proto__');
  });

  test.each([
    '',
    '[]',
    '{"a":1}',
    '{"a":{"X":"1"}}',
    '{"a":{"S":"1","N":"1"}}',
    '{"a":{"B":"*"}}',
    '{"a":{"S":"\\ud83d"}}',
  ])('that holds none is refused: %s', (line) => {
    expect(() => itemOfLine(line)).toThrow();
  });
});

describe('a part', () => {
  const linesOf = async (folder: string, name: string) => {
    const lines: string[] = [];
    for await (const line of readPart(folder, name)) lines.push(line);
    return lines;
  };
  async function* given(lines: readonly string[]) {
    yield* lines;
  }

  test('gives back lines with any other end of a line that Unicode has, and its last one', async () => {
    const folder = await temporaryFolder();
    const lines = ['"\u2028"', '"\u2029\u0085"', '"鼓".', ''.padEnd(200_000, '字')];
    const part = await writePart({ folder, name: 'tables/Registry-00001.jsonl', lines: given(lines), partBytes: 1e9 });
    expect(part).toMatchObject({ lines: 4 });
    expect(await linesOf(folder, 'tables/Registry-00001.jsonl')).toEqual(lines);
    expect(await lastLine(folder, 'tables/Registry-00001.jsonl')).toBe(lines.at(-1));
  });

  test('ends behind the line that passes its size, and the next goes on with the one after', async () => {
    const folder = await temporaryFolder();
    const lines = given(['aaaa', 'bbbb', 'cccc']);
    const write = (name: string) => writePart({ folder, name, lines, partBytes: 8 });
    expect(await write('1')).toMatchObject({ lines: 2 });
    expect(await write('2')).toMatchObject({ lines: 1 });
    expect(await write('3')).toBeNull();
    expect(await linesOf(folder, '2')).toEqual(['cccc']);
  });

  test('that was cut short in the middle of a line gives what there is of it', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'x'), 'aa\nb');
    expect(await linesOf(folder, 'x')).toEqual(['aa', 'b']);
  });
});
