import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import type { CountySettings } from '../county-settings.ts';
import type { AccountQuota } from './account-quota.ts';
import type { ApiLine } from './api-line.ts';
import { checkCasting } from './check-casting.ts';
import { checkCertificate } from './check-certificate.ts';
import { checkClocks } from './check-clocks.ts';
import { checkConcurrency } from './check-concurrency.ts';
import { checkDeployment } from './check-deployment.ts';
import { checkLaw } from './check-law.ts';
import { judgeSession } from './check-session.ts';
import { checkThrottles } from './check-throttles.ts';
import { type Finding, note, red } from './finding.ts';
import { isOnThisMachine } from './loopback.ts';
import { type Face, readFace, readStanding } from './session-standing.ts';
import { NobodyOf, type StaffDesk } from './staff-desk.ts';

export interface Preflight {
  readonly settings: CountySettings;
  /** Without a slash at the end. */
  readonly origin: string;
  readonly session: string;
  readonly line: ApiLine;
  readonly desk: StaffDesk;
  readonly readQuota: (region: string) => Promise<AccountQuota>;
  readonly nowMs: () => number;
}

/** Nothing may disturb a session whose voting is open, not even a load beside it. */
const isUnderWay = ({ state }: Face): boolean =>
  state === 'voting' || state === 'closing' || state === 'closed' || state === 'counted';

/** What is found of the hall, and its unit where that could be read. */
interface Hall {
  readonly findings: readonly Finding[];
  readonly unit: string;
}

async function checkHall({ settings, origin, desk, readQuota, nowMs }: Preflight, face: Face): Promise<Hall> {
  try {
    const known = await readStanding(desk.ask, face);
    const { delegates, unit } = known.standing;
    const findings = [
      ...judgeSession(known, shanghaiDay(nowMs())),
      ...checkThrottles(settings, delegates),
      ...(await checkConcurrency(settings, { origin, delegates, readQuota })),
    ];
    return { findings, unit };
  } catch (error) {
    const why = error instanceof Error ? error.message : 'fault';
    const todo =
      error instanceof NobodyOf
        ? {
            zh: '给出监察室的登录：见 docs/operations/meeting-day.md',
            en: 'give a login of the inspection office: docs/operations/meeting-day.md',
          }
        : { zh: '控制台登录看看；见 docs/operations/watch.md', en: 'try the console; docs/operations/watch.md' };
    const unread = { zh: `看不到大会的准备（${why}）`, en: `its preparation could not be read (${why})` };
    return { findings: [red('session', unread, todo)], unit: '' };
  }
}

/**
 * Everything that is looked at before a meeting, one after the other.
 *
 * @throws ToolRefusal when there is no such session
 */
export async function preflight(plan: Preflight): Promise<readonly Finding[]> {
  const { settings, origin, session, line, desk, nowMs } = plan;
  const deployment = await checkDeployment(line, origin, settings.county);
  const ground = [...deployment, await checkCertificate(origin, nowMs()), await checkClocks(line, origin)];
  // Without an answer nothing else can be looked at.
  if (deployment.some(({ state }) => state === 'red')) return ground;
  const face = await readFace(desk.ask, session);
  const hall = await checkHall(plan, face);
  const casting = isUnderWay(face)
    ? note('casting', '大会正在进行，不试投', 'the session is under way: no dry casting beside it')
    : await checkCasting(desk, { county: settings.county, unit: hall.unit, nowMs: nowMs() });
  const law = isOnThisMachine(origin) ? [] : checkLaw(settings);
  return [...ground, ...hall.findings, casting, ...law];
}
