import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Finished {
  readonly code: number | null;
  /** What it printed, and what it complained of. */
  readonly out: string;
  readonly err: string;
}

export interface CommandOptions {
  /** What is typed, all of it ahead. Default: nothing, and no more comes. */
  readonly typed?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** `none`: in a network namespace of its own, in which nothing answers and not even this machine can be reached. Default: loopback works. */
  readonly network?: 'none';
}

/** Where a user may make one (Linux); elsewhere what asks the network is not caught. */
const canCutNetwork = spawnSync('unshare', ['-rn', 'true']).status === 0;

/** No credentials, no home to find some in, and no way out: whatever asks the network fails at once. */
const OFFLINE: Readonly<Record<string, string>> = {
  HOME: '/nonexistent',
  AWS_EC2_METADATA_DISABLED: 'true',
  HTTP_PROXY: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
};

/** What Node made of the sources for the command before is there for the next: some hundred commands are run. */
const COMPILED = { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled') };

/** Runs a command as an operator's shell does, in the project's folder, offline, with nothing of this process's environment but its path. */
export function runCommand(
  argv: readonly [command: string, ...args: string[]],
  { typed = '', env = {}, network }: CommandOptions = {},
): Promise<Finished> {
  const [command = '', ...args] = network === 'none' && canCutNetwork ? ['unshare', '-rn', ...argv] : argv;
  const child = spawn(command, args, {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', ...OFFLINE, ...COMPILED, ...env },
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  child.stdin.on('error', () => undefined).end(typed);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

/** One of our tools: `tool('county', 'new', 'demo')`. */
export const runToolProcess = (
  name: 'county' | 'deploy' | 'destroy' | 'preflight' | 'verify-site' | 'cost',
  args: readonly string[],
  options: CommandOptions = {},
): Promise<Finished> => runCommand([process.execPath, `infra/tools/${name}.ts`, ...args], options);
