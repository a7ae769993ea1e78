/** The check before a meeting, as an operator runs it, against the embedded deployment. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Embedded, startEmbedded } from '../../infra/local/embedded.ts';
import { clerkOf } from '../../infra/local/sample/ask.ts';
import { playSending } from '../../infra/local/sample/play-invitations.ts';
import { startApi } from '../../infra/local/start-api.ts';
import { VOID_REASON } from '../../infra/preflight/dry-casting.ts';
import { isCheckRound } from '../../shared/process/check-round.ts';
import type { SessionId } from '../../shared/process/ids.ts';
import { type Deployment, importRound, logIn, staffAccounts } from '../rehearsal/deployment.ts';
import { makeLine } from '../rehearsal/line.ts';
import { type Office, sessionOf } from '../rehearsal/office.ts';
import { askAsStaff, passGates } from '../rehearsal/staff.ts';
import { Teller } from '../rehearsal/teller.ts';
import { runToolProcess } from './command.ts';

const COUNTY = 'tuanfeng';
const UNIT = 'huilongshan';
const NEEDED = ['inspection', 'discipline', 'leader', `clerk-${UNIT}`];

/** Read by the process that checks. */
const lend = ({ accounts }: Pick<Embedded, 'accounts'>, logins: readonly string[]) =>
  accounts
    .filter(({ login }) => logins.includes(login))
    .map(({ login, password }) => `${login}:${password}`)
    .join(',');

const deploymentOf = ({ origin, accounts, close }: Embedded): Deployment => ({
  origin,
  county: COUNTY,
  accounts,
  close,
});
const lineOf = (origin: string) => makeLine({ origin, drop: 0, chance: () => 1, count: () => undefined });

/** A meeting of the sample with everything that is to be done before its day. */
async function prepare(embedded: Embedded): Promise<{ readonly session: SessionId; readonly office: Office }> {
  const deployment = deploymentOf(embedded);
  const call = lineOf(embedded.origin);
  const office = await logIn(deployment, 'inspection', call);
  await importRound(office, { round: 'y2026', units: [UNIT] });
  const session = sessionOf(`${COUNTY}-y2026-${UNIT}`);
  const ask = askAsStaff(deployment, call);
  await passGates(ask, { session, unit: UNIT });
  await playSending(ask, { session, unit: UNIT });
  await office.makeCards(session);
  const tellers = [];
  for (const enrolment of await office.makeEnrolments(session)) tellers.push(await Teller.enrol(call, enrolment));
  await office.ask('freeze', { session });
  for (const teller of tellers) await teller.arm();
  return { session, office };
}

describe('on a deployment that runs', () => {
  let embedded: Embedded;
  let session: SessionId;
  let office: Office;

  beforeAll(async () => {
    embedded = await startEmbedded({ county: COUNTY, accounts: staffAccounts() });
    ({ session, office } = await prepare(embedded));
  });
  afterAll(() => embedded.close());

  const preflight = (args: readonly string[], logins: readonly string[] = NEEDED) =>
    runToolProcess('preflight', args, { env: { SHUANGSHU_ACCOUNTS: lend(embedded, logins) } });
  const checkRounds = async () =>
    (await office.ask('listRounds', {})).rounds.filter(({ round }) => isCheckRound(round)).map(({ round }) => round);

  it('is green, with exit code 0, when everything is done; the dry casting’s session is voided and the real one untouched', async () => {
    const before = await office.ask('getMeeting', { session });
    const { code, out, err } = await preflight([COUNTY, session, '--url', embedded.origin]);
    expect([code, err, out]).toEqual([0, '', expect.stringMatching(/可以开会 \/ ready\n$/)]);
    for (const line of ['✓ 部署', '✓ 限流', '✓ 大会', '✓ 计票人', '✓ 表决卡', '✓ 会场与邀请', '✓ 试投'])
      expect(out).toContain(line);
    expect(out).not.toContain('✗');
    const [round = ''] = await checkRounds();
    const made = await office.ask('getMeeting', { session: `${COUNTY}-${round}-${UNIT}` });
    expect(made).toMatchObject({ state: 'voided', voidReason: VOID_REASON });
    expect({ ...(await office.ask('getMeeting', { session })), nowMs: 0 }).toEqual({ ...before, nowMs: 0 });
  });

  it('prints no password, token, code or delegate’s name', async () => {
    const { out } = await preflight([COUNTY, session, '--url', embedded.origin]);
    const people = await office.listDelegates(session);
    const secrets = [...embedded.accounts.map(({ password }) => password), ...people.map(({ name }) => name), 'eyJ'];
    for (const secret of secrets) expect(out).not.toContain(secret);
  });

  it('tries no ballot when one of the four did not lend a login, and makes no session', async () => {
    const before = await checkRounds();
    const { code, out } = await preflight([COUNTY, session, '--url', embedded.origin], ['inspection', 'discipline']);
    expect([code, out]).toEqual([1, expect.stringContaining('nobody of county-leader, unit-clerk')]);
    expect(await checkRounds()).toEqual(before);
  });

  it('cannot look at the preparation without the inspection office, and says so', async () => {
    const { code, out } = await preflight([COUNTY, session, '--url', embedded.origin], []);
    expect([code, out]).toEqual([1, expect.stringContaining('✗ 大会 session')]);
    expect(out).toContain('✓ 部署');
  });

  it.each([
    [[COUNTY, 'tuanfeng-2008-nowhere'], 1, 'session: tuanfeng-2008-nowhere'],
    [[COUNTY, 'Not-A-Session'], 2, 'session: Not-A-Session'],
    [['nowhere', 'tuanfeng-2008-nowhere'], 1, 'there is no infra/counties/nowhere.json'],
    [[COUNTY], 2, 'npm run preflight'],
    [[COUNTY, 'tuanfeng-2008-one', '--embedded'], 2, '--embedded'],
  ] as const)('%j is refused', async (args, exitCode, says) => {
    const { code, out, err } = await preflight([...args, '--url', embedded.origin]);
    expect([code, out, err]).toEqual([exitCode, '', expect.stringContaining(says)]);
  });

  it('refuses a login that does not sign in, by its name alone', async () => {
    const { code, err } = await runToolProcess('preflight', [COUNTY, session, '--url', embedded.origin], {
      env: { SHUANGSHU_ACCOUNTS: 'inspection:not-the-password' },
    });
    expect([code, err]).toEqual([1, expect.stringMatching(/^inspection: /)]);
    expect(err).not.toContain('not-the-password');
  });

  it('refuses tokens that are none, and never shows them', async () => {
    const { code, err } = await runToolProcess('preflight', [COUNTY, session, '--url', embedded.origin], {
      env: { SHUANGSHU_TOKENS: 'no-token-at-all' },
    });
    expect([code, err]).toEqual([1, expect.stringMatching(/^SHUANGSHU_TOKENS: /)]);
    expect(err).not.toContain('no-token-at-all');
  });

  it('is a list of one line where nothing answers', async () => {
    const { code, out } = await preflight([COUNTY, session, '--url', 'http://127.0.0.1:9']);
    expect([code, out]).toEqual([1, expect.stringContaining('✗ 部署 deployment: http://127.0.0.1:9')]);
    expect(out).not.toContain('casting');
  });

  it('names what is missing once a teller has enrolled anew', async () => {
    const [enrolment] = await office.makeEnrolments(session);
    if (enrolment === undefined) throw new Error('no enrolment');
    await Teller.enrol(lineOf(embedded.origin), enrolment);
    const { code, out } = await preflight([COUNTY, session, '--url', embedded.origin]);
    expect([code, out]).toEqual([1, expect.stringContaining('the form is not frozen')]);
    expect(out).toContain('not ready: 1 to do');
  });

  it('does not cast beside a session whose voting is open', async () => {
    const { unit } = { unit: 'chengguan' };
    const call = lineOf(embedded.origin);
    const ask = askAsStaff(deploymentOf(embedded), call);
    await importRound(office, { round: 'y2027', units: [unit] });
    const open = sessionOf(`${COUNTY}-y2027-${unit}`);
    await passGates(ask, { session: open, unit });
    await office.makeCards(open);
    const tellers = [];
    for (const enrolment of await office.makeEnrolments(open)) tellers.push(await Teller.enrol(call, enrolment));
    await office.ask('freeze', { session: open });
    for (const teller of tellers) await teller.arm();
    await tellers[0]?.openVoting();
    const before = await checkRounds();
    const { code, out } = await preflight([COUNTY, open, '--url', embedded.origin]);
    expect([code, out]).toEqual([1, expect.stringContaining('· 试投')]);
    expect(await checkRounds()).toEqual(before);
    expect(await ask(clerkOf(unit), 'getMeeting', { session: open })).toMatchObject({ state: 'voting' });
  });
});

it('finds a deployment whose casting is broken, and voids the session that it made all the same', async () => {
  const embedded = await startEmbedded({
    county: COUNTY,
    accounts: staffAccounts(),
    startApi: (services) =>
      startApi(services, (dependencies, name) => {
        if (name !== 'cast') return dependencies;
        const unwrap = () => Promise.reject(new Error('the key is gone'));
        return { ...dependencies, keyWrap: Object.assign(Object.create(dependencies.keyWrap), { unwrap }) };
      }),
  });
  try {
    const { session, office } = await prepare(embedded);
    const { code, out } = await runToolProcess('preflight', [COUNTY, session, '--url', embedded.origin], {
      env: { SHUANGSHU_ACCOUNTS: lend(embedded, NEEDED) },
    });
    expect([code, out]).toEqual([1, expect.stringContaining('✗ 试投 dry casting')]);
    expect(out).toContain('castBallot: ');
    const made = (await office.ask('listRounds', {})).rounds.find(({ round }) => isCheckRound(round));
    const face = await office.ask('getMeeting', { session: `${COUNTY}-${made?.round}-${UNIT}` });
    expect(face.state).toBe('voided');
  } finally {
    await embedded.close();
  }
});

it('checks a deployment that npm start runs, with the sample’s accounts out of its data folder', async () => {
  const data = await mkdtemp(join(tmpdir(), 'shuangshu-preflight-'));
  const child = spawn(process.execPath, ['infra/local/start.ts', '--port', '0', '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  try {
    let welcome = '';
    for await (const text of child.stdout.setEncoding('utf8')) {
      welcome += text;
      if (welcome.includes('Ctrl-C')) break;
    }
    const [origin = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(welcome) ?? [];
    const args = [COUNTY, `${COUNTY}-2008-${UNIT}`, '--url', origin, '--data', data];
    const { code, out } = await runToolProcess('preflight', args);
    expect([code, out]).toEqual([1, expect.stringContaining('✓ 试投')]);
    expect(out).toContain('✗ 计票人');
    const elsewhere = await runToolProcess('preflight', [...args.slice(0, -1), tmpdir()]);
    expect([elsewhere.code, elsewhere.err]).toEqual([1, expect.stringContaining(`--data ${tmpdir()}`)]);
  } finally {
    child.kill('SIGTERM');
    await ended;
    await rm(data, { recursive: true, force: true });
  }
});

it('--embedded starts a deployment of its own, checks the sample’s meeting and is gone', async () => {
  const { code, out } = await runToolProcess('preflight', [COUNTY, '--embedded']);
  // Its tellers have not enrolled: that is what a trial begins with.
  expect([code, out]).toEqual([1, expect.stringContaining('✗ 计票人')]);
  expect(out).toContain('✓ 试投');
  const [origin = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(out) ?? [];
  await expect(fetch(origin)).rejects.toThrow('fetch failed');
});
