/**
 * Written invitations, one to each delegate, with the replies; who is there on the day; and who counts for the delegates
 * (process: stages 2 and 4).
 */

/** How a letter reached the delegate. */
export const CHANNELS = ['by-hand', 'post', 'wechat', 'phone'] as const;
export type Channel = (typeof CHANNELS)[number];

/** `offers-teller`: comes, and offers to be the delegates’ teller. */
export const REPLIES = ['coming', 'offers-teller', 'declined'] as const;
export type Reply = (typeof REPLIES)[number];

export interface Sent {
  readonly channel: Channel;
  /** The member of staff who noted it. */
  readonly by: string;
  /** YYYY-MM-DD in Asia/Shanghai. */
  readonly onDay: string;
}

export interface Letter {
  readonly number: number;
  /** Tells whether the number is still the same person’s after the list was changed. */
  readonly person: string;
  readonly sent: Sent | null;
  readonly reply: Reply | null;
}

export type Addressee = Pick<Letter, 'number' | 'person'>;

/** The letter of each addressee, in their order; a letter to somebody who had the number before is none. */
export const lettersTo = (addressees: readonly Addressee[], kept: readonly Letter[]): readonly Letter[] => {
  const byNumber = new Map(kept.map((letter) => [letter.number, letter]));
  return addressees.map(({ number, person }) => {
    const letter = byNumber.get(number);
    return letter?.person === person ? letter : { number, person, sent: null, reply: null };
  });
};

/** The letters with what changed about some of them; `null` when nothing does, as with a request that was sent twice. */
export const changedLetters = (
  letters: readonly Letter[],
  changes: ReadonlyMap<number, Partial<Pick<Letter, 'sent' | 'reply'>>>,
): readonly Letter[] | null => {
  const isChanged = (letter: Letter): boolean => {
    const { sent, reply } = { ...letter, ...changes.get(letter.number) };
    return reply !== letter.reply || sent?.channel !== letter.sent?.channel;
  };
  if (!letters.some(isChanged)) return null;
  return letters.map((letter) => (isChanged(letter) ? { ...letter, ...changes.get(letter.number) } : letter));
};

export interface LetterCounts {
  readonly sent: number;
  /** Come, those included who offer to be the teller. */
  readonly coming: number;
  readonly offers: number;
  readonly declined: number;
}

export const comes = ({ reply }: Pick<Letter, 'reply'>): boolean => reply === 'coming' || reply === 'offers-teller';

export const countLetters = (letters: readonly Letter[]): LetterCounts => ({
  sent: letters.filter(({ sent }) => sent !== null).length,
  coming: letters.filter(comes).length,
  offers: letters.filter(({ reply }) => reply === 'offers-teller').length,
  declined: letters.filter(({ reply }) => reply === 'declined').length,
});

/** Two that are named: the delegates’ teller, and who takes that place if the teller cannot come. */
export interface TellerPair {
  readonly teller: number;
  readonly standIn: number;
}

/** Named by reply: the teller is one who offered, the stand-in another one who comes. */
export const mayBeNamed = (letters: readonly Letter[], { teller, standIn }: TellerPair): boolean =>
  teller !== standIn &&
  letters.some(({ number, reply }) => number === teller && reply === 'offers-teller') &&
  letters.some((letter) => letter.number === standIn && comes(letter));

/** The day before which the teller is named is the meeting’s own: days as YYYY-MM-DD compare as texts. */
export const isBeforeTheDay = (today: string, meetingDay: string): boolean => today < meetingDay;
