import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type Embedded, startEmbedded } from '../../../infra/local/embedded.ts';
import { signIn } from '../../../infra/local/sign-in.ts';
import type { StaffRole } from '../../../shared/contract/operation.ts';
import { OPERATION_IDS, specOf } from '../../../shared/contract/operations.ts';
import { SLOTS } from '../../../shared/protocol/slots.ts';
import { lenient, missedBy } from '../../contracts/compare-contracts.ts';
import type { Exchange } from '../../contracts/exchange.ts';
import { type KeptContract, type KeptRequest, presentContract, readKept } from '../../contracts/kept-contract.ts';
import { type Played, playedRound } from '../../contracts/played-round.ts';
import { unknownPlaces } from '../../contracts/stored-shapes.ts';

const kept = readKept();
let played: Played;
let present: KeptContract;

beforeAll(async () => {
  played = await playedRound();
  present = presentContract(played);
});

describe('pages of the version before, with the present functions,', () => {
  /** Refusals that say that the request itself is not understood any more, or not from these people. */
  const NOT_UNDERSTOOD =
    /:(request-invalid|not-json|body-too-large|content-type-unsupported|route-unknown|unexpected|role-not-allowed|staff-token-\w+)$/;
  const LOGINS: Readonly<Record<StaffRole, string>> = {
    'unit-clerk': 'clerk',
    'inspection-office': 'inspection',
    'discipline-commission': 'discipline',
    'county-leader': 'leader',
    auditor: 'auditor',
  };
  let embedded: Embedded;
  const bearers = new Map<StaffRole, string>();

  beforeAll(async () => {
    embedded = await startEmbedded({ county: 'tuanfeng', pages: 'none' });
    const { origin, services, accounts } = embedded;
    for (const [role, login] of Object.entries(LOGINS)) {
      const account = accounts.find((each) => each.login === login);
      if (account === undefined) throw new Error(`no account ${login}`);
      const { access_token } = await signIn({ origin, ...services.staff }, account);
      bearers.set(account.role, access_token);
      expect(account.role).toBe(role);
    }
  });
  afterAll(() => embedded.close());

  async function sent({ operation, method, url, body }: KeptRequest, change: (url: string) => string = (same) => same) {
    const who = specOf(OPERATION_IDS.find((id) => id === operation) ?? 'health').who;
    const bearer = who.kind === 'staff' ? bearers.get(who.roles[0] ?? 'auditor') : undefined;
    const response = await fetch(embedded.origin + change(url), {
      method,
      headers: {
        ...(body === null ? {} : { 'content-type': 'application/json' }),
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      },
      ...(body === null ? {} : { body }),
    });
    const { type } = z.looseObject({ type: z.string().optional() }).parse(await response.json());
    return response.ok ? 'answered' : (type ?? 'http:route-unknown');
  }

  test('miss no operation and no field', () => {
    expect(missedBy(kept.operations, present.operations)).toEqual([]);
  });

  test('are understood: each of their requests comes through to the operation it is for', async () => {
    expect(kept.requests.length).toBeGreaterThan(80);
    const refused: string[] = [];
    for (const request of kept.requests) {
      const said = await sent(request);
      if (NOT_UNDERSTOOD.test(said)) refused.push(`${request.operation}: ${said}`);
    }
    expect(refused).toEqual([]);
  });

  test('would not be, if a field they send were refused: the replay finds it', async () => {
    const [casting] = kept.requests.filter(({ operation }) => operation === 'castBallot');
    if (casting?.body === undefined || casting.body === null) throw new Error('no ballot was kept');
    const body = JSON.stringify({ ...JSON.parse(casting.body), unknownToThisVersion: 1 });
    expect(await sent({ ...casting, body })).toMatch(NOT_UNDERSTOOD);
    expect(await sent(casting, (url) => `${url}/moved`)).toMatch(NOT_UNDERSTOOD);
  });

  test('read every answer: all that they rely on is in it', () => {
    const unread = played.exchanges.flatMap(({ operation, status, answer }) => {
      const known = kept.operations[operation];
      if (status !== 200 || known === undefined) return [];
      const { error } = z
        .fromJSONSchema(z.record(z.string(), z.unknown()).parse(lenient(known.response)))
        .safeParse(answer);
      return error === undefined ? [] : [`${operation}: ${error.issues.map(({ path }) => path.join('.')).join()}`];
    });
    expect([...new Set(unread)]).toEqual([]);
  });
});

describe('after a rollback, the present pages that are still open, with the functions of the version before,', () => {
  const known = ({ operation }: Exchange) => kept.operations[operation];
  const propertyType = z.looseObject({
    properties: z.record(z.string(), z.looseObject({ type: z.unknown().optional() })),
  });
  const sentFields = ({ url, body }: Exchange, { path, request }: KeptContract['operations'][string]): unknown => {
    const { pathname, searchParams } = new URL(url, 'http://x');
    const parts = pathname.split('/');
    const inPath = path
      .split('/')
      .flatMap((part, place) => (part.startsWith('{') ? [[part.slice(1, -1), parts[place] ?? ''] as const] : []));
    const { properties } = propertyType.parse(request);
    const texts = [...inPath, ...searchParams].map(([name, text]) => {
      const isNumber = ['integer', 'number'].includes(String(properties[name]?.type));
      return [name, isNumber ? Number(text) : decodeURIComponent(text)] as const;
    });
    return { ...Object.fromEntries(texts), ...(body === null ? {} : JSON.parse(body)) };
  };

  test('are understood in whatever a round asks: a page sends a new field only when the version before takes it', () => {
    const answered = played.exchanges.filter(({ status }) => status === 200);
    expect(answered.length).toBeGreaterThan(500);
    const refused = answered.flatMap((exchange) => {
      const operation = known(exchange);
      if (operation === undefined) return [`${exchange.operation}: did not exist`];
      const { error } = z.fromJSONSchema(operation.request).safeParse(sentFields(exchange, operation));
      return error === undefined
        ? []
        : [`${exchange.operation}: ${error.issues.map(({ path }) => path.join('.')).join()}`];
    });
    expect([...new Set(refused)]).toEqual([]);
  });
});

describe('stored data', () => {
  /**
   * Readers are strict: what one version writes, the one before must know, or a rollback stops every open session. So a place is
   * first read and not written for one version. It stands here from the version that writes it until that one is kept.
   */
  const READ_BY_THE_VERSION_BEFORE: readonly string[] = [];
  /**
   * What the version before leaves alone: its reader of a page of shares takes the one attribute that it knows and no other
   * (`shareItem` is no strict object), and it asks for no item of a signature under an entry or a settlement of paper.
   */
  const LEFT_ALONE_BY_THE_VERSION_BEFORE = SLOTS.flatMap((slot) => [
    `BallotBox <session>#shares <hash>#${slot}#<n> signature S`,
    ...['pk', 'sk', 'signature'].flatMap((name) =>
      [slot, `${slot}#settled`].map((word) => `BallotBox <session>#paper <hash>#${word} ${name} S`),
    ),
  ]);
  const known = [...kept.stored, ...READ_BY_THE_VERSION_BEFORE, ...LEFT_ALONE_BY_THE_VERSION_BEFORE];

  test('has no place that the version before does not read', () => {
    expect(present.stored.length).toBeGreaterThan(500);
    expect(unknownPlaces(present.stored, known)).toEqual([]);
  });

  test('is found out by one place more, in the head of a meeting or in a value that may be absent', () => {
    const head = 'Meetings <session> HEAD seatedAt N';
    expect(unknownPlaces([...present.stored, head], known)).toEqual(['Meetings <session> HEAD seatedAt']);
    expect(unknownPlaces(['T p s a.b S'], ['T p s a NULL'])).toEqual([]);
    expect(unknownPlaces(['T p s ab.c S'], ['T p s a NULL'])).toEqual(['T p s ab.c']);
  });
});

describe('the comparison of two contracts', () => {
  const operation = {
    method: 'POST',
    path: '/api/x',
    request: { properties: { a: {} }, required: ['a'] },
    response: { properties: { b: {} }, required: ['b'] },
  } as const;
  test.each([
    [{}, 'x: is gone'],
    [{ x: { ...operation, path: '/api/y' } }, 'x: is at another address'],
    [{ x: { ...operation, request: { properties: {} } } }, 'x: refuses a'],
    [{ x: { ...operation, request: { properties: { a: {}, c: {} }, required: ['a', 'c'] } } }, 'x: asks for c'],
    [{ x: { ...operation, response: { properties: { b: {} } } } }, 'x: gives no b'],
  ])('names what pages would miss: %j', (functions, missed) => {
    expect(missedBy({ x: operation }, functions)).toEqual([missed]);
    expect(missedBy({ x: operation }, { x: operation })).toEqual([]);
  });
});
