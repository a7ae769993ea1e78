import * as z from 'zod';
import { TELLER_PLACES } from '../process/delegates-teller.ts';
import { CHANNELS, REPLIES } from '../process/invitations.ts';
import { ACKNOWLEDGING } from '../process/preparation.ts';
import * as f from './formats.ts';
import { defineOperation, staff } from './operation.ts';
import { publicVenue } from './reports-reading.ts';

const everyone = staff('unit-clerk', 'inspection-office', 'discipline-commission', 'county-leader', 'auditor');
/** Who sees the delegates by name, as `listDelegates` has it. */
const readers = staff('unit-clerk', 'inspection-office', 'discipline-commission');
const clerk = staff('unit-clerk');
const recorders = staff('unit-clerk', 'inspection-office');

/** What the letter says beside what delegates read on their phones. Lengths that leave a letter on one page. */
const venue = z.strictObject({
  onDay: publicVenue.shape.onDay,
  startsAt: publicVenue.shape.startsAt,
  place: f.line(30),
  directions: f.optionalLine(60),
  phone: z
    .string()
    .trim()
    .regex(/^[0-9+() 转-]{5,30}$/, 'phone'),
  note: f.optionalLine(60),
});

const sent = z.strictObject({ channel: z.enum(CHANNELS), by: z.string(), onDay: f.day });
const reply = z.enum(REPLIES);
const counts = z.strictObject({ sent: f.count, coming: f.count, offers: f.count, declined: f.count });

/** A naming of the delegates' teller; the latest counts, the earlier ones stay on record. */
const choice = z.strictObject({
  by: z.enum(['reply', 'lot']),
  teller: f.delegateId,
  standIn: f.delegateId,
  onDay: f.day,
  namedBy: z.string(),
  /** Why it was done again; empty for the first. */
  reason: z.string(),
  /** What anyone needs to draw the lot again: the seed in hex, whom it was drawn from, and the SHA-256 of JCS of those lists. */
  lot: z
    .strictObject({
      seed: f.hash,
      listHash: f.hash,
      tellers: z.array(f.delegateId),
      standIns: z.array(f.delegateId),
    })
    .nullable(),
});

const part = f.multilineText(2_000);
const preparationParts = z.strictObject({
  opinions: part,
  delegates: part,
  reports: part,
  venue: part,
  risks: part,
});
/** Five parts of 2 000 characters, four bytes each, and room for what JSON escapes. */
const MAX_PREPARATION_BYTES = 64_000;
/** A page of 50 ids in a request. */
const LETTERS_A_REQUEST = 50;

const ofUnit = ['session-unknown', 'unit-not-yours'] as const;
const changes = {
  registry: ['GetItem', 'PutItem', 'UpdateItem'],
  meetings: ['GetItem', 'PutItem'],
} as const;

export const invitationOperations = {
  getInvitations: defineOperation({
    summary: { zh: '邀请函、回复和代表计票人', en: 'The letters of invitation, the replies, the delegates’ teller' },
    who: readers,
    function: 'invitations',
    request: z.strictObject({ session: f.sessionId, page: f.pageNumber }),
    response: z.strictObject({
      countyName: z.string(),
      unitName: z.string(),
      venue: venue.nullable(),
      /** 0 before anybody saved. */
      venueVersion: f.count,
      /** The day of the meeting in the county's plan; `null` before it is fixed. */
      plannedOn: f.day.nullable(),
      /** What the letters' QR carries, the same on each; `null` for a meeting without a reading key. */
      readingAddress: z.string().nullable(),
      delegates: f.count,
      counts,
      attendance: z.strictObject({ delegates: f.count, observers: f.count }).nullable(),
      /** The latest last. */
      tellerChoices: z.array(choice),
      /** Who of the latest two is not on the list any more: both are to be named anew before the freeze. */
      tellersLeft: z.array(z.enum(TELLER_PLACES)),
      letters: z.array(
        z.strictObject({
          delegate: f.delegateId,
          number: f.count,
          name: z.string(),
          organisation: z.string(),
          phoneMasked: z.string(),
          sent: sent.nullable(),
          reply: reply.nullable(),
        }),
      ),
      page: f.count,
      pages: f.count,
    }),
    problems: [...ofUnit, 'page-unknown'],
    grants: { registry: ['GetItem'], meetings: ['GetItem'] },
  }),
  saveVenue: defineOperation({
    summary: { zh: '填写开会时间和地点', en: 'Save when and where the meeting is held' },
    who: clerk,
    function: 'invitations',
    request: z.strictObject({ session: f.sessionId, expectedVersion: f.count, venue }),
    response: z.strictObject({ version: f.count }),
    problems: [...ofUnit, 'state-wrong', 'edited-meanwhile'],
    grants: changes,
  }),
  markSent: defineOperation({
    summary: { zh: '登记邀请函已送出', en: 'Note that letters were sent; with no channel, that they were not' },
    who: clerk,
    function: 'invitations',
    request: z.strictObject({
      session: f.sessionId,
      delegates: z.array(f.delegateId).min(1).max(LETTERS_A_REQUEST),
      channel: z.enum(CHANNELS).nullable(),
    }),
    response: counts,
    problems: [...ofUnit, 'delegate-unknown', 'venue-missing'],
    grants: changes,
  }),
  recordReply: defineOperation({
    summary: { zh: '登记代表的回复', en: 'Record a delegate’s reply; none takes it back' },
    who: recorders,
    function: 'invitations',
    request: z.strictObject({ session: f.sessionId, delegate: f.delegateId, reply: reply.nullable() }),
    response: counts,
    problems: [...ofUnit, 'delegate-unknown'],
    grants: changes,
  }),
  recordAttendance: defineOperation({
    summary: { zh: '登记签到人数（代表、监督人员分开）', en: 'Record how many signed: delegates, and observers apart' },
    who: recorders,
    function: 'invitations',
    request: z.strictObject({ session: f.sessionId, delegates: f.count, observers: f.count }),
    response: z.strictObject({ delegates: f.count, observers: f.count }),
    problems: [...ofUnit, 'state-wrong', 'attendance-too-many'],
    grants: changes,
  }),
  nameDelegatesTeller: defineOperation({
    summary: {
      zh: '定代表计票人和候补（按回复或抽签）',
      en: 'Name the delegates’ teller and a stand-in, by reply or lot',
    },
    who: staff('inspection-office'),
    function: 'invitations',
    request: z.strictObject({
      session: f.sessionId,
      /** How many namings the caller has seen: 0 for the first. */
      expectedVersion: f.count,
      /** `null`: by lot. */
      named: z.strictObject({ teller: f.delegateId, standIn: f.delegateId }).nullable(),
      /** Needed when somebody was named before. */
      reason: f.reason.optional(),
    }),
    response: choice,
    problems: [
      ...ofUnit,
      'state-wrong',
      'delegate-unknown',
      'venue-missing',
      'teller-too-late',
      'teller-unfit',
      'lot-too-few',
      'edited-meanwhile',
    ],
    grants: changes,
  }),
  getPreparation: defineOperation({
    summary: { zh: '事前汇报', en: 'The report on the preparation, and who acknowledged it' },
    who: everyone,
    function: 'invitations',
    request: z.strictObject({ session: f.sessionId }),
    response: z.strictObject({
      /** 0 before anything was handed in. */
      version: f.count,
      parts: preparationParts.nullable(),
      submittedBy: z.string().nullable(),
      onDay: f.day.nullable(),
      acknowledged: z.array(z.strictObject({ role: z.enum(ACKNOWLEDGING), name: z.string(), onDay: f.day })),
    }),
    problems: ofUnit,
    grants: { registry: ['GetItem'] },
  }),
  submitPreparation: defineOperation({
    summary: {
      zh: '提交事前汇报',
      en: 'Hand in the report on the preparation; a changed one is acknowledged anew',
    },
    who: clerk,
    function: 'invitations',
    request: z.strictObject({ session: f.sessionId, expectedVersion: f.count, parts: preparationParts }),
    response: z.strictObject({ version: f.count }),
    problems: [...ofUnit, 'state-wrong', 'edited-meanwhile'],
    grants: changes,
    maxBodyBytes: MAX_PREPARATION_BYTES,
  }),
  acknowledgePreparation: defineOperation({
    summary: { zh: '签收事前汇报', en: 'Acknowledge the report on the preparation' },
    who: staff(...ACKNOWLEDGING),
    function: 'invitations',
    request: z.strictObject({ session: f.sessionId, version: f.count }),
    response: z.strictObject({ acknowledgedBy: z.array(z.enum(ACKNOWLEDGING)) }),
    problems: ['session-unknown', 'state-wrong', 'preparation-missing', 'edited-meanwhile', 'same-person'],
    grants: changes,
  }),
};
