import { describe, expect, test } from 'vitest';
import { playDelegates } from '../../../infra/local/sample/play-delegates.ts';
import { COMMISSION, openedCounty, PLAN, screeningOf } from '../delegates/unit-nominating.ts';
import { answered, type County, makeCounty, OFFICE, refusedAs, withEngine } from '../registry/county.ts';
import { askOf, idOf, importUnits, ROUND, SESSION } from '../registry/prepared-meeting.ts';
import { invitationsOf, reply, saveVenue } from './unit-at-work.ts';

withEngine();

const name = (
  county: County,
  pair: { readonly teller: number; readonly standIn: number },
  again: { readonly expectedVersion?: number; readonly reason?: string } = {},
) =>
  county.call(
    'nameDelegatesTeller',
    {
      session: SESSION,
      expectedVersion: 0,
      named: { teller: idOf(pair.teller), standIn: idOf(pair.standIn) },
      ...again,
    },
    OFFICE,
  );
const prepare = async (county: County) => {
  answered(await saveVenue(county));
  for (const number of [4, 5, 6]) answered(await reply(county, number, 'offers-teller'));
};
/** A county whose list both offices made; 4, 5 and 6 offer to be the teller. */
const listedCounty = async () => {
  const county = await openedCounty();
  await playDelegates(askOf(county), PLAN);
  await prepare(county);
  return county;
};

/** A new version of the list, without one delegate and with another in the same category. */
async function takeOff(county: County, number: number): Promise<void> {
  const { candidates } = answered(await screeningOf(county, OFFICE));
  const add = candidates.find(
    ({ category, own, other, delegate }) =>
      category === 'market-entity' && own?.verdict === 'fit' && other?.verdict === 'fit' && delegate === null,
  );
  const change = { basedOn: 1, add: [add?.number ?? 0], remove: [number], reason: '代表因病不能到会，按程序增补' };
  const { version, proposal } = answered(await county.call('proposeList', { session: SESSION, ...change }, OFFICE));
  answered(await county.call('approveList', { session: SESSION, version, proposal }, COMMISSION));
}

const freeze = async (county: County, language: string) => {
  const outcome = await county.call('freeze', { session: SESSION }, { ...OFFICE, language });
  return { refused: refusedAs(outcome), detail: 'problem' in outcome ? outcome.problem.detail : '' };
};
const lacking = async (county: County) => {
  const { units } = answered(await county.call('getRound', { round: ROUND }, OFFICE));
  const { missing = [] } = units.find(({ session }) => session === SESSION) ?? {};
  return missing.filter((code) => /^(delegates-teller|stand-in)/.test(code));
};
const gapsAtHome = async (county: County) => {
  const { units } = answered(await county.call('getHome', { round: ROUND }, OFFICE));
  const { stages = [] } = units.find(({ session }) => session === SESSION) ?? {};
  return stages.flatMap(({ missing }) => missing.map(({ code }) => code)).filter((code) => /teller/.test(code));
};

describe('a new version of the delegates’ list', () => {
  test('that leaves both on it asks for nobody anew', async () => {
    const county = await listedCounty();
    answered(await name(county, { teller: 4, standIn: 6 }));
    await takeOff(county, 5);
    expect(await lacking(county)).toEqual([]);
    expect(await gapsAtHome(county)).toEqual([]);
    expect((await invitationsOf(county)).tellersLeft).toEqual([]);
  });

  test.each([
    [
      'teller',
      { teller: 5, standIn: 4 },
      'delegates-teller-left',
      '代表计票人的新人选（原定的已不在代表名单上',
      'another delegates’ teller',
    ],
    [
      'stand-in',
      { teller: 4, standIn: 5 },
      'stand-in-left',
      '候补的新人选（原定的已不在代表名单上',
      'another stand-in',
    ],
  ] as const)(
    'without the %s stops the freeze by name, until two are named anew',
    async (place, pair, code, zh, en) => {
      const county = await listedCounty();
      const first = answered(await name(county, pair));
      expect(await lacking(county)).toEqual([]);
      await takeOff(county, 5);
      const before = await county.snapshot();
      expect(await freeze(county, 'zh-CN')).toMatchObject({
        refused: '409 not-ready',
        detail: expect.stringContaining(zh),
      });
      expect((await freeze(county, 'en')).detail).toContain(en);
      expect(await lacking(county)).toEqual([code]);
      expect(await gapsAtHome(county)).toEqual(['delegates-teller-left']);
      expect((await invitationsOf(county)).tellersLeft).toEqual([place]);
      expect(refusedAs(await name(county, pair, { expectedVersion: 1, reason: '名单有变' }))).toBe(
        '404 delegate-unknown',
      );
      expect(await county.snapshot()).toEqual(before);

      const second = answered(
        await name(county, { teller: 4, standIn: 6 }, { expectedVersion: 1, reason: '名单有变' }),
      );
      expect(await lacking(county)).toEqual([]);
      expect(await gapsAtHome(county)).toEqual([]);
      expect(await invitationsOf(county)).toMatchObject({ tellersLeft: [], tellerChoices: [first, second] });
    },
  );

  test('approved in the moment in which one who leaves is named stops the freeze too', async () => {
    const county = await listedCounty();
    county.justBefore({ command: 'PutItem', naming: 'DELEGATES-TELLER' }, () => takeOff(county, 5));
    answered(await name(county, { teller: 5, standIn: 4 }));
    expect(await lacking(county)).toEqual(['delegates-teller-left']);
  });

  test('a naming whose process died before the gate was told is told by the repeated request', async () => {
    const county = await listedCounty();
    county.justBefore({ command: 'UpdateItem', naming: 'delegatesTeller' }, async () => {
      throw new Error('the process died');
    });
    const pair = { teller: 5, standIn: 4 };
    expect((await name(county, pair)).status).toBe(500);
    expect(await lacking(county)).toEqual(['delegates-teller']);
    answered(await name(county, pair));
    expect(await lacking(county)).toEqual([]);
  });
});

test('a list that is imported again has other people under the numbers: both are named anew', async () => {
  const county = await makeCounty();
  answered(await importUnits(county));
  await prepare(county);
  answered(await name(county, { teller: 4, standIn: 5 }));
  expect(await lacking(county)).toEqual([]);
  answered(await importUnits(county));
  expect(await lacking(county)).toEqual(['delegates-teller-left', 'stand-in-left']);
  answered(await name(county, { teller: 4, standIn: 5 }, { expectedVersion: 1, reason: '名单重新导入' }));
  expect(await lacking(county)).toEqual([]);
});
