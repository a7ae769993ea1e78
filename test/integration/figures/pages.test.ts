import { describe, expect, test } from 'vitest';
import type { Ask } from '../../../infra/local/sample/ask.ts';
import { type OperationId, ROUTES } from '../../../shared/contract/routes.ts';
import { type FilledUnit, fillUnit, openRoundOf, type UnitSize } from '../../load/filled-unit.ts';
import { type MeasuredPage, OF_THE_APPRAISAL, pageRequests } from '../../load/page-requests.ts';
import { noteCommands, type SentCommand } from '../../load/sent-commands.ts';
import { readVersions, SINGLE_WRITES, type WriteTarget } from '../../load/single-writes.ts';
import { answered, COUNTY, type County, makeCounty, staffOf, withEngine } from '../registry/county.ts';

withEngine();

const ROUND = '2008';
const UNITS = 3;
/** More than a page of everything that is paged. */
const BEYOND_A_PAGE: UnitSize = {
  delegates: 60,
  opinions: 105,
  collated: 105,
  items: 52,
  /** As many as a meeting may have less a few: they fill no second page. */
  questions: 45,
  notices: 52,
};
const SMALL: UnitSize = { delegates: 60, opinions: 4, collated: 4, items: 4, questions: 4, notices: 0 };
const LONGEST_PAGE = 100;
const FILLING_MS = 120_000;

/** Each function on one client that notes what it sends; what they may do is held elsewhere. */
const askOf =
  (county: County): Ask =>
  async (actor, id, request) => {
    const as = actor === 'anyone' ? {} : { staff: staffOf(actor.role, actor.unit) };
    return answered(await county.call(id, request, { ...as, deps: county.all }));
  };

interface Scene {
  readonly county: County;
  readonly ask: Ask;
  readonly filled: FilledUnit;
  readonly sent: SentCommand[];
}

async function filledCounty(size: UnitSize): Promise<Scene> {
  const county = await makeCounty();
  const ask = askOf(county);
  const { nowMs } = county.clock;
  const { notices } = county.all.registry;
  await openRoundOf({ ask, nowMs }, { round: ROUND, units: UNITS });
  const filled = await fillUnit({ ask, nowMs, size }, { round: ROUND, county: COUNTY, notices });
  return { county, ask, filled, sent: noteCommands(county.documents) };
}

/** `2 get + 1 query`: what was sent, counted by kind. */
function inWords(sent: readonly SentCommand[]): string {
  const kinds = ['GetItem', 'BatchGetItem', 'Query', 'Scan'];
  const counted = kinds.map((kind) => [sent.filter(({ command }) => command === kind).length, kind] as const);
  const others = sent.filter(({ command }) => !kinds.includes(command)).map(({ command }) => command);
  return [...counted.filter(([count]) => count > 0).map(([count, kind]) => `${count} ${kind}`), ...others].join(' + ');
}

interface Opened {
  readonly sent: readonly SentCommand[];
  readonly hasNext: boolean;
}

async function openPages({ ask, filled, sent }: Scene): Promise<ReadonlyMap<MeasuredPage, Opened>> {
  const requests = pageRequests(filled);
  const opened = new Map<MeasuredPage, Opened>();
  const open = async <Id extends MeasuredPage>(id: Id) => {
    sent.length = 0;
    const { actor, request } = requests[id];
    const answer: object = await ask<Id>(actor, id, request);
    opened.set(id, { sent: [...sent], hasNext: 'next' in answer && answer.next !== null });
  };
  for (const id of MEASURED) await open(id);
  return opened;
}

const isMeasured = (id: OperationId): id is MeasuredPage =>
  ROUTES[id].method === 'GET' && !OF_THE_APPRAISAL.some((each) => each === id);
const ALL_IDS = Object.keys(ROUTES).filter((id): id is OperationId => id in ROUTES);
const MEASURED = ALL_IDS.filter(isMeasured);

/**
 * Of a round of three units. Two reads find a session's round and unit, which every page of staff needs first; a batch is of
 * single items.
 */
const SENT: Readonly<Record<MeasuredPage, string>> = {
  listRounds: '1 Query',
  getRound: '2 GetItem + 2 BatchGetItem + 1 Query',
  getPlan: '3 GetItem + 1 BatchGetItem + 1 Query',
  getHome: '2 GetItem + 1 Query',
  getRoundUp: '5 GetItem + 1 BatchGetItem + 2 Query',
  listAudit: '1 Query',
  listDelegates: '3 GetItem + 1 BatchGetItem + 1 Query',
  listOfficers: '5 GetItem',
  getOpinionForm: '3 GetItem',
  listOpinions: '2 GetItem + 1 Query',
  listCollated: '2 GetItem + 1 Query',
  getCollated: '4 GetItem + 1 BatchGetItem',
  getNomination: '5 GetItem',
  getScreening: '7 GetItem',
  listVersions: '2 GetItem + 1 Query',
  listObservers: '3 GetItem',
  getInvitations: '11 GetItem',
  getPreparation: '3 GetItem',
  listReports: '5 GetItem',
  getReport: '4 GetItem',
  getFloor: '3 GetItem + 1 Query',
  openReading: '4 GetItem + 2 Query',
  getReadingReport: '3 GetItem',
  listReadingItems: '1 GetItem + 1 Query',
  proposeItems: '6 GetItem + 1 BatchGetItem + 2 Query',
  listItems: '3 GetItem + 1 Query',
  getItem: '3 GetItem',
  listNotices: '2 GetItem + 1 Query',
  getResults: '2 GetItem + 1 BatchGetItem + 1 Query',
  listUses: '2 GetItem + 1 Query',
  getAssessment: '11 GetItem',
};

/** Lists that are as long as there are rounds; so is what they read, in one Query as before. */
const OVER_THE_ROUNDS: readonly MeasuredPage[] = ['listRounds', 'getResults'];
/** Views over several lists, each in one Query: no list of one thing. */
const OVERVIEWS: readonly MeasuredPage[] = ['getRoundUp', 'openReading', 'proposeItems'];
const PAGED: readonly MeasuredPage[] = [
  'listAudit',
  'listOpinions',
  'listCollated',
  'listReadingItems',
  'proposeItems',
  'listItems',
  'listNotices',
];

const unitsOf = (sent: readonly SentCommand[]) => ({
  read: sent.reduce((sum, { readUnits }) => sum + readUnits, 0),
  write: sent.reduce((sum, { writeUnits }) => sum + writeUnits, 0),
});

describe('a page', () => {
  test(
    'is one Query of at most a page with reads of single items, and no Scan, whatever there is and however many rounds',
    async () => {
      const scene = await filledCounty(BEYOND_A_PAGE);
      const opened = await openPages(scene);
      expect(Object.fromEntries([...opened].map(([id, { sent }]) => [id, inWords(sent)]))).toEqual(SENT);
      for (const [id, { sent }] of opened) {
        const queries = sent.filter(({ command }) => command === 'Query');
        if (!OVERVIEWS.includes(id)) expect([id, queries.length <= 1]).toEqual([id, true]);
        expect([id, Math.max(0, ...queries.map(({ scanned }) => scanned)) <= LONGEST_PAGE]).toEqual([id, true]);
      }
      expect([...opened].filter(([, { hasNext }]) => hasNext).map(([id]) => id)).toEqual(PAGED);

      const { ask, county } = scene;
      for (const round of ['2009', '2010', '2011'])
        await openRoundOf({ ask, nowMs: county.clock.nowMs }, { round, units: UNITS });
      for (const [id, { sent }] of await openPages(scene)) {
        expect([id, inWords(sent)]).toEqual([id, SENT[id]]);
        const before = unitsOf(opened.get(id)?.sent ?? []);
        if (!OVER_THE_ROUNDS.includes(id)) expect([id, unitsOf(sent)]).toEqual([id, before]);
      }
    },
    FILLING_MS,
  );
});

interface Cost {
  readonly sent: string;
  readonly read: number;
  readonly write: number;
}

/** An order of staff is on the log first: 1 read unit, 4 write units. */
const COSTS: Readonly<Record<string, Cost>> = {
  saveReport: { sent: '8 GetItem + PutItem + PutItem', read: 8, write: 3 },
  saveVenue: { sent: '6 GetItem + TransactWriteItems + PutItem', read: 6, write: 5 },
  setMeasure: { sent: '6 GetItem + TransactWriteItems + TransactWriteItems + UpdateItem', read: 6, write: 9 },
  markSent: { sent: '11 GetItem + TransactWriteItems + PutItem + UpdateItem', read: 15, write: 11 },
  recordReply: { sent: '10 GetItem + TransactWriteItems + PutItem + UpdateItem', read: 14, write: 11 },
  putQuestion: { sent: '9 GetItem + TransactWriteItems + PutItem + PutItem + PutItem + UpdateItem', read: 9, write: 8 },
  recordAnswer: {
    sent: '9 GetItem + 1 Query + TransactWriteItems + PutItem + PutItem + PutItem + UpdateItem',
    read: 10,
    write: 8,
  },
  recordOpinion: { sent: '4 GetItem + 1 BatchGetItem + TransactWriteItems + TransactWriteItems', read: 5, write: 6 },
  leaveOpinion: { sent: '1 GetItem + TransactWriteItems', read: 1, write: 2 },
};

describe('a single write', () => {
  test(
    'costs what the engine charges for the item, the log and the home’s figures',
    async () => {
      const { ask, filled, sent } = await filledCounty(SMALL);
      const known = await readVersions(ask, [filled]);
      const costs = new Map<string, Cost>();
      for (const [place, { name, send }] of SINGLE_WRITES.entries()) {
        const mark = `mark ${place}`;
        const target: WriteTarget = { ...filled, anySession: filled.session, visit: 0, mark, known };
        sent.length = 0;
        await send(ask, target);
        costs.set(name, { sent: inWords(sent), ...unitsOf(sent) });
      }
      expect(Object.fromEntries(costs)).toEqual(COSTS);
    },
    FILLING_MS,
  );
});
