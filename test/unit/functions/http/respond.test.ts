import { expect, it } from 'vitest';
import { refuse } from '../../../../functions/http/implement.ts';
import { jsonAnswer, refusalAnswer } from '../../../../functions/http/respond.ts';

const ANSWERS = {
  'an answer': jsonAnswer({ state: 'voting' }),
  'a refusal': refusalAnswer(refuse('sign-in-required'), 'zh'),
  'a fault': refusalAnswer(refuse('unexpected', { reference: '0123456789ab' }), 'en'),
};

it.each(Object.entries(ANSWERS))('%s is kept by nobody on the way and taken for nothing but JSON', (_name, answer) => {
  expect(answer.headers?.['cache-control']).toBe('no-store');
  expect(answer.headers?.['x-content-type-options']).toBe('nosniff');
  expect(answer.headers?.['content-type']).toMatch(/^application\/(problem\+)?json$/);
  expect(() => JSON.parse(answer.body ?? '')).not.toThrow();
});

it('no answer lets another origin read it or sets a cookie', () => {
  for (const { headers = {}, cookies } of Object.values(ANSWERS)) {
    expect(cookies).toBeUndefined();
    expect(Object.keys(headers).filter((name) => /^(access-control-|set-cookie)/i.test(name))).toEqual([]);
  }
});
