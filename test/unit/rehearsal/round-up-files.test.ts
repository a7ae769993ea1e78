import { describe, expect, it } from 'vitest';
import type { RoundUp } from '../../../functions/outcomes/draw-up.ts';
import { roundUpDocument } from '../../../functions/outcomes/round-up-document.ts';
import { roundUpWorkbook } from '../../../functions/outcomes/round-up-workbook.ts';
import { RoundCounter } from '../../rehearsal/round/round-counter.ts';
import { fileDisagreements } from '../../rehearsal/round/round-up-files.ts';

const UNITS = [
  { code: 'first', name: '回龙山工商所' },
  { code: 'second', name: '城关工商所' },
] as const;

/** One unit announced, with an item in every state; the other before its meeting. */
function played(): RoundCounter {
  const counter = new RoundCounter();
  counter.unit('first', { officers: 5, delegates: 33 });
  counter.unit('second', { officers: 4, delegates: 30 });
  for (const unit of ['first', 'second', 'first']) counter.question(unit);
  counter.suggestion('second');
  counter.meeting('first', { ballots: 31, subjects: [{ grades: { excellent: 20, qualified: 10, unqualified: 1 } }] });
  for (const [place, end] of (['rectified', 'closed', 'overdue', 'open'] as const).entries())
    counter.item('first', place + 1, end);
  return counter;
}

const roundUpOf = (counter: RoundCounter): RoundUp => ({
  ...{ round: '2008', roundName: '某年度', countyName: '某县', onDay: '2026-11-30', notice: null },
  figures: counter.figures,
  units: UNITS.map(({ code, name }) => ({
    ...{ unit: code, name, session: `s-${code}`, state: 'announced' as const },
    figures: counter.figuresOf(code),
  })),
  ...{ quoted: null, quotedVersion: 0 },
});

const filesOf = async (workbook: RoundUp, document: RoundUp = workbook): Promise<ReadonlyMap<string, Uint8Array>> =>
  new Map([
    ['round-up.xlsx', await roundUpWorkbook(workbook, 0)],
    ['round-up.docx', await roundUpDocument(document)],
  ]);

const FIGURES = [
  ...(['units', 'valid', 'invalid', 'officers', 'delegates', 'questions', 'suggestions'] as const),
  ...(['items', 'rectified', 'closed', 'overdue'] as const),
];
const SHARES = ['turnout', 'satisfaction'] as const;

/** The round-up with one figure of the round, and one of its first unit, that were not played. */
function withWrong(roundUp: RoundUp, figure: (typeof FIGURES)[number] | (typeof SHARES)[number]): RoundUp {
  const wrong = (figures: RoundUp['figures']): RoundUp['figures'] => {
    const said = figures[figure];
    const other = typeof said === 'number' ? said + 1 : said === null ? null : { ...said, have: said.have - 1 };
    return { ...figures, [figure]: other };
  };
  const units = roundUp.units.map((unit, place) => (place === 0 ? { ...unit, figures: wrong(unit.figures) } : unit));
  return { ...roundUp, figures: wrong(roundUp.figures), units };
}

describe('the files of a rehearsed round', () => {
  it('agree with what was played, figure by figure', async () => {
    const counter = played();
    expect(await fileDisagreements(await filesOf(roundUpOf(counter)), { counter, units: UNITS })).toEqual([]);
  });

  it.each([...FIGURES, ...SHARES])('are found out by a wrong figure in either of them: %s', async (figure) => {
    const counter = played();
    const right = roundUpOf(counter);
    const wrong = withWrong(right, figure);
    for (const [files, name] of [
      [await filesOf(wrong, right), 'round-up.xlsx'],
      [await filesOf(right, wrong), 'round-up.docx'],
    ] as const) {
      const found = await fileDisagreements(files, { counter, units: UNITS });
      expect(found.length).toBeGreaterThan(0);
      expect(found.filter((complaint) => !complaint.startsWith(`${name}: `))).toEqual([]);
    }
  });

  it('names the figure, what the file says and what was played', async () => {
    const counter = played();
    const right = roundUpOf(counter);
    const found = await fileDisagreements(await filesOf(right, withWrong(right, 'overdue')), { counter, units: UNITS });
    expect(found).toEqual([
      'round-up.docx: 逾期未办: 2项 in the file, 1项 played',
      'round-up.docx: 回龙山工商所 逾期: 2 in the file, 1 played',
    ]);
  });

  it('are found out by a unit that they lack', async () => {
    const counter = played();
    const right = roundUpOf(counter);
    const lacking = { ...right, units: right.units.slice(0, 1) };
    const found = await fileDisagreements(await filesOf(right, lacking), { counter, units: UNITS });
    expect(found).toHaveLength(9);
    expect(found[0]).toBe('round-up.docx: 城关工商所 述职人员: nothing in the file, 4 played');
  });
});
