import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RoundUp } from '../../../functions/outcomes/draw-up.ts';
import { roundUpDocument } from '../../../functions/outcomes/round-up-document.ts';
import { elementsNamed, parseXml, unpack, type XmlElement } from '../../integration/outcomes/office-file.ts';
import { makeRoundUp } from './made-round-up.ts';

/** Twentieths of a point: 297 mm of A4 less 37 mm above and 35 mm below; 156 mm wide. */
const TYPE_AREA = { height: 12_755, width: 8_844 } as const;

const bodyOf = async (roundUp: RoundUp): Promise<XmlElement> => {
  const parts = unpack(await roundUpDocument(roundUp));
  const [body] = elementsNamed(parseXml(parts.get('word/document.xml') ?? ''), 'w:body');
  if (body === undefined) throw new Error('a document without a body');
  return body;
};
const attribute = (of: XmlElement, element: string, name: string): string | undefined =>
  elementsNamed(of, element)[0]?.attributes[name];
const textOf = (of: XmlElement): string =>
  elementsNamed(of, 'w:t')
    .map(({ text }) => text)
    .join('');

/** A paragraph outside the tables, as if every character of it were as wide as a Chinese one. */
function paragraphHeight(paragraph: XmlElement): number {
  expect(attribute(paragraph, 'w:spacing', 'w:lineRule')).toBe('exact');
  const squares = Math.floor(TYPE_AREA.width / (Number(attribute(paragraph, 'w:sz', 'w:val')) * 10));
  const lines = Math.max(1, Math.ceil([...textOf(paragraph)].length / squares));
  const after = Number(attribute(paragraph, 'w:spacing', 'w:after'));
  return lines * Number(attribute(paragraph, 'w:spacing', 'w:line')) + after;
}

function rowHeight(row: XmlElement): number {
  expect(attribute(row, 'w:trHeight', 'w:hRule')).toBe('exact');
  return Number(attribute(row, 'w:trHeight', 'w:val'));
}

const heightOf = (body: XmlElement): number =>
  body.children
    .map((child) => {
      if (child.name === 'w:p') return paragraphHeight(child);
      return elementsNamed(child, 'w:tr').reduce((sum, row) => sum + rowHeight(row), 0);
    })
    .reduce((sum, height) => sum + height, 0);

describe('the round-up as a document', () => {
  it('of 1 to 30 units is one page of A4 by exact heights, whatever the names of round and source', async () => {
    const sizes = fc.record({ units: fc.integer({ min: 1, max: 30 }), name: fc.integer({ min: 1, max: 60 }) });
    const bound = fc.asyncProperty(sizes, async ({ units, name }) => {
      const body = await bodyOf(makeRoundUp(units, { roundName: '年'.repeat(name) }));
      expect(elementsNamed(body, 'w:tr')).toHaveLength(10 + 1 + units);
      expect(heightOf(body)).toBeLessThanOrEqual(TYPE_AREA.height);
    });
    await fc.assert(bound, { numRuns: 10, examples: [[{ units: 30, name: 60 }], [{ units: 30, name: 12 }]] });
  });

  it('sets the size of every run in every cell, repeats no heading, and ends with a paragraph of one point', async () => {
    const body = await bodyOf(makeRoundUp(30));
    expect(elementsNamed(body, 'w:tblHeader')).toEqual([]);
    for (const cell of elementsNamed(body, 'w:tc')) {
      // 6.5 pt is the least that is read without a glass.
      expect(Number(attribute(cell, 'w:sz', 'w:val'))).toBeGreaterThanOrEqual(13);
      expect(attribute(cell, 'w:spacing', 'w:lineRule')).toBe('exact');
    }
    const last = body.children.filter(({ name }) => name === 'w:p').at(-1);
    expect(last === undefined ? undefined : [attribute(last, 'w:spacing', 'w:line'), textOf(last)]).toEqual(['20', '']);
  });

  it('has room in its rows for what stands in them: a longer name of a unit makes its row higher, or the type smaller', async () => {
    const named = (name: string): RoundUp => {
      const made = makeRoundUp(2);
      return { ...made, units: made.units.map((unit, place) => (place === 0 ? { ...unit, name } : unit)) };
    };
    const rowsOf = async (name: string) =>
      elementsNamed(await bodyOf(named(name)), 'w:tr')
        .slice(-2)
        .map(rowHeight);
    const [short = 0] = await rowsOf('某所');
    const [long = 0, other = 0] = await rowsOf('某'.repeat(60));
    expect(long).toBeGreaterThan(2 * short);
    expect(other).toBeLessThan(long);
  });

  it('gives a few units the sizes of an official document', async () => {
    const [title, place] = (await bodyOf(makeRoundUp(6))).children;
    expect([title, place].map((each) => each && attribute(each, 'w:sz', 'w:val'))).toEqual(['44', '24']);
  });
});
