import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../../../functions/http/dependencies.ts';
import { reportFault } from '../../../../functions/http/fault.ts';
import { reaching } from '../../../unreached.ts';

function logged(error: unknown): LogEntry {
  const entries: LogEntry[] = [];
  const deps = reaching({
    randomBytes: (length) => new Uint8Array(length),
    log: (entry) => void entries.push(entry),
  });
  reportFault({ id: 'freeze', error, deps });
  const [entry] = entries;
  if (entry === undefined) throw new Error('nothing was logged');
  return entry;
}

const PLACE = /\(?[^\s()]+:\d+:\d+\)?$/;

describe('a fault in the log', () => {
  it('has the error’s name and where it came from', () => {
    const { errorName, frames } = logged(new TypeError('x is undefined'));
    expect(errorName).toBe('TypeError');
    expect(frames[0]).toContain('fault.test.ts');
    expect(frames.length).toBeGreaterThan(2);
    expect(frames.length).toBeLessThanOrEqual(8);
    for (const frame of frames) expect(frame).toMatch(PLACE);
  });

  it('has no line of a message that was written to look like a frame', () => {
    const said = '好\n    at 13800001234 (张三:1:1)\n    at K7Q2M9X4B1T5W8Z3 (file:///code.ts:1:1)';
    const { frames } = logged(new Error(`cannot take ${said}`));
    expect(frames.join()).not.toMatch(/13800001234|张三|K7Q2M9X4B1T5W8Z3/);
    expect(frames[0]).toContain('fault.test.ts');
  });

  it('has no frames where the message was changed afterwards and the first one still stands in the stack', () => {
    const error = new Error('first\n    at K7Q2M9X4B1T5W8Z3 (file:///code.ts:1:1)');
    expect(error.stack).toContain('K7Q2M9X4B1T5W8Z3');
    error.message = 'second';
    expect(logged(error).frames).toEqual([]);
  });

  it('has no name or code that is not a word of a program', () => {
    const named = Object.assign(new Error('x'), { name: '张三 13800001234' });
    const coded = Object.assign(new Error('x'), { code: 'code=K7Q2M9X4B1T5W8Z3' });
    expect([named, coded, '13800001234', null].map((error) => logged(error).errorName)).toEqual([
      'unknown',
      'unknown',
      'unknown',
      'unknown',
    ]);
  });
});
