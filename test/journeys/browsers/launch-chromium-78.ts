import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import puppeteer, { type Browser } from 'puppeteer-core';
import { cacheFolder } from './cache.ts';
import { chineseFontEnvironment } from './chinese-fonts.ts';
import { PATIENCE_MS } from './patience.ts';
import { untarBrotli } from './untar-brotli.ts';

const binFolder = join(dirname(createRequire(import.meta.url).resolve('chrome-aws-lambda/package.json')), 'bin');
const FLAGS = ['--no-sandbox', '--headless', '--disable-gpu', '--single-process', '--no-zygote', '--hide-scrollbars'];

/** Unpacks next to the final place and renames, so that two test runs at once never see half a browser. */
async function unpacked(): Promise<string> {
  const folder = join(cacheFolder(), 'chromium-78');
  if (existsSync(folder)) return folder;
  await mkdir(cacheFolder(), { recursive: true });
  const fresh = await mkdtemp(join(cacheFolder(), 'unpacking-'));
  const executable = join(fresh, 'chromium');
  const source = createReadStream(join(binFolder, 'chromium.br'));
  await pipeline(source, createBrotliDecompress(), createWriteStream(executable));
  await chmod(executable, 0o755);
  await untarBrotli(join(binFolder, 'aws.tar.br'), fresh);
  await rename(fresh, folder);
  return folder;
}

/** Chromium 78 of October 2019, the oldest engine the voting page is for, from npm alone. Close it after use. */
export async function launchChromium78(): Promise<Browser> {
  const folder = await unpacked();
  return puppeteer.launch({
    executablePath: join(folder, 'chromium'),
    args: FLAGS,
    timeout: PATIENCE_MS,
    env: {
      ...process.env,
      ...(await chineseFontEnvironment()),
      LD_LIBRARY_PATH: join(folder, 'aws', 'lib'),
    },
  });
}
