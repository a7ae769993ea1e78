import { vi } from 'vitest';

/** Everything that this process writes while functions run in it: both outputs, and the console, which vitest takes elsewhere. */
export interface CapturedOutput {
  readonly lines: () => readonly string[];
  release(): void;
}

const CONSOLE = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const;

const textOf = (chunk: unknown): string =>
  chunk instanceof Uint8Array ? Buffer.from(chunk).toString('utf8') : String(chunk);

export function captureOutput(): CapturedOutput {
  let text = '';
  const note = (chunk: unknown): true => {
    text += textOf(chunk);
    return true;
  };
  const spies = [
    ...[process.stdout, process.stderr].map((output) => vi.spyOn(output, 'write').mockImplementation(note)),
    ...CONSOLE.map((name) =>
      vi.spyOn(console, name).mockImplementation((...said: readonly unknown[]) => {
        note(`${said.map(textOf).join(' ')}\n`);
      }),
    ),
  ];
  return {
    lines: () => text.split('\n').filter((line) => line !== ''),
    release: () => {
      for (const spy of spies) spy.mockRestore();
    },
  };
}
