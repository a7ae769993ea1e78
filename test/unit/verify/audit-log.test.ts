import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditEntry, auditHash, checkAuditLog, GENESIS_HASH } from '../../../shared/protocol/audit-chain.ts';

const COMMAND = fileURLToPath(new URL('../../../infra/tools/verify.ts', import.meta.url));

/** A log of made-up orders, chained. */
async function logOf(count: number, whyOf: (n: number) => string = () => ''): Promise<readonly AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const entry = {
      sequence,
      atMs: 1_205_000_000_000 + sequence,
      who: '样例人员㛃 (sub)',
      role: 'inspection-office',
      what: 'recordUse',
      target: `t${sequence}`,
      why: whyOf(sequence),
      previousHash: entries.at(-1)?.hash ?? GENESIS_HASH,
    };
    entries.push({ ...entry, hash: await auditHash(entry) });
  }
  return entries;
}

const textOf = (entries: readonly unknown[]): string => entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
const altered = (entries: readonly AuditEntry[], sequence: number, change: Partial<AuditEntry>) =>
  entries.map((entry) => (entry.sequence === sequence ? { ...entry, ...change } : entry));

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

describe('npm run verify with an audit log', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shuangshu-audit-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const fileOf = async (name: string, entries: readonly unknown[]): Promise<string> => {
    const file = join(folder, name);
    await writeFile(file, textOf(entries));
    return file;
  };
  const run = (...parameters: readonly string[]) =>
    new Promise<{ readonly exitCode: number | null; readonly output: string }>((resolve, reject) => {
      const child = spawn(process.execPath, [COMMAND, ...parameters], { stdio: ['ignore', 'pipe', 'ignore'] });
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
      child.on('error', reject);
      child.on('close', (exitCode) => resolve({ exitCode, output }));
    });

  it('ends with 0 on a whole log in one file or in its parts, and says where the minutes’ hash is', async () => {
    const log = await logOf(6);
    const head = log[3]?.hash ?? '';
    const whole = await run(await fileOf('audit.jsonl', log), '--head', head);
    const parts = await run(
      await fileOf('a.jsonl', log.slice(0, 2)),
      await fileOf('b.jsonl', log.slice(2)),
      '--head',
      head,
    );
    for (const { exitCode, output } of [whole, parts]) {
      expect(exitCode).toBe(0);
      expect(output).toContain('6 entries');
      expect(output).toContain('head         entry 4:');
      expect(output).toContain('OK: no defect found');
    }
  });

  it('ends with 1 and names the defect and the first broken entry', async () => {
    const log = await logOf(6);
    const broken = await run(await fileOf('broken.jsonl', altered(log, 4, { why: '改' })));
    expect([broken.exitCode, broken.output]).toEqual([1, expect.stringContaining('DEFECT entry-broken  entry 4  ')]);
    const other = await run(await fileOf('other.jsonl', log), '--head', 'e'.repeat(64));
    expect([other.exitCode, other.output]).toEqual([1, expect.stringContaining('DEFECT head-missing  (head)  ')]);
  });

  it('ends with 2 where nothing was checked: no such file, a head that is no hash, a bundle among logs', async () => {
    const file = await fileOf('fine.jsonl', await logOf(1));
    const ended = [
      await run(join(folder, 'nowhere.jsonl')),
      await run(file, '--head', 'abc'),
      await run(file, join(folder, 'result.json')),
      await run(file, '--check-code', '1234 5678 9012'),
    ];
    expect(ended.map(({ exitCode, output }) => [exitCode, output])).toEqual(ended.map(() => [2, '']));
  });
});
