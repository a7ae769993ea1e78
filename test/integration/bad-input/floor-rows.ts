import type { StaffRole } from '../../../shared/contract/operation.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import type { County, StandingName } from './county.ts';
import { type Knock, knockOf } from './knock.ts';
import { type GoodRequests, type Row, row } from './row.ts';

const ID = 'AAAAAAAAAAAAAAAAAAAAAA';
const UPLOAD = (session: string) => `incoming/statement/${session}/${ID}`;
const WORDS = { answer: '今后一次办结。', answeredBy: '所长' };

export const floorRequests: GoodRequests = {
  getFloor: (session) => ({ session }),
  setAgenda: (session) => ({ session, expectedVersion: 0, agenda: ['报告', '评议'] }),
  moveAgenda: (session) => ({ session, current: 0, expectedVersion: 0 }),
  putQuestion: (session) => ({ session, id: ID, source: 'spoken', wording: '年检为什么跑三趟？', collated: null }),
  callQuestion: (session) => ({ session, question: null }),
  recordAnswer: (session) => ({ session, question: 1, ...WORDS, after: 0 }),
  setQuestionAside: (session) => ({ session, question: 1, reason: '会后书面答复' }),
  createStatementUpload: (session) => ({ session, kind: 'mp3', fileName: '表态.mp3', bytes: 1_000 }),
  recordStatement: (session) => ({ session, expectedVersion: 0, speaker: '所长', text: '逐条整改。', media: null }),
};

const order =
  (id: OperationId, standing: StandingName, change: object = {}, role: StaffRole = 'inspection-office') =>
  ({ halls, bearers }: County): Knock => {
    const { session } = halls[standing];
    return knockOf(id, { ...floorRequests[id]?.(session), ...change }, bearers[role]);
  };

/** The sample clerk's unit is 回龙山; the meeting called `bare` is 城关's. */
const foreign = (Object.keys(floorRequests) as OperationId[])
  .filter((id) => id !== 'setQuestionAside')
  .map((id) => row(`${id} by the clerk of another unit`, '403 unit-not-yours', order(id, 'bare', {}, 'unit-clerk')));

export const floorRows: readonly Row[] = [
  ...foreign,
  row('an agenda without an item', '400 request-invalid', order('setAgenda', 'bare', { agenda: [] }), {
    places: ['agenda'],
  }),
  row(
    'an agenda of twenty-one items',
    '400 request-invalid',
    order('setAgenda', 'bare', { agenda: Array.from({ length: 21 }, (_, n) => `第 ${n} 项`) }),
    {
      places: ['agenda'],
    },
  ),
  row(
    'an agenda with a line break in an item',
    '400 request-invalid',
    order('setAgenda', 'bare', { agenda: ['报告\n评议'] }),
    {
      places: ['agenda.0'],
    },
  ),
  row('an agenda over a newer one', '409 edited-meanwhile', order('setAgenda', 'bare', { expectedVersion: 5 })),
  row('an item that the agenda does not have', '404 agenda-item-unknown', order('moveAgenda', 'bare', { current: 40 })),
  row('a question without words', '400 request-invalid', order('putQuestion', 'bare', { wording: '   ' }), {
    places: ['wording'],
  }),
  row(
    'a question of two thousand characters',
    '400 request-invalid',
    order('putQuestion', 'bare', { wording: '问'.repeat(2_000) }),
    {
      places: ['wording'],
    },
  ),
  row(
    'a question that turns the reading direction',
    '400 request-invalid',
    order('putQuestion', 'bare', { wording: '好\u202e坏' }),
    {
      places: ['wording'],
    },
  ),
  row(
    'a question by phone that nobody collated',
    '400 request-invalid',
    order('putQuestion', 'bare', { source: 'phone' }),
    {
      places: ['collated'],
    },
  ),
  row(
    'a question that is not on record called',
    '404 question-unknown',
    order('callQuestion', 'bare', { question: 7 }),
  ),
  row('an answer to a question that is not on record', '404 question-unknown', order('recordAnswer', 'bare')),
  row('an answer by nobody', '400 request-invalid', order('recordAnswer', 'bare', { answeredBy: '' }), {
    places: ['answeredBy'],
  }),
  row('a question that is not on record set aside', '404 question-unknown', order('setQuestionAside', 'bare')),
  row('a statement before the announcement', '409 state-wrong', order('recordStatement', 'counted')),
  row('a recording before the announcement', '409 state-wrong', order('createStatementUpload', 'counted')),
  row(
    'a recording of another type than its name',
    '400 file-kind-wrong',
    order('createStatementUpload', 'announced', { fileName: '表态.exe' }),
  ),
  row(
    'a recording of sixty megabytes',
    '413 file-too-large',
    order('createStatementUpload', 'announced', { bytes: 60 * 1024 * 1024 }),
  ),
  row(
    'a statement over a newer one',
    '409 edited-meanwhile',
    order('recordStatement', 'announced', { expectedVersion: 9 }),
  ),
  row(
    'a statement of 20 001 characters',
    '400 request-invalid',
    order('recordStatement', 'announced', { text: '整'.repeat(20_001) }),
    {
      places: ['text'],
    },
  ),
  row('a statement with a recording that never arrived', '409 upload-missing', ({ halls, bearers }) => {
    const { session } = halls.announced;
    const media = { key: UPLOAD(session), fileName: '表态.mp3', kind: 'mp3', bytes: 1_000 };
    return knockOf(
      'recordStatement',
      { ...floorRequests.recordStatement?.(session), media },
      bearers['inspection-office'],
    );
  }),
  row('a statement with a recording that names what is kept', '400 request-invalid', ({ halls, bearers }) => {
    const { session } = halls.announced;
    const media = { key: `statement/${session}/${ID}`, fileName: '表态.mp3', kind: 'mp3', bytes: 1_000 };
    return knockOf(
      'recordStatement',
      { ...floorRequests.recordStatement?.(session), media },
      bearers['inspection-office'],
    );
  }),
];
