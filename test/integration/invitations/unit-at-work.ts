import { shanghaiDay } from '../../../shared/process/shanghai-day.ts';
import { answered, type CallOptions, type County, START_MS, staffOf } from '../registry/county.ts';
import { idOf, SESSION, UNIT } from '../registry/prepared-meeting.ts';

export const CLERK: CallOptions = { staff: staffOf('unit-clerk', UNIT) };
export const COMMISSION: CallOptions = { staff: staffOf('discipline-commission') };
export const LEADER: CallOptions = { staff: staffOf('county-leader') };

const DAY_MS = 86_400_000;
export const TODAY = shanghaiDay(START_MS);
export const TOMORROW = shanghaiDay(START_MS + DAY_MS);

export const VENUE = {
  onDay: TOMORROW,
  startsAt: '09:00',
  place: '三楼会议室',
  directions: '大门口有指引牌',
  phone: '0713-6150000',
  note: '',
} as const;

export const PARTS = {
  opinions: '意见已归类',
  delegates: '名单已审定',
  reports: '报告已提交',
  venue: '会场已备好',
  risks: '备足纸质票',
} as const;

export const saveVenue = (county: County, expectedVersion = 0, venue: object = {}) =>
  county.call('saveVenue', { session: SESSION, expectedVersion, venue: { ...VENUE, ...venue } }, CLERK);

export const reply = (county: County, number: number, is: 'coming' | 'offers-teller' | 'declined' | null) =>
  county.call('recordReply', { session: SESSION, delegate: idOf(number), reply: is }, CLERK);

export const invitationsOf = async (county: County) =>
  answered(await county.call('getInvitations', { session: SESSION, page: 0 }, CLERK));

/** Everything but the audit log. */
export const tablesOf = async (county: County) => (await county.snapshot()).filter((line) => !line.startsWith('AUDIT'));

export const progressOf = (county: County) => county.all.registry.progress.read({ round: '2008', unit: UNIT });
