import { createServer } from 'node:http';
import { expect, test, vi } from 'vitest';
import { makeDependencies } from '../../../../functions/http/environment.ts';
import { listen } from '../../../../infra/local/listen.ts';

test('a function needs only the variables that it uses; one that is missing is named when it is used', () => {
  const deps = makeDependencies({ COUNTY: 'tuanfeng', REGISTRY_TABLE: 'r', AWS_REGION: 'x' });
  expect(deps.county).toBe('tuanfeng');
  expect(() => deps.countyName).toThrow('the environment variable COUNTY_NAME is missing');
  expect(() => deps.documents).toThrow('the environment variable RESULTS_BUCKET is missing');
  expect(() => deps.castTimeLimitMs).toThrow('the environment variable CAST_TIME_LIMIT_MS is missing');
  expect(() => deps.verifyStaffToken('x')).toThrow('the environment variable OIDC_ISSUER is missing');
  expect(makeDependencies({ CAST_TIME_LIMIT_MS: '10000' }).castTimeLimitMs).toBe(10_000);
  expect(() => makeDependencies({ CAST_TIME_LIMIT_MS: 'soon' }).castTimeLimitMs).toThrow('expected number');
});

test('a shape of tokens that is none stops the first sign-in, and is not taken for another', () => {
  const staff = { COUNTY: 'tuanfeng', OIDC_ISSUER: 'https://issuer.example', OIDC_AUDIENCE: 'client' };
  const deps = makeDependencies({ ...staff, OIDC_TOKENS: 'any' });
  expect(() => deps.verifyStaffToken('x')).toThrow('Invalid option');
});

test('a notice for the documents is given or not; an empty one is none', () => {
  expect(makeDependencies({ NOTICE: '分数为虚构' }).notice).toBe('分数为虚构');
  expect(makeDependencies({ NOTICE: '' }).notice).toBeNull();
  expect(makeDependencies({}).notice).toBeNull();
});

test('each store is made once', () => {
  process.env['AWS_REGION'] ??= 'local-1';
  const deps = makeDependencies({ COUNTY: 'tuanfeng', REGISTRY_TABLE: 'r', MEETINGS_TABLE: 'm' });
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
    const { meetings } = makeDependencies({ MEETINGS_TABLE: 'meetings' });
    await expect(meetings.read('tuanfeng-2008-huilongshan')).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(asked).toBe(3);
  } finally {
    vi.useRealTimers();
    vi.unstubAllEnvs();
    silent.closeAllConnections();
    silent.close();
  }
});
