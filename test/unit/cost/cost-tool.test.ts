import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { tuanfeng } from './sample-county.ts';

const TOOL = fileURLToPath(new URL('../../../infra/tools/cost.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'shuangshu-cost-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cost = (...words: string[]) => spawnSync(process.execPath, [TOOL, ...words], { encoding: 'utf8' });

describe('npm run cost', () => {
  it('prints the bill of a county by its id, with the plan that is asked for', () => {
    const { status, stdout } = cost('tuanfeng', '--units', '12', '--delegates', '60');
    expect(status).toBe(0);
    expect(stdout).toContain('ap-east-1; 12 sessions a year, 60 delegates each');
    expect(stdout).toContain('| a year of 1,000 such counties');
  });

  it('refuses a region without prices by its name and the file to add them to', () => {
    const file = join(folder, 'tuanfeng.json');
    writeFileSync(file, JSON.stringify({ ...tuanfeng, region: 'eu-west-1' }));
    const { status, stdout, stderr } = cost(file);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('infra/prices/aws-2026-11.json has no prices of the region eu-west-1');
  });

  it.each([
    [['nowhere'], 1, 'there is no infra/counties/nowhere.json'],
    [['./missing.json'], 1, 'no such file'],
    [[], 2, 'name one county'],
    [['tuanfeng', '--delegates', '0'], 2, '--delegates is a whole number'],
    [['tuanfeng', '--discount', '9'], 2, "Unknown option '--discount'"],
  ] as const)('%j is refused with code %d', (words, code, said) => {
    const { status, stderr } = cost(...words);
    expect(status).toBe(code);
    expect(stderr).toContain(said);
  });
});
