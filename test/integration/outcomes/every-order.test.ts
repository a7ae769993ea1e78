import { expect, test } from 'vitest';
import { playDelegates } from '../../../infra/local/sample/play-delegates.ts';
import { playExchange, playStatement } from '../../../infra/local/sample/play-floor.ts';
import { playSending, playVenue } from '../../../infra/local/sample/play-invitations.ts';
import { playQuotation, playUses } from '../../../infra/local/sample/play-outcomes.ts';
import { specOf } from '../../../shared/contract/operations.ts';
import { type OperationId, ROUTES } from '../../../shared/contract/routes.ts';
import { isSessionId, type SessionId } from '../../../shared/process/ids.ts';
import { CATEGORIES, seatsRequired } from '../../../shared/process/seats.ts';
import { shanghaiDay } from '../../../shared/process/shanghai-day.ts';
import { NOT_ON_THE_LOG } from '../../audited-orders.ts';
import { answered, COUNTY, type County, makeCounty, OFFICE, staffOf, withEngine } from '../registry/county.ts';
import {
  armedMeeting,
  askOf,
  CHENGGUAN,
  importRequest,
  roundFile,
  SESSION,
  UNIT,
} from '../registry/prepared-meeting.ts';
import { announce } from './announce.ts';

withEngine();

const isOrder = (id: OperationId): boolean => specOf(id).who.kind === 'staff' && ROUTES[id].method === 'POST';
const asSession = (session: string): SessionId => {
  if (!isSessionId(session)) throw new Error('not a session');
  return session;
};

/** The county with a note of every order of staff that was done. */
function watched(county: County): { readonly county: County; readonly done: Set<OperationId> } {
  const done = new Set<OperationId>();
  const call: County['call'] = async (id, request, options) => {
    const outcome = await county.call(id, request, options);
    if (outcome.status === 200 && isOrder(id)) done.add(id);
    return outcome;
  };
  return { county: { ...county, call }, done };
}

const candidates = (group: number) =>
  CATEGORIES.flatMap((category, place) =>
    Array.from({ length: seatsRequired(30)[category] + (category === 'market-entity' ? 1 : 0) }, (_, n) => ({
      category,
      name: `样例候选${group}-${place}-${n}`,
      organisation: '镇上的店',
      phone: `139${group}${place}${String(n).padStart(6, '0')}`,
    })),
  );

/** From the lists to the outcomes, by the same players as the sample's. */
async function playStages(county: County): Promise<void> {
  const ask = askOf(county);
  await armedMeeting(county);
  answered(
    await county.call('issueEnrolment', { session: SESSION, slot: 'inspection', secretHash: 'a'.repeat(64) }, OFFICE),
  );
  const floor = { session: asSession(SESSION), unit: UNIT, head: '样例所长' };
  const question = { id: 'A'.repeat(22), wording: '年检为什么跑三趟？', collated: null };
  await playExchange(ask, {
    ...floor,
    questions: [
      { ...question, answer: '今后一次办结。' },
      { ...question, id: 'B'.repeat(22), answer: null },
    ],
  });
  await announce(county, { session: SESSION, ballots: Array.from({ length: 30 }, () => 9) });
  await playStatement(ask, { ...floor, text: '逐条整改。' });
  await playUses(ask, SESSION);
  await playQuotation(ask, '2008');
  answered(await county.call('createRoundUpDownload', { round: '2008', format: 'xlsx' }, OFFICE));
  answered(await county.call('exportAudit', {}, { staff: staffOf('auditor') }));
}

/** What that meeting has no part in: a list by nomination, a plan that changes, a meeting that is voided. */
async function playBeside(county: County): Promise<void> {
  const ask = askOf(county);
  const session = `${COUNTY}-2009-${UNIT}`;
  answered(await county.call('checkImport', importRequest(roundFile([CHENGGUAN]), '2010'), OFFICE));
  const { plan, version } = await ask({ role: 'inspection-office' }, 'getPlan', { round: '2008' });
  const units = plan.units.map(({ unit, heldOn, pilot, leader, head }) => ({ unit, heldOn, pilot, leader, head }));
  const leader = { name: '样例副局长', post: '副局长', email: '' };
  await ask({ role: 'inspection-office' }, 'changePlan', {
    round: '2008',
    expectedVersion: version,
    reason: '分管领导调整',
    plan: { ...plan, units, leader },
  });
  const nobody = { name: '', email: '' };
  const officers = [{ name: '样例所长', post: '所长', isHead: true }];
  await ask({ role: 'inspection-office' }, 'openRound', {
    round: '2009',
    name: '2009年度双述',
    basis: [],
    leader,
    commission: nobody,
    units: [{ unit: UNIT, name: '回龙山工商所', heldOn: null, pilot: false, leader: nobody, headEmail: '', officers }],
    rules: plan.rules,
  });
  await playDelegates(ask, { session, unit: UNIT, chosen: candidates(1), reserves: candidates(2) });
  await playVenue(ask, { session, unit: UNIT, onDay: shanghaiDay(county.clock.nowMs + 86_400_000) });
  await playSending(ask, { session, unit: UNIT });
  answered(await county.call('voidMeeting', { session, reason: '会场停电' }, OFFICE));
}

test('every order of staff that was done is on the log with who, and on what; what only reads is not', async () => {
  const { county, done } = watched(await makeCounty());
  await playStages(county);
  await playBeside(county);
  const log = await county.all.registry.audit.range({ from: 1, to: 10_000 });
  const logged = new Set(log.map(({ what }) => what));
  expect([...done].filter((id) => !logged.has(id))).toEqual(['checkImport']);
  expect(Object.keys(NOT_ON_THE_LOG)).toContain('checkImport');
  for (const { who, target } of log) expect([who, target].every((text) => text !== '')).toBe(true);
  // The stages before, at and after the meeting: enough that a forgotten entry shows.
  expect(done.size).toBeGreaterThan(30);
  expect(JSON.stringify(log)).not.toMatch(/样例候选|样例代表|镇上的店|年检为什么/);
});
