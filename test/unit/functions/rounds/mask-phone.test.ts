import { expect, test } from 'vitest';
import { maskPhone } from '../../../../functions/http/mask-phone.ts';

test('a phone keeps its first three and last four digits; what is too short for that is hidden whole', () => {
  expect(['13812341234', '07136123456', '1234567', ''].map(maskPhone)).toEqual([
    '138****1234',
    '071****3456',
    '*******',
    '',
  ]);
});
