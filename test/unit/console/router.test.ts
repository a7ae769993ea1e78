import { describe, expect, it } from 'vitest';
import { fragmentOf, parseRoute } from '../../../web/console/router.ts';

describe('the address of a screen', () => {
  it.each([
    '#/',
    '#/rounds/2008',
    '#/import',
    '#/audit',
    '#/unit/2008/tuanfeng-2008-huilongshan',
    '#/cards/2008/tuanfeng-2008-huilongshan',
    '#/enrolment/2008/tuanfeng-2008-huilongshan',
  ])('%s leads to its screen and back', (fragment) => {
    expect(fragmentOf(parseRoute(fragment))).toBe(fragment);
  });

  it.each(['', '#', '#/nowhere', '#/unit/2008', '#/unit/2008/../../x', '#/rounds/A B', '#//evil.example'])(
    '%s leads home',
    (fragment) => {
      expect(parseRoute(fragment)).toEqual({ screen: 'rounds', round: null });
    },
  );
});
