import type { SessionId } from '../../../shared/process/ids.ts';
import type { Random } from '../../../shared/protocol/bytes.ts';
import {
  codeHash,
  type Enrolment,
  enrolmentHash,
  makeCode,
  makeEnrolmentSecret,
} from '../../../shared/protocol/code.ts';
import type { Slot } from '../../../shared/protocol/slots.ts';
import { type Ask, INSPECTION } from './ask.ts';

/** The most cards that one request registers. */
const CARDS_A_REQUEST = 25;

/** The ids of a session's delegates, page after page. */
export async function listedDelegates(ask: Ask, session: SessionId): Promise<readonly string[]> {
  const found: string[] = [];
  for (let page = 0, pages = 1; page < pages; page += 1) {
    const answer = await ask(INSPECTION, 'listDelegates', { session, page });
    found.push(...answer.delegates.map(({ delegate }) => delegate));
    pages = answer.pages;
  }
  return found;
}

/** Makes a code for each delegate as the office's browser would, and registers the hashes: the codes by delegate. */
export async function registerCodes(
  ask: Ask,
  {
    session,
    delegates,
    random,
  }: { readonly session: SessionId; readonly delegates: readonly string[]; readonly random: Random },
): Promise<ReadonlyMap<string, string>> {
  const codes = new Map(delegates.map((delegate) => [delegate, makeCode(random)] as const));
  const cards: { delegate: string; codeHash: string }[] = [];
  for (const [delegate, code] of codes) cards.push({ delegate, codeHash: await codeHash(session, code) });
  for (let start = 0; start < cards.length; start += CARDS_A_REQUEST)
    await ask(INSPECTION, 'registerCards', { session, cards: cards.slice(start, start + CARDS_A_REQUEST) });
  return codes;
}

/** A one-time enrolment for a teller's place, of which the hash is registered. */
export async function issueEnrolment(
  ask: Ask,
  { session, slot, random }: { readonly session: SessionId; readonly slot: Slot; readonly random: Random },
): Promise<Enrolment> {
  const enrolment = { session, slot, secret: makeEnrolmentSecret(random) };
  await ask(INSPECTION, 'issueEnrolment', { session, slot, secretHash: await enrolmentHash(enrolment) });
  return enrolment;
}
