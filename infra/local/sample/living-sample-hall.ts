import { indicatorCount, type Subject } from '../../../shared/process/ballot-form.ts';
import type { SessionId } from '../../../shared/process/ids.ts';
import type { Random } from '../../../shared/protocol/bytes.ts';
import type { ShareSet } from '../../../shared/protocol/opening.ts';
import type { Token } from '../../../shared/protocol/sealed-ballot.ts';
import { SLOTS, type Slot } from '../../../shared/protocol/slots.ts';
import { type Ask, clerkOf, INSPECTION } from './ask.ts';
import { issueEnrolment, listedDelegates, registerCodes } from './living-sample-cards.ts';
import type { SampleClock } from './living-sample-scene.ts';
import { type FrozenForm, SampleTeller } from './living-sample-tellers.ts';
import { castBallot, drawToken, readForm, sealScores } from './sample-phone.ts';

export interface SampleHall {
  readonly ask: Ask;
  readonly county: string;
  readonly session: SessionId;
  readonly unit: string;
  readonly clock: SampleClock;
  readonly random: Random;
  /** A number in [0, 1), the same at every start: scores are drawn of it and nothing else is. */
  readonly chance: () => number;
  /** What goes on between check-in and vote. */
  readonly exchange: () => Promise<void>;
}

/** Somebody does not come, somebody comes without voting. */
const [ABSENT, OBSERVERS] = [3, 4];
/** Longer than any answer about a meeting is remembered. */
const A_MINUTE_MS = 60_000;
const CLOSING_NOTICE_MS = 15_000;

/** Made up: around eight of ten, one indicator of one officer well below, now and then 不了解. */
export function madeUpScores(subjects: readonly Subject[], chance: () => number): readonly (number | null)[] {
  const mood = 7 + chance() * 2;
  const low = indicatorCount(subjects) - 3;
  return Array.from({ length: indicatorCount(subjects) }, (_, place) => {
    if (chance() < 0.05) return null;
    const around = place === low ? 4.5 : mood;
    return Math.max(0, Math.min(10, Math.round(around + (chance() - 0.5) * 3)));
  });
}

/** Two of the three open the box, count and sign: the result is announced. */
async function announce(
  { ask, session, unit }: SampleHall,
  form: FrozenForm,
  { tellers, heads }: { readonly tellers: readonly SampleTeller[]; readonly heads: number },
): Promise<void> {
  const [first, second] = tellers;
  if (first === undefined || second === undefined) throw new Error('the sample: three tellers');
  const box = await first.closeBox(form);
  await ask(clerkOf(unit), 'recordAttendance', { session, delegates: heads, observers: OBSERVERS });
  const opened = new Map<Slot, ShareSet>();
  for (const teller of [first, second]) await teller.signBoard(form, box);
  for (const teller of [first, second]) opened.set(teller.slot, await teller.open(form, box));
  for (const teller of [first, second]) await teller.sign(form, box, opened);
}

/** A meeting from its keys to its announcement, with the same cryptography as in any hall; its scores are made up. */
export async function playSampleMeeting(hall: SampleHall): Promise<void> {
  const { ask, county, session, clock, random } = hall;
  await ask(INSPECTION, 'makeKeys', { session });
  const delegates = await listedDelegates(ask, session);
  const codes = await registerCodes(ask, { session, delegates, random });
  const tellers: SampleTeller[] = [];
  for (const slot of SLOTS)
    tellers.push(await SampleTeller.enrol(ask, county, await issueEnrolment(ask, { session, slot, random })));
  await ask(INSPECTION, 'freeze', { session });
  const form = await readForm(hall);
  for (const teller of tellers) await teller.arm(form);
  const coming = [...codes.values()].slice(ABSENT);
  const tokens = await Promise.all(coming.map((code) => drawToken(hall, form, code)));
  await hall.exchange();
  await tellers[0]?.openVoting(form);
  clock.advance(A_MINUTE_MS);
  const castMadeUp = async (token: Token) =>
    castBallot(
      hall,
      form,
      await sealScores(hall, form, { token, scores: madeUpScores(form.manifest.subjects, hall.chance) }),
    );
  await Promise.all(tokens.slice(1).map(castMadeUp));
  await tellers[0]?.setClosingTime(form, clock.nowMs() + CLOSING_NOTICE_MS);
  clock.advance(A_MINUTE_MS);
  await announce(hall, form, { tellers, heads: coming.length });
}
