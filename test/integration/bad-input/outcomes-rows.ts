import type { StaffRole } from '../../../shared/contract/operation.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import { type County, ROUNDS, type StandingName } from './county.ts';
import { type Knock, knockOf } from './knock.ts';
import { type GoodRequests, type Row, row } from './row.ts';

const SOURCE = { source: '一份报告', figures: [{ figure: 'satisfaction', text: '97%', note: '算法不明' }] };
const USE = { subject: 'o1', use: 'award', note: '推荐年度评优', decidedBy: '县局党组' };

export const outcomeRequests: GoodRequests = {
  getResults: (session) => ({ session }),
  recordUse: (session) => ({ session, ...USE }),
  listUses: (session) => ({ session }),
  getAssessment: (session) => ({ session }),
  quoteFigures: () => ({ round: ROUNDS[0], expectedVersion: 0, ...SOURCE }),
  getRoundUp: () => ({ round: ROUNDS[0] }),
  createRoundUpDownload: () => ({ round: ROUNDS[0], format: 'xlsx' }),
  exportAudit: () => ({}),
};

const order =
  (id: OperationId, standing: StandingName, change: object = {}, role: StaffRole = 'inspection-office') =>
  ({ halls, bearers }: County): Knock =>
    knockOf(id, { ...outcomeRequests[id]?.(halls[standing].session), ...change }, bearers[role]);

/** The sample clerk's unit is 回龙山; the meeting called `bare` is 城关's. */
const foreign = (['getResults', 'listUses', 'getAssessment'] as const).map((id) =>
  row(`${id} by the clerk of another unit`, '403 unit-not-yours', order(id, 'bare', {}, 'unit-clerk')),
);
const use = (change: object) => order('recordUse', 'announced', change);
const quote = (change: object) => order('quoteFigures', 'bare', change);

export const outcomesRows: readonly Row[] = [
  ...foreign,
  row('a use before the announcement', '409 state-wrong', order('recordUse', 'counted')),
  row('a use of a voided meeting’s result', '409 state-wrong', order('recordUse', 'voided')),
  row('a use for somebody who was not appraised', '404 subject-unknown', use({ subject: 'o61' })),
  row('a use that there is not', '400 request-invalid', use({ use: 'fine' }), { places: ['use'] }),
  row('a use without a reason', '400 request-invalid', use({ note: '  ' }), { places: ['note'] }),
  row('a use with a reason of 501 characters', '400 request-invalid', use({ note: '由'.repeat(501) }), {
    places: ['note'],
  }),
  row('a use that nobody decided', '400 request-invalid', use({ decidedBy: '' }), { places: ['decidedBy'] }),
  row('a use decided by whom a control character hides', '400 request-invalid', use({ decidedBy: '县局\u202e党组' }), {
    places: ['decidedBy'],
  }),
  row('a use at a session that there is not', '404 session-unknown', use({ session: 'tuanfeng-r-2031-nowhere' })),
  row('a page of uses that is no page', '400 request-invalid', order('listUses', 'bare', { after: 'USE#x' }), {
    places: ['after'],
  }),
  row('a quotation for a round that there is not', '404 round-unknown', quote({ round: 'r-1999' })),
  row('a quotation of nothing', '400 request-invalid', quote({ figures: [] }), { places: ['figures'] }),
  row(
    'a quotation of a figure that there is not',
    '400 request-invalid',
    quote({ figures: [{ figure: 'profit', text: '1', note: '' }] }),
    { places: ['figures.0.figure'] },
  ),
  row('a quotation over a newer one', '409 edited-meanwhile', quote({ expectedVersion: 4 })),
  row(
    'the round-up of a round that there is not',
    '404 round-unknown',
    order('getRoundUp', 'bare', { round: 'r-1999' }),
  ),
  row(
    'a download of a round-up that there is not',
    '404 round-unknown',
    order('createRoundUpDownload', 'bare', { round: 'r-1999' }),
  ),
  row(
    'a round-up in a format that there is not',
    '400 request-invalid',
    order('createRoundUpDownload', 'bare', { format: 'exe' }),
    { places: ['format'] },
  ),
  row(
    'a part of the audit log that there is not',
    '404 audit-range-unknown',
    order('exportAudit', 'bare', { from: 900_000 }, 'auditor'),
  ),
  row(
    'a part of the audit log that ends before it begins',
    '404 audit-range-unknown',
    order('exportAudit', 'bare', { from: 5, until: 4 }, 'auditor'),
  ),
  row(
    'a part of the audit log from entry 0',
    '400 request-invalid',
    order('exportAudit', 'bare', { from: 0 }, 'auditor'),
    { places: ['from'] },
  ),
];
