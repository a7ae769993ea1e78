import type { RequestOf, ResponseOf } from '../../../shared/contract/operations.ts';
import type { Channel, Reply } from '../../../shared/process/invitations.ts';
import { type Ask, clerkOf, INSPECTION } from './ask.ts';

type Letter = ResponseOf<'getInvitations'>['letters'][number];
type Venue = RequestOf<'saveVenue'>['venue'];

export interface InvitationsPlan {
  readonly session: string;
  readonly unit: string;
  /** The day of the meeting, YYYY-MM-DD: after the one on which this is played. */
  readonly onDay: string;
}

/** Place and telephone number are made up, as the page of the sample says. */
const venueOn = (onDay: string): Venue => ({
  onDay,
  startsAt: '09:00',
  place: '三楼会议室',
  directions: '从镇政府往东两百米，大门口有指引牌；自驾请停院内。',
  phone: '0713-6150000',
  note: '请带身份证，提前十五分钟到场签到。',
});

/** The most letters that one request marks. */
const LETTERS_A_REQUEST = 50;

/** Every delegate of a session with the letter, page after page. */
async function lettersOf(ask: Ask, { session, unit }: Omit<InvitationsPlan, 'onDay'>): Promise<readonly Letter[]> {
  const letters: Letter[] = [];
  for (let page = 0, pages = 1; page < pages; page += 1) {
    const answer = await ask(clerkOf(unit), 'getInvitations', { session, page });
    letters.push(...answer.letters);
    pages = answer.pages;
  }
  return letters;
}

/** Time and place, unless the unit has filled them in. */
export async function playVenue(ask: Ask, { session, unit, onDay }: InvitationsPlan): Promise<void> {
  const { venue } = await ask(clerkOf(unit), 'getInvitations', { session, page: 0 });
  if (venue !== null) return;
  await ask(clerkOf(unit), 'saveVenue', { session, expectedVersion: 0, venue: venueOn(onDay) });
}

const channelOf = (place: number): Channel => (place % 3 === 0 ? 'wechat' : 'by-hand');

/** One in eleven cannot come, one in seven of the others offers to count. */
const replyOf = (place: number): Reply =>
  place % 11 === 10 ? 'declined' : place % 7 === 3 ? 'offers-teller' : 'coming';

/** All letters are sent, as the clerk notes it. */
export async function playSending(ask: Ask, { session, unit }: Omit<InvitationsPlan, 'onDay'>): Promise<void> {
  const letters = await lettersOf(ask, { session, unit });
  for (const channel of ['by-hand', 'wechat'] as const) {
    const delegates = letters.filter((_, place) => channelOf(place) === channel).map(({ delegate }) => delegate);
    for (let start = 0; start < delegates.length; start += LETTERS_A_REQUEST)
      await ask(clerkOf(unit), 'markSent', {
        session,
        channel,
        delegates: delegates.slice(start, start + LETTERS_A_REQUEST),
      });
  }
}

/** The first `howMany` delegates on the list's first page have answered; an answer that is there stays. */
export async function playReplies(
  ask: Ask,
  { session, unit, howMany }: Omit<InvitationsPlan, 'onDay'> & { readonly howMany: number },
): Promise<void> {
  const { letters } = await ask(clerkOf(unit), 'getInvitations', { session, page: 0 });
  for (const [place, { delegate, reply }] of letters.slice(0, howMany).entries())
    if (reply === null) await ask(clerkOf(unit), 'recordReply', { session, delegate, reply: replyOf(place) });
}

/** The delegates' teller by lot among those who offered. */
export async function playTellerLot(ask: Ask, { session }: Pick<InvitationsPlan, 'session'>): Promise<void> {
  const { tellerChoices } = await ask(INSPECTION, 'getInvitations', { session, page: 0 });
  if (tellerChoices.length > 0) return;
  await ask(INSPECTION, 'nameDelegatesTeller', { session, expectedVersion: 0, named: null });
}
