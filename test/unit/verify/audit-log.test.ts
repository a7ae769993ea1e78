import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AuditEntry, checkAuditLog } from '../../../shared/protocol/audit-chain.ts';
import { altered, logOf, textOf } from './made-audit-log.ts';

describe('an exported audit log', () => {
  it('is whole as it was written, whatever its texts say', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 6 }), async (whys) => {
        const log = await logOf(whys.length, (n) => whys[n - 1] ?? '');
        const checked = await checkAuditLog(textOf(log), log.at(-1)?.hash);
        expect(checked).toEqual({
          entries: log.length,
          lastHash: log.at(-1)?.hash,
          headAt: log.length,
          defects: [],
        });
      }),
      { numRuns: 30 },
    );
  });

  it('says which entry the minutes’ hash is: the log has gone on since', async () => {
    const log = await logOf(5);
    expect(await checkAuditLog(textOf(log), log[2]?.hash)).toMatchObject({ headAt: 3, defects: [] });
  });

  it.each<readonly [string, (log: readonly AuditEntry[]) => readonly unknown[], number]>([
    ['an altered text', (log) => altered(log, 3, { who: '别人' }), 3],
    ['an entry taken out', (log) => log.filter(({ sequence }) => sequence !== 3), 4],
    ['an entry put in twice', (log) => [...log.slice(0, 3), ...log.slice(2)], 3],
    ['two entries that changed places', (log) => [log[0], log[2], log[1], log[3]], 3],
  ])('with %s is broken from there on', async (_what, change, sequence) => {
    const log = await logOf(4);
    expect((await checkAuditLog(textOf(change(log)))).defects).toEqual([{ code: 'entry-broken', sequence }]);
  });

  it('rewritten from an entry on with new hashes is a chain again, and only the hash on paper shows it', async () => {
    const log = await logOf(4);
    const head = log[3]?.hash;
    const rewritten = await logOf(4, (n) => (n === 2 ? '另一个理由' : ''));
    expect((await checkAuditLog(textOf(rewritten))).defects).toEqual([]);
    expect((await checkAuditLog(textOf(rewritten), head)).defects).toEqual([{ code: 'head-missing' }]);
  });

  it('without its end is whole by itself, and lacks the hash on paper', async () => {
    const log = await logOf(4);
    const head = log[3]?.hash;
    expect((await checkAuditLog(textOf(log.slice(0, 3)), head)).defects).toEqual([{ code: 'head-missing' }]);
  });

  it('without its beginning, with an unreadable line, or empty, is not checked any further', async () => {
    const log = await logOf(3);
    expect((await checkAuditLog(textOf(log.slice(1)))).defects).toEqual([{ code: 'log-cut-off', sequence: 2 }]);
    expect((await checkAuditLog(`${textOf(log)}{"sequence":4`)).defects).toEqual([
      { code: 'line-unreadable', line: 4 },
    ]);
    expect((await checkAuditLog(textOf([{ ...log[0], more: 1 }]))).defects).toEqual([
      { code: 'line-unreadable', line: 1 },
    ]);
    expect((await checkAuditLog('')).defects).toEqual([{ code: 'log-empty' }]);
    const half = textOf([log[0]]).replace('"who":"', '"who":"\\ud83d');
    expect((await checkAuditLog(half)).defects).toEqual([{ code: 'line-unreadable', line: 1 }]);
  });
});
