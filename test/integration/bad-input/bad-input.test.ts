import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ProblemDocument, type ProblemType, problemUri } from '../../../shared/contract/problems.ts';
import { TellerMemory } from '../../../web/teller/memory.ts';
import { memoryStore } from '../../rehearsal/memory-store.ts';
import { bodyRows } from './body-rows.ts';
import { type County, startCounty } from './county.ts';
import { delegateRows } from './delegate-rows.ts';
import { delegatesRows, prepareNomination } from './delegates-rows.ts';
import { tryPhone } from './doubting-phone.ts';
import { downloadRows } from './download-rows.ts';
import { floorRows } from './floor-rows.ts';
import { importRows } from './import-rows.ts';
import { invitationsRows } from './invitations-rows.ts';
import { type Knock, knockOf, type Reply, secretsIn, send } from './knock.ts';
import { makeLyingLine } from './lying-line.ts';
import { opinionsRows } from './opinions-rows.ts';
import { outcomesRows } from './outcomes-rows.ts';
import { phoneDoubts, shownHash } from './phone-doubts.ts';
import { planRows } from './plan-rows.ts';
import { raceRows } from './race-rows.ts';
import { escalateTwice, prepareItems, rectificationRows, rectificationTaken } from './rectification-rows.ts';
import { reportsRaces, reportsRows } from './reports-rows.ts';
import type { Row, TakenRow } from './row.ts';
import { scriptRows } from './script-rows.ts';
import { staffRows } from './staff-rows.ts';
import { changesBetween, type Dump } from './table-dump.ts';
import { tellerDoubts } from './teller-doubts.ts';
import { tellerRows } from './teller-rows.ts';
import { reasonOf } from './teller-steps.ts';

interface GatewayRow {
  readonly title: string;
  readonly status: number;
  readonly knock: (county: County) => Knock;
}
/** What API Gateway refuses by itself, in words that are not ours to choose. */
const gatewayRows: readonly GatewayRow[] = [
  {
    title: 'a body of seven megabytes',
    status: 413,
    knock: ({ halls }) => knockOf('castBallot', { session: halls.voting.session, ballot: 'A'.repeat(7_000_000) }),
  },
  {
    title: 'an address that there is not',
    status: 404,
    knock: () => ({ method: 'GET', url: '/api/ballots', headers: {} }),
  },
  {
    title: 'a method that there is not',
    status: 404,
    knock: ({ halls }) => ({ method: 'DELETE', url: `/api/sessions/${halls.voting.session}`, headers: {} }),
  },
  {
    title: 'an address with half a character',
    status: 404,
    knock: () => ({ method: 'GET', url: '/api/sessions/%E5%9B', headers: {} }),
  },
];

let county: County;
let before: Dump;

beforeAll(async () => {
  county = await startCounty();
  await prepareItems(county);
  await prepareNomination(county);
  before = await county.tables.take();
});
afterAll(() => county.close());

/** Each row is judged on its own: what one has changed is not held against the next. */
async function changesSince(): Promise<readonly string[]> {
  const now = await county.tables.take();
  const changes = changesBetween(before, now);
  before = now;
  return changes;
}

const HAN = /\p{Script=Han}/u;

/** RFC 9457, in the language asked for, with a sentence on what to do, every `{name}` filled. */
function checkProblem(reply: Reply, { expected, namesUnit }: Row, language: 'zh-CN' | 'en'): ProblemDocument {
  const [status = '', type = ''] = expected.split(' ');
  const problem = JSON.parse(reply.text) as ProblemDocument;
  expect(`${reply.status} ${problem.type}`).toBe(`${status} ${problemUri(type as ProblemType)}`);
  expect(reply.headers.get('content-type')).toBe('application/problem+json');
  expect(reply.headers.get('content-language')).toBe(language);
  expect(problem.status).toBe(reply.status);
  const places = (problem.errors ?? []).map(({ detail }) => detail);
  for (const sentence of [problem.title, problem.detail, ...places]) {
    expect(sentence.length).toBeGreaterThan(1);
    expect(sentence).not.toMatch(/[{}]|undefined|\[object/);
    // An English sentence may name a Chinese heading or unit; a Chinese one is never in English alone.
    expect(sentence).toMatch(language === 'en' ? /[a-z]{2}/ : HAN);
  }
  if (language === 'en' && namesUnit !== true) expect(problem.title + problem.detail).not.toMatch(HAN);
  return problem;
}

function checkPlaces({ errors = [] }: ProblemDocument, { places = [], only }: Row): void {
  const named = errors.flatMap(({ field, code }) => [field, code]);
  expect(named).toEqual(expect.arrayContaining([...places]));
  if (only !== undefined) expect(errors).toHaveLength(only);
}

/** In the order of the table: one request a language, by the row's own clock. */
async function refusedTwice({ knock: make, before: prepare, onDay }: Row) {
  const ask = async () => {
    const knock = await make(county);
    const replies = [];
    for (const language of ['zh-CN', 'en'] as const) {
      await prepare?.(county);
      replies.push({ language, reply: await send(county.origin, knock, language) });
    }
    return { knock, replies };
  };
  return onDay === undefined ? ask() : county.onDay(onDay, ask);
}

function checkSilence(reply: Reply, knock: Knock, secrets: readonly string[]): void {
  const said = `${reply.text} ${JSON.stringify([...reply.headers])}`;
  const repeated = [...secretsIn(knock, county.sessions), ...secrets].filter((secret) => said.includes(secret));
  expect(repeated).toEqual([]);
}

describe('is refused, says what to do, repeats nothing, and changes nothing in the tables:', () => {
  test.each([
    ...delegateRows,
    ...delegatesRows,
    ...tellerRows,
    ...staffRows,
    ...importRows,
    ...planRows,
    ...bodyRows,
    ...floorRows,
    ...outcomesRows,
    ...opinionsRows,
    ...invitationsRows,
    ...rectificationRows,
    ...reportsRows,
  ])('$title → $expected', async (each) => {
    const { knock, replies } = await refusedTwice(each);
    const changes = await changesSince();
    for (const { language, reply } of replies) {
      const problem = checkProblem(reply, each, language);
      checkPlaces(problem, each);
      if (language === 'zh-CN') for (const words of each.says ?? []) expect(problem.detail).toContain(words);
      checkSilence(reply, knock, each.secrets ?? []);
    }
    expect(changes).toEqual([]);
  });
});

test('a token as the issuer writes it is taken, so that each forged one above is refused for its own fault', async () => {
  const { forger, origin } = county;
  const knock = knockOf('listRounds', {}, forger.signed(forger.claims()));
  expect((await send(origin, knock, 'en')).status).toBe(200);
});

const wordOf = ({ status, text }: Reply): string => {
  const type = status === 200 ? '' : (JSON.parse(text) as ProblemDocument).type.split(':').at(-1);
  return `${status} ${type}`.trim();
};

describe('stops on the phone, which draws nothing:', () => {
  test.each(phoneDoubts)('$title → $stops', async ({ scene, stops }) => {
    const { lies, ...trial } = await scene(county);
    const { call, asked } = makeLyingLine(county.call, lies);
    expect(await tryPhone({ ...trial, call })).toBe(stops);
    // A forged answer to the drawing can only be seen once it is asked for; it never reached the server.
    if (lies.checkIn === undefined) expect(asked).not.toContain('checkIn');
    expect(await changesSince()).toEqual([]);
  });

  test('and what nobody lied about goes on', async () => {
    const { armed } = county.halls;
    const { call, asked } = makeLyingLine(county.call, {});
    const armingHash = await shownHash(county, armed);
    expect(await tryPhone({ call, fragment: armed.cardOf(10), armingHash })).toBe('waiting');
    expect(asked).toContain('checkIn');
    expect(await changesSince()).toHaveLength(1);
  });
});

describe('stops in the teller’s browser, which hands in nothing:', () => {
  test.each(tellerDoubts)('$title → $refuses', async ({ at, step, lies, nowMs, openedBefore, refuses }) => {
    const hall = county.halls[at];
    const own = hall.teller('inspection').context;
    const line = makeLyingLine(county.call, lies?.(county) ?? {});
    const memory = new TellerMemory(memoryStore(), own.session, own.slot);
    if (openedBefore !== undefined) await memory.keepFirstOpenedRoot(openedBefore);
    const context = { ...own, call: line.call, memory, nowMs: nowMs ?? own.nowMs };
    expect(reasonOf(await step(context, hall.checked))).toBe(refuses);
    for (const deed of ['releaseShares', 'signBoard', 'signArming'] as const) expect(line.asked).not.toContain(deed);
    expect(await changesSince()).toEqual([]);
  });
});

describe('is answered by the storage in its own words:', () => {
  test.each(downloadRows)('$title → $expected', async ({ url, expected }) => {
    const response = await fetch(await url(county));
    const text = await response.text();
    const [, code = ''] = response.ok ? [] : (/<Code>(\w+)<\/Code>/.exec(text) ?? []);
    expect(`${response.status} ${code}`.trim()).toBe(expected);
    expect(await changesSince()).toEqual([]);
  });
});

describe('is answered by the gateway before any function sees it:', () => {
  test.each(gatewayRows)('$title → $status', async ({ knock, status }) => {
    const reply = await send(county.origin, knock(county), 'zh-CN');
    expect(reply.status).toBe(status);
    expect(await changesSince()).toEqual([]);
  });
});

describe('pressed twice in one moment is one step:', () => {
  test.each([...raceRows, ...reportsRaces])('$title → $expected', async ({ knocks, expected, changed }) => {
    const pressed = await knocks(county);
    await changesSince();
    const replies = await Promise.all(pressed.map((knock) => send(county.origin, knock, 'zh-CN')));
    expect(replies.map(wordOf).sort()).toEqual([...expected]);
    const [first, second] = replies;
    if (expected[1] === '200') expect(first?.text).toBe(second?.text);
    const changes = (await changesSince()).filter((place) => !place.startsWith('Registry AUDIT '));
    expect(changes.map((place) => changed.findIndex((kind) => kind.test(place))).sort()).toEqual([...changed.keys()]);
  });
});

/** Every value of an answer, as it was before it became JSON. */
const valuesOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(valuesOf) : [String(value)];

async function keptAs({ knock, reads }: TakenRow): Promise<readonly string[]> {
  const taken = await send(county.origin, knock(county), 'zh-CN');
  expect(`${taken.status} ${taken.status === 200 ? '' : taken.text}`.trim()).toBe('200');
  const read = await send(county.origin, reads(county), 'zh-CN');
  expect(read.headers.get('content-type')).toBe('application/json');
  expect(read.headers.get('x-content-type-options')).toBe('nosniff');
  return valuesOf(JSON.parse(read.text));
}

describe('is taken as what it is, and read back so:', () => {
  test.each([...scriptRows, ...rectificationTaken])('$title', async (each) => {
    const values = await (each.onDay === undefined ? keptAs(each) : county.onDay(each.onDay, () => keptAs(each)));
    expect(values).toContain(each.kept);
  });
});

test('the escalation run twice at once tells each level of the overdue item once', async () => {
  const levels = ['county-leader', 'discipline-commission', 'unit-head'];
  expect(await escalateTwice(county)).toEqual(levels);
  await changesSince();
  expect(await escalateTwice(county)).toEqual(levels);
  expect(await changesSince()).toEqual([]);
});
