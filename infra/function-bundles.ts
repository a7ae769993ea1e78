import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { BUNDLE_SETTINGS, LAYER_FOLDER } from './function-bundling.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const functionsFolder = join(root, 'functions');
/** Never written: esbuild counts the paths in source maps from here, so that the same source is the same bytes on every machine. */
const outdir = join(root, 'out');

/** Rooms of functions/ that are no function. */
const SHARED_ROOMS: readonly string[] = ['http', 'store'];

const entryPoints = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(functionsFolder)
      .filter((name) => !SHARED_ROOMS.includes(name))
      .map((name) => [`${name}/index`, join(functionsFolder, name, 'handler.ts')]),
  );

const bundle = () =>
  buildSync({
    absWorkingDir: root,
    entryPoints: { ...entryPoints() },
    outdir,
    outExtension: { '.js': '.mjs' },
    write: false,
    // Names and lines are what a stack frame needs; the text of the source is in the repository.
    sourcesContent: false,
    ...BUNDLE_SETTINGS,
    mainFields: [...BUNDLE_SETTINGS.mainFields],
    external: [...BUNDLE_SETTINGS.external],
    banner: { js: BUNDLE_SETTINGS.banner },
    logLevel: 'warning',
  });

let bundled: string | undefined;

/** Bundles all functions, each whole by itself, in one run that reads every source once. */
function bundleAll(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shuangshu-functions-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const { path, contents } of bundle().outputFiles) {
    const file = join(folder, relative(outdir, path));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, contents);
  }
  return folder;
}

/** The folder of a function's code, `index.mjs` and its map. Bundled at the first use and shared by every county of the process. */
export function bundleFolder(name: string): string {
  bundled ??= bundleAll();
  return join(bundled, name);
}

/** Whether a function loads a library from the layer. */
export const usesLayer = (name: string): boolean =>
  readFileSync(join(bundleFolder(name), 'index.mjs'), 'utf8').includes(`${LAYER_FOLDER}/`);
