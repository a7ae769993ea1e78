import * as z from 'zod';
import { MAX_CANDIDATES, MAX_NAME, MAX_ORGANISATION, MAX_PLANNED_DELEGATES } from '../process/nomination.ts';
import { MAX_MARK_REASON, SCREENING_OFFICES } from '../process/screening.ts';
import * as f from './formats.ts';
import { defineOperation, staff } from './operation.ts';
import { seatRule } from './plan.ts';

const clerk = staff('unit-clerk');
const offices = staff(...SCREENING_OFFICES);
const office = z.enum(SCREENING_OFFICES);

const session = f.sessionId;
/** Of a candidate (its place in the nomination) or a delegate (its number on the list). */
const number = z.int().min(1).max(100_000);
const listVersion = z.coerce.number().pipe(z.int().min(1).max(10_000));

const candidate = z.strictObject({
  category: f.category,
  /** Judged row by row, as in a file. */
  name: z.string().max(200),
  organisation: z.string().max(400),
  /** Digits as they are dialled, or empty; spaces, hyphens and +86 are taken off. */
  phone: z.string().max(40),
});
/** The rules of the session say how many they are at least. */
const plannedSeats = z.int().min(1).max(MAX_PLANNED_DELEGATES);
const candidates = z.array(candidate).max(2 * MAX_CANDIDATES);

const byCategory = z.strictObject({
  'market-entity': f.count,
  'consumer-society': f.count,
  'discipline-inspection': f.count,
  'deputy-supervisor': f.count,
});

/** `editing` by the unit; `screening` by the two offices; `agreed` both are done; `proposed` a first list waits; `frozen`. */
const stage = z.enum(['editing', 'screening', 'agreed', 'proposed', 'frozen']);

const nomination = z.strictObject({
  unitName: z.string(),
  stage,
  /** 0 before anybody saved. */
  version: f.count,
  /** The number of delegates that the unit plans for. */
  plannedSeats: f.count,
  candidatesPerSeat: f.count,
  /** The quotas that hold for the session. */
  seats: seatRule,
  /** Candidates that were handed in and screened; they stay as they are, phones masked. */
  submitted: z.array(
    z.strictObject({
      category: f.category,
      name: z.string(),
      organisation: z.string(),
      phoneMasked: z.string(),
    }),
  ),
  /** Candidates that can be edited; all of them before the first submission. */
  candidates: z.array(
    z.strictObject({ category: f.category, name: z.string(), organisation: z.string(), phone: z.string() }),
  ),
  /** Whether the unit may save: before the first submission, and to add candidates when too few were found fit by both. */
  editable: z.boolean(),
  savedBy: z.string().nullable(),
  savedAtMs: f.timeMs.nullable(),
});

/** 500 rows of the longest texts in four-byte characters, as JSON. */
const MAX_NOMINATION_BYTES = 450_000;
/** A file of 500 people is far under 1 MB; base64 adds a third. */
const MAX_FILE_CHARACTERS = 1_400_000;
const MAX_MARKS = 100;
/** Bounded by what one transaction of the table takes: two items for each that goes. */
const MAX_REMOVALS = 30;
const MAX_OBSERVERS = 100;

const mark = z.strictObject({ verdict: z.enum(['fit', 'unfit']), reason: z.string() });
const ofUnit = ['session-unknown', 'unit-not-yours'] as const;
const edits = [...ofUnit, 'state-wrong', 'edited-meanwhile', 'nomination-submitted', 'nomination-too-long'] as const;
const ofOffice = ['session-unknown', 'state-wrong'] as const;
const reads = { registry: ['GetItem'] } as const;
const writes = { registry: ['GetItem', 'PutItem', 'UpdateItem'], meetings: ['GetItem'] } as const;

const listed = z.strictObject({
  number: f.count,
  category: f.category,
  /** `null` for those who have no need of names. */
  name: z.string().nullable(),
  organisation: z.string().nullable(),
});

const observer = z.strictObject({ name: f.line(MAX_NAME), organisation: f.optionalLine(MAX_ORGANISATION) });

export const delegateOperations = {
  getNomination: defineOperation({
    summary: { zh: '本单位推荐的候选人', en: 'The unit’s nomination' },
    who: clerk,
    function: 'delegates',
    request: z.strictObject({ session }),
    response: nomination,
    problems: ofUnit,
    grants: { registry: ['GetItem', 'Query'] },
  }),
  saveNomination: defineOperation({
    summary: { zh: '保存候选人名单', en: 'Save the candidates, the whole list' },
    who: clerk,
    function: 'delegates',
    request: z.strictObject({ session, expectedVersion: f.count, plannedSeats, candidates }),
    response: nomination,
    problems: [...edits, 'candidates-defective'],
    grants: writes,
    maxBodyBytes: MAX_NOMINATION_BYTES,
  }),
  importNomination: defineOperation({
    summary: { zh: '从文件读入候选人', en: 'Read candidates from a workbook or CSV' },
    who: clerk,
    function: 'delegates',
    request: z.strictObject({
      session,
      expectedVersion: f.count,
      plannedSeats,
      /** The file's people take the place of those that can be edited, or come after them. */
      how: z.enum(['replace', 'append']),
      fileName: z.string().min(1).max(200),
      /** The file's bytes, standard base64. */
      file: z.base64().min(1).max(MAX_FILE_CHARACTERS),
    }),
    response: nomination,
    problems: [...edits, 'file-unreadable', 'file-defects'],
    grants: writes,
    maxBodyBytes: MAX_FILE_CHARACTERS + 2_000,
  }),
  submitNomination: defineOperation({
    summary: { zh: '提交候选人名单，交两家联合审查', en: 'Submit the nomination for screening' },
    who: clerk,
    function: 'delegates',
    request: z.strictObject({ session, expectedVersion: f.count }),
    response: z.strictObject({ stage, candidates: f.count }),
    problems: [...ofUnit, 'state-wrong', 'edited-meanwhile', 'nomination-submitted', 'nomination-too-short'],
    grants: writes,
  }),
  getScreening: defineOperation({
    summary: { zh: '联合审查：候选人与本部门的意见', en: 'The candidates with the marks of one’s own office' },
    who: offices,
    function: 'delegates',
    request: z.strictObject({ session, page: f.pageNumber }),
    response: z.strictObject({
      unitName: z.string(),
      stage,
      plannedSeats: f.count,
      /** The quotas that hold for the session. */
      seats: seatRule,
      candidates: z.array(
        z.strictObject({
          number,
          category: f.category,
          name: z.string(),
          organisation: z.string(),
          phoneMasked: z.string(),
          own: mark.nullable(),
          /** `null` until both offices have finished. */
          other: mark.nullable(),
          /** The delegate's number, once on the list. */
          delegate: number.nullable(),
        }),
      ),
      total: f.count,
      marked: f.count,
      /** Candidates up to this number are finished by one’s own office and by both. */
      ownFinishedUpTo: f.count,
      bothFinishedUpTo: f.count,
      finishedBy: z.array(office),
      page: f.count,
      pages: f.count,
    }),
    problems: ['session-unknown', 'page-unknown', 'same-person'],
    grants: reads,
  }),
  markCandidates: defineOperation({
    summary: { zh: '审查候选人：合适或不合适', en: 'Mark candidates fit or unfit' },
    who: offices,
    function: 'delegates',
    request: z.strictObject({
      session,
      marks: z
        .array(z.strictObject({ number, verdict: z.enum(['fit', 'unfit']), reason: f.optionalLine(MAX_MARK_REASON) }))
        .min(1)
        .max(MAX_MARKS),
    }),
    response: z.strictObject({ marked: f.count, total: f.count }),
    problems: [...ofOffice, 'screening-not-open', 'candidate-unknown', 'reason-missing', 'same-person'],
    grants: writes,
    maxBodyBytes: 100_000,
  }),
  finishScreening: defineOperation({
    summary: { zh: '完成本部门的审查', en: 'Finish the screening of one’s own office' },
    who: offices,
    function: 'delegates',
    request: z.strictObject({ session }),
    response: z.strictObject({ stage, finishedBy: z.array(office) }),
    problems: [...ofOffice, 'screening-not-open', 'screening-incomplete', 'same-person'],
    grants: writes,
  }),
  proposeList: defineOperation({
    summary: { zh: '提出代表名单（或名单的变更）', en: 'Propose the list of delegates, or a change of it' },
    who: staff('inspection-office'),
    function: 'delegates',
    request: z.strictObject({
      session,
      /** The version of the list that the change starts from; 0 before the first. */
      basedOn: f.count,
      /** Candidates, by their numbers in the nomination. */
      add: z.array(number).max(MAX_PLANNED_DELEGATES),
      /** Delegates, by their numbers on the list. */
      remove: z.array(number).max(MAX_REMOVALS),
      reason: f.reason,
    }),
    response: z.strictObject({ version: f.count, proposal: z.string(), delegates: f.count }),
    problems: [
      ...ofOffice,
      'edited-meanwhile',
      'not-agreed',
      'candidate-unknown',
      'delegate-unknown',
      'delegate-checked-in',
      'list-seats-short',
      'list-unchanged',
      'list-in-use',
      'same-person',
    ],
    grants: writes,
  }),
  approveList: defineOperation({
    summary: {
      zh: '认可代表名单，名单即告冻结',
      en: 'Approve the proposed list: it becomes the session’s and freezes',
    },
    who: staff('discipline-commission'),
    function: 'delegates',
    request: z.strictObject({
      session,
      version: listVersion,
      /** The proposal as it was read; another one in its place is not approved unseen. */
      proposal: z.string().regex(/^[0-9a-f]{16}$/, 'proposal'),
    }),
    response: z.strictObject({ version: f.count, delegates: f.count, byCategory }),
    problems: [
      ...ofOffice,
      'list-not-proposed',
      'edited-meanwhile',
      'delegate-checked-in',
      'list-in-use',
      'same-person',
    ],
    grants: {
      registry: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
      meetings: ['GetItem', 'UpdateItem'],
    },
  }),
  listVersions: defineOperation({
    summary: { zh: '代表名单的各个版本', en: 'The versions of the list: who, when, why, and what changed' },
    who: staff('unit-clerk', 'inspection-office', 'discipline-commission', 'county-leader', 'auditor'),
    function: 'delegates',
    request: z.strictObject({ session, after: listVersion.optional() }),
    response: z.strictObject({
      versions: z.array(
        z.strictObject({
          version: f.count,
          state: z.enum(['proposed', 'published']),
          proposal: z.string(),
          reason: z.string(),
          proposedBy: z.string(),
          proposedAtMs: f.timeMs,
          approvedBy: z.string().nullable(),
          approvedAtMs: f.timeMs.nullable(),
          delegates: f.count,
          byCategory,
          added: z.array(listed),
          removed: z.array(listed),
        }),
      ),
      /** Pass as `after` for the next page; `null` at the end. */
      next: f.count.nullable(),
    }),
    problems: ofUnit,
    grants: { registry: ['GetItem', 'Query'] },
  }),
  setObservers: defineOperation({
    summary: { zh: '登记到场监督人员（不是代表）', en: 'Record the observers, who are no delegates' },
    who: staff('unit-clerk', 'inspection-office'),
    function: 'delegates',
    request: z.strictObject({ session, expectedVersion: f.count, observers: z.array(observer).max(MAX_OBSERVERS) }),
    response: z.strictObject({ version: f.count, observers: f.count }),
    problems: [...ofUnit, 'edited-meanwhile'],
    grants: { registry: ['GetItem', 'PutItem', 'UpdateItem'] },
    maxBodyBytes: 80_000,
  }),
  listObservers: defineOperation({
    summary: { zh: '到场监督人员', en: 'The observers of a session' },
    who: staff('unit-clerk', 'inspection-office', 'discipline-commission'),
    function: 'delegates',
    request: z.strictObject({ session }),
    response: z.strictObject({
      version: f.count,
      observers: z.array(z.strictObject({ name: z.string(), organisation: z.string() })),
    }),
    problems: ofUnit,
    grants: { registry: ['GetItem'] },
  }),
};
