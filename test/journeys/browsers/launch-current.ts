import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';
import { cacheFolder } from './cache.ts';
import { chineseFontEnvironment } from './chinese-fonts.ts';
import { untarBrotli } from './untar-brotli.ts';

/** Flags meant for a Lambda that would make the browser another one than people have. */
const DROPPED_FLAGS = ['--disable-web-security', '--single-process', '--no-zygote'];

/** Without a locale the browser saves every file under a name of ASCII; a bare machine has none. */
const UTF8_NAMES = { LC_ALL: 'C.UTF-8' };

const run = promisify(execFile);

const archive = () =>
  join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..', '..', 'bin', 'al2023.tar.br');

/** The libraries that the package brings along (NSS and its like), unpacked beside the other browser's. */
async function ownLibraries(): Promise<string> {
  const folder = join(cacheFolder(), 'chromium-libraries');
  if (!existsSync(folder)) {
    await mkdir(cacheFolder(), { recursive: true });
    const fresh = await mkdtemp(join(cacheFolder(), 'unpacking-'));
    await untarBrotli(archive(), fresh);
    await rename(fresh, folder);
  }
  return join(folder, 'lib');
}

/** A bare machine lacks some of the libraries that Chromium is linked to; only then are the package's own used. */
async function libraryEnvironment(executable: string): Promise<Record<string, string>> {
  const { stdout } = await run('ldd', [executable]);
  return stdout.includes('not found') ? { LD_LIBRARY_PATH: await ownLibraries() } : {};
}

/** A current Chromium from npm alone, driven by Playwright, with Chinese fonts. Close it after use. */
export async function launchCurrent(): Promise<Browser> {
  chromium.setGraphicsMode = false;
  const executablePath = await chromium.executablePath();
  return playwright.launch({
    executablePath,
    args: chromium.args.filter((flag) => !DROPPED_FLAGS.includes(flag)),
    env: {
      ...process.env,
      ...UTF8_NAMES,
      ...(await libraryEnvironment(executablePath)),
      ...(await chineseFontEnvironment()),
    },
    headless: true,
  });
}
