import { randomBytes } from 'node:crypto';
import type { ResponseOf } from '../../shared/contract/operations.ts';
import { isSessionId, type SessionId } from '../../shared/process/ids.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import { addDays } from '../../shared/process/working-days.ts';
import { fromB64u } from '../../shared/protocol/bytes.ts';
import { cardFragment, enrolmentFragment } from '../../shared/protocol/code.ts';
import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import { tokenKeyId } from '../../shared/protocol/token-key.ts';
import { type Ask, INSPECTION } from './sample/ask.ts';
import { askFunctions } from './sample/ask-functions.ts';
import { type AllDependencies, playLivingSample, type SampleProgress } from './sample/living-sample.ts';
import { issueEnrolment, registerCodes } from './sample/living-sample-cards.ts';
import { passTrialGates, type TrialGates } from './sample/living-sample-units.ts';
import { makeSampleRound } from './sample/sample-round.ts';

/** The unit whose meeting is got ready, so that it can be tried out at once. */
const TRIAL_UNIT = 'huilongshan';
/** What a person can open to try the sample. */
export interface Sample {
  readonly session: string;
  readonly unitName: string;
  /** `/vote/#i=…` of one delegate's voting card; `null` when none can be made any more. */
  readonly cardPath: string | null;
  /** `/teller/#e=…` for each place that no teller has taken. */
  readonly enrolments: readonly { readonly slot: Slot; readonly path: string }[];
}

type Trial = ResponseOf<'getRound'>['units'][number];
const random = (length: number) => new Uint8Array(randomBytes(length));

/**
 * Makes codes for every delegate who has no card yet, and anew for the first whose card can still be replaced; that one's address
 * is the answer, the other cards are printed anew from the console.
 */
async function makeCards(ask: Ask, session: SessionId, tokenKey: string): Promise<string | null> {
  const der = fromB64u(tokenKey);
  if (der === null) throw new Error('the sample: keys that cannot be read');
  const { delegates } = await ask(INSPECTION, 'listDelegates', { session, page: 0 });
  const shown = delegates.find(({ card }) => card !== 'settled');
  if (shown === undefined) return null;
  const others = delegates.filter(({ card, delegate }) => card === 'none' && delegate !== shown.delegate);
  const without = [shown, ...others].map(({ delegate }) => delegate);
  const code = (await registerCodes(ask, { session, delegates: without, random })).get(shown.delegate);
  if (code === undefined) throw new Error('the sample: a delegate without a code');
  return `/vote/${cardFragment({ session, code, tokenKeyId: await tokenKeyId(der) })}`;
}

async function makeEnrolment(ask: Ask, session: SessionId, slot: Slot) {
  return { slot, path: `/teller/${enrolmentFragment(await issueEnrolment(ask, { session, slot, random }))}` };
}

/** What the freeze asks for: done with the rest of the sample, unless its making was broken off. */
async function passGates(ask: Ask, { missing }: Trial, scene: Omit<TrialGates, 'ask'>): Promise<void> {
  if (missing.includes('delegates-teller')) await passTrialGates({ ask, ...scene });
}

export interface SampleOptions {
  readonly of: AllDependencies;
  /** Told how far it is, at the first start. */
  readonly tell: (progress: SampleProgress) => void;
}

/**
 * Plays the county up to today at the first start; afterwards what people did with it stays as they left it. One meeting is ready
 * for a trial: one delegate's voting card, and enrolments for the tellers' places that are free. Codes and secrets are made anew at
 * each start and kept nowhere.
 */
export async function prepareSample({ of, tell }: SampleOptions): Promise<Sample> {
  const ask = askFunctions(of);
  const sample = makeSampleRound();
  const today = shanghaiDay(of.plan.nowMs());
  const { county } = of.plan;
  const { rounds } = await ask(INSPECTION, 'listRounds', {});
  if (rounds.every(({ round }) => round !== sample.round.id))
    await playLivingSample({ of, sample, county, today, tell });
  const { units } = await ask(INSPECTION, 'getRound', { round: sample.round.id });
  const trial = units.find(({ unit }) => unit === TRIAL_UNIT);
  const place = sample.units.findIndex(({ code }) => code === TRIAL_UNIT);
  const unit = sample.units[place];
  if (trial === undefined || unit === undefined || !isSessionId(trial.session))
    throw new Error('the sample: its trial unit is missing');
  const { session, name: unitName, state } = trial;
  if (state !== 'prepared' && state !== 'frozen') return { session, unitName, cardPath: null, enrolments: [] };
  await passGates(ask, trial, { session, unit, place, heldOn: addDays(today, 1) });
  const { tokenKey } = await ask(INSPECTION, 'makeKeys', { session });
  const enrolments = [];
  for (const slot of SLOTS.filter((each) => !trial.tellersEnrolled.includes(each)))
    enrolments.push(await makeEnrolment(ask, session, slot));
  return { session, unitName, cardPath: await makeCards(ask, session, tokenKey), enrolments };
}
