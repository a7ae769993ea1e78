import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import { createServer as createPlainServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RATE_LIMIT_PER_FIVE_MINUTES } from '../../infra/county-firewall.ts';
import { loadCertificate } from '../../infra/local/certificate.ts';
import { listen } from '../../infra/local/listen.ts';
import { defaultSettings } from '../../infra/new-county/default-settings.ts';
import { readAccountQuota } from '../../infra/preflight/account-quota.ts';
import { checkCertificate, judgeCertificate, lookAtCertificate } from '../../infra/preflight/check-certificate.ts';
import { type ClockReading, judgeClocks } from '../../infra/preflight/check-clocks.ts';
import { checkConcurrency, judgeConcurrency } from '../../infra/preflight/check-concurrency.ts';
import { checkLaw } from '../../infra/preflight/check-law.ts';
import { judgeSession } from '../../infra/preflight/check-session.ts';
import { checkThrottles } from '../../infra/preflight/check-throttles.ts';
import { type Finding, green, isReady, note, red } from '../../infra/preflight/finding.ts';
import { hallLoad } from '../../infra/preflight/hall-load.ts';
import { reportText } from '../../infra/preflight/report.ts';
import type { SessionStanding } from '../../infra/preflight/session-standing.ts';
import { MEETING_PATH } from '../../shared/process/meeting-state.ts';
import { SAMPLE } from './synthesised.ts';

const NOW_MS = Date.parse('2026-12-01T00:00:00Z');
const DAY_MS = 86_400_000;
const colours = (findings: readonly Finding[]) => findings.map(({ check, state }) => `${check} ${state}`);

describe('a certificate', () => {
  const withDaysLeft = (days: number) =>
    judgeCertificate({ validToMs: NOW_MS + days * DAY_MS, distrust: null }, NOW_MS);

  it('is red with fewer than 21 days, as the alarm has it', () => {
    expect([withDaysLeft(21.5).state, withDaysLeft(20.9).state, withDaysLeft(-1).state]).toEqual([
      'green',
      'red',
      'red',
    ]);
    expect(withDaysLeft(20.9).en).toBe('20 days left');
  });

  it('that phones do not trust is red however long it lasts', () => {
    const finding = judgeCertificate({ validToMs: NOW_MS + 300 * DAY_MS, distrust: 'CERT_HAS_EXPIRED' }, NOW_MS);
    expect([finding.state, finding.en]).toEqual(['red', expect.stringContaining('CERT_HAS_EXPIRED')]);
  });

  it('is not asked of a deployment on this machine, and missing without TLS elsewhere', async () => {
    expect((await checkCertificate('http://127.0.0.1:8787', NOW_MS)).state).toBe('note');
    expect((await checkCertificate('http://vote.some.gov.cn', NOW_MS)).state).toBe('red');
  });

  describe('by a real handshake', () => {
    let folder: string;
    let server: Server;
    let origin: string;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'shuangshu-tls-'));
      const { certificate, privateKey } = await loadCertificate({ folder, host: '127.0.0.1', now: new Date() });
      server = createServer({ cert: certificate, key: privateKey });
      origin = `https://127.0.0.1:${await listen(server, { address: '127.0.0.1', port: 0 })}`;
    });
    afterAll(async () => {
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    });

    it('is read with its days and with why a phone would not trust it', async () => {
      const { validToMs, distrust } = await lookAtCertificate(origin);
      expect(distrust).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
      const days = (validToMs - Date.now()) / DAY_MS;
      expect([days > 390, days < 398]).toEqual([true, true]);
    });

    it('is red where nobody shakes hands', async () => {
      const deaf = createPlainServer((socket) => socket.destroy());
      const port = await listen(deaf, { address: '127.0.0.1', port: 0 });
      expect((await checkCertificate(`https://127.0.0.1:${port}`, NOW_MS)).state).toBe('red');
      await new Promise((resolve) => deaf.close(resolve));
    });
  });
});

describe('three clocks', () => {
  /** The function ahead of us, the front ahead of us, ms; a way of 40 ms each. */
  const reading = (functionAhead: number, frontAhead: number | null, atMs = NOW_MS + 300): ClockReading => ({
    askedMs: atMs,
    answeredMs: atMs + 80,
    functionMs: atMs + 40 + functionAhead,
    frontMs: frontAhead === null ? null : Math.floor((atMs + 40 + frontAhead) / 1_000) * 1_000,
  });
  const judged = (functionAhead: number, frontAhead: number | null) =>
    judgeClocks([0, 410, 830].map((laterMs) => reading(functionAhead, frontAhead, NOW_MS + laterMs)));

  it.each([
    [0, 0],
    [1_900, -1_900],
    [-1_900, null],
  ])('are right within two seconds (%i, %s)', (functionAhead, frontAhead) => {
    expect(judged(functionAhead, frontAhead).state).toBe('green');
  });

  it('say that this computer is wrong when both others differ from it', () => {
    const finding = judged(60_000, 60_000);
    expect(finding).toMatchObject({ state: 'red', todo: { en: expect.stringContaining('this computer') } });
  });

  it('say that the functions’ clock is wrong when the front agrees with us', () => {
    const finding = judged(-30_000, 0);
    expect(finding).toMatchObject({ state: 'red', todo: { en: expect.stringContaining('support') } });
    expect(finding.en).toContain('at least 30.0 s');
  });

  it('do not call a slow answer a wrong clock', () => {
    const slow = { askedMs: NOW_MS, answeredMs: NOW_MS + 9_000, functionMs: NOW_MS + 8_900, frontMs: null };
    expect(judgeClocks([slow]).state).toBe('green');
  });
});

describe('limits', () => {
  it('of the sample’s county carry a hall of a thousand, and not one of ten thousand', () => {
    expect(colours(checkThrottles(SAMPLE, 1_000))).toEqual(['throttles green']);
    expect(colours(checkThrottles(SAMPLE, 10_000))).toEqual(['throttles red', 'throttles red']);
  });

  it('that are too tight are named by their field', () => {
    const throttles = { ...SAMPLE.throttles, routes: { castBallot: { perSecond: 500, burst: 40 } } };
    expect(checkThrottles({ ...SAMPLE, throttles }, 100).map(({ en }) => en)).toEqual([
      expect.stringMatching(/^throttles\.routes\.castBallot is too tight for 100 delegates: burst 40 < /),
    ]);
    const [whole] = checkThrottles(
      { ...SAMPLE, throttles: { default: { perSecond: 10, burst: 2_000 }, routes: {} } },
      100,
    );
    expect(whole?.en).toMatch(/^throttles\.default is too tight for 100 delegates: perSecond 10 < /);
  });

  it('of the firewall are those that the stack has, and are not asked where it is off', () => {
    expect(hallLoad(1_000).perFiveMinutes).toBe(RATE_LIMIT_PER_FIVE_MINUTES);
    const throttles = { default: { perSecond: 9_999, burst: 9_999 }, routes: {} };
    expect(colours(checkThrottles({ ...SAMPLE, throttles }, 1_001))).toEqual(['throttles red']);
    expect(colours(checkThrottles({ ...SAMPLE, throttles, waf: false }, 1_001))).toEqual(['throttles green']);
  });

  it('of the account have room for a rush in which every call starts a process', () => {
    const need = hallLoad(33).functionsAtOnce;
    const quota = (unreserved: number) => judgeConcurrency({}, { all: 1_000, unreserved }, 33);
    expect([colours(quota(need)), colours(quota(need - 1))]).toEqual([['concurrency green'], ['concurrency red']]);
  });

  it('of the account are what the county’s file says', () => {
    const found = judgeConcurrency({ accountConcurrency: 1_000 }, { all: 900, unreserved: 900 }, 33);
    expect(found.map(({ en }) => en)).toEqual(['accountConcurrency is 1000 in the county’s file, the account has 900']);
  });

  it('of the account are read from AWS', async () => {
    const lambda = mockClient(LambdaClient);
    lambda
      .on(GetAccountSettingsCommand)
      .resolves({ AccountLimit: { ConcurrentExecutions: 1_000, UnreservedConcurrentExecutions: 967 } });
    expect(await readAccountQuota({ region: 'ap-east-1' })).toEqual({ all: 1_000, unreserved: 967 });
    lambda.restore();
  });

  it('of the account that cannot be read are red, by the name of the fault alone', async () => {
    const readQuota = () => Promise.reject(Object.assign(new Error('secret'), { name: 'CredentialsProviderError' }));
    const [finding] = await checkConcurrency(SAMPLE, { origin: 'https://vote.some.gov.cn', delegates: 33, readQuota });
    expect([finding?.state, finding?.en]).toEqual([
      'red',
      'the account’s quota could not be read (CredentialsProviderError)',
    ]);
  });
});

describe('a session', () => {
  const READY: SessionStanding = {
    face: {
      ...{ county: 'tuanfeng', countyName: '某县局', session: 'tuanfeng-2008-one', round: '2008', unit: '某所' },
      ...{ state: 'armed', nowMs: NOW_MS, manifestHash: null, armingHash: null, closesAt: null, tellers: [] },
      ...{ counts: null, boardRoot: null, boardFrozen: false, paper: null, openedBy: null, outcome: null },
      ...{ voidReason: null, floor: null },
    },
    standing: {
      ...{ unit: 'one', name: '某所', session: 'tuanfeng-2008-one', officers: 5, delegates: 33, state: 'armed' },
      byCategory: {
        ...{ 'market-entity': 27, 'consumer-society': 2, 'discipline-inspection': 1, 'deputy-supervisor': 3 },
      },
      ...{ cards: 33, keysMade: true, missing: [], reportsMissing: [] },
      tellersEnrolled: ['discipline', 'delegates', 'inspection'],
    },
    letters: {
      ...{
        countyName: '某县局',
        unitName: '某所',
        venueVersion: 1,
        plannedOn: null,
        readingAddress: null,
        delegates: 33,
      },
      venue: { onDay: '2026-12-02', startsAt: '09:00', place: '三楼', directions: '', phone: '0713-6150000', note: '' },
      ...{ counts: { sent: 33, coming: 30, offers: 2, declined: 1 }, attendance: null, tellerChoices: [] },
      ...{ tellersLeft: [], letters: [], page: 0, pages: 1 },
    },
  };
  const judge = (change: Partial<{ [Part in keyof SessionStanding]: Partial<SessionStanding[Part]> }>) =>
    judgeSession(
      {
        face: { ...READY.face, ...change.face },
        standing: { ...READY.standing, ...change.standing },
        letters: { ...READY.letters, ...change.letters },
      },
      '2026-12-01',
    );
  const reds = (findings: readonly Finding[]) => findings.filter(({ state }) => state === 'red');

  it('is ready when it is armed, its tellers, cards and letters are there', () => {
    expect(colours(judge({}))).toEqual(['session green', 'tellers green', 'cards green', 'letters green']);
  });

  it('is ready in no other state', () => {
    for (const state of [...MEETING_PATH, 'voided'] as const)
      expect(judge({ face: { state } })[0]?.state, state).toBe(state === 'armed' ? 'green' : 'red');
  });

  it.each([
    [
      'tellers',
      { standing: { tellersEnrolled: ['delegates'] } },
      'the discipline commission’s teller, the inspection office’s teller',
    ],
    ['cards', { standing: { cards: 32 } }, '32 registered for 33 delegates'],
    ['cards', { standing: { cards: 34 } }, '34 registered for 33 delegates'],
    ['cards', { standing: { keysMade: false } }, 'the session has no keys'],
    ['letters', { letters: { venue: null } }, 'no time and place'],
    [
      'letters',
      { letters: { venue: { ...READY.letters.venue, onDay: '2026-11-30' } } },
      'its day, 2026-11-30, is over',
    ],
    ['letters', { letters: { counts: { sent: 32, coming: 0, offers: 0, declined: 0 } } }, '32 of 33 letters'],
    ['session', { standing: { missing: ['reports'], reportsMissing: ['张三'] } }, 'the officers’ reports (张三)'],
    [
      'session',
      { standing: { missing: ['seats', 'cards', 'teller-delegates'] } },
      'still missing: the seats of each category',
    ],
  ] as const)('has a red line of %s, and that alone, when something is missing there', (check, change, says) => {
    const found = reds(judge(change as Parameters<typeof judge>[0]));
    expect(found.map((each) => [each.check, each.en])).toEqual([[check, expect.stringContaining(says)]]);
  });
});

describe('what a person looks at', () => {
  const CHINA = defaultSettings({ county: 'demo', partition: 'aws-cn' });

  it('is in aws-cn where personal data lies, the ICP filing and the standing with WeChat, by domain and region', () => {
    const found = checkLaw(CHINA);
    expect(colours(found)).toEqual(['law note', 'law note', 'law note']);
    expect(found.map(({ en }) => en)).toEqual([
      expect.stringContaining('cn-north-1 (mainland China)'),
      expect.stringContaining('ICP filing of shuangshu.demo.example'),
      expect.stringContaining('WeChat'),
    ]);
  });

  it('is elsewhere that personal data leaves mainland China', () => {
    expect(checkLaw(SAMPLE).map(({ en }) => en)).toEqual([
      expect.stringContaining('ap-east-1, outside mainland China'),
    ]);
  });
});

describe('the report', () => {
  const todo = { zh: '去办', en: 'do it' };

  it('is ready when nothing is red, and says so last', () => {
    const findings = [note('clocks', '无', 'none'), green('deployment', '好', 'well')];
    expect(isReady(findings)).toBe(true);
    expect(reportText(findings)).toBe('✓ 部署 deployment: 好 / well\n· 时钟 clocks: 无 / none\n\n可以开会 / ready');
  });

  it('says in both languages what to do about a red line', () => {
    const findings = [green('deployment', '好', 'well'), red('cards', { zh: '缺', en: 'missing' }, todo)];
    expect(isReady(findings)).toBe(false);
    expect(reportText(findings)).toBe(
      '✓ 部署 deployment: 好 / well\n✗ 表决卡 cards: 缺 / missing\n    → 去办\n    → do it\n\n还有 1 处要办 / not ready: 1 to do',
    );
  });
});
