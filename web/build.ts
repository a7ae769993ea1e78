import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { buildInPlace } from './build-in-place.ts';
import { inOneFile } from './one-file-page.ts';
import { HASHES_FILE, hashesOf, hashesText } from './page-hashes.ts';

const webFolder = fileURLToPath(new URL('.', import.meta.url));

/** One file a page loads, with its size in bytes as sent uncompressed and gzipped. */
export interface PageFile {
  readonly name: string;
  readonly bytes: number;
  readonly gzipBytes: number;
}

/** A built page: everything it loads before it asks the API anything, and beside it what its reader may ask for later. */
export interface PageReport {
  readonly page: string;
  readonly files: readonly PageFile[];
  readonly laterFiles: readonly PageFile[];
  readonly gzipBytes: number;
}

/**
 * The delegates' phones go back to WeChat's XWEB 78 and get a classic script: a script that an older engine cannot parse
 * does nothing at all, so the sentence in index.html that sends its owner to the desk stays on the screen.
 */
const DELEGATE_PAGE = { target: ['chrome78'], format: 'iife' } as const;
const STAFF_PAGE = { target: ['chrome86'], format: 'esm' } as const;

/** Opened by anybody, on what they have; and a browser takes no module from a page that lies on a disk. */
const PUBLIC_PAGES: readonly string[] = ['vote', 'opinion', 'read', 'verify'];

const settingsOf = (page: string) => (PUBLIC_PAGES.includes(page) ? DELEGATE_PAGE : STAFF_PAGE);

/** The pages there are: every folder of web/ that has a main.tsx. */
export async function listPages(): Promise<readonly string[]> {
  const entries = await readdir(webFolder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name === 'main.tsx')
    .map((entry) => entry.parentPath.slice(webFolder.length))
    .filter((page) => !page.includes('/') && page !== 'dist')
    .sort();
}

/** English of a page that fetches it only when its reader asks for it. */
const ENGLISH = { module: 'english.ts', file: 'english.json' } as const;

async function writeEnglish(source: string, outFolder: string): Promise<void> {
  if (!(await readdir(source)).includes(ENGLISH.module)) return;
  const { ENGLISH: words } = await import(pathToFileURL(join(source, ENGLISH.module)).href);
  await writeFile(join(outFolder, ENGLISH.file), JSON.stringify(words));
}

/** A page that can be kept has the frame of its copy in one file beside it. */
const KEPT_PAGE = 'offline.html';

const withoutGaps = (html: string): string => html.replace(/>\s+</g, '><');

async function writeKeptPage(source: string, outFolder: string): Promise<void> {
  if (!(await readdir(source)).includes(KEPT_PAGE)) return;
  const built = (name: string) => readFile(join(outFolder, name), 'utf8');
  const frame = withoutGaps(await readFile(join(source, KEPT_PAGE), 'utf8'));
  const parts = { script: await built('main.js'), style: await built('style.css') };
  await writeFile(join(outFolder, KEPT_PAGE), inOneFile(frame, parts));
}

async function bundle(page: string, outFolder: string): Promise<void> {
  const { target, format } = settingsOf(page);
  const source = join(webFolder, page);
  await build({
    entryPoints: { main: join(source, 'main.tsx'), style: join(source, 'style.css') },
    outdir: outFolder,
    bundle: true,
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    platform: 'browser',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { 'process.env.NODE_ENV': '"production"' },
    target: [...target],
    format,
    logLevel: 'warning',
  });
}

async function measure(outFolder: string): Promise<readonly PageFile[]> {
  const names = (await readdir(outFolder)).sort();
  return Promise.all(
    names.map(async (name) => {
      const content = await readFile(join(outFolder, name));
      return { name, bytes: content.length, gzipBytes: gzipSync(content, { level: 9 }).length };
    }),
  );
}

/** Bundles one page into `outFolder` (emptied first): index.html, main.js, style.css. */
export async function buildPage(page: string, outFolder: string): Promise<PageReport> {
  await rm(outFolder, { recursive: true, force: true });
  await mkdir(outFolder, { recursive: true });
  const html = await readFile(join(webFolder, page, 'index.html'), 'utf8');
  await writeFile(join(outFolder, 'index.html'), withoutGaps(html));
  await bundle(page, outFolder);
  await writeEnglish(join(webFolder, page), outFolder);
  await writeKeptPage(join(webFolder, page), outFolder);
  const measured = await measure(outFolder);
  const isLater = ({ name }: PageFile) => name === ENGLISH.file || name === KEPT_PAGE;
  const files = measured.filter((file) => !isLater(file));
  return {
    page,
    files,
    laterFiles: measured.filter(isLater),
    gzipBytes: files.reduce((sum, file) => sum + file.gzipBytes, 0),
  };
}

/** Pages that need no script, and where they lie: the one at `/` that leads to the others, and what can be promised. */
const STILL_PAGES: readonly (readonly [page: string, place: string])[] = [
  ['home', '.'],
  ['promise', 'promise'],
];

async function buildStill(page: string, outFolder: string): Promise<void> {
  const source = join(webFolder, page);
  await mkdir(outFolder, { recursive: true });
  await build({ entryPoints: { style: join(source, 'style.css') }, outdir: outFolder, bundle: true, minify: true });
  await copyFile(join(source, 'index.html'), join(outFolder, 'index.html'));
}

/** Builds the named pages, or all and those without a script, into `<outFolder>/<page>/`; what reads them meanwhile finds each file whole. */
export async function buildPages(
  outFolder: string = join(webFolder, 'dist'),
  pages?: readonly string[],
): Promise<readonly PageReport[]> {
  const chosen = pages ?? (await listPages());
  const parts = pages ?? ['.'];
  // The hashes are those of a whole build.
  if (pages !== undefined) await rm(join(outFolder, HASHES_FILE), { force: true });
  return buildInPlace({ outFolder, parts }, async (folder) => {
    if (pages === undefined)
      await Promise.all(STILL_PAGES.map(([page, place]) => buildStill(page, join(folder, place))));
    const reports = await Promise.all(chosen.map((page) => buildPage(page, join(folder, page))));
    if (pages === undefined) await writeFile(join(folder, HASHES_FILE), hashesText(await hashesOf(folder)));
    return reports;
  });
}

/** The report as one line a page: gzip bytes in all, then of each file. */
export function reportText(reports: readonly PageReport[]): string {
  const lineOf = ({ page, files, gzipBytes }: PageReport) =>
    `${page.padEnd(10)}${String(gzipBytes).padStart(8)} B gzipped  (${files.map((file) => `${file.name} ${file.gzipBytes}`).join(', ')})`;
  return reports.map(lineOf).join('\n');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , ...pages] = process.argv;
  console.log(reportText(await buildPages(undefined, pages.length > 0 ? pages : undefined)));
}
