import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { listen } from './listen.ts';
import { isRunning, type ProcessMark } from './running-process.ts';
import { StartRefusal } from './start-refusal.ts';

/** A DynamoDB engine that answers. */
export interface Engine {
  readonly endpoint: string;
  /** Undefined when the engine is not ours (`DYNAMODB_ENDPOINT`). */
  readonly pid?: number;
  stop(): Promise<void>;
}

export interface EngineOptions {
  /** Undefined: everything is kept in memory and lost at the end. */
  readonly databaseFile?: string;
}

const START_DEADLINE_MS = 15_000;
const STOP_DEADLINE_MS = 5_000;
const POLL_MS = 15;
const ATTEMPTS = 3;

const missing = (platform: string) =>
  new StartRefusal(
    'engine-missing',
    `本平台（${platform}）没有随附的数据库引擎；请自行启动一个 DynamoDB 兼容的引擎，并用环境变量 DYNAMODB_ENDPOINT 给出它的地址。\nNo database engine comes with this platform (${platform}): start a DynamoDB-compatible one and give its address in DYNAMODB_ENDPOINT.`,
  );

const failed = (detail: string) =>
  new StartRefusal('engine-failed', `数据库引擎没有启动：${detail}\nThe database engine did not start: ${detail}`);

/** @throws StartRefusal `engine-missing` */
export function engineBinary(platform: string = `${process.platform}-${process.arch}`): string {
  const packageName = `@dynoxide/${platform}`;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${packageName}/package.json`);
    return join(dirname(manifest), 'dynoxide');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') throw missing(platform);
    throw error;
  }
}

/** The engine reports no port of its own choosing, so one is found for it; another process may still be quicker. */
async function freePort(): Promise<number> {
  const probe = createServer();
  const port = await listen(probe, { address: '127.0.0.1', port: 0 });
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  return port;
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

const ended = (child: ChildProcess) =>
  hasEnded(child) ? Promise.resolve() : new Promise<void>((resolve) => child.once('exit', () => resolve()));

async function answers(endpoint: string): Promise<boolean> {
  try {
    const response = await fetch(endpoint, { signal: AbortSignal.timeout(1_000) });
    const { ok } = response;
    await response.body?.cancel();
    return ok;
  } catch {
    // Not listening yet; the caller asks again until its deadline.
    return false;
  }
}

async function untilAnswering(child: ChildProcess, endpoint: string): Promise<boolean> {
  const deadlineMs = performance.now() + START_DEADLINE_MS;
  while (!hasEnded(child) && performance.now() < deadlineMs) {
    // Ours may have lost the port to another server: what answers must not outlive it.
    if ((await answers(endpoint)) && !hasEnded(child)) return true;
    await delay(POLL_MS);
  }
  return false;
}

async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  child.kill('SIGTERM');
  const patience = new AbortController();
  const impatient = delay(STOP_DEADLINE_MS, undefined, { signal: patience.signal, ref: false }).then(
    () => child.kill('SIGKILL'),
    () => false,
  );
  await ended(child);
  patience.abort();
  await impatient;
}

interface Launch {
  readonly child: ChildProcess;
  readonly endpoint: string;
  readonly complaint: () => string;
}

async function launch(binary: string, { databaseFile }: EngineOptions): Promise<Launch> {
  const port = await freePort();
  const args = ['--port', String(port), ...(databaseFile === undefined ? [] : ['--db-path', databaseFile])];
  // Its own process group: Ctrl-C reaches us first, and we end the engine once the last answer is out.
  const child = spawn(binary, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2_000);
  });
  child.on('error', (error) => {
    said += error.message;
  });
  return { child, endpoint: `http://127.0.0.1:${port}`, complaint: () => said.trim() };
}

/**
 * Starts the engine on a free port and waits until it answers.
 *
 * @throws StartRefusal `engine-missing`, `engine-failed`
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const binary = engineBinary();
  let complaint = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const launched = await launch(binary, options);
    const { child, endpoint } = launched;
    const endWithUs = () => child.kill('SIGKILL');
    process.once('exit', endWithUs);
    if (child.pid !== undefined && (await untilAnswering(child, endpoint))) {
      const stopEngine = async () => {
        await stop(child);
        process.off('exit', endWithUs);
      };
      return { endpoint, pid: child.pid, stop: stopEngine };
    }
    if (child.pid !== undefined) await stop(child);
    process.off('exit', endWithUs);
    complaint = launched.complaint();
  }
  throw failed(complaint === '' ? 'timeout' : complaint);
}

/** An engine that someone else runs: only its address is ours. */
export function externalEngine(endpoint: string): Engine {
  return { endpoint, stop: () => Promise.resolve() };
}

/** Ends the engines of a start that was killed, before another opens their database file. */
export async function endOrphans(orphans: readonly ProcessMark[]): Promise<void> {
  const deadlineMs = performance.now() + STOP_DEADLINE_MS;
  for (const orphan of orphans) {
    while (isRunning(orphan)) {
      process.kill(orphan.pid, performance.now() < deadlineMs ? 'SIGTERM' : 'SIGKILL');
      await delay(POLL_MS);
    }
  }
}
