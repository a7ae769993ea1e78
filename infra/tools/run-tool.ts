import { PriceTableError } from '../cost/prices.ts';
import { CountyFileError } from '../county-files.ts';
import { StartRefusal } from '../local/start-refusal.ts';

/** A command line that cannot be understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A reason not to go on that the person at the terminal can act on; printed as it stands, without a stack. */
export class ToolRefusal extends Error {
  override readonly name: string = 'ToolRefusal';
}

export const EXIT_REFUSED = 1;
export const EXIT_USAGE = 2;

const isUsage = (error: unknown): error is Error =>
  error instanceof UsageError ||
  // What `parseArgs` throws.
  (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_'));

const isRefusal = (error: unknown): error is Error =>
  error instanceof ToolRefusal ||
  error instanceof CountyFileError ||
  error instanceof PriceTableError ||
  error instanceof StartRefusal;

/** Runs a command: exit code 0, 1 after a refusal, 2 after a command line that cannot be understood. Anything else is a fault and is thrown. */
export async function runTool(main: () => Promise<number>, usage: string): Promise<number> {
  try {
    return await main();
  } catch (error) {
    if (isUsage(error)) {
      process.stderr.write(`${error.message}\n\n${usage}`);
      return EXIT_USAGE;
    }
    if (!isRefusal(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    return EXIT_REFUSED;
  }
}
