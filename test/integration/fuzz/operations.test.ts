import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Embedded, startEmbedded } from '../../../infra/local/embedded.ts';
import { signIn } from '../../../infra/local/sign-in.ts';
import { STAFF_ROLES } from '../../../shared/contract/operation.ts';
import { OPERATION_IDS } from '../../../shared/contract/operations.ts';
import { SLOTS } from '../../../shared/protocol/slots.ts';
import { type Ground, knockAround } from '../../fuzz/operations/knock-around.ts';
import { type Known, Memory } from '../../fuzz/operations/memory.ts';
import { importRound, staffAccounts } from '../../rehearsal/deployment.ts';
import { makeLine } from '../../rehearsal/line.ts';
import { Office } from '../../rehearsal/office.ts';
import { LOGINS } from '../bad-input/knock.ts';

const SEED = 2008;
const SESSION = 'tuanfeng-r-2031-huilongshan';
/** Each operation once as it should be, and then four times by chance. */
const REQUESTS = 5 * OPERATION_IDS.length;

let embedded: Embedded;
let ground: Ground;

beforeAll(async () => {
  embedded = await startEmbedded({ county: 'tuanfeng', pages: 'none', accounts: staffAccounts() });
  const { origin, accounts, services } = embedded;
  const pairs = await Promise.all(
    STAFF_ROLES.map(async (role) => {
      const account = accounts.find(({ login }) => login === LOGINS[role]);
      if (account === undefined) throw new Error(`no account of ${role}`);
      return [role, (await signIn({ origin, ...services.staff }, account)).access_token] as const;
    }),
  );
  const bearers = Object.fromEntries(pairs);
  const call = makeLine({ origin, drop: 0, chance: () => 1, count: () => undefined });
  const inspection = new Office(call, bearers['inspection-office'] ?? '');
  await importRound(inspection, { round: 'r-2031', units: ['huilongshan'] });
  const known: Known = { session: [SESSION], round: ['r-2031'], slot: SLOTS, page: [0, 1] };
  ground = { origin, bearers, clerks: {}, expendable: {}, memory: new Memory(known) };
});
afterAll(() => embedded.close());

test('every operation answers by the contract whatever it is sent, in time (reduced form of npm run fuzz)', async () => {
  const around = await knockAround(ground, { seed: SEED, count: REQUESTS, ms: 60_000 });
  expect(around.findings).toEqual([]);
  expect([...around.whole.values()].every(({ sent }) => sent > 0)).toBe(true);
  const answered = [...around.whole.values()].filter((each) => each.answered > 0);
  expect(answered.length).toBeGreaterThan(15);
});

test('an answer that the contract does not describe is told of', async () => {
  const answers = [
    { status: 500, type: 'application/problem+json', body: '{"type":"urn:shuangshu:problem:unexpected"}' },
    { status: 200, type: 'application/json', body: '{"surprise":1}' },
    { status: 404, type: 'text/html', body: '<p>none</p>' },
  ];
  let next = 0;
  const server: Server = createServer((_, response) => {
    const { status, type, body } = answers[next % answers.length] ?? { status: 500, type: '', body: '' };
    next += 1;
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    const lying = { ...ground, origin: `http://127.0.0.1:${port}` };
    const { findings } = await knockAround(lying, { seed: SEED, count: OPERATION_IDS.length, ms: 10_000 });
    for (const complaint of [/: 500$/, /200 that its schema does not allow$/, /404 that is no JSON$/])
      expect(findings).toContainEqual(expect.stringMatching(complaint));
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
