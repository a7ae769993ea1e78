import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { isRunning, type ProcessMark } from '../../../infra/local/running-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

const START = fileURLToPath(new URL('../../../infra/local/start.ts', import.meta.url));

interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Resolves once the output matches, fails if the process ends before. */
  until(pattern: RegExp): Promise<string>;
  readonly ended: Promise<number | null>;
}

function launch(...args: string[]): Run {
  const child = spawn(process.execPath, [START, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const until = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(output)?.[0];
        if (found !== undefined) resolve(found);
      };
      child.stdout?.on('data', look);
      look();
      void ended.then(() => reject(new Error(`ended before ${pattern}: ${output}`)));
    });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return { child, output: () => output, until, ended };
}

function run(...args: string[]): Run {
  const launched = launch(...args);
  onTestFinished(async () => {
    launched.child.kill('SIGTERM');
    await launched.ended;
  });
  return launched;
}

let played: string;
let firstStart: { readonly output: string; readonly exitCode: number | null };

/** The first start plays the sample's county; what starts after it goes on with a copy of its data. */
beforeAll(async () => {
  played = await mkdtemp(join(tmpdir(), 'shuangshu-test-'));
  const { until, output, child, ended } = launch('--port', '0', '--data', played);
  await until(/Ctrl-C/);
  child.kill('SIGINT');
  firstStart = { exitCode: await ended, output: output() };
});
afterAll(() => rm(played, { recursive: true, force: true }));

async function playedFolder(): Promise<string> {
  const folder = await temporaryFolder();
  await cp(played, folder, { recursive: true });
  return folder;
}

const READY = /http:\/\/127\.0\.0\.1:\d+(?=\/)/;

/** The engine as the lock file names it. */
async function engineOf(dataDirectory: string): Promise<ProcessMark> {
  const { children } = JSON.parse(await readFile(join(dataDirectory, 'lock.json'), 'utf8'));
  return children[0];
}

test('prints the console, its sample accounts, a way in for each teller and a code that a delegate scans', () => {
  const { output, exitCode } = firstStart;
  for (const page of ['console/', 'hall/\\?session=', 'verify/\\?session=', 'vote/#']) {
    expect(output).toMatch(new RegExp(`${READY.source}/${page}`));
  }
  for (const login of ['clerk', 'inspection', 'discipline', 'leader', 'auditor']) {
    expect(output).toMatch(new RegExp(`${login} +[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}`));
  }
  for (const slot of ['discipline', 'delegates', 'inspection']) {
    expect(output).toMatch(new RegExp(`${slot} +${READY.source}/teller/#`));
  }
  expect(output).toMatch(/█▀▀|▄▄▄▄▄/);
  expect(exitCode).toBe(0);
});

test('says how far the sample is at the first start, and plays nothing again at the next', async () => {
  const steps = /first start: playing the sample’s county[\s\S]* 25 %\n {2}50 %\n {2}75 %\n/;
  expect(firstStart.output).toMatch(steps);
  const { until, output } = run('--port', '0', '--data', await playedFolder());
  await until(/Ctrl-C/);
  expect(output()).not.toMatch(/first start|%/);
});

describe('Ctrl-C', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    '(%s) ends with 0 and leaves no engine and no lock behind',
    async (signal) => {
      const data = await playedFolder();
      const { until, child, ended } = run('--port', '0', '--data', data);
      const origin = await until(READY);
      const engine = await engineOf(data);
      expect(isRunning(engine)).toBe(true);
      child.kill(signal);
      expect(await ended).toBe(0);
      expect(isRunning(engine)).toBe(false);
      await expect(fetch(origin)).rejects.toThrow('fetch failed');
      await expect(readFile(join(data, 'lock.json'))).rejects.toMatchObject({ code: 'ENOENT' });
    },
  );
});

test('after a kill that nobody could answer, the next start ends the engine left over and goes on with the data', async () => {
  const data = await playedFolder();
  const first = run('--port', '0', '--data', data);
  await first.until(READY);
  const orphan = await engineOf(data);
  onTestFinished(() => {
    if (isRunning(orphan)) process.kill(orphan.pid);
  });
  first.child.kill('SIGKILL');
  await first.ended;
  expect(isRunning(orphan)).toBe(true);

  const second = run('--port', '0', '--data', data);
  await second.until(READY);
  expect(isRunning(orphan)).toBe(false);
  const passwords = (output: string) => output.match(/[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}/g);
  await second.until(/Ctrl-C/);
  expect(passwords(second.output())).toEqual(passwords(first.output()));
  second.child.kill('SIGINT');
  expect(await second.ended).toBe(0);
});

test('a port in use is one sentence and exit code 1', async () => {
  const first = run('--port', '0', '--data', await playedFolder());
  const { port } = new URL(await first.until(READY));
  const second = run('--port', port, '--data', await temporaryFolder());
  expect(await second.ended).toBe(1);
  expect(second.output()).toBe(
    `端口 ${port} 已被占用，请用 --port 换一个。\nPort ${port} is in use: choose another with --port.\n`,
  );
  first.child.kill('SIGINT');
  expect(await first.ended).toBe(0);
});

test('an unknown flag is named, with the usage, and exit code 2', async () => {
  const { ended, output } = run('--prot', '9000');
  expect(await ended).toBe(2);
  expect(output()).toContain('--prot');
  expect(output()).toContain('用法 / Usage: npm start --');
});
