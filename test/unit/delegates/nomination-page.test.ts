import { describe, expect, test } from 'vitest';
import { readCandidatesFile } from '../../../functions/delegates/candidates-file.ts';
import { DEFAULT_SEAT_RULE } from '../../../shared/process/seats.ts';
import { withoutNames } from '../../../shared/process/without-names.ts';
import {
  draftOf,
  isDirty,
  missingFrom,
  type NominationView,
  peopleOf,
  reduceDraft,
} from '../../../web/console/nomination/draft.ts';
import { isTable, pastedCandidates } from '../../../web/console/nomination/pasted-candidates.ts';
import { templateCsv } from '../../../web/console/nomination/template-csv.ts';

const A = { category: 'market-entity', name: '样例甲', organisation: '老街餐馆 业主', phone: '13800000001' } as const;
const B = { category: 'consumer-society', name: '样例乙', organisation: '社区', phone: '' } as const;
const view = (candidates: NominationView['candidates'], version = 1): NominationView => ({
  unitName: '回龙山工商所',
  stage: 'editing',
  version,
  plannedSeats: 33,
  candidatesPerSeat: 2,
  seats: DEFAULT_SEAT_RULE,
  submitted: [],
  candidates,
  editable: true,
  savedBy: '样例人员',
  savedAtMs: 0,
});

describe('rows pasted from a spreadsheet', () => {
  test('are told by what they hold, whatever the order of the columns', () => {
    const text =
      '序号\t姓名\t类别\t单位\t职务\t电话\r\n1\t样例甲\t市场主体\t老街餐馆\t业主\t138-0000-0001\r\n\r\n合计\t1人\r\n';
    expect(pastedCandidates(text)).toEqual([A]);
    expect(pastedCandidates('消费者代表\t样例乙\t社区\t\n')).toEqual([B]);
  });

  test('a word pasted into one field is no table', () => {
    expect([isTable('样例甲'), isTable('样例甲\n'), isTable('样例甲\t老街餐馆')]).toEqual([false, false, true]);
  });
});

describe('a nomination on the screen', () => {
  test('ends in an empty row, which is nobody, and is clean until something of it changes', () => {
    const draft = draftOf(view([A]));
    expect([draft.rows.length, peopleOf(draft), isDirty(draft)]).toEqual([2, [A], false]);
    const typed = reduceDraft(draft, { type: 'typed', key: 1, change: { name: '样例乙' } });
    expect([typed.rows.length, isDirty(typed)]).toEqual([3, true]);
    expect(isDirty(reduceDraft(draft, { type: 'added' }))).toBe(false);
    expect(isDirty(reduceDraft(draft, { type: 'planned', delegates: 40 }))).toBe(true);
  });

  test('a deletion and a paste can be undone', () => {
    const draft = draftOf(view([A, B]));
    const deleted = reduceDraft(draft, { type: 'removed', key: 0 });
    expect(peopleOf(deleted)).toEqual([B]);
    const pasted = reduceDraft(deleted, { type: 'pasted', key: 2, rows: [A] });
    expect(peopleOf(pasted)).toEqual([B, A]);
    const undone = reduceDraft(reduceDraft(pasted, { type: 'undone' }), { type: 'undone' });
    expect(peopleOf(undone)).toEqual([A, B]);
    expect(peopleOf(reduceDraft(undone, { type: 'undone' }))).toEqual([A, B]);
  });

  test('after a save it is clean at the new version; what is typed meanwhile stays', () => {
    const typed = reduceDraft(draftOf(view([A])), { type: 'typed', key: 1, change: { ...B } });
    const more = reduceDraft(typed, { type: 'typed', key: 0, change: { organisation: '新店' } });
    const saved = reduceDraft(more, { type: 'saved', view: view([A, B], 2) });
    expect([saved.version, isDirty(saved)]).toEqual([2, true]);
    expect(peopleOf(saved)).toEqual([{ ...A, organisation: '新店' }, B]);
  });

  test('of two lists either can be kept, or both together, and one’s own comes back by undoing', () => {
    const mine = reduceDraft(draftOf(view([A])), { type: 'typed', key: 0, change: { organisation: '我写的' } });
    const theirs = view([{ ...A, name: '样例甲（改）' }, B], 2);
    const added = missingFrom(peopleOf(mine), theirs.candidates);
    expect(added).toEqual([B]);
    const merged = reduceDraft(mine, { type: 'merged', view: theirs, added });
    expect(peopleOf(merged)).toEqual([{ ...A, organisation: '我写的' }, B]);
    expect([merged.version, isDirty(merged)]).toEqual([2, true]);
    const taken = reduceDraft(mine, { type: 'taken', view: theirs });
    expect([peopleOf(taken), isDirty(taken)]).toEqual([theirs.candidates, false]);
    expect(peopleOf(reduceDraft(taken, { type: 'undone' }))).toEqual(peopleOf(mine));
  });
});

test('the template is read by the reader of the server as it is', async () => {
  const file = {
    fileName: '模板.csv',
    bytes: new TextEncoder().encode(templateCsv()),
    unitName: '回龙山工商所',
    present: [],
  };
  const read = await readCandidatesFile(file);
  expect(Array.isArray(read) && read.map(({ category }) => category)).toEqual([
    'market-entity',
    'consumer-society',
    'discipline-inspection',
    'deputy-supervisor',
  ]);
});

test('a reason goes on the audit log without the names in it; people who are forgotten change nothing of it', () => {
  const people = [{ name: '王伟' }, { name: '王伟明' }, { name: '' }];
  expect(withoutNames('王伟明因病、王伟出差', people)).toBe('某某因病、某某出差');
  expect(withoutNames('因病', [{ name: '' }])).toBe('因病');
});
