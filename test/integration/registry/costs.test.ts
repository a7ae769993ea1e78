import { expect, test } from 'vitest';
import type { FunctionName } from '../../../shared/contract/operation.ts';
import { answered, type County, makeCounty, OFFICE, withEngine } from './county.ts';
import { armedMeeting, ROUND, SESSION } from './prepared-meeting.ts';

withEngine();

/** Units of each command on one table while `work` runs. */
async function unitsOf(
  { county, name, table }: { county: County; name: FunctionName; table: 'registry' | 'meetings' },
  work: () => Promise<unknown>,
): Promise<readonly number[]> {
  county.capacity.length = 0;
  await work();
  return county.capacity
    .filter((each) => each.function === name && each.table === county.tables[table])
    .map(({ units }) => units);
}

test('what an access costs is what the table at the top of registry.ts says', async () => {
  const meeting = await armedMeeting(await makeCounty());
  const { county } = meeting;
  const { registry } = county.of('desk');
  const desk = { county, name: 'desk', table: 'registry' } as const;
  const rounds = { county, name: 'rounds', table: 'registry' } as const;
  const place = await registry.rounds.placeOf(SESSION);
  if (place === undefined) throw new Error('no such session');

  expect(await unitsOf(desk, () => registry.rounds.placeOf(SESSION))).toEqual([1, 1]);
  expect(await unitsOf(desk, () => registry.rounds.officersOf(place))).toEqual([1]);
  expect(await unitsOf(desk, () => registry.rounds.delegatesOf(place, 0))).toEqual([1]);
  expect(await unitsOf(desk, () => registry.issuing.readStanding(SESSION, 1))).toEqual([1, 1]);
  const [standings = 0, codes = 0, ...more] = await unitsOf(desk, () => registry.issuing.readStandings(SESSION, 1, 33));
  expect(more).toEqual([]);
  expect(standings).toBeLessThanOrEqual(3);
  expect(codes).toBeLessThanOrEqual(33 / 2);
  for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) answered(await meeting.draw(meeting.codeOf(number)));
  const figures = await unitsOf(desk, () => registry.issuing.figures(SESSION));
  expect(figures.reduce((sum, units) => sum + units, 0)).toBeLessThanOrEqual(7);

  const order = { delegate: 'd-001', generation: 1, as: 'code', codeHash: 'a'.repeat(64) } as const;
  answered(await meeting.by('discipline', 'reissue', order));
  const confirmed = await unitsOf(desk, () => meeting.by('delegates', 'reissue', order));
  expect(confirmed).toEqual([1, 1, 1, 1, 6]);
  const audit = county.of('rounds').registry.audit;
  const entry = { atMs: 0, who: '甲', role: 'auditor', what: 'freeze', target: SESSION, why: '' };
  expect(await unitsOf(rounds, () => audit.append(entry))).toEqual([1, 4]);
  expect(await unitsOf(rounds, () => audit.list({ limit: 10 }))).toEqual([0.5]);
  expect(await unitsOf(rounds, () => county.call('listRounds', {}, OFFICE))).toEqual([1]);
  expect(
    await unitsOf({ ...rounds, table: 'meetings' }, () => county.call('getRound', { round: ROUND }, OFFICE)),
  ).toEqual([1]);
});
