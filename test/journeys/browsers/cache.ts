import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where unpacked browsers and fonts stay between runs: under node_modules, so that `npm ci` clears them. */
export const cacheFolder = (): string =>
  join(fileURLToPath(new URL('../../../node_modules', import.meta.url)), '.cache', 'shuangshu-browsers');
