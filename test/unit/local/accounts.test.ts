import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadAccounts, SignInDesk, sampleAccounts } from '../../../infra/local/accounts.ts';

const [clerk, inspection] = sampleAccounts('chengguan').map((one) => ({ ...one, password: `${one.login}-password` }));
if (clerk === undefined || inspection === undefined) throw new Error('two accounts at least');
const wrong = (nowMs: number) => ({ login: 'clerk', password: 'guess', nowMs });
const right = (nowMs: number) => ({ login: 'clerk', password: clerk.password, nowMs });
const MINUTE_MS = 60_000;

test('passwords are made once, differ, and stay over a restart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shuangshu-accounts-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'accounts.json');
  const first = await loadAccounts(path, sampleAccounts('chengguan'));
  expect(new Set(first.map(({ password }) => password)).size).toBe(5);
  for (const { password } of first) expect(password).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){2}$/);
  expect(await loadAccounts(path, sampleAccounts('chengguan'))).toEqual(first);
});

test('an unknown account and a wrong password get the same answer', () => {
  const desk = new SignInDesk([clerk, inspection]);
  const unknown = desk.signIn({ login: 'nobody', password: '', nowMs: 0 });
  expect(unknown).toEqual({ ok: false, code: 'wrong-password' });
  expect(desk.signIn(wrong(0))).toEqual(unknown);
});

test('ten failures in five minutes close an account, and that account alone, until they are old', () => {
  const desk = new SignInDesk([clerk, inspection]);
  for (let attempt = 0; attempt < 10; attempt += 1) desk.signIn(wrong(attempt));
  expect(desk.signIn(right(4 * MINUTE_MS))).toEqual({ ok: false, code: 'too-many-attempts' });
  expect(desk.signIn({ login: 'inspection', password: inspection.password, nowMs: 0 })).toMatchObject({ ok: true });
  expect(desk.signIn(right(5 * MINUTE_MS))).toEqual({ ok: true, account: clerk });
});
