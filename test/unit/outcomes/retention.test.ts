import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, isToBeForgotten, roundOverOn } from '../../../shared/process/retention.ts';

describe('months later', () => {
  it('is the same day of the month, or the month’s last where it has no such day', () => {
    expect(addMonths('2008-03-12', 12)).toBe('2009-03-12');
    expect(addMonths('2008-01-31', 1)).toBe('2008-02-29');
    expect(addMonths('2007-12-31', 2)).toBe('2008-02-29');
    expect(addMonths('2008-02-29', 12)).toBe('2009-02-28');
    expect(addMonths('2008-11-05', 14)).toBe('2010-01-05');
  });

  it('never lies in another month, and never before', () => {
    const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.nat(200), (date, months) => {
        const from = date.toISOString().slice(0, 10);
        const later = addMonths(from, months);
        const monthOf = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
        expect(monthOf(later) - monthOf(from)).toBe(months);
        expect(later >= from || months === 0).toBe(true);
        expect(new Date(`${later}T00:00:00Z`).toISOString().slice(0, 10)).toBe(later);
      }),
    );
  });
});

describe('a round', () => {
  const announced = (announcedOn: string) => ({ state: 'announced', announcedOn }) as const;
  const voided = { state: 'voided', announcedOn: null } as const;
  const now = { seenOn: null, today: '2008-06-01' };

  it('is over with its last announcement, and not while a meeting is still to come', () => {
    expect(roundOverOn([announced('2008-03-12'), announced('2008-03-18')], now)).toBe('2008-03-18');
    const days = ['2008-03-18', '2008-03-11', '2008-03-25', '2008-03-12'].map(announced);
    expect(roundOverOn(days, now)).toBe('2008-03-25');
    expect(roundOverOn([announced('2008-03-12'), { state: 'prepared', announcedOn: null }], now)).toBeNull();
    expect(roundOverOn([announced('2008-03-12'), { state: 'voting', announcedOn: null }], now)).toBeNull();
    expect(roundOverOn([], now)).toBeNull();
  });

  it('with a voided meeting is over on the day on which that was seen, and stays so', () => {
    expect(roundOverOn([announced('2008-03-12'), voided], now)).toBe('2008-06-01');
    expect(roundOverOn([announced('2008-03-12'), voided], { seenOn: '2008-04-02', today: '2009-01-01' })).toBe(
      '2008-04-02',
    );
  });

  it('keeps names up to the day, and not longer', () => {
    const rule = (today: string) => ({ personalDataMonths: 12, today });
    expect(isToBeForgotten('2008-03-18', rule('2009-03-17'))).toBe(false);
    expect(isToBeForgotten('2008-03-18', rule('2009-03-18'))).toBe(true);
  });
});
