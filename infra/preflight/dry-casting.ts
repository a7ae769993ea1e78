/** A ballot drawn and cast by the public operations, in a session that is made for it and voided afterwards. Never in a real one. */
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { indicatorCount } from '../../shared/process/ballot-form.ts';
import { checkRoundId } from '../../shared/process/check-round.ts';
import { isSessionId, type SessionId } from '../../shared/process/ids.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import { addDays } from '../../shared/process/working-days.ts';
import { SLOTS } from '../../shared/protocol/slots.ts';
import { type Ask, INSPECTION } from '../local/sample/ask.ts';
import { issueEnrolment, listedDelegates, registerCodes } from '../local/sample/living-sample-cards.ts';
import { SampleTeller } from '../local/sample/living-sample-tellers.ts';
import { makeSampleWorkbook } from '../local/sample/make-sample-workbook.ts';
import { playGates } from '../local/sample/play-gates.ts';
import { castBallot, drawToken, readForm, type SamplePhone, sealScores } from '../local/sample/sample-phone.ts';
import { makeSampleRound } from '../local/sample/sample-round.ts';
import { ApiRefused } from './api-line.ts';

export interface DryCasting {
  readonly ask: Ask;
  readonly county: string;
  /** A unit whose clerk lent a token. */
  readonly unit: string;
  readonly nowMs: number;
}

export interface DryCast {
  readonly session: string;
  readonly drawMs: number;
  readonly castMs: number;
}

/** The reason that stands on the record. */
export const VOID_REASON = '会前检查：试投用的大会，不是真的 / a check before a meeting, never a real one';

/** Functions remember where a meeting stands for a second; many instances, a few. */
const PATIENCE_MS = 20_000;
const PAUSE_MS = 500;

/** Says where the dry casting failed; nothing secret is in it. */
export class DryCastingFailed extends Error {
  override readonly name = 'DryCastingFailed';
}

const random = (length: number) => new Uint8Array(randomBytes(length));

/** Asks again while a function has not heard yet of the step before. */
async function oncePast<Value>(code: string, press: () => Promise<Value>): Promise<Value> {
  const deadlineMs = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await press();
    } catch (error) {
      if (!(error instanceof ApiRefused) || error.code !== code || performance.now() > deadlineMs) throw error;
      await delay(PAUSE_MS);
    }
  }
}

async function timed<Value>(press: () => Promise<Value>): Promise<readonly [Value, number]> {
  const startedMs = performance.now();
  const value = await press();
  return [value, Math.round(performance.now() - startedMs)];
}

/** A round of one unit with made-up people, from a workbook as a clerk would make it. */
async function makeSession({ ask, unit, nowMs }: DryCasting): Promise<SessionId> {
  const sample = makeSampleRound();
  const [first] = sample.units;
  if (first === undefined) throw new Error('the sample has no unit');
  const played = { ...first, code: unit, name: `${first.name}（会前检查）` };
  const workbook = await makeSampleWorkbook({ ...sample, units: [played] });
  const { units } = await ask(INSPECTION, 'importRound', {
    round: checkRoundId(nowMs),
    roundName: `会前检查 ${shanghaiDay(nowMs)}（人名均为虚构）`,
    fileName: 'check.xlsx',
    file: Buffer.from(workbook).toString('base64'),
  });
  const session = units[0]?.session;
  if (session === undefined || !isSessionId(session)) throw new Error('an import without a session');
  return session;
}

/** Cards, tellers, freeze, arming: the code of one card, and a teller who can open the voting. */
async function arm({ ask, county, unit, nowMs }: DryCasting, session: SessionId) {
  await playGates(ask, { session, unit, onDay: addDays(shanghaiDay(nowMs), 1) });
  await ask(INSPECTION, 'makeKeys', { session });
  const delegates = await listedDelegates(ask, session);
  const [code] = (await registerCodes(ask, { session, delegates, random })).values();
  const tellers: SampleTeller[] = [];
  for (const slot of SLOTS)
    tellers.push(await SampleTeller.enrol(ask, county, await issueEnrolment(ask, { session, slot, random })));
  await ask(INSPECTION, 'freeze', { session });
  const form = await readForm({ ask, session });
  for (const teller of tellers) await teller.arm(form);
  const [teller] = tellers;
  if (code === undefined || teller === undefined) throw new Error('a session without delegates or tellers');
  return { code, teller, form };
}

/** A code that has drawn must not draw for another message. */
async function refuseSecondDraw(
  phone: SamplePhone,
  form: Parameters<typeof drawToken>[1],
  code: string,
): Promise<void> {
  try {
    await drawToken(phone, form, code);
  } catch (error) {
    if (error instanceof ApiRefused && error.code === 'code-used') return;
    throw error;
  }
  throw new DryCastingFailed('checkIn: one code drew twice');
}

async function vote(casting: DryCasting, session: SessionId): Promise<Omit<DryCast, 'session'>> {
  const { code, teller, form } = await arm(casting, session);
  const phone = { ask: casting.ask, session, random };
  const [token, drawMs] = await timed(() => oncePast('check-in-closed', () => drawToken(phone, form, code)));
  await refuseSecondDraw(phone, form, code);
  await teller.openVoting(form);
  const scores = Array.from({ length: indicatorCount(form.manifest.subjects) }, () => null);
  const ballot = await sealScores(phone, form, { token, scores });
  await oncePast('voting-not-open', () => castBallot(phone, form, ballot));
  // The same bytes again: the voting is open by now, so this time is casting's own, and the receipt has to be the same.
  const first = await castBallot(phone, form, ballot);
  const [again, castMs] = await timed(() => castBallot(phone, form, ballot));
  if (first.receipt !== again.receipt) throw new DryCastingFailed('castBallot: one ballot, two receipts');
  return { drawMs, castMs };
}

/** Says which session is left open, for a person to void. */
async function voidSession(ask: Ask, session: SessionId): Promise<void> {
  try {
    await ask(INSPECTION, 'voidMeeting', { session, reason: VOID_REASON });
  } catch (error) {
    throw new DryCastingFailed(`voidMeeting: ${session} (${error instanceof Error ? error.message : 'fault'})`);
  }
}

/**
 * Makes the session, draws, casts and voids it, whatever happened in between.
 *
 * @throws ApiRefused, NoAnswer, NobodyOf, DryCastingFailed
 */
export async function castDry(casting: DryCasting): Promise<DryCast> {
  const session = await makeSession(casting);
  try {
    return { session, ...(await vote(casting, session)) };
  } finally {
    await voidSession(casting.ask, session);
  }
}
