import type { StaffRole } from '../../../shared/contract/operation.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import type { County, StandingName } from './county.ts';
import { type Knock, knockOf } from './knock.ts';
import { type GoodRequests, type Row, row } from './row.ts';

const HASH = 'ab'.repeat(32);
const PHOTO = `kept/${'a'.repeat(22)}`;
const ARRIVED = `incoming/2031-01-01/${'a'.repeat(22)}`;
const WORDS = { kind: 'suggestion', about: { kind: 'unit' }, topic: '办证', wording: '建议午间留人。' };
const HEARD = { channel: 'seminar', kind: 'question', about: { kind: 'unit' }, text: '为什么查两次？', named: null };

export const opinionRequests: GoodRequests = {
  openOpinionPage: (session) => ({ session }),
  listOpinions: (session) => ({ session }),
  recordOpinion: (session) => ({ session, ...HEARD, receiptHash: HASH }),
  discardOpinion: (session) => ({ session, opinion: HASH, reason: '广告' }),
  openPhoto: (session) => ({ session, opinion: HASH, photo: PHOTO }),
  listCollated: (session) => ({ session }),
  collate: (session) => ({ session, opinions: [HASH], ...WORDS }),
  getCollated: (session) => ({ session, number: 1 }),
  changeCollated: (session) => ({ session, number: 1, expectedVersion: 1, opinions: [HASH], ...WORDS }),
  releasePhoto: (session) => ({ session, number: 1, opinion: HASH, photo: PHOTO }),
  finishCollation: (session) => ({ session }),
  openReleasedPhoto: (session) => ({ session, number: 1, photo: PHOTO }),
};

/** Those that a unit's clerk may call. */
const OF_CLERKS = ['openOpinionPage', 'recordOpinion', 'listCollated', 'openReleasedPhoto'] as const;

const order =
  (id: OperationId, standing: StandingName, change: object = {}, role: StaffRole = 'inspection-office') =>
  ({ halls, bearers }: County): Knock =>
    knockOf(id, { ...opinionRequests[id]?.(halls[standing].session), ...change }, bearers[role]);

/** The sample clerk's unit is 回龙山; the meeting called `bare` is 城关's. */
const foreign = OF_CLERKS.map((id) =>
  row(`${id} by the clerk of another unit`, '403 unit-not-yours', order(id, 'bare', {}, 'unit-clerk')),
);

const GOOD_OPINION = {
  kind: 'suggestion',
  about: { kind: 'unit' },
  text: '午间窗口能不能留一个人？',
  photos: [],
  named: null,
  receiptHash: HASH,
};

/** An opinion as anybody sends it who scanned the poster. */
const opinion =
  (change: object = {}) =>
  ({ opinionDoor }: County): Knock =>
    knockOf('leaveOpinion', { ...opinionDoor, ...GOOD_OPINION, ...change });
const WRONG_KEY = 'A'.repeat(43);
const named = (field: string) => ({ places: [field] });

const leaving: readonly Row[] = [
  row('an opinion by another reading key', '404 reading-key-wrong', opinion({ key: WRONG_KEY })),
  row('an opinion on a session that there is not', '404 reading-key-wrong', opinion({ session: 'nowhere' })),
  row('an opinion of 20 000 characters', '400 opinion-too-long', opinion({ text: '长'.repeat(20_000) })),
  row('an opinion of a megabyte', '413 body-too-large', opinion({ text: '长'.repeat(350_000) })),
  row('an opinion without words', '400 request-invalid', opinion({ text: ' \n ' }), named('text')),
  row('an opinion with a control character', '400 request-invalid', opinion({ text: '好\u0000' }), named('text')),
  row(
    'an opinion that turns the reading direction',
    '400 request-invalid',
    opinion({ text: '好\u202e' }),
    named('text'),
  ),
  row('an opinion of a third kind', '400 request-invalid', opinion({ kind: 'complaint' }), named('kind')),
  row(
    'an opinion on an officer of another unit',
    '404 officer-unknown',
    opinion({ about: { kind: 'officer', officer: 'o99' } }),
  ),
  row(
    'an opinion with five photos',
    '400 request-invalid',
    opinion({ photos: Array(5).fill(ARRIVED) }),
    named('photos'),
  ),
  row('an opinion with a photo that never arrived', '409 photo-missing', opinion({ photos: [ARRIVED] })),
  row('an opinion that names a kept photo', '400 request-invalid', opinion({ photos: [PHOTO] }), named('photos.0')),
  row('an opinion with a time', '400 request-invalid', opinion({ atMs: 1 })),
  row('an opinion with half a receipt', '400 request-invalid', opinion({ receiptHash: 'ab' }), named('receiptHash')),
  row('a photo of three megabytes', '413 file-too-large', ({ opinionDoor }) =>
    knockOf('createPhotoUpload', { ...opinionDoor, bytes: 3_000_000 }),
  ),
  row('a photo by another reading key', '404 reading-key-wrong', ({ opinionDoor }) =>
    knockOf('createPhotoUpload', { ...opinionDoor, key: WRONG_KEY, bytes: 1_000 }),
  ),
  row('an opinion with a proof that nobody signed', '400 opinion-token-invalid', ({ opinionDoor }) =>
    knockOf('leaveOpinion', {
      ...opinionDoor,
      ...GOOD_OPINION,
      proof: { nonce: 'A'.repeat(43), signature: 'A'.repeat(342) },
    }),
  ),
  row('a proof drawn with a code that nobody printed', '404 code-unknown', ({ opinionDoor: { session } }) =>
    knockOf('drawOpinionProof', { session, code: '0000000000000000', blinded: 'A'.repeat(342) }),
  ),
  row('a proof drawn over half a message', '400 request-invalid', ({ opinionDoor: { session } }) =>
    knockOf('drawOpinionProof', { session, code: '0000000000000000', blinded: 'AA' }),
  ),
  row('a proof drawn for a void meeting', '409 opinions-closed', ({ halls }) =>
    knockOf('drawOpinionProof', {
      session: halls.voided.session,
      code: '0000000000000000',
      blinded: 'A'.repeat(342),
    }),
  ),
  row('the form of opinions by another reading key', '404 reading-key-wrong', ({ opinionDoor }) =>
    knockOf('getOpinionForm', { ...opinionDoor, key: WRONG_KEY }),
  ),
];

const collating: readonly Row[] = [
  row(
    'an opinion that was heard, of 20 000 characters',
    '400 opinion-too-long',
    order('recordOpinion', 'ready', { text: '长'.repeat(20_000) }),
  ),
  row(
    'an opinion that was heard, as if it came from the page',
    '400 request-invalid',
    order('recordOpinion', 'ready', { channel: 'page' }),
    named('channel'),
  ),
  row('an opinion that was heard after a meeting is void', '409 opinions-closed', order('recordOpinion', 'voided')),
  row('the opinion page of a void meeting', '409 opinions-closed', order('openOpinionPage', 'voided')),
  row('a collation finished while opinions are taken', '409 opinions-still-open', order('finishCollation', 'ready')),
  row('an opinion discarded that there is not', '404 opinion-unknown', order('discardOpinion', 'ready')),
  row(
    'an opinion discarded without a reason',
    '400 request-invalid',
    order('discardOpinion', 'ready', { reason: ' ' }),
    named('reason'),
  ),
  row('an entry of opinions that there are not', '404 opinion-unknown', order('collate', 'ready')),
  row('an entry of no opinion', '400 request-invalid', order('collate', 'ready', { opinions: [] }), named('opinions')),
  row('an entry without words', '400 request-invalid', order('collate', 'ready', { wording: '' }), named('wording')),
  row(
    'an entry with two lines as its topic',
    '400 request-invalid',
    order('collate', 'ready', { topic: '办证\n收费' }),
    named('topic'),
  ),
  row('an entry changed that there is not', '404 collated-unknown', order('changeCollated', 'ready')),
  row('an entry opened that there is not', '404 collated-unknown', order('getCollated', 'ready')),
  row('a photo opened that there is not', '404 photo-unknown', order('openPhoto', 'ready')),
  row('a photo released that there is not', '404 photo-unknown', order('releasePhoto', 'ready')),
  row('a released photo of an entry that there is not', '404 collated-unknown', order('openReleasedPhoto', 'ready')),
  row('opinions after no id', '400 request-invalid', order('listOpinions', 'ready', { after: 'x' }), named('after')),
  row(
    'opinions of a session that there is not',
    '404 session-unknown',
    order('listOpinions', 'ready', { session: 'nowhere' }),
  ),
];

export const opinionsRows: readonly Row[] = [...foreign, ...leaving, ...collating];
