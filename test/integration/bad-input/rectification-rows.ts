import * as z from 'zod';
import type { OperationId } from '../../../shared/contract/routes.ts';
import { isSessionId } from '../../../shared/process/ids.ts';
import { shanghaiDay } from '../../../shared/process/shanghai-day.ts';
import { addDays, isWorkingDay, workingDaysAfter } from '../../../shared/process/working-days.ts';
import { toB64u } from '../../../shared/protocol/bytes.ts';
import { opinionReceiptHash } from '../../../shared/protocol/opinion-receipt.ts';
import type { County } from './county.ts';
import { type Knock, knockOf, send } from './knock.ts';
import { random } from './meeting-hall.ts';
import { type GoodRequests, type Row, row, SCRIPT, type TakenRow } from './row.ts';

const FILE = 'AAAAAAAAAAAAAAAAAAAAAA';
const INTERRUPTED = 'BBBBBBBBBBBBBBBBBBBBBB';
/** A program, announced under the name and the kind of a PDF. */
const PROGRAM = new TextEncoder().encode('MZ\u0000\u0003This program cannot be run in DOS mode.');
const DISGUISED = { id: 'CCCCCCCCCCCCCCCCCCCCCC', fileName: '整改说明.pdf', kind: 'pdf', bytes: PROGRAM.length };
const SET = { responsible: '某所长', measure: '安排轮班', dueOn: '2040-01-02' };
/** Of the receipt that replaced another. */
const TAKEN = 'cd'.repeat(32);
const JPEG = { id: FILE, fileName: '现场.jpg', kind: 'jpeg', bytes: 1_000 };

export const rectificationRequests: GoodRequests = {
  proposeItems: (session) => ({ session }),
  confirmItem: (session) => ({
    session,
    sources: [{ kind: 'opinion', collated: 1 }],
    kind: 'suggestion',
    wording: '窗口中午应有人',
  }),
  listItems: (session) => ({ session }),
  getItem: (session) => ({ session, item: '1' }),
  setMeasure: (session) => ({ session, item: '1', expectedVersion: 1, ...SET }),
  replyToItem: (session) => ({ session, item: '1', after: 0, text: '已经改好', evidence: [] }),
  createEvidenceUpload: (session) => ({ session, item: '1', ...JPEG }),
  confirmEvidence: (session) => ({ session, item: '1', evidence: FILE }),
  createEvidenceDownload: (session) => ({ session, item: '1', evidence: FILE }),
  acceptItem: (session) => ({ session, item: '1', reply: 1 }),
  returnItem: (session) => ({ session, item: '1', reply: 1, reason: '没有写明时间' }),
  closeItem: (session) => ({ session, item: '1', expectedVersion: 1, reason: '不属于职权' }),
  listNotices: (session) => ({ session }),
};

/** A unit's clerk, and the same person under another role: only the identity tells them to be one. */
const clerkOf = ({ forger }: County, session: string): string =>
  forger.signed({ ...forger.claims(), role: 'unit-clerk', unit: session.split('-').at(-1) });
const clerkAsOffice = ({ forger }: County): string => forger.signed({ ...forger.claims(), role: 'inspection-office' });

const numbered = z.object({ number: z.int() });

/** The Tuesday before the holidays of October 2026, which the calendar of that year has from the 1st to the 7th. */
const BEFORE_HOLIDAYS = '2026-09-29';

/**
 * Item 1 is replied to and rated by its author; item 2 is open without a measure, and so is item 3, which was confirmed on
 * `BEFORE_HOLIDAYS`; another opinion is on the list alone, and so is one whose receipt was replaced.
 */
interface Standing {
  readonly session: string;
  /** Another session, which has its own opinions. */
  readonly elsewhere: string;
  readonly rated: string;
  readonly other: string;
  readonly replaced: string;
}

const standings = new WeakMap<County, Standing>();

async function must(county: County, id: OperationId, request: object, bearer?: string): Promise<unknown> {
  const { status, text } = await send(county.origin, knockOf(id, request, bearer), 'zh-CN');
  if (status !== 200) throw new Error(`${id}: ${status} ${text}`);
  return JSON.parse(text);
}

async function collatedBy(
  county: County,
  session: string,
): Promise<{ readonly secret: string; readonly number: number }> {
  const secret = random(32);
  if (!isSessionId(session)) throw new Error('not a session');
  const receiptHash = await opinionReceiptHash({ session, secret });
  const office = county.bearers['inspection-office'];
  const opinion = { kind: 'suggestion', about: { kind: 'unit' }, text: '窗口中午没有人', named: null, receiptHash };
  await must(county, 'recordOpinion', { session, ...opinion, channel: 'letter' }, office);
  const words = { kind: 'suggestion', about: { kind: 'unit' }, topic: '窗口', wording: '窗口中午应有人' };
  const collated = await must(county, 'collate', { session, opinions: [receiptHash], ...words }, office);
  return { secret: toB64u(secret), number: numbered.parse(collated).number };
}

/** Brings items about in one meeting, before the tables are looked at. */
export async function prepareItems(county: County): Promise<void> {
  const { session } = county.halls.over;
  const office = county.bearers['inspection-office'];
  const clerk = clerkOf(county, session);
  const [rated, open, dated, listed, taken] = [
    await collatedBy(county, session),
    await collatedBy(county, session),
    await collatedBy(county, session),
    await collatedBy(county, session),
    await collatedBy(county, session),
  ];
  const confirm = async ({ number }: { readonly number: number }) => {
    const sources = [{ kind: 'opinion', collated: number }];
    await must(county, 'confirmItem', { session, sources, kind: 'suggestion', wording: '窗口中午应有人' }, office);
  };
  for (const entry of [rated, open]) await confirm(entry);
  await county.onDay(BEFORE_HOLIDAYS, () => confirm(dated));
  const dueOn = workingDaysAfter(shanghaiDay(county.nowMs()), 2).day;
  await must(county, 'setMeasure', { ...rectificationRequests.setMeasure?.(session), dueOn }, clerk);
  await must(county, 'createEvidenceUpload', { session, item: '1', ...JPEG, id: INTERRUPTED }, clerk);
  await must(county, 'createEvidenceUpload', { session, item: '1', ...DISGUISED }, clerk);
  await must(county, 'replyToItem', rectificationRequests.replyToItem?.(session) ?? {}, clerk);
  await must(county, 'rateReply', { session, secret: rated.secret, item: 1, reply: 1, rating: 'satisfied' });
  await must(county, 'takeOverReceipt', { session, secret: taken.secret, receiptHash: TAKEN });
  const elsewhere = county.halls.ready.session;
  standings.set(county, { session, elsewhere, rated: rated.secret, other: listed.secret, replaced: taken.secret });
}

const standingOf = (county: County): Standing => {
  const standing = standings.get(county);
  if (standing === undefined) throw new Error('the items were not prepared');
  return standing;
};

type Who = 'clerk' | 'clerk as office' | 'office' | 'commission';

const bearerOf = (county: County, session: string, who: Who): string => {
  switch (who) {
    case 'clerk':
      return clerkOf(county, session);
    case 'clerk as office':
      return clerkAsOffice(county);
    case 'office':
      return county.bearers['inspection-office'];
    case 'commission':
      return county.bearers['discipline-commission'];
  }
};

const order =
  (id: OperationId, who: Who, change: object | ((county: County) => object) = {}) =>
  (county: County): Knock => {
    const { session } = standingOf(county);
    const changed = typeof change === 'function' ? change(county) : change;
    return knockOf(id, { ...rectificationRequests[id]?.(session), ...changed }, bearerOf(county, session, who));
  };

const author =
  (id: OperationId, change: (standing: Standing) => object) =>
  (county: County): Knock => {
    const standing = standingOf(county);
    return knockOf(id, { session: standing.session, ...change(standing) });
  };

/** The sample clerk's unit is 回龙山; the meeting called `bare` is 城关's. */
const foreign = (Object.keys(rectificationRequests) as OperationId[])
  .filter((id) => !['proposeItems', 'confirmItem', 'acceptItem', 'returnItem', 'closeItem'].includes(id))
  .map((id) =>
    row(`${id} by the clerk of another unit`, '403 unit-not-yours', ({ halls, bearers }) =>
      knockOf(id, rectificationRequests[id]?.(halls.bare.session) ?? {}, bearers['unit-clerk']),
    ),
  );

const today = ({ nowMs }: County): string => shanghaiDay(nowMs());

/** The next day on which no office works. */
function dayOff(county: County): string {
  let day = addDays(today(county), 1);
  while (isWorkingDay(day)) day = addDays(day, 1);
  return day;
}

const onItem2 = (change: (county: County) => object) => (county: County) => ({ item: '2', ...change(county) });

const itemRows: readonly Row[] = [
  row('an item that there is not', '404 item-unknown', order('getItem', 'office', { item: '99' })),
  row(
    'an item of an opinion that there is not',
    '404 source-unknown',
    order('confirmItem', 'office', { sources: [{ kind: 'opinion', collated: 900 }] }),
  ),
  row(
    'an item of a score that nobody announced',
    '404 source-unknown',
    order('confirmItem', 'office', { sources: [{ kind: 'score', subject: 'unit', indicator: 'i1' }] }),
  ),
  row('an opinion made a second item', '409 source-taken', order('confirmItem', 'office', { wording: '另一种说法' })),
  row('an item without a source', '400 request-invalid', order('confirmItem', 'office', { sources: [] }), {
    places: ['sources'],
  }),
  row(
    'a wording that turns the reading direction',
    '400 request-invalid',
    order('confirmItem', 'office', { wording: '好\u202e坏' }),
    { places: ['wording'] },
  ),
  row(
    'a deadline on a day off',
    '400 deadline-not-working-day',
    order(
      'setMeasure',
      'clerk',
      onItem2((county) => ({ dueOn: dayOff(county) })),
    ),
  ),
  row(
    'a deadline on a holiday that is a Thursday',
    '400 deadline-not-working-day',
    order('setMeasure', 'clerk', { item: '3', dueOn: '2026-10-01' }),
    { onDay: BEFORE_HOLIDAYS },
  ),
  row(
    'a deadline that has passed',
    '400 deadline-past',
    order(
      'setMeasure',
      'clerk',
      onItem2((county) => ({ dueOn: addDays(today(county), -3) })),
    ),
  ),
  row(
    'a deadline past the rule’s without a reason',
    '400 deadline-too-late',
    order(
      'setMeasure',
      'clerk',
      onItem2((county) => ({ dueOn: workingDaysAfter(today(county), 12).day })),
    ),
  ),
  row(
    'a deadline that the calendar does not have',
    '400 request-invalid',
    order('setMeasure', 'clerk', { item: '2', dueOn: '2026-02-30' }),
    { places: ['dueOn'] },
  ),
  row(
    'a measure over a newer one',
    '409 edited-meanwhile',
    order('setMeasure', 'clerk', { item: '2', expectedVersion: 9 }),
  ),
  row(
    'a measure once it is replied to',
    '409 item-state-wrong',
    order('setMeasure', 'clerk', (county) => ({
      expectedVersion: 5,
      dueOn: workingDaysAfter(today(county), 1).day,
      measure: '另一种办法',
    })),
  ),
  row('a reply before the measure', '409 measure-missing', order('replyToItem', 'clerk', { item: '2' })),
  row('a reply over another', '409 edited-meanwhile', order('replyToItem', 'clerk', { text: '别的说法' })),
  row(
    'a reply of six thousand characters',
    '400 request-invalid',
    order('replyToItem', 'clerk', { text: '改'.repeat(6_000) }),
    {
      places: ['text'],
    },
  ),
];

const decisionRows: readonly Row[] = [
  row('acceptance by whoever replied, under another role', '409 same-person', order('acceptItem', 'clerk as office')),
  row('a return by whoever replied, under another role', '409 same-person', order('returnItem', 'clerk as office')),
  row('acceptance of what nobody replied to', '409 edited-meanwhile', order('acceptItem', 'commission', { item: '2' })),
  row(
    'acceptance of another reply than the one seen',
    '409 edited-meanwhile',
    order('acceptItem', 'office', { reply: 2 }),
  ),
  row('a return without a reason', '400 request-invalid', order('returnItem', 'office', { reason: ' ' }), {
    places: ['reason'],
  }),
  row('a closing over a newer item', '409 edited-meanwhile', order('closeItem', 'office')),
];

const signedAddress = z.object({ url: z.string(), contentType: z.string() });

/** Sends the program to the address that was given for a PDF. What is found out does not stay: it is sent again each time. */
async function sendDisguised(county: County): Promise<void> {
  const { session } = standingOf(county);
  const announced = { session, item: '1', ...DISGUISED };
  const given = await must(county, 'createEvidenceUpload', announced, clerkOf(county, session));
  const { url, contentType } = signedAddress.parse(given);
  const { status } = await fetch(url, { method: 'PUT', headers: { 'content-type': contentType }, body: PROGRAM });
  if (status !== 200) throw new Error(`the storage answered ${status}`);
}

const evidenceRows: readonly Row[] = [
  row(
    'a photo above ten megabytes',
    '413 file-too-large',
    order('createEvidenceUpload', 'clerk', { bytes: 11 * 1024 * 1024 }),
  ),
  row(
    'a program under the kind of a photo',
    '400 file-kind-wrong',
    order('createEvidenceUpload', 'clerk', { fileName: '现场.exe' }),
  ),
  row(
    'a program under the name and the kind of a PDF',
    '400 file-kind-wrong',
    order('confirmEvidence', 'clerk', { evidence: DISGUISED.id }),
    { before: sendDisguised },
  ),
  row(
    'a file of a kind that is not taken',
    '400 request-invalid',
    order('createEvidenceUpload', 'clerk', { kind: 'svg' }),
    {
      places: ['kind'],
    },
  ),
  row(
    'an upload that was interrupted',
    '409 upload-missing',
    order('confirmEvidence', 'clerk', { evidence: INTERRUPTED }),
  ),
  row(
    'a reply with a file that did not arrive',
    '409 evidence-missing',
    order('replyToItem', 'clerk', { after: 1, text: '补充材料', evidence: [INTERRUPTED] }),
  ),
  row('a file that nobody announced', '404 evidence-unknown', order('confirmEvidence', 'clerk', { evidence: FILE })),
  row(
    'a file to read that did not arrive',
    '404 evidence-unknown',
    order('createEvidenceDownload', 'office', { evidence: INTERRUPTED }),
  ),
];

const NOBODYS = 'A'.repeat(43);
const NEW = 'ef'.repeat(32);
const rating = { item: 1, reply: 1, rating: 'dissatisfied' };

const authorRows: readonly Row[] = [
  row(
    'a receipt that nobody has',
    '404 receipt-unknown',
    author('followOpinion', () => ({ secret: NOBODYS })),
  ),
  row(
    'a receipt of another session',
    '404 receipt-unknown',
    author('followOpinion', ({ elsewhere, rated }) => ({ session: elsewhere, secret: rated })),
  ),
  row(
    'a receipt cut short',
    '400 request-invalid',
    author('followOpinion', () => ({ secret: 'A'.repeat(42) })),
    {
      places: ['secret'],
    },
  ),
  row(
    'a receipt that was replaced',
    '404 receipt-unknown',
    author('followOpinion', ({ replaced }) => ({ secret: replaced })),
  ),
  row(
    'a rating by a receipt that was replaced',
    '404 receipt-unknown',
    author('rateReply', ({ replaced }) => ({ secret: replaced, ...rating })),
  ),
  row(
    'a receipt that nobody has, to be replaced',
    '404 receipt-unknown',
    author('takeOverReceipt', () => ({ secret: NOBODYS, receiptHash: NEW })),
  ),
  row(
    'a receipt replaced a second time, by another',
    '409 receipt-taken-over',
    author('takeOverReceipt', ({ replaced }) => ({ secret: replaced, receiptHash: NEW })),
  ),
  row(
    'a receipt replaced by one that is in use',
    '409 receipt-not-new',
    author('takeOverReceipt', ({ rated }) => ({ secret: rated, receiptHash: TAKEN })),
  ),
  row(
    'a receipt replaced by half a hash',
    '400 request-invalid',
    author('takeOverReceipt', ({ rated }) => ({ secret: rated, receiptHash: 'ab' })),
    { places: ['receiptHash'] },
  ),
  row(
    'a rating by a receipt that nobody has',
    '404 receipt-unknown',
    author('rateReply', () => ({ secret: NOBODYS, ...rating })),
  ),
  row(
    'a rating with another’s receipt',
    '404 reply-unknown',
    author('rateReply', ({ other }) => ({ secret: other, ...rating })),
  ),
  row(
    'a rating of a reply that there is not',
    '404 reply-unknown',
    author('rateReply', ({ rated }) => ({ secret: rated, ...rating, reply: 7 })),
  ),
  row(
    'a second, other rating',
    '409 already-rated',
    author('rateReply', ({ rated }) => ({ secret: rated, ...rating })),
  ),
  row(
    'a rating that there is not',
    '400 request-invalid',
    author('rateReply', ({ rated }) => ({ secret: rated, ...rating, rating: 'excellent' })),
    { places: ['rating'] },
  ),
];

const taken = (id: OperationId, { title, item, kept, change, onDay }: TakenItem): TakenRow => ({
  title,
  kept,
  knock: order(id, 'clerk', (county) => ({ item, ...change(county) })),
  reads: order('getItem', 'office', { item }),
  ...(onDay === undefined ? {} : { onDay }),
});
interface TakenItem extends Pick<TakenRow, 'title' | 'kept' | 'onDay'> {
  readonly item: string;
  readonly change: (county: County) => object;
}

/** Item 3 waits for the escalation afterwards. */
const WORKED_SATURDAY = '2026-10-10';

export const rectificationTaken: readonly TakenRow[] = [
  taken('setMeasure', {
    title: 'a script in a measure',
    item: '2',
    kept: SCRIPT,
    change: (county) => ({ measure: SCRIPT, dueOn: workingDaysAfter(today(county), 2).day }),
  }),
  taken('replyToItem', { title: 'a script in a reply', item: '2', kept: SCRIPT, change: () => ({ text: SCRIPT }) }),
  taken('setMeasure', {
    title: 'a deadline on a Saturday that is worked for the holidays (调休)',
    item: '3',
    kept: WORKED_SATURDAY,
    change: () => ({ dueOn: WORKED_SATURDAY }),
    onDay: BEFORE_HOLIDAYS,
  }),
];

/** Five working days after it every level is to be told. */
const ALL_LEVELS_DUE_ON = '2026-10-16';

const toldLevels = z.object({ notices: z.array(z.object({ item: z.int(), level: z.string() })) });

/** Starts the scheduled escalation twice at once, and gives who was told of item 3, in the order of the alphabet. */
export const escalateTwice = (county: County): Promise<readonly string[]> =>
  county.onDay(ALL_LEVELS_DUE_ON, async () => {
    const start = () => county.embedded.runScheduled('escalation');
    await Promise.all([start(), start()]);
    const { session } = standingOf(county);
    const read = await must(county, 'listNotices', { session }, county.bearers['inspection-office']);
    const { notices } = toldLevels.parse(read);
    return notices.flatMap(({ item, level }) => (item === 3 ? [level] : [])).sort();
  });

export const rectificationRows: readonly Row[] = [
  ...foreign,
  ...itemRows,
  ...decisionRows,
  ...evidenceRows,
  ...authorRows,
];
