import { expect, test } from 'vitest';
import { logLine } from '../../../../functions/http/log-line.ts';

test('a line of the log is one line of JSON with its time in UTC, whatever it says', () => {
  const line = logLine(
    { operation: 'castBallot', errorName: 'a\r\n{"level":"INFO"}\u2028' },
    Date.UTC(2026, 10, 26, 6, 30),
  );
  expect(line.split('\n')).toHaveLength(2);
  expect(line.endsWith('}\n')).toBe(true);
  expect(JSON.parse(line)).toEqual({
    timestamp: '2026-11-26T06:30:00.000Z',
    operation: 'castBallot',
    errorName: 'a\r\n{"level":"INFO"}\u2028',
    level: 'ERROR',
  });
});

test('no field takes the level of a line', () => {
  expect(JSON.parse(logLine({ level: 'INFO' }, 0))).toMatchObject({ level: 'ERROR' });
});
