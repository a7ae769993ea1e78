import { describe, expect, test } from 'vitest';
import { drawLot } from '../../../shared/process/lot.ts';
import { fromHex } from '../../../shared/protocol/bytes.ts';
import { hashHex } from '../../../shared/protocol/hash.ts';
import { jcs } from '../../../shared/protocol/jcs.ts';
import {
  answered,
  type CallOptions,
  type County,
  makeCounty,
  OFFICE,
  refusedAs,
  withEngine,
} from '../registry/county.ts';
import { idOf, importUnits, putInState, SESSION } from '../registry/prepared-meeting.ts';
import { CLERK, invitationsOf, progressOf, reply, saveVenue, TODAY } from './unit-at-work.ts';

withEngine();

type Pair = { readonly teller: number; readonly standIn: number };

const name = (
  county: County,
  pair: Pair | null,
  more: { expectedVersion?: number; reason?: string } = {},
  as: CallOptions = OFFICE,
) =>
  county.call(
    'nameDelegatesTeller',
    {
      session: SESSION,
      expectedVersion: 0,
      named: pair === null ? null : { teller: idOf(pair.teller), standIn: idOf(pair.standIn) },
      ...more,
    },
    as,
  );

/** Delegates 1 and 4 offer, 2 comes, 3 cannot; the others have not answered. */
const invitedCounty = async () => {
  const county = await makeCounty();
  answered(await importUnits(county));
  answered(await saveVenue(county));
  const replies = ['offers-teller', 'coming', 'declined', 'offers-teller'] as const;
  for (const [place, is] of replies.entries()) answered(await reply(county, place + 1, is));
  return county;
};

describe('the delegates’ teller', () => {
  test('is named by reply: one who offered, with another who comes; the choice is on record', async () => {
    const county = await invitedCounty();
    const made = answered(await name(county, { teller: 4, standIn: 2 }));
    expect(made).toEqual({
      by: 'reply',
      teller: idOf(4),
      standIn: idOf(2),
      onDay: TODAY,
      namedBy: '样例人员',
      reason: '',
      lot: null,
    });
    expect((await invitationsOf(county)).tellerChoices).toEqual([made]);
    expect((await progressOf(county)).delegatesTeller).toMatchObject({
      by: 'reply',
      chosen: { teller: 4, standIn: 2 },
    });
  });

  test('is drawn by lot among those who offered, and anyone finds the same two from the record', async () => {
    const county = await invitedCounty();
    const made = answered(await name(county, null));
    const { lot } = made;
    if (lot === null) throw new Error('no lot');
    expect(lot).toMatchObject({ tellers: [idOf(1), idOf(4)], standIns: [idOf(1), idOf(4)] });
    const seed = fromHex(lot.seed) ?? new Uint8Array();
    expect(drawLot(seed, lot)).toEqual({ teller: made.teller, standIn: made.standIn });
    expect(lot.listHash).toBe(await hashHex(jcs({ tellers: lot.tellers, standIns: lot.standIns })));
    const [entry] = answered(await county.call('listAudit', {}, OFFICE)).entries;
    expect(entry).toMatchObject({
      what: 'nameDelegatesTeller',
      why: `lot, seed ${lot.seed}, lists ${lot.listHash}`,
    });
    expect((await progressOf(county)).delegatesTeller).toMatchObject({ by: 'lot' });
  });

  test('is drawn among all who come where nobody offered', async () => {
    const county = await makeCounty();
    answered(await importUnits(county));
    answered(await saveVenue(county));
    for (const number of [5, 6, 7]) answered(await reply(county, number, 'coming'));
    const { lot, teller, standIn } = answered(await name(county, null));
    expect(lot?.tellers).toEqual([5, 6, 7].map(idOf));
    expect(teller).not.toBe(standIn);
  });

  test('drawn again because an answer was lost is not drawn again', async () => {
    const county = await invitedCounty();
    const made = answered(await name(county, null));
    const before = await county.snapshot();
    expect(answered(await name(county, null))).toEqual(made);
    expect(await county.snapshot()).toEqual(before);
  });

  test('of two who press at once one is drawn, and both are told who', async () => {
    const county = await invitedCounty();
    const [first, second] = await Promise.all([name(county, null), name(county, null)]);
    expect(answered(first)).toEqual(answered(second));
    expect((await invitationsOf(county)).tellerChoices.length).toBe(1);
  });

  test('is named anew with a reason only, and what was before stays on record', async () => {
    const county = await invitedCounty();
    const first = answered(await name(county, null));
    const before = await county.snapshot();
    const pair = { teller: 1, standIn: 4 };
    const bare = await name(county, pair, { expectedVersion: 1 });
    expect(refusedAs(bare)).toBe('400 request-invalid');
    expect('problem' in bare && bare.problem.errors).toMatchObject([{ field: 'reason', code: 'required' }]);
    expect(refusedAs(await name(county, pair, { reason: '计票人因病请假' }))).toBe('409 edited-meanwhile');
    expect(await county.snapshot()).toEqual(before);
    const again = answered(await name(county, pair, { expectedVersion: 1, reason: '计票人因病请假' }));
    expect(again.reason).toBe('计票人因病请假');
    expect((await invitationsOf(county)).tellerChoices).toEqual([first, again]);
  });

  test('keeps no delegate’s name in the reason, on record or on the log', async () => {
    const county = await invitedCounty();
    answered(await name(county, null));
    const request = { expectedVersion: 1, reason: '样例代表0-3临时住院' };
    const again = answered(await name(county, { teller: 1, standIn: 4 }, request));
    expect(again.reason).toBe('某某临时住院');
    expect(answered(await name(county, { teller: 1, standIn: 4 }, request))).toEqual(again);
    const { entries } = answered(await county.call('listAudit', {}, OFFICE));
    expect(entries[0]?.why).toContain('某某临时住院');
    expect(JSON.stringify(entries)).not.toContain('样例代表0-3');
  });

  test.each([
    ['one who comes but did not offer', { teller: 2, standIn: 1 }, '409 teller-unfit'],
    ['the same twice', { teller: 1, standIn: 1 }, '409 teller-unfit'],
    ['a stand-in who cannot come', { teller: 1, standIn: 3 }, '409 teller-unfit'],
    ['a stand-in who has not answered', { teller: 1, standIn: 9 }, '409 teller-unfit'],
    ['one who is not on the list', { teller: 34, standIn: 1 }, '404 delegate-unknown'],
  ])('is not %s', async (_, pair, refusal) => {
    const county = await invitedCounty();
    const before = await county.snapshot();
    expect(refusedAs(await name(county, pair))).toBe(refusal);
    expect(await county.snapshot()).toEqual(before);
  });

  test('is not drawn before the replies are in, nor before there is a day', async () => {
    const county = await makeCounty();
    answered(await importUnits(county));
    const bare = await county.snapshot();
    expect(refusedAs(await name(county, null))).toBe('409 venue-missing');
    expect(await county.snapshot()).toEqual(bare);
    answered(await saveVenue(county));
    answered(await reply(county, 1, 'offers-teller'));
    const before = await county.snapshot();
    const outcome = await name(county, null);
    expect(refusedAs(outcome)).toBe('409 lot-too-few');
    expect('problem' in outcome && outcome.problem.detail).toContain('至少要有 2 位代表');
    expect(await county.snapshot()).toEqual(before);
  });

  test('is named before the day, and by the inspection office alone', async () => {
    const county = await invitedCounty();
    answered(await saveVenue(county, 1, { onDay: TODAY }));
    const before = await county.snapshot();
    expect(refusedAs(await name(county, null))).toBe('409 teller-too-late');
    expect(refusedAs(await name(county, null, {}, CLERK))).toBe('403 role-not-allowed');
    answered(await saveVenue(county, 2));
    await putInState(county, 'voting');
    expect(refusedAs(await name(county, null))).toBe('409 state-wrong');
    expect((await invitationsOf(county)).tellerChoices).toEqual([]);
    expect(before.some((line) => line.includes('DELEGATES-TELLER'))).toBe(false);
  });
});
