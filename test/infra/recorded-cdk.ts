import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunCdk } from '../../infra/deploying/run-cdk.ts';
import { runCommand } from './command.ts';

const valueAfter = (args: readonly string[], option: string): string => {
  const value = args[args.indexOf(option) + 1];
  if (value === undefined) throw new Error(`no ${option}`);
  return value;
};

/** Synthesises for real, once a county and folder; what would go to AWS is written down and answered. */
export class RecordedCdk {
  /** The commands that would have gone to AWS, without the folder of the assembly. */
  readonly calls: string[] = [];
  readonly #made = new Map<string, string>();
  readonly #home = mkdtempSync(join(tmpdir(), 'shuangshu-recorded-'));
  /** Exit codes by the beginning of a command; 0 otherwise. */
  failing: Readonly<Record<string, number>> = {};

  readonly run: RunCdk = async (args) => {
    if (args[0] === 'synth') return this.#synthesise(args);
    const command = args.filter((arg, place) => arg !== '--app' && args[place - 1] !== '--app').join(' ');
    this.calls.push(command);
    return Object.entries(this.failing).find(([start]) => command.startsWith(start))?.[1] ?? 0;
  };

  forget(): void {
    this.calls.length = 0;
    this.failing = {};
  }

  close(): void {
    rmSync(this.#home, { recursive: true, force: true });
  }

  async #synthesise(args: readonly string[]): Promise<number> {
    const output = valueAfter(args, '--output');
    const key = args.filter((arg) => arg !== output).join(' ');
    const made = this.#made.get(key);
    if (made !== undefined) {
      cpSync(made, output, { recursive: true });
      return 0;
    }
    const { code, err } = await runCommand(['npx', 'cdk', ...args], { env: { HOME: this.#home }, network: 'none' });
    if (code !== 0) throw new Error(`cdk synth: ${err}`);
    const kept = join(this.#home, String(this.#made.size));
    cpSync(output, kept, { recursive: true });
    this.#made.set(key, kept);
    return 0;
  }
}
