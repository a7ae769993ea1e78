import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Runs the CDK's command-line tool on this terminal; its exit code. The one step of a deployment that is not ours. */
export type RunCdk = (args: readonly string[]) => Promise<number>;

const root = fileURLToPath(new URL('../..', import.meta.url));
const KILLED = 1;

/** The tool of the lock file, in the project's folder, as `npx cdk` runs it. */
export const runCdk: RunCdk = (args) => {
  const manifest = createRequire(import.meta.url).resolve('aws-cdk/package.json');
  const child = spawn(process.execPath, [join(dirname(manifest), 'bin', 'cdk'), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? KILLED));
  });
};
