import { describe, expect, test } from 'vitest';
import { answered, type County, makeCounty, OFFICE, refusedAs, staffOf, withEngine } from '../registry/county.ts';
import {
  agreeOnList,
  armedMeeting,
  CHENGGUAN,
  HUILONGSHAN,
  idOf,
  importUnits,
  putInState,
  SESSION,
  withoutDelegate,
} from '../registry/prepared-meeting.ts';
import {
  CLERK,
  COMMISSION,
  invitationsOf,
  progressOf,
  reply,
  saveVenue,
  TODAY,
  tablesOf,
  VENUE,
} from './unit-at-work.ts';

withEngine();

const STRANGER = { staff: staffOf('unit-clerk', 'chengguan') };

const importedCounty = async () => {
  const county = await makeCounty();
  answered(await importUnits(county, [HUILONGSHAN, CHENGGUAN]));
  return county;
};

describe('time and place', () => {
  test('are saved by the unit; every letter carries them, and the one reading address of the session', async () => {
    const county = await importedCounty();
    expect(await invitationsOf(county)).toMatchObject({ venue: null, venueVersion: 0 });
    expect(answered(await saveVenue(county))).toEqual({ version: 1 });
    const { venue, venueVersion, readingAddress, letters } = await invitationsOf(county);
    expect({ venue, venueVersion }).toEqual({ venue: VENUE, venueVersion: 1 });
    const key = await county.all.meetings.readingKeys.read(SESSION);
    expect(readingAddress).toBe(`https://county.example/read/#${SESSION}/${key}`);
    expect(letters.length).toBe(33);
    expect(letters[0]).toEqual({
      delegate: idOf(1),
      number: 1,
      name: '样例代表0-0',
      organisation: '镇上的店',
      phoneMasked: '138****0000',
      sent: null,
      reply: null,
    });
    expect(await county.all.meetings.venues.readPublic(SESSION)).toEqual({
      onDay: VENUE.onDay,
      startsAt: '09:00',
      place: '三楼会议室',
      directions: '大门口有指引牌',
    });
  });

  test('changed by two clerks: the second is told, the first one’s stay', async () => {
    const county = await importedCounty();
    answered(await saveVenue(county));
    answered(await saveVenue(county, 1, { place: '镇政府礼堂' }));
    const before = await county.snapshot();
    const second = await saveVenue(county, 1, { place: '二楼会议室' });
    expect(refusedAs(second)).toBe('409 edited-meanwhile');
    expect('problem' in second && second.problem.detail).toContain('单位经办人在您之后保存了另一个版本');
    expect(await county.snapshot()).toEqual(before);
  });

  test('a lost answer: the same again is the same version, and nothing is written', async () => {
    const county = await importedCounty();
    answered(await saveVenue(county));
    const before = await county.snapshot();
    expect(answered(await saveVenue(county))).toEqual({ version: 1 });
    expect(await county.snapshot()).toEqual(before);
  });

  test('no longer change once the voting is open', async () => {
    const { county } = await armedMeeting(await makeCounty());
    const { venueVersion } = await invitationsOf(county);
    await putInState(county, 'voting');
    const before = await county.snapshot();
    expect(refusedAs(await saveVenue(county, venueVersion, { place: '别处' }))).toBe('409 state-wrong');
    expect(await county.snapshot()).toEqual(before);
  });
});

describe('letters and replies', () => {
  const mark = (
    county: Awaited<ReturnType<typeof makeCounty>>,
    numbers: readonly number[],
    channel: 'by-hand' | 'post' | null,
  ) => county.call('markSent', { session: SESSION, delegates: numbers.map(idOf), channel }, CLERK);

  test('are noted with who and how, counted, and told to the county’s home', async () => {
    const county = await importedCounty();
    answered(await saveVenue(county));
    expect(answered(await mark(county, [1, 2, 3], 'by-hand'))).toEqual({ sent: 3, coming: 0, offers: 0, declined: 0 });
    answered(await reply(county, 1, 'coming'));
    answered(await reply(county, 2, 'offers-teller'));
    expect(answered(await reply(county, 3, 'declined'))).toEqual({ sent: 3, coming: 2, offers: 1, declined: 1 });
    const { letters } = await invitationsOf(county);
    expect(letters[1]).toMatchObject({
      sent: { channel: 'by-hand', by: '样例人员', onDay: TODAY },
      reply: 'offers-teller',
    });
    expect(letters[3]).toMatchObject({ sent: null, reply: null });
    expect((await progressOf(county)).invitations).toEqual({ sent: 3, coming: 2, declined: 1, attended: null });
    expect(answered(await mark(county, [3], null))).toMatchObject({ sent: 2 });
    expect(answered(await reply(county, 3, null))).toMatchObject({ declined: 0 });
  });

  test('noted twice are noted once, and the log has neither a name nor a number of a delegate', async () => {
    const county = await importedCounty();
    answered(await saveVenue(county));
    answered(await mark(county, [1, 2], 'post'));
    answered(await reply(county, 1, 'coming'));
    const before = await county.snapshot();
    answered(await mark(county, [1, 2], 'post'));
    answered(await reply(county, 1, 'coming'));
    expect(await county.snapshot()).toEqual(before);
    const log = answered(await county.call('listAudit', {}, OFFICE)).entries;
    expect(log.map(({ what, why }) => [what, why]).slice(0, 3)).toEqual([
      ['recordReply', 'coming'],
      ['markSent', '2 post'],
      ['saveVenue', `${VENUE.onDay} 09:00`],
    ]);
    for (const forbidden of ['样例代表', idOf(1), '13800000000']) expect(JSON.stringify(log)).not.toContain(forbidden);
  });

  test('of two clerks at once neither loses a reply', async () => {
    const county = await importedCounty();
    const numbers = [1, 2, 3, 4, 5, 6];
    const outcomes = await Promise.all(numbers.map((number) => reply(county, number, 'coming')));
    expect(outcomes.map(refusedAs)).toEqual(numbers.map(() => '200'));
    expect((await invitationsOf(county)).counts.coming).toBe(6);
  });

  test('of a delegate who is not on the list, or before there is a place, change nothing', async () => {
    const county = await importedCounty();
    const before = await county.snapshot();
    expect(refusedAs(await reply(county, 34, 'coming'))).toBe('404 delegate-unknown');
    expect(refusedAs(await mark(county, [1], 'post'))).toBe('409 venue-missing');
    answered(await saveVenue(county));
    const placed = await county.snapshot();
    expect(placed).not.toEqual(before);
    expect(refusedAs(await mark(county, [1, 34], 'post'))).toBe('404 delegate-unknown');
    expect(await county.snapshot()).toEqual(placed);
  });

  test('are the unit’s own: another unit’s clerk, and roles without business there, are refused', async () => {
    const county = await importedCounty();
    const before = await county.snapshot();
    const page = { session: SESSION, page: 0 };
    expect(refusedAs(await county.call('getInvitations', page, STRANGER))).toBe('403 unit-not-yours');
    const letter = { session: SESSION, delegate: idOf(1), reply: 'coming' } as const;
    expect(refusedAs(await county.call('recordReply', letter, STRANGER))).toBe('403 unit-not-yours');
    expect(refusedAs(await county.call('recordReply', letter, COMMISSION))).toBe('403 role-not-allowed');
    const sent = { session: SESSION, delegates: [idOf(1)], channel: 'post' as const };
    expect(refusedAs(await county.call('markSent', sent, OFFICE))).toBe('403 role-not-allowed');
    expect(refusedAs(await county.call('getInvitations', { ...page, page: 1 }, CLERK))).toBe('404 page-unknown');
    expect(await county.snapshot()).toEqual(before);
  });
});

describe('the attendance list', () => {
  const attend = (county: Awaited<ReturnType<typeof makeCounty>>, delegates: number, observers: number) =>
    county.call('recordAttendance', { session: SESSION, delegates, observers }, CLERK);

  test('is recorded on the day, observers apart, corrected, and told to the county’s home', async () => {
    const { county } = await armedMeeting(await makeCounty());
    expect(answered(await attend(county, 30, 4))).toEqual({ delegates: 30, observers: 4 });
    answered(await attend(county, 31, 4));
    const before = await tablesOf(county);
    answered(await attend(county, 31, 4));
    expect(await tablesOf(county)).toEqual(before);
    expect((await invitationsOf(county)).attendance).toEqual({ delegates: 31, observers: 4 });
    expect((await progressOf(county)).invitations?.attended).toBe(31);
  });

  test('never has more delegates than the list, and none before the day', async () => {
    const county = await importedCounty();
    const before = await county.snapshot();
    expect(refusedAs(await attend(county, 30, 0))).toBe('409 state-wrong');
    expect(await county.snapshot()).toEqual(before);
    const armed = await armedMeeting(await makeCounty());
    const prepared = await armed.county.snapshot();
    expect(refusedAs(await attend(armed.county, 34, 0))).toBe('409 attendance-too-many');
    expect(await armed.county.snapshot()).toEqual(prepared);
  });
});

describe('a list with gaps in its numbers', () => {
  const PAGES = [0, 1];
  const lettersIn = async (county: County) =>
    (await Promise.all(PAGES.map((page) => county.call('getInvitations', { session: SESSION, page }, CLERK)))).flatMap(
      (page) => answered(page).letters,
    );

  test('of sixty delegates without no. 3: what is noted of no. 51 and no. 52 is on their letters and in the counts', async () => {
    const county = await makeCounty();
    answered(await importUnits(county, [{ ...HUILONGSHAN, delegates: 60 }]));
    await agreeOnList(county);
    answered(await saveVenue(county));
    answered(await reply(county, 50, 'coming'));
    await withoutDelegate(county, 3);
    for (const number of [51, 52]) answered(await reply(county, number, 'declined'));
    const all = Array.from({ length: 60 }, (_, place) => place + 1).filter((number) => number !== 3);
    const send = (numbers: readonly number[]) =>
      county.call('markSent', { session: SESSION, delegates: numbers.map(idOf), channel: 'post' }, CLERK);
    answered(await send(all.slice(0, 50)));
    expect(answered(await send(all.slice(50)))).toEqual({ sent: 59, coming: 1, offers: 0, declined: 2 });
    const letters = await lettersIn(county);
    expect(letters.map(({ number }) => number)).toEqual(all);
    expect(letters.filter((each) => each.reply !== null).map(({ number, reply: said }) => [number, said])).toEqual([
      [50, 'coming'],
      [51, 'declined'],
      [52, 'declined'],
    ]);
    const before = await county.snapshot();
    expect(refusedAs(await reply(county, 3, 'coming'))).toBe('404 delegate-unknown');
    expect(refusedAs(await reply(county, 61, 'coming'))).toBe('404 delegate-unknown');
    expect(await county.snapshot()).toEqual(before);
  });

  test('who left takes the letter out of the home’s figures as soon as the list is approved', async () => {
    const county = await makeCounty();
    answered(await importUnits(county, [{ ...HUILONGSHAN, delegates: 60 }]));
    await agreeOnList(county);
    answered(await saveVenue(county));
    const sent = { session: SESSION, delegates: [1, 2, 3].map(idOf), channel: 'by-hand' as const };
    answered(await county.call('markSent', sent, CLERK));
    answered(await reply(county, 3, 'coming'));
    await withoutDelegate(county, 3);
    expect((await progressOf(county)).invitations).toEqual({ sent: 2, coming: 0, declined: 0, attended: null });
  });
});
