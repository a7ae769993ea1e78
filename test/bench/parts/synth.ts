import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCounty } from '../../../infra/county-files.ts';
import { type Figure, rounded } from '../figure.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const COUNTIES = 10;
const MOST_SECONDS = 60;

/** Ten counties like the sample's, in a folder of their own. */
async function writeCounties(folder: string): Promise<void> {
  const model = readCounty(new URL('../../../infra/counties/', import.meta.url), 'tuanfeng');
  await mkdir(folder);
  for (let place = 0; place < COUNTIES; place += 1) {
    const county = `bench-${String(place).padStart(2, '0')}`;
    await writeFile(join(folder, `${county}.json`), JSON.stringify({ ...model, county }));
  }
}

/** Seconds to synthesise ten counties, the pages built before. */
export async function measureSynth(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'shuangshu-bench-synth-'));
  try {
    const counties = join(folder, 'counties');
    await writeCounties(counties);
    const startedMs = performance.now();
    const child = spawn(process.execPath, [join(ROOT, 'infra/app.ts')], {
      cwd: ROOT,
      env: {
        ...process.env,
        CDK_OUTDIR: join(folder, 'out'),
        CDK_CONTEXT_JSON: JSON.stringify({ counties }),
      },
      stdio: 'ignore',
    });
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`the synthesis ended with ${code}`);
    const seconds = rounded((performance.now() - startedMs) / 1_000, 3);
    const name = `synthesis of ${COUNTIES} counties`;
    return [{ id: 'synth-time', name, measured: seconds, unit: 's', target: { atMost: MOST_SECONDS } }];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
