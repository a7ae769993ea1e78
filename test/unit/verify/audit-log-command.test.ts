import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { altered, logOf, textOf } from './made-audit-log.ts';

const COMMAND = fileURLToPath(new URL('../../../infra/tools/verify.ts', import.meta.url));

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
