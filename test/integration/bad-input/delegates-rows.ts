import type { StaffRole } from '../../../shared/contract/operation.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import type { Candidate } from '../../../shared/process/nomination.ts';
import { CATEGORIES, CATEGORY_NAMES } from '../../../shared/process/seats.ts';
import { makeWorkbook } from '../../unit/import/clerk-file.ts';
import type { County, StandingName } from './county.ts';
import { type Knock, knockOf, send } from './knock.ts';
import { type GoodRequests, type Row, row } from './row.ts';

const PHONES = ['13711110001', '13711110002'] as const;
const NAME = '样例候选人甲乙';
const candidate = (change: Partial<Candidate> = {}): Candidate => ({
  category: 'market-entity',
  name: NAME,
  organisation: '镇上的某某商行',
  phone: PHONES[0],
  ...change,
});

/** 24 + 1 + 1 + 3 and as many again, and four more: twice 30. */
const NOMINATED: readonly Candidate[] = CATEGORIES.flatMap((category, at) =>
  Array.from({ length: [52, 2, 2, 6][at] ?? 0 }, (_, place) =>
    candidate({ category, phone: `1361${at}${String(place).padStart(6, '0')}` }),
  ),
);

const csvFile = (...rows: readonly (readonly string[])[]): string =>
  Buffer.from([['类别', '姓名', '单位及职务', '电话'], ...rows].map((cells) => cells.join(',')).join('\r\n')).toString(
    'base64',
  );
const line = (category: string, phone: string): readonly string[] => [category, NAME, '镇上的某某商行', phone];
const PROPOSAL = 'a'.repeat(16);

export const delegatesRequests: GoodRequests = {
  getNomination: (session) => ({ session }),
  saveNomination: (session) => ({ session, expectedVersion: 0, plannedSeats: 30, candidates: [candidate()] }),
  importNomination: (session) => ({
    session,
    expectedVersion: 0,
    plannedSeats: 30,
    how: 'replace',
    fileName: '推荐表.csv',
    file: csvFile(line(CATEGORY_NAMES['market-entity'], PHONES[0])),
  }),
  submitNomination: (session) => ({ session, expectedVersion: 0 }),
  getScreening: (session) => ({ session, page: 0 }),
  markCandidates: (session) => ({ session, marks: [{ number: 1, verdict: 'fit', reason: '' }] }),
  finishScreening: (session) => ({ session }),
  proposeList: (session) => ({ session, basedOn: 0, add: [1], remove: [], reason: '按名额选定' }),
  approveList: (session) => ({ session, version: 1, proposal: PROPOSAL }),
  listVersions: (session) => ({ session }),
  setObservers: (session) => ({ session, expectedVersion: 0, observers: [{ name: NAME, organisation: '' }] }),
  listObservers: (session) => ({ session }),
};

const ONE_PERSON = 'somebody-with-two-roles';
const unitOf = (session: string) => session.split('-').at(-1);
const bearerOf = ({ forger }: County, session: string, role: StaffRole, sub: string = role): string =>
  forger.signed({ ...forger.claims(), sub, role, ...(role === 'unit-clerk' ? { unit: unitOf(session) } : {}) });

async function must(county: County, id: OperationId, request: object, bearer: string): Promise<void> {
  const { status, text } = await send(county.origin, knockOf(id, request, bearer), 'en');
  if (status !== 200) throw new Error(`${id} to prepare the rows: ${status} ${text}`);
}

/** Of the last category, of which 6 are needed, one less. */
const ONE_SHORT = NOMINATED.slice(0, -1);

/** In the meeting called `oneShort` a list waits that is one short. In `nominating` candidates are with the two offices, and somebody has marked one for the first of them. */
export async function prepareNomination(county: County): Promise<void> {
  const { session } = county.halls.nominating;
  const clerk = bearerOf(county, session, 'unit-clerk');
  const saved = { session, expectedVersion: 0, plannedSeats: 30, candidates: NOMINATED };
  await must(county, 'saveNomination', saved, clerk);
  await must(county, 'submitNomination', { session, expectedVersion: 1 }, clerk);
  const marks = [{ number: 1, verdict: 'unfit', reason: '与所长是近亲属' }];
  await must(county, 'markCandidates', { session, marks }, bearerOf(county, session, 'inspection-office', ONE_PERSON));
  const short = { ...saved, session: county.halls.oneShort.session, candidates: ONE_SHORT };
  await must(county, 'saveNomination', short, bearerOf(county, short.session, 'unit-clerk'));
}

type Sender = { readonly role: StaffRole; readonly sub?: string };
const order =
  (id: OperationId, standing: StandingName, { role, sub }: Sender, change: object = {}) =>
  (county: County): Knock => {
    const { session } = county.halls[standing];
    return knockOf(id, { ...delegatesRequests[id]?.(session), ...change }, bearerOf(county, session, role, sub));
  };
const CLERK = { role: 'unit-clerk' } as const;
const OFFICE = { role: 'inspection-office' } as const;
const COMMISSION = { role: 'discipline-commission' } as const;

/** The sample clerk's unit is 回龙山; the meeting called `bare` is 城关's. */
const foreign: readonly Row[] = (
  [
    'getNomination',
    'saveNomination',
    'importNomination',
    'submitNomination',
    'listVersions',
    'setObservers',
    'listObservers',
  ] as const
).map((id) =>
  row(`${id} by the clerk of another unit`, '403 unit-not-yours', ({ halls, bearers }) =>
    knockOf(id, delegatesRequests[id]?.(halls.bare.session) ?? {}, bearers['unit-clerk']),
  ),
);

const saving = (title: string, candidates: readonly Candidate[], code: string): Row =>
  row(title, '422 candidates-defective', order('saveNomination', 'bare', CLERK, { candidates }), { places: [code] });
const reading = (title: string, places: readonly string[], change: object): Row =>
  row(title, '422 file-defects', order('importNomination', 'bare', CLERK, change), {
    places,
    secrets: [NAME, ...PHONES],
  });

const nominationRows: readonly Row[] = [
  saving('one phone in two categories', [candidate(), candidate({ category: 'consumer-society' })], 'duplicate-phone'),
  saving('a candidate without a name', [candidate({ name: ' ' })], 'missing-name'),
  saving('a phone with a digit too few', [candidate({ phone: '1371111000' })], 'bad-phone'),
  saving(
    'a pasted script behind a control character',
    [candidate({ organisation: '\u0007<script>' })],
    'unreadable-character',
  ),
  row(
    'a nomination over a newer one',
    '409 edited-meanwhile',
    order('saveNomination', 'bare', CLERK, { expectedVersion: 7 }),
  ),
  row(
    'a category that there is not',
    '400 request-invalid',
    order('saveNomination', 'bare', CLERK, { candidates: [{ ...candidate(), category: 'observer' }] }),
    { places: ['candidates.0.category'] },
  ),
  row('a plan for 29 delegates', '400 request-invalid', order('saveNomination', 'bare', CLERK, { plannedSeats: 29 }), {
    places: ['plannedSeats'],
  }),
  row(
    'five hundred and one candidates',
    '422 nomination-too-long',
    order('saveNomination', 'bare', CLERK, {
      candidates: Array.from({ length: 501 }, (_, at) => candidate({ phone: `1350${String(at).padStart(7, '0')}` })),
    }),
  ),
  row('nobody, handed in', '409 nomination-too-short', order('submitNomination', 'bare', CLERK), {
    places: [...CATEGORIES, 'total'],
  }),
  row(
    'a nomination one short of twice the seats in one category, handed in',
    '409 nomination-too-short',
    order('submitNomination', 'oneShort', CLERK, { expectedVersion: 1 }),
    { places: ['deputy-supervisor', 'category-short'], only: 1 },
  ),
  row(
    'a nomination that is with the offices, edited',
    '409 nomination-submitted',
    order('saveNomination', 'nominating', CLERK, { expectedVersion: 2 }),
  ),
  row('a nomination once the meeting is over', '409 state-wrong', order('saveNomination', 'closed', CLERK)),
  reading('a file with an observer among the candidates', ['wrong-category'], {
    file: csvFile(line('到场监督人员', PHONES[0])),
  }),
  reading('a file with one phone in two categories', ['duplicate-phone'], {
    file: csvFile(line(CATEGORY_NAMES['market-entity'], PHONES[0]), line('政协委员', PHONES[0])),
  }),
  reading('a file without the column of phones', ['missing-columns'], {
    file: Buffer.from(`类别,姓名\r\n市场主体,${NAME}`).toString('base64'),
  }),
  row('a workbook cut off in the middle', '422 file-unreadable', async (county) => {
    const whole = await makeWorkbook();
    const file = Buffer.from(whole.subarray(0, whole.length / 2)).toString('base64');
    return order('importNomination', 'bare', CLERK, { fileName: '推荐表.xlsx', file })(county);
  }),
];

const screeningRows: readonly Row[] = [
  row(
    'a screening by the same person for both offices',
    '409 same-person',
    order('markCandidates', 'nominating', { ...COMMISSION, sub: ONE_PERSON }),
  ),
  row(
    'the other office’s screening, read by who works for one',
    '409 same-person',
    order('getScreening', 'nominating', { ...COMMISSION, sub: ONE_PERSON }),
  ),
  row(
    'unfit without a reason',
    '422 reason-missing',
    order('markCandidates', 'nominating', OFFICE, { marks: [{ number: 2, verdict: 'unfit', reason: ' ' }] }),
    { places: ['marks.0.reason'] },
  ),
  row(
    'a mark of nobody',
    '404 candidate-unknown',
    order('markCandidates', 'nominating', OFFICE, { marks: [{ number: 99, verdict: 'fit', reason: '' }] }),
  ),
  row(
    'a reason of a thousand characters',
    '400 request-invalid',
    order('markCandidates', 'nominating', OFFICE, {
      marks: [{ number: 2, verdict: 'unfit', reason: '因'.repeat(1_000) }],
    }),
    { places: ['marks.0.reason'] },
  ),
  row(
    'a screening finished with candidates left',
    '409 screening-incomplete',
    order('finishScreening', 'nominating', OFFICE),
  ),
  row('a screening before the unit has nominated', '409 screening-not-open', order('markCandidates', 'bare', OFFICE)),
  row(
    'a page of the screening that there is not',
    '404 page-unknown',
    order('getScreening', 'nominating', OFFICE, { page: 9 }),
  ),
];

const listRows: readonly Row[] = [
  row('a list before both offices are done', '409 not-agreed', order('proposeList', 'nominating', OFFICE)),
  row('a list without a reason', '400 request-invalid', order('proposeList', 'nominating', OFFICE, { reason: ' ' }), {
    places: ['reason'],
  }),
  row('a list that nobody proposed, approved', '404 list-not-proposed', order('approveList', 'nominating', COMMISSION)),
  row('a list proposed once the meeting is over', '409 state-wrong', order('proposeList', 'closed', OFFICE)),
  row(
    'observers over newer ones',
    '409 edited-meanwhile',
    order('setObservers', 'bare', CLERK, { expectedVersion: 3 }),
  ),
  row(
    'an observer whose name turns the reading direction',
    '400 request-invalid',
    order('setObservers', 'bare', CLERK, { observers: [{ name: '好\u202e坏人', organisation: '' }] }),
    { places: ['observers.0.name'] },
  ),
];

export const delegatesRows: readonly Row[] = [...foreign, ...nominationRows, ...screeningRows, ...listRows];
