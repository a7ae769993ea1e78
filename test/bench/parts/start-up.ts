import { execFile, spawn } from 'node:child_process';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildPages } from '../../../web/build.ts';
import { type Figure, median, rounded } from '../figure.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const START = join(ROOT, 'infra/local/start.ts');
const RUNS = 3;
const PATIENCE_MS = 60_000;

/** Seconds from starting the process to the line that says it is ready, with a data folder of its own. */
async function startOnce(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'shuangshu-bench-start-'));
  const startedMs = performance.now();
  const child = spawn(process.execPath, [START, '--port', '0', '--data', join(folder, 'data')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: PATIENCE_MS,
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    let said = '';
    for await (const text of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
      said += text;
      if (said.includes('ready in')) return (performance.now() - startedMs) / 1_000;
    }
    throw new Error('the deployment did not start');
  } finally {
    child.kill('SIGINT');
    child.stdout.resume();
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
}

async function buildOnce(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'shuangshu-bench-build-'));
  const startedMs = performance.now();
  await buildPages(folder);
  const seconds = (performance.now() - startedMs) / 1_000;
  await rm(folder, { recursive: true, force: true });
  return seconds;
}

/** `npm ci` of this very lock file in an empty folder, with whatever npm has in its cache. */
async function installOnce(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'shuangshu-bench-install-'));
  for (const name of ['package.json', 'package-lock.json']) await copyFile(join(ROOT, name), join(folder, name));
  try {
    const startedMs = performance.now();
    await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder });
    return (performance.now() - startedMs) / 1_000;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const MOST_TEST_SECONDS = 12 * 60;

/** Reported by whoever ran it: SHUANGSHU_TEST_SECONDS. */
function testFigure(): readonly Figure[] {
  const given = process.env['SHUANGSHU_TEST_SECONDS'];
  if (given === undefined) return [];
  const target = { atMost: MOST_TEST_SECONDS };
  return [{ id: 'test-time', name: 'npm test, as told', measured: Number(given), unit: 's', target }];
}

/** The times that a person waits: pages built, deployment ready. */
export async function measureStartUp(): Promise<readonly Figure[]> {
  const builds = await buildOnce();
  const starts: number[] = [];
  for (let start = 0; start < RUNS; start += 1) starts.push(await startOnce());
  const ready = builds + median(starts);
  return [
    {
      id: 'start-time',
      name: 'npm start to ready, fresh data: pages built, sample prepared',
      measured: rounded(ready, 3),
      unit: 's',
      detail: { buildSeconds: rounded(builds, 3), startSeconds: starts.map((seconds) => rounded(seconds, 3)) },
    },
    ...testFigure(),
  ];
}

/** What comes before the first start on a fresh clone. */
export async function measureInstall(): Promise<readonly Figure[]> {
  const seconds = await installOnce();
  return [{ id: 'install-time', name: 'npm ci', measured: rounded(seconds, 3), unit: 's' }];
}
