import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { LAYER_FOLDER, LAYERED_LIBRARIES, LIBRARY_SETTINGS } from '../function-bundling.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

let built: string | undefined;

function build(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shuangshu-layer-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(LAYERED_LIBRARIES.map((name) => [name, `infra/layer/${name}.ts`])),
    outdir: join(folder, basename(LAYER_FOLDER)),
    outExtension: { '.js': '.mjs' },
    write: false,
    ...LIBRARY_SETTINGS,
    mainFields: [...LIBRARY_SETTINGS.mainFields],
    banner: { js: LIBRARY_SETTINGS.banner },
    logLevel: 'warning',
  });
  for (const { path, contents } of outputFiles) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents);
  }
  return folder;
}

/** The folder that Lambda unpacks at `/opt`: `shuangshu/<library>.mjs`. Built at the first use and shared by every county of the process. */
export function layerFolder(): string {
  built ??= build();
  return built;
}
