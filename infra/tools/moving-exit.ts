import { StartRefusal } from '../local/start-refusal.ts';
import { MoveRefusal } from '../move/move-refusal.ts';
import { UsageError } from './moving-arguments.ts';

const EXIT_REFUSED = 1;
const EXIT_USAGE = 2;

/** Runs a command and gives its exit code: a refusal is printed as it stands, a fault by its name and frames alone. */
export async function exitCodeOf(run: () => Promise<void>, usage: string): Promise<number> {
  try {
    await run();
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n\n${usage}`);
      return EXIT_USAGE;
    }
    if (error instanceof MoveRefusal || error instanceof StartRefusal) {
      process.stderr.write(`${error.message}\n`);
      return EXIT_REFUSED;
    }
    // A message of an engine may quote the item that it did not take.
    const { name, stack = '' } = error instanceof Error ? error : new Error();
    const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
    process.stderr.write(`${name}\n${frames.join('\n')}\n`);
    return EXIT_REFUSED;
  }
}
