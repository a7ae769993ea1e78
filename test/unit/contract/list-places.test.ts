import { describe, expect, it } from 'vitest';
import { specOf } from '../../../shared/contract/operations.ts';

const SESSION = 'tuanfeng-2008-huilongshan';

/** Lists that go on after the key of an entry; DynamoDB answers a key from outside the list with a fault, not with a page. */
const LISTS = [
  ['getFloor', 'QUESTION#0050'],
  ['listCollated', 'COLLATED#0100'],
  ['proposeItems', 'COLLATED#0100'],
  ['listItems', 'ITEM#0050'],
  ['listNotices', 'NOTICE#79738876#0001#2026-11-30#discipline-commission'],
] as const;

describe.each(LISTS)('the next page of %s', (id, place) => {
  const isTaken = (after: string) => specOf(id).request.safeParse({ session: SESSION, after }).success;

  it('begins after an entry of the list', () => {
    expect(isTaken(place)).toBe(true);
  });

  it.each(['', 'zzz', 'REPORTS', `${place}0#`, `A${place}`])('does not begin after “%s”', (after) => {
    expect(isTaken(after)).toBe(false);
  });
});
