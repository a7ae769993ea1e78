import type { SessionId } from '../../../shared/process/ids.ts';
import { type Ask, clerkOf, INSPECTION } from './ask.ts';

/** What is asked and answered in the sample's halls; made up. */
export interface PlayedQuestion {
  /** 22 characters of base64url: the id under which it is put. */
  readonly id: string;
  readonly wording: string;
  /** Number of the collated opinion, when it came by phone. */
  readonly collated: number | null;
  /** `null`: it is set aside, to be answered after the meeting. */
  readonly answer: string | null;
}

export interface PlayedFloor {
  readonly session: SessionId;
  readonly unit: string;
  /** Name and post of the unit's head. */
  readonly head: string;
  readonly questions: readonly PlayedQuestion[];
}

const EXCHANGE = 3;

/** The meeting up to the vote: the agenda moves to the exchange, each question is put, called, and answered or set aside. */
export async function playExchange(ask: Ask, { session, unit, head, questions }: PlayedFloor): Promise<void> {
  const clerk = clerkOf(unit);
  const { version } = await ask(clerk, 'getFloor', { session });
  await ask(clerk, 'moveAgenda', { session, current: EXCHANGE, expectedVersion: version });
  for (const { id, wording, collated, answer } of questions) {
    const source = collated === null ? 'spoken' : 'phone';
    const recorder = collated === null ? clerk : INSPECTION;
    const { number } = await ask(recorder, 'putQuestion', { session, id, source, wording, collated });
    await ask(INSPECTION, 'callQuestion', { session, question: number });
    if (answer === null)
      await ask(INSPECTION, 'setQuestionAside', { session, question: number, reason: '需要查阅档案，会后书面答复' });
    else await ask(clerk, 'recordAnswer', { session, question: number, answer, answeredBy: head, after: 0 });
  }
}

/** After the announcement: what the head said. */
export async function playStatement(
  ask: Ask,
  { session, unit, head, text }: Pick<PlayedFloor, 'session' | 'unit' | 'head'> & { readonly text: string },
): Promise<void> {
  const clerk = clerkOf(unit);
  const { version } = await ask(clerk, 'getFloor', { session });
  await ask(clerk, 'recordStatement', { session, expectedVersion: version, speaker: head, text, media: null });
}
