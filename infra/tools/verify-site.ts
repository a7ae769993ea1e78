/** `npm run verify-site -- <URL> [--hashes FILE]`: whether a site serves the pages of this source, byte for byte, with their headers. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { type PageHashes, pageHashes } from '../../shared/contract/page-hashes.ts';
import type { HeaderFault } from '../site/compare-headers.ts';
import { type ComparedSite, compareSite, isAsExpected, isWholeSite, type SiteFile } from '../site/compare-site.ts';
import { runTool, ToolRefusal, UsageError } from './run-tool.ts';

const USAGE = `npm run verify-site -- <URL> [--hashes FILE]

  URL             where the pages are opened, such as https://vote.example.gov.cn
  --hashes FILE   the hashes published with a deployment (hashes.json); without it, the pages are built from this source
`;

function originOf(text: string | undefined): URL {
  const url = text === undefined ? null : URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new UsageError('a URL that begins with https:// is needed');
  return new URL(url.pathname.endsWith('/') ? url.href : `${url.href}/`);
}

async function readHashes(path: string): Promise<PageHashes> {
  try {
    return pageHashes.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    throw new ToolRefusal(`${path}: 读不出，或不是 hashes.json / cannot be read, or is no hashes.json`);
  }
}

/** Builds the pages of this source, in place as every build does. */
async function builtHashes(): Promise<PageHashes> {
  const built = (path: string) => fileURLToPath(new URL(`../../web/${path}`, import.meta.url));
  await promisify(execFile)(process.execPath, [built('build.ts')]);
  return readHashes(built('dist/hashes.json'));
}

const headerLine = ({ name, expected, found }: HeaderFault): string =>
  `      ${name}\n      应为 expected ${expected}\n      实为 served   ${found === '' ? '没有 none' : found}`;

function lineOf(file: SiteFile): string {
  if (isAsExpected(file)) return `  ✓ ${file.path}  ${file.expected}`;
  const { found, path, expected, headerFaults } = file;
  if (found === expected) return [`  ✗ ${path}`, ...headerFaults.map(headerLine)].join('\n');
  if (typeof found === 'string') return `  ✗ ${path}\n      应为 expected ${expected}\n      实为 served   ${found}`;
  return 'status' in found
    ? `  ✗ ${path}: 服务器答 ${found.status} / the server says ${found.status}`
    : `  ✗ ${path}: 连不上 / cannot be reached (${found.unreachable})`;
}

/** What the site says of itself: its list of hashes, which has to be this one, and what no source can say, to be read. */
function ownWords({ publishedOtherwise, config, origins }: ComparedSite): readonly string[] {
  const listed =
    publishedOtherwise === null
      ? '  ✗ hashes.json: 没有，或不是 / none, or not one'
      : publishedOtherwise.length === 0
        ? '  ✓ hashes.json'
        : `  ✗ hashes.json: 写的不同，或多出文件 / says otherwise, or names more: ${publishedOtherwise.join(', ')}`;
  const read = '请人核对 / for a person to check';
  const configured =
    config === null
      ? ['  ✗ config.json: 没有，或不是 / none, or not one']
      : [
          `  · config.json（${read}）: ${config.county} ${config.countyName}`,
          `      工作人员登录 staff sign in at ${config.oidc.issuer}`,
        ];
  const reached =
    origins.length === 0 ? [] : [`  · 网页还可以连到（${read}）the pages may also reach: ${origins.join(' ')}`];
  return [listed, ...configured, ...reached];
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { hashes: { type: 'string' } } });
  if (positionals.length !== 1) throw new UsageError('one URL is needed');
  const origin = originOf(positionals[0]);
  const hashes = values.hashes === undefined ? await builtHashes() : await readHashes(values.hashes);
  const site = await compareSite(origin, hashes);
  const { files } = site;
  const others = files.filter((file) => !isAsExpected(file));
  process.stdout.write(`${[...files.map(lineOf), ...ownWords(site)].join('\n')}\n\n`);
  process.stdout.write(
    others.length === 0
      ? `${files.length} 个文件全部相同 / all ${files.length} files are the same\n`
      : `${others.length} 个文件不同，共 ${files.length} 个 / ${others.length} of ${files.length} files differ\n`,
  );
  return isWholeSite(site) ? 0 : 1;
}

process.exitCode = await runTool(main, USAGE);
