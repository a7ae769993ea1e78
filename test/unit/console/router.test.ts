import { describe, expect, it } from 'vitest';
import { fragmentOf, parseRoute } from '../../../web/console/router.ts';

describe('the address of a screen', () => {
  it.each([
    '#/',
    '#/home/2008',
    '#/rounds',
    '#/rounds/2008',
    '#/plan/2008',
    '#/round-up/2008',
    '#/open',
    '#/import',
    '#/audit',
    '#/unit/2008/tuanfeng-2008-huilongshan',
    '#/cards/2008/tuanfeng-2008-huilongshan',
    '#/paper/2008/tuanfeng-2008-huilongshan',
    '#/enrolment/2008/tuanfeng-2008-huilongshan',
  ])('%s leads to its screen and back', (fragment) => {
    expect(fragmentOf(parseRoute(fragment))).toBe(fragment);
  });

  it.each(['', '#', '#/nowhere', '#/unit/2008', '#/unit/2008/../../x', '#/home/A B', '#/plan/A B', '#//evil.example'])(
    '%s leads home',
    (fragment) => {
      expect(parseRoute(fragment)).toEqual({ screen: 'home', round: null });
    },
  );
});
