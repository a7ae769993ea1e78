import { type Actor, ANYONE, clerkOf, DISCIPLINE, INSPECTION } from '../../infra/local/sample/ask.ts';
import type { RequestOf } from '../../shared/contract/operations.ts';
import type { OperationId, ROUTES } from '../../shared/contract/routes.ts';
import type { FilledUnit } from './filled-unit.ts';

/** Operations that only read. */
export type PageId = {
  [Id in OperationId]: (typeof ROUTES)[Id]['method'] extends 'GET' ? Id : never;
}[OperationId];

/** What the appraisal's own figures hold: nothing of these grows with a round's lists, and they need a meeting under way; nor does `health`. */
export const OF_THE_APPRAISAL = [
  'health',
  'getMeeting',
  'getManifest',
  'getBoard',
  'getResult',
  'getTurnout',
  'countBallots',
] as const satisfies readonly PageId[];

export type MeasuredPage = Exclude<PageId, (typeof OF_THE_APPRAISAL)[number]>;

export type PageRequests = {
  readonly [Id in MeasuredPage]: { readonly actor: Actor; readonly request: RequestOf<Id> };
};

/** One request of each page of the console and of the phones, for a unit that is filled, by somebody who may. */
export function pageRequests({ round, session, unit, readingKey, officers }: FilledUnit): PageRequests {
  const key = readingKey;
  const [officer = ''] = officers;
  const byOffice = <Request>(request: Request) => ({ actor: INSPECTION, request });
  const byClerk = <Request>(request: Request) => ({ actor: clerkOf(unit), request });
  const byAnyone = <Request>(request: Request) => ({ actor: ANYONE, request });
  return {
    listRounds: byOffice({}),
    getRound: byOffice({ round }),
    getPlan: byOffice({ round }),
    getHome: byOffice({ round }),
    getRoundUp: byOffice({ round }),
    listAudit: byOffice({}),
    listDelegates: byOffice({ session, page: 0 }),
    listOfficers: byOffice({ session }),
    getOpinionForm: byAnyone({ session, key }),
    listOpinions: byOffice({ session }),
    listCollated: byOffice({ session }),
    getCollated: byOffice({ session, number: 1 }),
    getNomination: byClerk({ session }),
    getScreening: byOffice({ session, page: 0 }),
    listVersions: byOffice({ session }),
    listObservers: byOffice({ session }),
    getInvitations: byClerk({ session, page: 0 }),
    getPreparation: byOffice({ session }),
    listReports: byClerk({ session }),
    getReport: byClerk({ session, officer }),
    getFloor: byOffice({ session }),
    openReading: byAnyone({ session, key }),
    getReadingReport: byAnyone({ session, officer, key }),
    listReadingItems: byAnyone({ session, key }),
    proposeItems: byOffice({ session }),
    listItems: byOffice({ session }),
    getItem: byOffice({ session, item: '1' }),
    listNotices: { actor: DISCIPLINE, request: { session } },
    getResults: byOffice({ session }),
    listUses: byOffice({ session }),
    getAssessment: byOffice({ session }),
  };
}
