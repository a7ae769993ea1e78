import type { StaffRole } from '../../../shared/contract/operation.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import { EMPTY_REPORT } from '../../../shared/process/report.ts';
import type { County, StandingName } from './county.ts';
import { delegatesRequests } from './delegates-rows.ts';
import { floorRequests } from './floor-rows.ts';
import { invitationRequests } from './invitations-rows.ts';
import { type Knock, knockOf } from './knock.ts';
import { opinionRequests } from './opinions-rows.ts';
import { outcomeRequests } from './outcomes-rows.ts';
import { planRequests } from './plan-rows.ts';
import { reportRequests } from './reports-rows.ts';
import { type GoodRequests, SCRIPT, type TakenRow } from './row.ts';

const REQUESTS: GoodRequests = {
  ...planRequests,
  ...opinionRequests,
  ...delegatesRequests,
  ...invitationRequests,
  ...reportRequests,
  ...floorRequests,
  ...outcomeRequests,
};

type Who = Extract<StaffRole, 'inspection-office' | 'unit-clerk'>;

/** The good request of an operation with other fields, by a clerk of the meeting's own unit or by the inspection office. */
const order =
  (id: OperationId, standing: StandingName, { by = 'inspection-office', ...change }: { readonly by?: Who }) =>
  ({ halls, forger }: County): Knock => {
    const { session } = halls[standing];
    const unit = by === 'unit-clerk' ? { unit: session.split('-').at(-1) } : {};
    return knockOf(
      id,
      { ...REQUESTS[id]?.(session), ...change },
      forger.signed({ ...forger.claims(), role: by, ...unit }),
    );
  };

interface Written {
  readonly at: StandingName;
  readonly by?: Who;
  readonly writes: OperationId;
  readonly with: object;
  readonly reads: OperationId;
  readonly reading?: object;
  readonly kept?: string;
}

const written = (
  what: string,
  { at, by, writes, with: change, reads, reading = {}, kept = SCRIPT }: Written,
): TakenRow => {
  const person = by === undefined ? {} : { by };
  return {
    title: `a script in ${what}`,
    knock: order(writes, at, { ...person, ...change }),
    reads: order(reads, at, { ...person, ...reading }),
    kept,
  };
};

const HASH = 'ba'.repeat(32);
const HEARD = 'bb'.repeat(32);
const QUESTION = 'DDDDDDDDDDDDDDDDDDDDDD';
const CANDIDATE = { category: 'market-entity', name: SCRIPT, organisation: '商行', phone: '13711110009' };
const ROUND = 'r-2042';
const opening = { ...planRequests.openRound?.(''), round: ROUND, name: SCRIPT };
const venue = {
  onDay: '2031-03-12',
  startsAt: '09:00',
  place: '会议室',
  directions: '',
  phone: '0713-6150000',
  note: '',
};
const parts = { opinions: '已办', delegates: '已办', reports: '已办', venue: '已办', risks: SCRIPT };

const opinionRows: readonly TakenRow[] = [
  {
    title: 'a script in an opinion of anybody',
    knock: ({ opinionDoor }) =>
      knockOf('leaveOpinion', {
        ...opinionDoor,
        ...{ kind: 'question', about: { kind: 'unit' }, text: SCRIPT, photos: [], named: null, receiptHash: HASH },
      }),
    reads: order('listOpinions', 'ready', {}),
    kept: SCRIPT,
  },
  written('an opinion that was heard', {
    ...{ at: 'ready', writes: 'recordOpinion', reads: 'listOpinions' },
    with: { text: SCRIPT, receiptHash: HEARD },
  }),
  written('the wording of an entry', {
    ...{ at: 'ready', writes: 'collate', reads: 'listCollated' },
    with: { opinions: [HASH], wording: SCRIPT },
  }),
];

const floorTexts: readonly TakenRow[] = [
  written('an item of the agenda', {
    ...{ at: 'bare', writes: 'setAgenda', reads: 'getFloor', with: { agenda: ['报告', SCRIPT] } },
  }),
  written('a question', {
    ...{ at: 'bare', writes: 'putQuestion', reads: 'getFloor', with: { id: QUESTION, wording: SCRIPT } },
  }),
  written('an answer', { at: 'bare', writes: 'recordAnswer', reads: 'getFloor', with: { answer: SCRIPT } }),
  written('a statement', { at: 'announced', writes: 'recordStatement', reads: 'getFloor', with: { text: SCRIPT } }),
];

/** Every free text, one after the other: nothing that is pasted there is refused for its words, and nothing of it is lost. */
export const scriptRows: readonly TakenRow[] = [
  ...opinionRows,
  ...floorTexts,
  written('a report', {
    ...{ at: 'bare', by: 'unit-clerk', writes: 'saveReport', reads: 'getReport' },
    with: { parts: { ...EMPTY_REPORT, 'local-economy': SCRIPT } },
  }),
  written('the name of a candidate', {
    ...{ at: 'bare', by: 'unit-clerk', writes: 'saveNomination', reads: 'getNomination' },
    with: { candidates: [CANDIDATE] },
  }),
  {
    ...written('the place of a candidate, which turns the reading direction and loses that character', {
      ...{ at: 'bare', by: 'unit-clerk', writes: 'saveNomination', reads: 'getNomination', kept: `某 ${SCRIPT}` },
      with: { expectedVersion: 1, candidates: [{ ...CANDIDATE, organisation: `某\u202e${SCRIPT}` }] },
    }),
  },
  written('the place of a venue', {
    ...{ at: 'ready', by: 'unit-clerk', writes: 'saveVenue', reads: 'getInvitations' },
    with: { venue: { ...venue, place: SCRIPT } },
  }),
  written('a preparation', {
    ...{ at: 'ready', by: 'unit-clerk', writes: 'submitPreparation', reads: 'getPreparation', with: { parts } },
  }),
  written('why no use was made', {
    ...{ at: 'announced', writes: 'recordUse', reads: 'listUses', with: { use: 'none', note: SCRIPT } },
  }),
  written('the name of a round', {
    ...{ at: 'bare', writes: 'openRound', reads: 'getPlan', with: opening, reading: { round: ROUND } },
  }),
];
