import { expect, test } from 'vitest';
import { readRoundFile } from '../../../../functions/rounds/read-round-file.ts';
import { DEFAULT_SEAT_RULE } from '../../../../shared/process/seats.ts';
import { makeWorkbook } from '../../import/clerk-file.ts';

const SOURCE = {
  county: 'tuanfeng',
  round: '2008',
  fileName: '名单.xlsx',
  seats: DEFAULT_SEAT_RULE,
  known: { head: undefined, officers: new Map() },
};
const read = async (change: Partial<typeof SOURCE> = {}) =>
  readRoundFile({ ...SOURCE, ...change, bytes: await makeWorkbook() });

test('a workbook becomes lists whose ids are places, under the session of county, round and unit', async () => {
  const lists = await read();
  if ('refused' in lists) throw new Error(lists.refused);
  expect(lists.map(({ unit }) => unit)).toEqual([
    {
      unit: 'huilongshan',
      name: '回龙山工商所',
      session: 'tuanfeng-2008-huilongshan',
      officers: 2,
      delegates: 33,
      byCategory: { 'market-entity': 27, 'consumer-society': 2, 'discipline-inspection': 1, 'deputy-supervisor': 3 },
    },
  ]);
  expect(lists[0]?.officers).toEqual([
    { id: 'o1', name: '𬭼㐀明', post: '所长' },
    { id: 'o2', name: '阿卜杜热西提·买买提', post: '副所长' },
  ]);
  expect(lists[0]?.delegates[32]).toMatchObject({ number: 33, category: 'deputy-supervisor', phone: '13100000033' });
});

test('a session id that would be too long is a defect of the unit’s code', async () => {
  const lists = await read({ county: 'c'.repeat(60) });
  expect(lists).toEqual({
    refused: 'file-defects',
    parameters: { count: 1 },
    errors: [
      {
        code: 'unit-code-too-long',
        detail: {
          zh: '回龙山工商所：单位代码太长，请缩短。',
          en: '回龙山工商所: the unit code is too long. Shorten it.',
        },
      },
    ],
  });
});

test('the list is measured by the quotas of the round: 33 where 34 are asked for are one too few', async () => {
  const refused = await read({ seats: { ...DEFAULT_SEAT_RULE, minDelegates: 34 } });
  if (!('refused' in refused)) throw new Error('taken');
  expect([refused.refused, refused.errors?.map(({ code }) => code)]).toEqual(['file-defects', ['too-few-delegates']]);
});

test('the count of defects includes those that are not listed', async () => {
  const rows = Array.from(
    { length: 150 },
    (_, index) => `城关分局,到场监督,样例${index},138${String(index).padStart(8, '0')}`,
  );
  const bytes = new TextEncoder().encode(['单位,类别,姓名,电话', ...rows].join('\n'));
  const refused = await readRoundFile({ ...SOURCE, fileName: '代表.csv', bytes });
  if (!('refused' in refused)) throw new Error('taken');
  expect(refused.parameters).toEqual({ count: 150 });
  expect(refused.errors?.length).toBe(101);
});
