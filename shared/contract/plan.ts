import * as z from 'zod';
import { PLAN_PARTS } from '../process/round-plan.ts';
import { GAP_CODES, STAGE_ACTORS, STAGE_STATES, STAGES } from '../process/stages.ts';
import * as f from './formats.ts';
import { defineOperation, staff } from './operation.ts';

const office = staff('inspection-office');
const everyone = staff('unit-clerk', 'inspection-office', 'discipline-commission', 'county-leader', 'auditor');

/** A county has some tens of units; one batch reads a hundred items. */
const MAX_UNITS = 100;
const MAX_PLAN_BYTES = 300_000;

const email = z.union([z.email().max(200), z.literal('')]);
const contact = z.strictObject({ name: f.optionalLine(40), email });
const leaderInCharge = z.strictObject({ ...contact.shape, post: f.optionalLine(60) });
const basisDocument = z.strictObject({
  title: f.line(200),
  number: f.optionalLine(60),
  date: f.day.nullable(),
});
/** The same form as in a file of lists. */
const unitCode = z.string().regex(/^[a-z0-9-]{3,40}$/, 'unit');
const unitName = f.line(60);
const officer = z.strictObject({ name: f.line(40), post: f.optionalLine(60) });

const indicator = z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,20}$/, 'indicator'), name: f.line(30) });
const days = z.int().min(0).max(365);
const points = z.int().min(1).max(100);

const share = z.int().min(1).max(100);

/** The quotas of a list of delegates: every category has a share, in whole per cent, and together they are 100 (`shares-sum`). */
export const seatRule = z.strictObject({
  minDelegates: z.int().min(1).max(1_000),
  sharesPercent: z.strictObject({
    'market-entity': share,
    'consumer-society': share,
    'discipline-inspection': share,
    'deputy-supervisor': share,
  }),
});

/** The rules of a round (shared/process/round-config.ts). */
export const roundRules = z.strictObject({
  unitIndicators: z.array(indicator).min(1).max(30),
  officerIndicators: z.array(indicator).min(1).max(30),
  thresholds: z.strictObject({ excellent: points, qualified: points }),
  seats: seatRule,
  candidatesPerSeat: z.int().min(2).max(10),
  firstReplyWorkingDays: z.int().min(1).max(60),
  escalationWorkingDays: z.strictObject({
    'unit-head': days,
    'county-leader': days,
    'discipline-commission': days,
  }),
  proposeBelowScore: z.number().min(0).max(10),
  nominationDaysBefore: days,
  reportsDaysBefore: days,
  invitationsDaysBefore: days,
  preparationDaysBefore: days,
  personalDataMonths: z.int().min(1).max(120),
});

const plannedUnit = z.strictObject({
  unit: unitCode,
  heldOn: f.day.nullable(),
  pilot: z.boolean(),
  leader: contact,
  head: contact,
});

/** What a county decides about a round (shared/process/round-plan.ts). */
export const roundPlan = z.strictObject({
  basis: z.array(basisDocument).max(20),
  leader: leaderInCharge,
  commission: contact,
  units: z.array(plannedUnit).min(1).max(MAX_UNITS),
  rules: roundRules,
});

const openedUnit = z.strictObject({
  unit: unitCode,
  name: unitName,
  heldOn: f.day.nullable(),
  pilot: z.boolean(),
  leader: contact,
  headEmail: email,
  /** In ballot order; exactly one is the head (第一责任人). */
  officers: z
    .array(z.strictObject({ ...officer.shape, isHead: z.boolean() }))
    .min(1)
    .max(60),
});

const change = z.strictObject({
  version: f.count,
  atMs: f.timeMs,
  who: z.string(),
  role: z.string(),
  why: z.string(),
  changed: z.array(z.enum(PLAN_PARTS)),
});

const gap = z.strictObject({
  code: z.enum(GAP_CODES),
  by: z.array(z.enum(STAGE_ACTORS)),
  count: f.count.nullable(),
  names: z.array(z.string()),
  dueOn: f.day.nullable(),
});

const standing = z.strictObject({
  stage: z.enum(STAGES),
  state: z.enum(STAGE_STATES),
  waitingFor: z.array(z.enum(STAGE_ACTORS)),
  missing: z.array(gap),
  have: f.count.nullable(),
  of: f.count.nullable(),
});

/** The round and its plan: basis, units, dates, responsibilities, rules; and the county’s home. */
export const planOperations = {
  openRound: defineOperation({
    summary: { zh: '开启一个年度', en: 'Open a round: basis, plan, units with their officers, first rules' },
    who: office,
    function: 'plan',
    request: z.strictObject({
      round: f.roundId,
      name: f.line(60),
      basis: roundPlan.shape.basis,
      leader: leaderInCharge,
      commission: contact,
      /** In the order of the meetings, pilots first. */
      units: z.array(openedUnit).min(1).max(MAX_UNITS),
      rules: roundRules,
    }),
    response: z.strictObject({
      round: f.roundId,
      version: f.count,
      units: z.array(z.strictObject({ unit: f.sessionId, session: f.sessionId })),
    }),
    problems: ['round-exists', 'plan-not-valid'],
    grants: {
      registry: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
      meetings: ['GetItem', 'PutItem'],
    },
    maxBodyBytes: MAX_PLAN_BYTES,
  }),
  changePlan: defineOperation({
    summary: { zh: '修改年度计划', en: 'Change the plan of a round: a new version, with its reason' },
    who: office,
    function: 'plan',
    request: z.strictObject({
      round: f.roundId,
      /** The version that was on the screen; 0 for a round that has lists only. */
      expectedVersion: f.count,
      reason: f.reason,
      plan: roundPlan,
    }),
    response: z.strictObject({ round: f.roundId, version: f.count }),
    problems: ['round-unknown', 'plan-not-valid', 'edited-meanwhile'],
    grants: { registry: ['GetItem', 'BatchGetItem', 'PutItem'] },
    maxBodyBytes: MAX_PLAN_BYTES,
  }),
  getPlan: defineOperation({
    summary: { zh: '年度计划和修改记录', en: 'The plan of a round, and the history of its changes' },
    who: everyone,
    function: 'plan',
    request: z.strictObject({
      round: f.roundId,
      /** An earlier version; the newest without it. */
      version: z.coerce.number().pipe(z.int().min(1).max(99_999)).optional(),
    }),
    response: z.strictObject({
      round: f.roundId,
      name: z.string(),
      version: f.count,
      newest: f.count,
      plan: z.strictObject({
        ...roundPlan.shape,
        units: z.array(
          z.strictObject({
            ...plannedUnit.shape,
            name: z.string(),
            session: f.sessionId,
            officers: z.array(z.strictObject({ name: z.string(), post: z.string() })),
          }),
        ),
      }),
      /** Newest first, one page. */
      history: z.array(change),
    }),
    problems: ['round-unknown', 'plan-version-unknown'],
    grants: { registry: ['GetItem', 'BatchGetItem', 'Query'] },
  }),
  getHome: defineOperation({
    summary: { zh: '全县各单位六个环节', en: 'All units of a round and their six stages' },
    who: everyone,
    function: 'plan',
    request: z.strictObject({ round: f.roundId }),
    response: z.strictObject({
      round: f.roundId,
      name: z.string(),
      today: f.day,
      /** In the order of the plan. */
      units: z.array(
        z.strictObject({
          unit: f.sessionId,
          name: z.string(),
          session: f.sessionId,
          heldOn: f.day.nullable(),
          pilot: z.boolean(),
          stages: z.array(standing),
        }),
      ),
    }),
    problems: ['round-unknown'],
    grants: { registry: ['GetItem', 'Query'], meetings: ['BatchGetItem'] },
  }),
};
