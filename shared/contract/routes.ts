import { DELEGATE_ROUTES } from './delegates-routes.ts';
import { FLOOR_ROUTES } from './floor-routes.ts';
import { INVITATION_ROUTES } from './invitations-routes.ts';
import { OPINION_ROUTES } from './opinions-routes.ts';
import { OUTCOME_ROUTES } from './outcomes-routes.ts';
import { PLAN_ROUTES } from './plan-routes.ts';
import { AUTHOR_ROUTES, RECTIFICATION_ROUTES } from './rectification-routes.ts';
import { READING_ROUTES, REPORT_ROUTES } from './reports-routes.ts';
import type { Route } from './route.ts';

const gather = () =>
  ({
    health: { method: 'GET', path: '/api/health' },
    getMeeting: { method: 'GET', path: '/api/sessions/{session}' },
    getManifest: { method: 'GET', path: '/api/sessions/{session}/manifest' },
    getBoard: { method: 'GET', path: '/api/sessions/{session}/board' },
    getResult: { method: 'GET', path: '/api/sessions/{session}/result' },
    getTurnout: { method: 'GET', path: '/api/sessions/{session}/turnout' },
    countBallots: { method: 'GET', path: '/api/sessions/{session}/ballot-count' },

    checkIn: { method: 'POST', path: '/api/check-in' },
    castBallot: { method: 'POST', path: '/api/cast' },

    enrolTeller: { method: 'POST', path: '/api/sessions/{session}/tellers' },
    signArming: { method: 'POST', path: '/api/sessions/{session}/arming' },
    openVoting: { method: 'POST', path: '/api/sessions/{session}/voting' },
    setClosingTime: { method: 'POST', path: '/api/sessions/{session}/closing-time' },
    signBoard: { method: 'POST', path: '/api/sessions/{session}/board/signatures' },
    recordAbsent: { method: 'POST', path: '/api/sessions/{session}/absences' },
    voidByTellers: { method: 'POST', path: '/api/sessions/{session}/void-by-tellers' },

    listDesk: { method: 'POST', path: '/api/sessions/{session}/desk/delegates' },
    issuePaper: { method: 'POST', path: '/api/sessions/{session}/desk/papers' },
    reissue: { method: 'POST', path: '/api/sessions/{session}/desk/reissues' },
    recordIssuing: { method: 'POST', path: '/api/sessions/{session}/issuing' },

    closeBoard: { method: 'POST', path: '/api/sessions/{session}/board' },
    getSealedBallots: { method: 'POST', path: '/api/sessions/{session}/sealed-ballots' },

    enterPaper: { method: 'POST', path: '/api/sessions/{session}/paper' },
    settlePaper: { method: 'POST', path: '/api/sessions/{session}/paper/settlement' },
    getPaper: { method: 'POST', path: '/api/sessions/{session}/paper/view' },
    releaseShares: { method: 'POST', path: '/api/sessions/{session}/shares' },
    getShares: { method: 'POST', path: '/api/sessions/{session}/shares/view' },
    count: { method: 'POST', path: '/api/sessions/{session}/count' },
    signResult: { method: 'POST', path: '/api/sessions/{session}/result/signatures' },
    objectToResult: { method: 'POST', path: '/api/sessions/{session}/result/objections' },

    checkImport: { method: 'POST', path: '/api/rounds/{round}/import-check' },
    importRound: { method: 'POST', path: '/api/rounds/{round}/import' },
    listRounds: { method: 'GET', path: '/api/rounds' },
    getRound: { method: 'GET', path: '/api/rounds/{round}' },
    listDelegates: { method: 'GET', path: '/api/sessions/{session}/delegates' },
    listOfficers: { method: 'GET', path: '/api/sessions/{session}/officers' },
    registerCards: { method: 'POST', path: '/api/sessions/{session}/cards' },
    issueEnrolment: { method: 'POST', path: '/api/sessions/{session}/tellers/{slot}/enrolment' },
    makeKeys: { method: 'POST', path: '/api/sessions/{session}/keys' },
    freeze: { method: 'POST', path: '/api/sessions/{session}/freeze' },
    voidMeeting: { method: 'POST', path: '/api/sessions/{session}/void' },
    listAudit: { method: 'GET', path: '/api/audit' },

    createDownload: { method: 'POST', path: '/api/sessions/{session}/downloads' },
    createTellerDownload: { method: 'POST', path: '/api/sessions/{session}/teller-downloads' },

    ...PLAN_ROUTES,
    ...OPINION_ROUTES,
    ...DELEGATE_ROUTES,
    ...INVITATION_ROUTES,
    ...REPORT_ROUTES,
    ...FLOOR_ROUTES,
    ...READING_ROUTES,
    ...RECTIFICATION_ROUTES,
    ...AUTHOR_ROUTES,
    ...OUTCOME_ROUTES,
  }) as const satisfies Record<string, Route>;

/** Where each operation lives; the later stages have a file each. Marked as pure: a page that asks for a few operations of its own carries none of it. */
export const ROUTES = /* @__PURE__ */ gather();

export type { Route };
export type OperationId = keyof typeof ROUTES;
