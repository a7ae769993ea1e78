import { createHash } from 'node:crypto';
import { ANYONE, type Ask, clerkOf, INSPECTION } from '../../infra/local/sample/ask.ts';
import { reportTexts } from '../../infra/local/sample/report-texts.ts';
import type { RequestOf } from '../../shared/contract/operations.ts';
import { toB64u } from '../../shared/protocol/bytes.ts';
import { type FilledUnit, FULL_UNIT, hasMeasure } from './filled-unit.ts';
import { random } from './made-meeting.ts';

/** What one write is aimed at. */
export interface WriteTarget extends FilledUnit {
  /** Of any unit of the round; the filled one alone has a clerk. */
  readonly anySession: string;
  /** How often this round was written to before. */
  readonly visit: number;
  /** In no text before. */
  readonly mark: string;
  readonly known: KnownVersions;
}

/** What the next writes start from. */
export interface KnownVersions {
  /** By what is written; kept up by each write. */
  readonly versions: Map<string, number>;
  /** The deadline that the rule gives the items of a unit. */
  readonly ruleDueOn: string;
}

export interface SingleWrite {
  readonly name: string;
  readonly send: (ask: Ask, target: WriteTarget) => Promise<void>;
}

/** Nobody has answered it yet. */
const QUESTION = 2;
const DELEGATE = 'd-001';

const draftOf = ({ officers }: FilledUnit): string => officers.at(-1) ?? '';
const reportOf = (session: string): string => `${session} report`;
const venueOf = (session: string): string => `${session} venue`;
const itemOf = (session: string, item: number): string => `${session} item ${item}`;

function versionOf({ versions }: KnownVersions, what: string): number {
  const version = versions.get(what);
  if (version === undefined) throw new Error(`no version of ${what} is known`);
  return version;
}

/** The versions that the first writes change, of the filled unit of each round. */
export async function readVersions(ask: Ask, filled: readonly FilledUnit[]): Promise<KnownVersions> {
  const versions = new Map<string, number>();
  let ruleDueOn = '';
  for (const unit of filled) {
    const { session } = unit;
    const { version } = await ask(INSPECTION, 'getReport', { session, officer: draftOf(unit) });
    const { venueVersion } = await ask(INSPECTION, 'getInvitations', { session, page: 0 });
    versions.set(reportOf(session), version).set(venueOf(session), venueVersion);
    for (let item = 1; item <= FULL_UNIT.items; item += 1)
      versions.set(itemOf(session, item), hasMeasure(item) ? 2 : 1);
    ({ ruleDueOn } = await ask(INSPECTION, 'getItem', { session, item: '1' }));
  }
  return { versions, ruleDueOn };
}

async function saveReport(ask: Ask, target: WriteTarget): Promise<void> {
  const { session, unit, mark, known } = target;
  const texts = reportTexts({ unitName: unit, name: '样例干部', post: '副所长', place: 0 });
  const expectedVersion = versionOf(known, reportOf(session));
  const parts = { ...texts, 'problems-measures': mark };
  const saved = await ask(clerkOf(unit), 'saveReport', { session, officer: draftOf(target), expectedVersion, parts });
  known.versions.set(reportOf(session), saved.version);
}

async function saveVenue(ask: Ask, { session, unit, mark, known }: WriteTarget): Promise<void> {
  const expectedVersion = versionOf(known, venueOf(session));
  const venue = { ...VENUE, note: mark };
  const saved = await ask(clerkOf(unit), 'saveVenue', { session, expectedVersion, venue });
  known.versions.set(venueOf(session), saved.version);
}

/** Another item each time: one that was changed two hundred times is long. */
async function setMeasure(ask: Ask, { session, unit, mark, visit, known }: WriteTarget): Promise<void> {
  const item = 1 + (visit % FULL_UNIT.items);
  const expectedVersion = versionOf(known, itemOf(session, item));
  const saved = await ask(clerkOf(unit), 'setMeasure', {
    ...{ session, item: String(item), expectedVersion, responsible: '样例副所长', measure: mark },
    dueOn: known.ruleDueOn,
  });
  known.versions.set(itemOf(session, item), saved.version);
}

const VENUE: RequestOf<'saveVenue'>['venue'] = {
  onDay: '2099-03-12',
  startsAt: '09:00',
  place: '三楼会议室',
  directions: '从镇政府往东两百米，大门口有指引牌。',
  phone: '0713-6150000',
  note: '',
};

const said = (mark: string) => ({
  kind: 'suggestion' as const,
  about: { kind: 'unit' as const },
  text: `希望窗口中午也有人值班。（样例 ${mark}）`,
  named: null,
  receiptHash: createHash('sha256').update(mark).digest('hex'),
});

/** What clerks and phones send most: each changes one thing, and no two are the same. */
export const SINGLE_WRITES: readonly SingleWrite[] = [
  { name: 'saveReport', send: saveReport },
  { name: 'saveVenue', send: saveVenue },
  { name: 'setMeasure', send: setMeasure },
  {
    name: 'markSent',
    send: async (ask, { session, unit, visit }) => {
      const channel = visit % 2 === 0 ? 'by-hand' : 'wechat';
      await ask(clerkOf(unit), 'markSent', { session, channel, delegates: [DELEGATE] });
    },
  },
  {
    name: 'recordReply',
    send: async (ask, { session, visit }) => {
      const reply = visit % 2 === 0 ? 'declined' : 'coming';
      await ask(INSPECTION, 'recordReply', { session, delegate: DELEGATE, reply });
    },
  },
  {
    name: 'putQuestion',
    send: async (ask, { anySession, mark }) => {
      const id = toB64u(random(16));
      const heard = { source: 'spoken', wording: `收费标准在哪里可以查到？（样例 ${mark}）`, collated: null } as const;
      await ask(INSPECTION, 'putQuestion', { session: anySession, id, ...heard });
    },
  },
  {
    name: 'recordAnswer',
    send: async (ask, { anySession, mark, known }) => {
      const of = `${anySession} answer`;
      const after = known.versions.get(of) ?? 0;
      const spoken = { answer: `大厅公示栏和县局网站都有。（样例 ${mark}）`, answeredBy: '样例所长', after };
      await ask(INSPECTION, 'recordAnswer', { session: anySession, question: QUESTION, ...spoken });
      known.versions.set(of, after + 1);
    },
  },
  {
    name: 'recordOpinion',
    send: async (ask, { anySession, mark }) => {
      await ask(INSPECTION, 'recordOpinion', { session: anySession, channel: 'door-to-door', ...said(mark) });
    },
  },
  {
    name: 'leaveOpinion',
    send: async (ask, { anySession, mark, readingKey }) => {
      await ask(ANYONE, 'leaveOpinion', { session: anySession, key: readingKey, photos: [], ...said(mark) });
    },
  },
];
