import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cacheFolder } from './cache.ts';
import { sfntOf } from './woff.ts';

const WEIGHTS = [400, 700];
const packageFolder = dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-sc/package.json'));

const configuration = (fonts: string, cache: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${cache}</cachedir>
  <alias><family>sans-serif</family><prefer><family>Noto Sans SC</family></prefer></alias>
</fontconfig>
`;

/**
 * Neither browser from npm brings a Chinese font. This unpacks those of @fontsource/noto-sans-sc (the common characters,
 * regular and bold) once, and returns the environment that makes fontconfig find them. Characters beyond GB 2312 fall
 * back to what the system has, as on the phones.
 */
export async function chineseFontEnvironment(): Promise<{ readonly FONTCONFIG_FILE: string }> {
  const folder = join(cacheFolder(), 'fonts');
  const file = join(folder, 'fonts.conf');
  if (!existsSync(file)) {
    await mkdir(join(folder, 'sfnt'), { recursive: true });
    for (const weight of WEIGHTS) {
      for (const subset of ['chinese-simplified', 'latin']) {
        const name = `noto-sans-sc-${subset}-${weight}-normal`;
        const woff = await readFile(join(packageFolder, 'files', `${name}.woff`));
        await writeFile(join(folder, 'sfnt', `${name}.ttf`), sfntOf(woff));
      }
    }
    await writeFile(`${file}.new`, configuration(join(folder, 'sfnt'), join(folder, 'cache')));
    await rename(`${file}.new`, file);
  }
  return { FONTCONFIG_FILE: file };
}
