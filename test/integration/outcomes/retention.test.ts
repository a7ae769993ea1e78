import { describe, expect, test, vi } from 'vitest';
import { run } from '../../../functions/retention/run.ts';
import { playDelegates } from '../../../infra/local/sample/play-delegates.ts';
import { playSending, playVenue } from '../../../infra/local/sample/play-invitations.ts';
import type { Candidate } from '../../../shared/process/nomination.ts';
import { CATEGORIES, seatsRequired } from '../../../shared/process/seats.ts';
import { shanghaiDay } from '../../../shared/process/shanghai-day.ts';
import { answered, COUNTY, type County, makeCounty, OFFICE, START_MS, withEngine } from '../registry/county.ts';
import {
  agreeOnList,
  askOf,
  CHENGGUAN,
  HUILONGSHAN,
  importUnits,
  passGates,
  SESSION,
  UNIT,
  withoutDelegate,
} from '../registry/prepared-meeting.ts';
import { announce } from './announce.ts';

withEngine();

const DAY_MS = 86_400_000;
const ROUND = '2008';
const OPENED = '2009';
const OPENED_SESSION = `${COUNTY}-${OPENED}-${UNIT}`;
const OBSERVER = '到场监督员甲';

const people = (prefix: string, digits: string): readonly Candidate[] =>
  CATEGORIES.flatMap((category, group) =>
    Array.from({ length: seatsRequired(30)[category] + (category === 'market-entity' ? 1 : 0) }, (_, place) => ({
      category,
      name: `${prefix}${group}号${place}㛃`,
      organisation: `${prefix}商行${group}之${place}`,
      phone: `${digits}${group}${String(place).padStart(6, '0')}`,
    })),
  );
const CHOSEN = people('被选人', '1395');
const RESERVES = people('落选人', '1376');

/** A round with imported lists that is over, and one whose list came about by nomination, with letters and an observer. */
const twoRounds = async (): Promise<County> => {
  const county = await makeCounty();
  const ask = askOf(county);
  answered(await importUnits(county, [HUILONGSHAN, CHENGGUAN]));
  await passGates(county);
  await ask({ role: 'inspection-office' }, 'openRound', {
    round: OPENED,
    name: '2009年度双述',
    basis: [],
    leader: { name: '', post: '', email: '' },
    commission: { name: '', email: '' },
    units: [
      {
        unit: UNIT,
        name: '回龙山工商所',
        heldOn: null,
        pilot: false,
        leader: { name: '', email: '' },
        headEmail: '',
        officers: [{ name: '样例所长', post: '所长', isHead: true }],
      },
    ],
    rules: (await ask({ role: 'inspection-office' }, 'getPlan', { round: ROUND })).plan.rules,
  });
  await playDelegates(ask, { session: OPENED_SESSION, unit: UNIT, chosen: CHOSEN, reserves: RESERVES });
  const observers = [{ name: OBSERVER, organisation: '行风监督员' }];
  const { version } = await ask({ role: 'inspection-office' }, 'listObservers', { session: OPENED_SESSION });
  await ask({ role: 'inspection-office' }, 'setObservers', {
    session: OPENED_SESSION,
    expectedVersion: version,
    observers,
  });
  const letters = { session: OPENED_SESSION, unit: UNIT, onDay: shanghaiDay(START_MS + DAY_MS) };
  await playVenue(ask, letters);
  await playSending(ask, letters);
  return county;
};

const endBoth = async (county: County): Promise<void> => {
  await announce(county, { session: SESSION, ballots: Array.from({ length: 30 }, () => 9) });
  await announce(county, { session: OPENED_SESSION, ballots: Array.from({ length: 25 }, () => 8), delegates: 30 });
  answered(await county.call('voidMeeting', { session: `${COUNTY}-${ROUND}-chengguan`, reason: '会场停电' }, OFFICE));
};

const retain = (county: County) => run(county.of('retention'));
const dump = async (county: County): Promise<string> => JSON.stringify(await county.items());
/** What is said of anybody: names, organisations and phones of every list that was ever handed in. */
const saidOf = (text: string): readonly string[] =>
  [...CHOSEN, ...RESERVES]
    .flatMap(({ name, organisation, phone }) => [name, organisation, phone])
    .concat(OBSERVER, '样例代表', '镇上的店', '13800000', '13810000')
    .filter((each) => text.includes(each));

/** What tells of letters whose they were. */
const lettersTo = async (county: County): Promise<readonly string[]> =>
  (await county.items())
    .filter(({ sk }) => String(sk).startsWith('LETTERS#'))
    .flatMap((item) => [...JSON.stringify(item).matchAll(/"person":"([0-9a-f]+)"/g)].map(([, person = '']) => person));

describe('personal data of a round', () => {
  test('goes from the letters to every number ever given, also where the list has shrunk since', async () => {
    const county = await makeCounty();
    const ask = askOf(county);
    answered(await importUnits(county, [{ ...HUILONGSHAN, delegates: 52 }]));
    await agreeOnList(county);
    await passGates(county);
    await playSending(ask, { session: SESSION, unit: UNIT });
    for (const number of [1, 2]) await withoutDelegate(county, number, number);
    expect((await lettersTo(county)).length).toBe(52);
    answered(await county.call('voidMeeting', { session: SESSION, reason: '会场停电' }, OFFICE));
    await retain(county);
    county.clock.nowMs += 400 * DAY_MS;
    await retain(county);
    expect(await lettersTo(county)).toEqual([]);
  });

  test('goes a year after its last announcement: no name, organisation or phone of anybody is in any table', async () => {
    const county = await twoRounds();
    await endBoth(county);
    expect(saidOf(await dump(county)).length).toBeGreaterThan(100);
    await retain(county);
    county.clock.nowMs += 366 * DAY_MS;
    await retain(county);
    expect(saidOf(await dump(county))).toEqual([]);
  });

  test('goes, and results, figures, categories and the audit log stay', async () => {
    const county = await twoRounds();
    await endBoth(county);
    const figures = async () => answered(await county.call('getRoundUp', { round: ROUND }, OFFICE)).figures;
    const results = async () => answered(await county.call('getResults', { session: OPENED_SESSION }, OFFICE)).subjects;
    const before = [await figures(), await results()];
    const entries = await county.all.registry.audit.list({ limit: 100 });
    await retain(county);
    county.clock.nowMs += 366 * DAY_MS;
    await retain(county);
    expect([await figures(), await results()]).toEqual(before);
    const { delegates } = answered(await county.call('listDelegates', { session: OPENED_SESSION, page: 0 }, OFFICE));
    expect(delegates).toHaveLength(30);
    expect(
      new Set(delegates.map(({ name, organisation, phoneMasked }) => name + organisation + phoneMasked)).size,
    ).toBe(1);
    expect(delegates.filter(({ category }) => category === 'market-entity')).toHaveLength(25);
    const after = await county.all.registry.audit.list({ limit: 100 });
    expect(after.slice(-entries.length)).toEqual(entries);
    const added = after.slice(0, -entries.length).map(({ who, what, target }) => [who, what, target]);
    expect(added.sort()).toEqual([
      ['retention', 'retention', ROUND],
      ['retention', 'retention', OPENED],
    ]);
  });

  test('run twice is harmless: the second run changes nothing', async () => {
    const county = await twoRounds();
    await endBoth(county);
    county.clock.nowMs += 400 * DAY_MS;
    await retain(county);
    county.clock.nowMs += 400 * DAY_MS;
    await retain(county);
    const before = await county.snapshot();
    await retain(county);
    expect(await county.snapshot()).toEqual(before);
  });

  test('a run that died half-way goes on where it stopped', async () => {
    const county = await twoRounds();
    await endBoth(county);
    await retain(county);
    county.clock.nowMs += 366 * DAY_MS;
    vi.spyOn(county.of('retention').registry.rounds, 'forgetPeople').mockRejectedValueOnce(new Error('gone'));
    await expect(retain(county)).rejects.toThrow('gone');
    await retain(county);
    expect(saidOf(await dump(county))).toEqual([]);
  });

  test('stays while a meeting of its round is still to come, and until the very day', async () => {
    const county = await twoRounds();
    await announce(county, { session: SESSION, ballots: Array.from({ length: 30 }, () => 9) });
    const before = await county.snapshot();
    county.clock.nowMs += 500 * DAY_MS;
    await retain(county);
    expect(await county.snapshot()).toEqual(before);
    await announce(county, { session: OPENED_SESSION, ballots: Array.from({ length: 25 }, () => 8), delegates: 30 });
    county.clock.nowMs += 360 * DAY_MS;
    await retain(county);
    expect(saidOf(await dump(county))).toContain(CHOSEN[0]?.name);
    county.clock.nowMs += 6 * DAY_MS;
    await retain(county);
    const left = saidOf(await dump(county));
    expect(left).not.toContain(CHOSEN[0]?.name);
    // The other round still has a meeting to come.
    expect(left).toContain('样例代表');
  });
});
