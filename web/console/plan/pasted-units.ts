import { emptyUnit, type UnitDraft } from './plan-draft.ts';

/** Columns as people copy them out of a workbook: unit, officer's name, post; a fourth says who is the head. */
const HEAD_WORDS = ['是', '第一责任人', '负责人', '√', 'yes'];
const HEADINGS = ['单位', '单位名称', 'unit'];

const cellsOf = (line: string): readonly string[] =>
  line.split(line.includes('\t') ? '\t' : /[,，]/).map((cell) => cell.trim());

/**
 * Units with their officers from lines pasted out of a workbook, added to those that are there; a unit of the same name gets the
 * officers that it has not yet. Lines without a name and a heading are left out.
 */
export function withPasted(units: readonly UnitDraft[], text: string): readonly UnitDraft[] {
  // A unit that nobody has begun to fill in gives way.
  let drafts = units.filter(({ name, officers }) => name.trim() !== '' || officers.some((each) => each.name !== ''));
  let nextKey = Math.max(0, ...units.map(({ key }) => key)) + 1;
  for (const line of text.split(/\r?\n/)) {
    const [unit = '', name = '', post = '', head = ''] = cellsOf(line);
    if (unit === '' || name === '' || HEADINGS.includes(unit)) continue;
    if (!drafts.some((each) => each.name.trim() === unit)) {
      drafts = [...drafts, { ...emptyUnit(nextKey), name: unit, officers: [] }];
      nextKey += 1;
    }
    drafts = drafts.map((each) => (each.name.trim() === unit ? withOfficer(each, { name, post }, head) : each));
  }
  return drafts.length === 0 ? units : drafts;
}

function withOfficer(unit: UnitDraft, officer: UnitDraft['officers'][number], head: string): UnitDraft {
  const named = unit.officers.filter(({ name, post }) => `${name}${post}` !== '');
  const known = named.findIndex(({ name }) => name === officer.name);
  const officers = known === -1 ? [...named, officer] : named;
  const place = known === -1 ? named.length : known;
  return { ...unit, officers, headAt: HEAD_WORDS.includes(head) ? place : unit.headAt };
}
