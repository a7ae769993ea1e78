import type { Actor, Ask } from '../../infra/local/sample/ask.ts';
import { playGates } from '../../infra/local/sample/play-gates.ts';
import type { StaffRole } from '../../shared/contract/operation.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import { type Deployment, logIn } from './deployment.ts';
import type { LineCall } from './line.ts';
import type { Office } from './office.ts';
import { insist } from './teller.ts';

const LOGINS: Readonly<Record<Exclude<StaffRole, 'unit-clerk'>, string>> = {
  'inspection-office': 'inspection',
  'discipline-commission': 'discipline',
  'county-leader': 'leader',
  auditor: 'auditor',
};

/** The clerk of a unit as rehearsals have them; a deployment with one clerk has `clerk`. */
function loginOf(actor: Exclude<Actor, 'anyone'>, { accounts }: Pick<Deployment, 'accounts'>): string {
  if (actor.role !== 'unit-clerk') return LOGINS[actor.role];
  const own = `clerk-${actor.unit ?? ''}`;
  return accounts.some(({ login }) => login === own) ? own : 'clerk';
}

/** Tokens live for an hour by the wall's clock, whatever the deployment's says. */
const TOKEN_MS = 30 * 60_000;

/** Asks as any member of staff; each logs in at the first request, and again before the token ends. */
export function askAsStaff(deployment: Deployment, call: LineCall): Ask {
  const offices = new Map<string, { readonly office: Promise<Office>; readonly untilMs: number }>();
  const atDesk = (login: string): Promise<Office> => {
    const there = offices.get(login);
    if (there !== undefined && Date.now() < there.untilMs) return there.office;
    const office = logIn(deployment, login, call);
    offices.set(login, { office, untilMs: Date.now() + TOKEN_MS });
    return office;
  };
  return async (actor, id, request) => {
    if (actor === 'anyone') return insist(id, () => call(id, request));
    return (await atDesk(loginOf(actor, deployment))).ask(id, request);
  };
}

const DAY_MS = 86_400_000;

/** Everything that a freeze asks of the stages before, for a meeting on the day after. */
export const passGates = (
  ask: Ask,
  { session, unit, nowMs = Date.now() }: { readonly session: string; readonly unit: string; readonly nowMs?: number },
): Promise<void> => playGates(ask, { session, unit, onDay: shanghaiDay(nowMs + DAY_MS) });
