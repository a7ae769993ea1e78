import { makeSampleRound } from '../../../infra/local/sample/sample-round.ts';
import { STAFF_ROLES, type StaffRole } from '../../../shared/contract/operation.ts';
import { OPERATION_IDS, specOf } from '../../../shared/contract/operations.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import { type County, ROUNDS, type StandingName } from './county.ts';
import { delegatesRequests } from './delegates-rows.ts';
import { floorRequests } from './floor-rows.ts';
import type { Claims, Forger } from './forged-token.ts';
import { invitationRequests } from './invitations-rows.ts';
import { type Knock, knockOf, withHeaders } from './knock.ts';
import { delegate } from './meeting-hall.ts';
import { opinionRequests } from './opinions-rows.ts';
import { outcomeRequests } from './outcomes-rows.ts';
import { planRequests } from './plan-rows.ts';
import { rectificationRequests } from './rectification-rows.ts';
import { reportRequests } from './reports-rows.ts';
import { type GoodRequests, type Row, row } from './row.ts';

/** The meeting called `bare` is 城关's; nobody has written a report, and nothing else is there. */
const OFFICERS_OF_BARE = makeSampleRound()
  .units.filter(({ code }) => code === 'chengguan')
  .flatMap(({ officers }) => officers.map(({ name }) => name));
const BARE_LACKS = ['代表名单', '代表计票人', '述职述廉报告', '当地纪委对事前汇报的签收', '签名钥匙', '表决卡'];

const OTHER_HASH = 'cd'.repeat(32);

/** A request of each operation of staff that is good in itself; a later stage has its own beside its rows. */
export const GOOD: GoodRequests = {
  checkImport: () => ({ round: 'r-2040', roundName: '某年度', fileName: 'a.csv', file: 'YQ==' }),
  importRound: () => ({ round: 'r-2040', roundName: '某年度', fileName: 'a.csv', file: 'YQ==' }),
  listRounds: () => ({}),
  getRound: () => ({ round: ROUNDS[0] }),
  listOfficers: (session) => ({ session }),
  listDelegates: (session) => ({ session, page: 0 }),
  registerCards: (session) => ({ session, cards: [{ delegate: delegate(1), codeHash: OTHER_HASH }] }),
  issueEnrolment: (session) => ({ session, slot: 'discipline', secretHash: OTHER_HASH }),
  freeze: (session) => ({ session }),
  voidMeeting: (session) => ({ session, reason: '会场停电，改期再开' }),
  listAudit: () => ({}),
  makeKeys: (session) => ({ session }),
  createDownload: (session) => ({ session, document: 'result.json' }),
  ...delegatesRequests,
  ...floorRequests,
  ...opinionRequests,
  ...outcomeRequests,
  ...invitationRequests,
  ...planRequests,
  ...rectificationRequests,
  ...reportRequests,
};

const rolesOf = (id: OperationId): readonly StaffRole[] | undefined => {
  const { who } = specOf(id);
  return who.kind === 'staff' ? who.roles : undefined;
};

const good = (id: OperationId, session: string, bearer?: string): Knock => {
  const make = GOOD[id];
  if (make === undefined) throw new Error(`no good request of ${id} is known here`);
  return knockOf(id, make(session), bearer);
};

const STAFF_OPERATIONS = OPERATION_IDS.filter((id) => rolesOf(id) !== undefined);

/** Every staff operation without a token, and by every role that the contract does not name for it. */
const roleRows: readonly Row[] = STAFF_OPERATIONS.flatMap((id) => [
  row(`${id} without a token`, '401 sign-in-required', ({ halls }) => good(id, halls.bare.session)),
  ...STAFF_ROLES.filter((role) => rolesOf(id)?.includes(role) === false).map((role) =>
    row(`${id} by ${role}`, '403 role-not-allowed', ({ halls, bearers }) =>
      good(id, halls.bare.session, bearers[role]),
    ),
  ),
]);

const forged = (title: string, make: (forger: Forger, claims: Claims) => string): Row =>
  row(title, '401 sign-in-required', ({ halls, forger }) =>
    good('freeze', halls.bare.session, make(forger, forger.claims())),
  );
const SECONDS_A_DAY = 86_400;
const yesterday = () => Math.floor(Date.now() / 1_000) - SECONDS_A_DAY;

const tokenRows: readonly Row[] = [
  forged('a token that expired yesterday', (forger) => forger.signed(forger.claims(yesterday()))),
  forged('a token that is good from tomorrow', (forger, claims) =>
    forger.signed({ ...claims, nbf: yesterday() + 2 * SECONDS_A_DAY }),
  ),
  forged('a token that never expires', (forger, { exp: _, ...claims }) => forger.signed(claims)),
  forged('a token without a signature, by the algorithm “none”', (forger, claims) => forger.unsigned(claims)),
  forged('a token by HS256 with the public key as the secret', (forger, claims) =>
    forger.signedWithPublicKeyAsSecret(claims),
  ),
  forged('a token signed by another key under the issuer’s key id', (forger, claims) => forger.signedByAnother(claims)),
  forged('a token of another issuer', (forger, claims) => forger.signed({ ...claims, iss: 'https://issuer.example' })),
  forged('a token for another API', (forger, claims) => forger.signed({ ...claims, aud: 'https://other.example/api' })),
  forged('a token of another county', (forger, claims) => forger.signed({ ...claims, county: 'hongan' })),
  forged('a token of a role that there is not', (forger, claims) => forger.signed({ ...claims, role: 'admin' })),
  forged('a token with a list of roles', (forger, claims) => forger.signed({ ...claims, role: ['inspection-office'] })),
  forged('a token with its claims exchanged after signing', (forger, claims) => {
    const [head = '', , signature = ''] = forger.signed({ ...claims, role: 'auditor' }).split('.');
    return `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
  }),
  forged('a token that is none', () => 'x'.repeat(40)),
  row('a token in another scheme', '401 sign-in-required', ({ halls, bearers }) =>
    withHeaders(good('freeze', halls.bare.session), { authorization: `Basic ${bearers['inspection-office']}` }),
  ),
  row('two tokens at once', '401 sign-in-required', ({ halls, bearers }) =>
    withHeaders(good('freeze', halls.bare.session), {
      authorization: `Bearer ${bearers['inspection-office']}, Bearer ${bearers.auditor}`,
    }),
  ),
];

const order =
  (id: OperationId, standing: StandingName, request: object, role: StaffRole = 'inspection-office') =>
  ({ halls, bearers }: County): Knock =>
    knockOf(id, { session: halls[standing].session, ...request }, bearers[role]);
const round =
  (id: OperationId, request: object, role: StaffRole = 'inspection-office') =>
  ({ bearers }: County): Knock =>
    knockOf(id, request, bearers[role]);
const cards = (...pairs: readonly (readonly [number, string])[]) => ({
  cards: pairs.map(([number, codeHash]) => ({ delegate: delegate(number), codeHash })),
});
const hashOf = (number: number): string => String(number).padStart(64, '0');

const preparationRows: readonly Row[] = [
  row('a round that there is not', '404 round-unknown', round('getRound', { round: 'r-1999' })),
  row('a session that there is not', '404 session-unknown', round('freeze', { session: 'tuanfeng-r-2031-nowhere' })),
  row('a page of delegates that there is not', '404 page-unknown', order('listDelegates', 'bare', { page: 9 })),
  row(
    'the delegates of another unit, by a clerk',
    '403 unit-not-yours',
    order('listDelegates', 'armed', { page: 0 }, 'unit-clerk'),
  ),
  row('cards once the meeting is armed', '409 state-wrong', order('registerCards', 'armed', cards([7, hashOf(7)]))),
  row(
    'a card for a delegate that there is not',
    '404 delegate-unknown',
    order('registerCards', 'bare', cards([1, hashOf(1)], [99, hashOf(2)])),
  ),
  row(
    'cards for a list that the discipline commission has not approved',
    '409 list-not-approved',
    order('registerCards', 'bare', cards([1, hashOf(1)])),
  ),
  row(
    'two cards for one delegate',
    '400 request-invalid',
    order('registerCards', 'bare', cards([1, hashOf(1)], [1, hashOf(2)])),
    { places: ['cards.1.codeHash', 'repeated'] },
  ),
  row(
    'one code on two cards',
    '400 request-invalid',
    order('registerCards', 'bare', cards([1, hashOf(1)], [2, hashOf(1)])),
    { places: ['cards.1.codeHash', 'repeated'] },
  ),
  row(
    'more cards than one request takes',
    '400 request-invalid',
    order('registerCards', 'bare', cards(...Array.from({ length: 26 }, (_, n) => [n + 1, hashOf(n)] as const))),
    { places: ['cards'] },
  ),
  row('no card at all', '400 request-invalid', order('registerCards', 'bare', { cards: [] }), { places: ['cards'] }),
  row(
    'an enrolment once the voting is open',
    '409 state-wrong',
    order('issueEnrolment', 'voting', { slot: 'discipline', secretHash: OTHER_HASH }),
  ),
  row(
    'the delegates’ teller enrolled by the discipline commission',
    '403 role-not-allowed',
    order('issueEnrolment', 'bare', { slot: 'delegates', secretHash: OTHER_HASH }, 'discipline-commission'),
  ),
  row(
    'an enrolment for a place that there is not',
    '400 request-invalid',
    order('issueEnrolment', 'bare', { slot: 'chair', secretHash: OTHER_HASH }),
    { places: ['slot'] },
  ),
  row('a freeze with nothing prepared', '409 not-ready', order('freeze', 'bare', {}), {
    namesUnit: true,
    says: [...OFFICERS_OF_BARE, ...BARE_LACKS],
  }),
  row('a second freeze', '409 state-wrong', order('freeze', 'twoSigned', {})),
  row(
    'keys of a session that there is not',
    '404 session-unknown',
    round('makeKeys', { session: 'tuanfeng-r-2031-nowhere' }),
  ),
  row(
    'a meeting voided by the office after the close',
    '409 state-wrong',
    order('voidMeeting', 'closed', { reason: '会场停电，改期再开' }),
  ),
  row(
    'a meeting voided again for another reason',
    '409 state-wrong',
    order('voidMeeting', 'voided', { reason: '代表不足，改期再开' }),
  ),
  row(
    'an announced meeting voided',
    '409 state-wrong',
    order('voidMeeting', 'announced', { reason: '会场停电，改期再开' }),
  ),
  row('a meeting voided without a reason', '400 request-invalid', order('voidMeeting', 'bare', { reason: '' }), {
    places: ['reason'],
  }),
  row(
    'a download before the announcement',
    '404 document-missing',
    order('createDownload', 'counted', { document: 'result.json' }),
  ),
  row(
    'a document that there is not',
    '400 request-invalid',
    order('createDownload', 'announced', { document: '../../wrapping.key' }),
    { places: ['document'] },
  ),
  row(
    'the result of another unit, by a clerk',
    '403 unit-not-yours',
    order('createDownload', 'announced', { document: 'result.json' }, 'unit-clerk'),
  ),
  ...(['inspection-office', 'county-leader'] as const).map((role) =>
    row(
      `the sealed bundle, by ${role}`,
      '403 download-not-allowed',
      order('createDownload', 'announced', { document: 'sealed.json' }, role),
    ),
  ),
];

const reading =
  (id: OperationId, standing: StandingName, request: object = {}) =>
  ({ halls }: County): Knock =>
    knockOf(id, { session: halls[standing].session, ...request });

const readingRows: readonly Row[] = [
  row('a manifest before the freeze', '409 not-frozen', reading('getManifest', 'bare')),
  row('a board that one teller signed', '409 board-not-frozen', reading('getBoard', 'closed', { page: 0 })),
  row('a board while the voting runs', '409 board-not-frozen', reading('getBoard', 'voting', { page: 0 })),
  row('a page of the board that there is not', '404 page-unknown', reading('getBoard', 'opened', { page: 9 })),
  row('a page below nought', '400 request-invalid', reading('getBoard', 'opened', { page: -1 }), { places: ['page'] }),
  row('a page that is a word', '400 request-invalid', reading('getBoard', 'opened', { page: 'first' }), {
    places: ['page'],
  }),
  row('a board without a page', '400 request-invalid', reading('getBoard', 'opened'), { places: ['page'] }),
  row('a question that there is not', '400 request-invalid', reading('getMeeting', 'opened', { receipt: OTHER_HASH })),
  row('a result before the announcement', '409 not-announced', reading('getResult', 'counted')),
  row('the result of a voided meeting', '409 not-announced', reading('getResult', 'voided')),
  row('the turnout of a session that there is not', '404 session-unknown', () =>
    knockOf('getTurnout', { session: 'nowhere' }),
  ),
  row('the ballots of a session that there is not', '404 session-unknown', () =>
    knockOf('countBallots', { session: 'nowhere' }),
  ),
  row('a question about health that there is not', '400 request-invalid', () => knockOf('health', { verbose: 'yes' }), {
    places: ['body'],
  }),
  row('a session in capitals', '400 request-invalid', () => knockOf('getMeeting', { session: 'TUANFENG' }), {
    places: ['session'],
  }),
  row('a session with a path in it', '400 request-invalid', () => knockOf('getMeeting', { session: '../rounds' }), {
    places: ['session'],
  }),
];

export const staffRows: readonly Row[] = [...roleRows, ...tokenRows, ...preparationRows, ...readingRows];
