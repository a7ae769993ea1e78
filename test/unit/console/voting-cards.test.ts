import { describe, expect, it } from 'vitest';
import type { SessionId } from '../../../shared/process/ids.ts';
import { isSessionId } from '../../../shared/process/ids.ts';
import { codeHash, parseCardFragment } from '../../../shared/protocol/code.ts';
import { CARDS_PER_SHEET, sheetsOf } from '../../../web/console/cards/card-sheets.tsx';
import { groupsOfFour, makeCards, type VotingCard } from '../../../web/console/cards/make-cards.ts';
import { registerCards } from '../../../web/console/cards/register-cards.ts';
import { randomBytes } from '../../../web/console/random-bytes.ts';

function sessionNamed(text: string): SessionId {
  if (!isSessionId(text)) throw new Error(text);
  return text;
}

const SESSION = sessionNamed('tuanfeng-2008-huilongshan');
const MEETING = { session: SESSION, tokenKeyId: 'AAAAAAAAAAAAAAAA', origin: 'https://county.example' };
const owners = (n: number) =>
  Array.from({ length: n }, (_, index) => ({
    delegate: `d-${index + 1}`,
    number: index + 1,
    name: `示例${index + 1}`,
  }));

type Sent = { readonly session: string; readonly cards: readonly { delegate: string; codeHash: string }[] };
const REFUSED = { ok: false, network: true } as const;

/** A registry that keeps what it is sent, and loses the answers of the requests named. */
function registryLosing(...lost: readonly number[]) {
  const requests: Sent[] = [];
  const register = async (request: Sent) => {
    requests.push(request);
    if (lost.includes(requests.length)) return REFUSED;
    return { ok: true as const, value: { registered: request.cards.length } };
  };
  return { requests, register };
}

describe('voting cards made in the office’s browser', () => {
  it('a card’s QR is the delegates’ page with session, code and the token key’s fingerprint', async () => {
    const [card] = await makeCards(owners(1), MEETING, randomBytes);
    if (card === undefined) throw new Error('no card');
    const [page, fragment] = card.address.split('#');
    expect(page).toBe('https://county.example/vote/');
    expect(parseCardFragment(`#${fragment}`)).toEqual({
      session: SESSION,
      code: card.code,
      tokenKeyId: MEETING.tokenKeyId,
    });
    expect(card.codeHash).toBe(await codeHash(SESSION, card.code));
    expect(groupsOfFour(card.code)).toMatch(/^\S{4} \S{4} \S{4} \S{4}$/);
  });

  it('every card has a code of its own, and making them again makes others', async () => {
    const first = await makeCards(owners(33), MEETING, randomBytes);
    const again = await makeCards(owners(33), MEETING, randomBytes);
    expect(new Set([...first, ...again].map(({ code }) => code)).size).toBe(66);
  });

  it('registers hashes in batches of at most 25, never a code, a name or an address', async () => {
    const cards = await makeCards(owners(60), MEETING, randomBytes);
    const { requests, register } = registryLosing();
    const progress: number[] = [];
    const outcome = await registerCards({ session: SESSION, cards, from: 0 }, register, (n) => progress.push(n));
    expect(outcome).toEqual({ kind: 'registered' });
    expect(progress).toEqual([25, 50, 60]);
    expect(requests.map(({ cards: batch }) => batch.length)).toEqual([25, 25, 10]);
    expect(requests.flatMap((request) => request.cards)).toEqual(
      cards.map(({ delegate, codeHash: hash }) => ({ delegate, codeHash: hash })),
    );
    const sent = JSON.stringify(requests);
    for (const card of cards) expect(sent).not.toContain(card.code);
  });

  it('a lost answer stops it, and going on sends the same hashes from there', async () => {
    const cards = await makeCards(owners(60), MEETING, randomBytes);
    const { requests, register } = registryLosing(2);
    const stopped = await registerCards({ session: SESSION, cards, from: 0 }, register, () => undefined);
    expect(stopped).toEqual({ kind: 'stopped', registered: 25, answer: REFUSED });
    const done = await registerCards({ session: SESSION, cards, from: 25 }, register, () => undefined);
    expect(done).toEqual({ kind: 'registered' });
    expect(requests[2]).toEqual(requests[1]);
    expect(requests).toHaveLength(4);
  });

  it('three cards go on a sheet, in order, the last sheet taking what is left', async () => {
    const cards: readonly VotingCard[] = await makeCards(owners(34), MEETING, randomBytes);
    const sheets = sheetsOf(cards);
    expect(sheets).toHaveLength(12);
    expect(sheets.slice(0, -1).every((sheet) => sheet.length === CARDS_PER_SHEET)).toBe(true);
    expect(sheets.flat()).toEqual(cards);
  });
});
