import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AuditEntry, auditHash, checkAuditLog, firstBrokenEntry } from '../../../shared/protocol/audit-chain.ts';
import { altered, logOf, textOf } from './made-audit-log.ts';

const fail = (): never => {
  throw new Error('no such entry');
};

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

  it('with an entry altered and its hash made anew is broken at the next, which follows another', async () => {
    const log = await logOf(4);
    const { hash: _, ...entry } = log[1] ?? fail();
    const forged = { ...entry, who: '别人' };
    const changed = altered(log, 2, { ...forged, hash: await auditHash(forged) });
    expect((await checkAuditLog(textOf(changed))).defects).toEqual([{ code: 'entry-broken', sequence: 3 }]);
  });

  it('with an entry taken out is broken there, though what follows was chained and hashed anew', async () => {
    const log = await logOf(2);
    const { hash: _, ...last } = log[1] ?? fail();
    const forged = { ...last, sequence: 3 };
    const changed = altered(log, 2, { ...forged, hash: await auditHash(forged) });
    expect((await checkAuditLog(textOf(changed))).defects).toEqual([{ code: 'entry-broken', sequence: 3 }]);
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

  it('tells how many entries it has, and no last hash when something is wrong', async () => {
    const log = await logOf(3);
    const defective = (entries: number) => ({ entries, lastHash: null, headAt: null });
    expect(await checkAuditLog(textOf(altered(log, 2, { why: '改' })), log[2]?.hash)).toMatchObject(defective(3));
    expect(await checkAuditLog(textOf(log.slice(1)))).toMatchObject(defective(2));
    expect(await checkAuditLog(`${textOf(log)}{`)).toMatchObject(defective(4));
    expect(await checkAuditLog('\n\n')).toEqual({ ...defective(0), defects: [{ code: 'log-empty' }] });
    expect(await checkAuditLog(textOf(log))).toEqual({ entries: 3, lastHash: log[2]?.hash, headAt: null, defects: [] });
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

describe('a line of an audit log', () => {
  const hashed = 'a'.repeat(64);
  const numbers = [null, '1', 1.5, 2 ** 53];
  const texts = [null, 7, ['x'], 'a\ud800'];
  const hashes = [null, 7, 'a'.repeat(63), `${hashed}a`, hashed.toUpperCase(), [hashed]];
  const wrong = {
    sequence: numbers,
    atMs: numbers,
    who: texts,
    role: texts,
    what: texts,
    target: texts,
    why: texts,
    previousHash: hashes,
    hash: hashes,
  } satisfies Readonly<Record<keyof AuditEntry, readonly unknown[]>>;

  it.each(Object.entries(wrong))('with another %s than one can be is unreadable', async (name, values) => {
    const log = await logOf(1);
    for (const value of values) {
      const { defects } = await checkAuditLog(textOf([{ ...log[0], [name]: value }]));
      expect(defects).toEqual([{ code: 'line-unreadable', line: 1 }]);
    }
  });

  it.each(['null', '7', '"entry"', '[1,2,3,4,5,6,7,8,9]', '{}', '{"a":1}', '"123456789"', 'entry'])(
    'that is %s is unreadable',
    async (line) => {
      expect((await checkAuditLog(line)).defects).toEqual([{ code: 'line-unreadable', line: 1 }]);
    },
  );

  it('that lacks a field, or names one twice so that readers would differ, is unreadable', async () => {
    const log = await logOf(1);
    const [{ why: _, ...rest }] = [log[0] ?? fail()];
    const twice = textOf(log).replace('{', '{"who":"别人",');
    for (const line of [textOf([rest]), twice])
      expect((await checkAuditLog(line)).defects).toEqual([{ code: 'line-unreadable', line: 1 }]);
  });
});

describe('a run of entries', () => {
  it('is checked from any entry on, against the hash that it follows', async () => {
    const log = await logOf(5);
    expect(await firstBrokenEntry(log.slice(2), log[1]?.hash)).toBeNull();
    expect(await firstBrokenEntry(log.slice(2), log[0]?.hash)).toBe(3);
    expect(await firstBrokenEntry(log.slice(2))).toBe(3);
    expect(await firstBrokenEntry([])).toBeNull();
  });
});
