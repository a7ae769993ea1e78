import type { StaffRole } from '../../../shared/contract/operation.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import type { County, StandingName } from './county.ts';
import { type Knock, knockOf } from './knock.ts';
import { delegate } from './meeting-hall.ts';
import { type GoodRequests, type Row, row } from './row.ts';

const VENUE = {
  onDay: '2031-03-12',
  startsAt: '09:00',
  place: '三楼会议室',
  directions: '大门口有指引牌',
  phone: '0713-6150000',
  note: '',
};
const PARTS = {
  opinions: '意见已经归类',
  delegates: '名单已经审定',
  reports: '报告已经提交',
  venue: '会场已经备好',
  risks: '备足纸质票',
};
const PAIR = { teller: delegate(1), standIn: delegate(2) };

export const invitationRequests: GoodRequests = {
  getInvitations: (session) => ({ session, page: 0 }),
  saveVenue: (session) => ({ session, expectedVersion: 0, venue: VENUE }),
  markSent: (session) => ({ session, delegates: [delegate(1)], channel: 'by-hand' }),
  recordReply: (session) => ({ session, delegate: delegate(1), reply: 'coming' }),
  recordAttendance: (session) => ({ session, delegates: 30, observers: 4 }),
  nameDelegatesTeller: (session) => ({ session, expectedVersion: 0, named: null }),
  getPreparation: (session) => ({ session }),
  submitPreparation: (session) => ({ session, expectedVersion: 0, parts: PARTS }),
  acknowledgePreparation: (session) => ({ session, version: 1 }),
};

const order =
  (id: OperationId, standing: StandingName, change: object = {}, role: StaffRole = 'unit-clerk') =>
  ({ halls, bearers }: County): Knock => {
    const { session } = halls[standing];
    return knockOf(id, { session, ...invitationRequests[id]?.(session), ...change }, bearers[role]);
  };

const ofClerk: readonly OperationId[] = [
  'getInvitations',
  'saveVenue',
  'markSent',
  'recordReply',
  'recordAttendance',
  'getPreparation',
  'submitPreparation',
];
/** The sample clerk's unit is 回龙山, whose meetings are `ready` and `closed`; the one called `bare` is 城关's. */
const foreign = ofClerk.map((id) => row(`${id} by the clerk of another unit`, '403 unit-not-yours', order(id, 'bare')));

const venue = (title: string, wrong: Partial<Record<keyof typeof VENUE, string>>): Row =>
  row(title, '400 request-invalid', order('saveVenue', 'ready', { venue: { ...VENUE, ...wrong } }), {
    places: Object.keys(wrong).map((field) => `venue.${field}`),
  });

const letterRows: readonly Row[] = [
  venue('a meeting on the 30th of February', { onDay: '2031-02-30' }),
  venue('a meeting at 25 o’clock', { startsAt: '25:00' }),
  venue('a place of a hundred characters', { place: '会'.repeat(100) }),
  venue('a place with a line break', { place: '三楼\n会议室' }),
  venue('directions that turn the reading direction', { directions: '往\u202e东' }),
  venue('a telephone number that is a script', { phone: '<script>alert(1)</script>' }),
  row('a venue over a newer one', '409 edited-meanwhile', order('saveVenue', 'ready', { expectedVersion: 7 })),
  row('a venue once the meeting is over', '409 state-wrong', order('saveVenue', 'closed', { expectedVersion: 1 })),
  row('a letter that is sent before there is a place', '409 venue-missing', order('markSent', 'ready')),
  row('a letter sent by pigeon', '400 request-invalid', order('markSent', 'ready', { channel: 'pigeon' }), {
    places: ['channel'],
  }),
  row('no letter at all', '400 request-invalid', order('markSent', 'ready', { delegates: [] }), {
    places: ['delegates'],
  }),
  row(
    'more letters than one request takes',
    '400 request-invalid',
    order('markSent', 'ready', { delegates: Array.from({ length: 51 }, (_, place) => delegate(place + 1)) }),
    { places: ['delegates'] },
  ),
  row(
    'a reply of a delegate that there is not',
    '404 delegate-unknown',
    order('recordReply', 'ready', { delegate: delegate(99) }),
  ),
  row('a reply that is none', '400 request-invalid', order('recordReply', 'ready', { reply: 'perhaps' }), {
    places: ['reply'],
  }),
  row('letters of a page that there is not', '404 page-unknown', order('getInvitations', 'ready', { page: 9 })),
  row('an attendance list before the day', '409 state-wrong', order('recordAttendance', 'ready')),
  row(
    'more delegates signed than are on the list',
    '409 attendance-too-many',
    order('recordAttendance', 'closed', { delegates: 34 }),
  ),
  row('fewer than no observers', '400 request-invalid', order('recordAttendance', 'closed', { observers: -1 }), {
    places: ['observers'],
  }),
];

const OFFICE = 'inspection-office';
/** A meeting that has its teller, named once. */
const again = { expectedVersion: 1, reason: '计票人因病请假' };

const tellerRows: readonly Row[] = [
  row('a lot before there is a day', '409 venue-missing', order('nameDelegatesTeller', 'bare', {}, OFFICE)),
  row(
    'a second lot without a reason',
    '400 request-invalid',
    order('nameDelegatesTeller', 'complete', { expectedVersion: 1 }, OFFICE),
    { places: ['reason', 'required'] },
  ),
  row(
    'a teller named over another naming',
    '409 edited-meanwhile',
    order('nameDelegatesTeller', 'complete', { ...again, expectedVersion: 2 }, OFFICE),
  ),
  row(
    'a teller who did not offer',
    '409 teller-unfit',
    order('nameDelegatesTeller', 'complete', { ...again, named: PAIR }, OFFICE),
  ),
  row(
    'a teller who is not on the list',
    '404 delegate-unknown',
    order('nameDelegatesTeller', 'complete', { ...again, named: { ...PAIR, teller: delegate(99) } }, OFFICE),
  ),
  row(
    'a teller named once the voting is over',
    '409 state-wrong',
    order('nameDelegatesTeller', 'closed', again, OFFICE),
  ),
];

const preparationRows: readonly Row[] = [
  row(
    'a preparation acknowledged before it is handed in',
    '409 preparation-missing',
    order('acknowledgePreparation', 'bare', {}, 'county-leader'),
  ),
  row(
    'another preparation acknowledged than the present one',
    '409 edited-meanwhile',
    order('acknowledgePreparation', 'complete', { version: 7 }, 'county-leader'),
  ),
  row(
    'a preparation acknowledged once the meeting is over',
    '409 state-wrong',
    order('acknowledgePreparation', 'closed', {}, 'discipline-commission'),
  ),
  row(
    'a preparation over a newer one',
    '409 edited-meanwhile',
    order('submitPreparation', 'ready', { expectedVersion: 7 }),
  ),
  row(
    'a preparation without a word on the risks',
    '400 request-invalid',
    order('submitPreparation', 'ready', { parts: { ...PARTS, risks: ' ' } }),
    { places: ['parts.risks'] },
  ),
  row(
    'a preparation with a part of twenty thousand characters',
    '400 request-invalid',
    order('submitPreparation', 'ready', { parts: { ...PARTS, risks: 'a'.repeat(20_000) } }),
    { places: ['parts.risks'] },
  ),
  row(
    'a preparation larger than any',
    '413 body-too-large',
    order('submitPreparation', 'ready', { parts: { ...PARTS, risks: '字'.repeat(40_000) } }),
  ),
  row('a preparation once the meeting is over', '409 state-wrong', order('submitPreparation', 'closed')),
];

/** `ready` has its keys, cards and tellers, and nothing of the stages before. */
const gateRows: readonly Row[] = [
  row('a freeze without what the stages before bring', '409 not-ready', order('freeze', 'ready', {}, OFFICE), {
    namesUnit: true,
  }),
];

export const invitationsRows: readonly Row[] = [
  ...foreign,
  ...letterRows,
  ...tellerRows,
  ...preparationRows,
  ...gateRows,
];
