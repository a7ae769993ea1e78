import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changedLetters,
  countLetters,
  isBeforeTheDay,
  type Letter,
  lettersTo,
  mayBeNamed,
  REPLIES,
} from '../../../shared/process/invitations.ts';

const SENT = { channel: 'by-hand', by: '经办人', onDay: '2026-03-02' } as const;
const letter = (number: number, more: Partial<Letter> = {}): Letter => ({
  number,
  person: `p${number}`,
  sent: null,
  reply: null,
  ...more,
});

describe('letters of invitation', () => {
  test('each addressee has one, in the list’s order, whatever is kept', () => {
    const kept = [letter(2, { sent: SENT }), letter(1, { reply: 'coming' }), letter(9)];
    const addressees = [1, 2, 3].map((number) => ({ number, person: `p${number}` }));
    expect(lettersTo(addressees, kept)).toEqual([letter(1, { reply: 'coming' }), letter(2, { sent: SENT }), letter(3)]);
  });

  test('whoever took another’s number in a changed list has not been written to', () => {
    const kept = [letter(1, { sent: SENT, reply: 'coming' })];
    expect(lettersTo([{ number: 1, person: 'somebody else' }], kept)).toEqual([
      { number: 1, person: 'somebody else', sent: null, reply: null },
    ]);
  });

  test('what is noted twice changes nothing, and another day is not another sending', () => {
    const letters = [letter(1), letter(2)];
    const changed = changedLetters(letters, new Map([[1, { sent: SENT }]]));
    expect(changed).toEqual([letter(1, { sent: SENT }), letter(2)]);
    const tomorrow = new Map([[1, { sent: { ...SENT, onDay: '2026-03-03', by: '另一位' } }]]);
    expect(changedLetters(changed ?? [], tomorrow)).toBeNull();
    expect(changedLetters(changed ?? [], new Map([[1, { sent: null }]]))).toEqual(letters);
  });

  test('another reply is noted, and who was written to is counted', () => {
    const letters = [letter(1, { sent: SENT }), letter(2)];
    const changed = changedLetters(letters, new Map([[2, { reply: 'declined' as const }]]));
    expect(changed).toEqual([letter(1, { sent: SENT }), letter(2, { reply: 'declined' })]);
    expect(countLetters(changed ?? [])).toEqual({ sent: 1, coming: 0, offers: 0, declined: 1 });
  });

  test('the counts are those of the replies, one who offers to count comes too', () => {
    const reply = fc.constantFrom(...REPLIES, null);
    fc.assert(
      fc.property(fc.array(reply), (replies) => {
        const counts = countLetters(replies.map((each, place) => letter(place + 1, { reply: each })));
        const count = (which: string | null) => replies.filter((each) => each === which).length;
        expect(counts).toEqual({
          sent: 0,
          coming: count('coming') + count('offers-teller'),
          offers: count('offers-teller'),
          declined: count('declined'),
        });
      }),
    );
  });
});

describe('naming the delegates’ teller by reply', () => {
  const letters = [
    letter(1, { reply: 'offers-teller' }),
    letter(2, { reply: 'coming' }),
    letter(3, { reply: 'declined' }),
    letter(4, { reply: 'offers-teller' }),
    letter(5),
  ];
  test.each([
    [1, 4, true],
    [1, 2, true],
    [2, 1, false],
    [1, 1, false],
    [1, 3, false],
    [1, 5, false],
    [9, 1, false],
  ])('number %i with number %i to stand in: %s', (teller, standIn, may) => {
    expect(mayBeNamed(letters, { teller, standIn })).toBe(may);
  });

  test('it is before the day on the day before, and no more on the day', () => {
    expect(isBeforeTheDay('2026-03-11', '2026-03-12')).toBe(true);
    expect(isBeforeTheDay('2026-03-12', '2026-03-12')).toBe(false);
    expect(isBeforeTheDay('2026-12-31', '2027-01-01')).toBe(true);
  });
});
