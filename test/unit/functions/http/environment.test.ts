import { createServer } from 'node:http';
import { expect, test, vi } from 'vitest';
import { makeDependencies } from '../../../../functions/http/environment.ts';
import { documents } from '../../../../functions/http/reach/documents.ts';
import { meetings } from '../../../../functions/http/reach/meetings.ts';
import { notifier } from '../../../../functions/http/reach/notifier.ts';
import { registry } from '../../../../functions/http/reach/registry.ts';
import { verifyStaffToken } from '../../../../functions/http/reach/staff-tokens.ts';
import { listen } from '../../../../infra/local/listen.ts';

const REACH = { registry, meetings, documents, verifyStaffToken };

test('a function needs only the variables that it uses; one that is missing is named when it is used', () => {
  const deps = makeDependencies({ COUNTY: 'tuanfeng', REGISTRY_TABLE: 'r', AWS_REGION: 'x' }, REACH);
  expect(deps.county).toBe('tuanfeng');
  expect(() => deps.countyName).toThrow('the environment variable COUNTY_NAME is missing');
  expect(() => deps.documents).toThrow('the environment variable RESULTS_BUCKET is missing');
  expect(() => deps.castTimeLimitMs).toThrow('the environment variable CAST_TIME_LIMIT_MS is missing');
  expect(() => deps.verifyStaffToken('x')).toThrow('the environment variable OIDC_ISSUER is missing');
  expect(makeDependencies({ CAST_TIME_LIMIT_MS: '10000' }, REACH).castTimeLimitMs).toBe(10_000);
  expect(() => makeDependencies({ CAST_TIME_LIMIT_MS: 'soon' }, REACH).castTimeLimitMs).toThrow('expected number');
});

test('what a function does not reach it cannot use, whatever its environment says', () => {
  const deps = makeDependencies({ MEETINGS_TABLE: 'm', BALLOT_BOX_TABLE: 'b', AWS_REGION: 'x' }, { meetings });
  expect(() => deps.ballotBox).toThrow('this function does not reach ballotBox');
  expect(() => deps.verifyStaffToken('x')).toThrow('this function does not reach verifyStaffToken');
});

test('a shape of tokens that is none stops the first sign-in, and is not taken for another', () => {
  const staff = { COUNTY: 'tuanfeng', OIDC_ISSUER: 'https://issuer.example', OIDC_AUDIENCE: 'client' };
  const deps = makeDependencies({ ...staff, OIDC_TOKENS: 'any' }, REACH);
  expect(() => deps.verifyStaffToken('x')).toThrow('Invalid option');
});

test('where no mail leaves, a notice is shown by the console alone; a way that is none is named', async () => {
  const deps = (environment: Readonly<Record<string, string>>) => makeDependencies(environment, { notifier });
  const notice = { id: 'n', to: 'a@b.example', subject: 's', text: 't' };
  expect(await deps({ NOTICE_CHANNEL: 'console' }).notifier.send(notice)).toBe('no-address');
  expect(() => deps({ NOTICE_CHANNEL: 'mail' }).notifier).toThrow('the environment variable NOTICE_SENDER is missing');
  expect(() => deps({ NOTICE_CHANNEL: 'pigeon' }).notifier).toThrow('Invalid option');
});

test('a notice for the documents is given or not; an empty one is none', () => {
  expect(makeDependencies({ NOTICE: '分数为虚构' }, REACH).notice).toBe('分数为虚构');
  expect(makeDependencies({ NOTICE: '' }, REACH).notice).toBeNull();
  expect(makeDependencies({}, REACH).notice).toBeNull();
});

test('each store is made once', () => {
  process.env['AWS_REGION'] ??= 'local-1';
  const deps = makeDependencies({ COUNTY: 'tuanfeng', REGISTRY_TABLE: 'r', MEETINGS_TABLE: 'm' }, REACH);
  expect(deps.registry).toBe(deps.registry);
  expect(deps.meetings).toBe(deps.meetings);
  expect(deps.randomBytes(12).length).toBe(12);
});

test('a table that never answers is given up after three attempts of two seconds, not waited for until the function ends', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let asked = 0;
  const silent = createServer(() => {
    asked += 1;
    setImmediate(async () => {
      vi.advanceTimersByTime(2_000);
      if (asked === 3) return;
      // The pause between two attempts; the connection that follows starts its own clock.
      for (let turn = 0; turn < 200; turn += 1) await new Promise(setImmediate);
      vi.advanceTimersByTime(999);
    });
  });
  const port = await listen(silent, { address: '127.0.0.1', port: 0 });
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', `http://127.0.0.1:${port}`);
  vi.stubEnv('AWS_REGION', 'local-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'nobody');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'nothing');
  try {
    const deps = makeDependencies({ MEETINGS_TABLE: 'meetings' }, REACH);
    await expect(deps.meetings.read('tuanfeng-2008-huilongshan')).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(asked).toBe(3);
  } finally {
    vi.useRealTimers();
    vi.unstubAllEnvs();
    silent.closeAllConnections();
    silent.close();
  }
});
