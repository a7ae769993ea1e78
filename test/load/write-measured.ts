/** `node test/load/write-measured.ts`: plays the two rounds that the cost model rests on and writes infra/cost/measured.json. */
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPage } from '../../web/build.ts';
import { meterRound } from './metered-round.ts';

/** The sample's meeting, and one of twice as many: what grows with the delegates is the difference. */
export const MEASURED_DELEGATES = [33, 66] as const;

/** The voting page, gzipped: what a phone loads once. */
export async function measurePage(): Promise<{ readonly bytes: number; readonly files: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'shuangshu-measured-page-'));
  const { gzipBytes: bytes, files } = await buildPage('vote', folder);
  await rm(folder, { recursive: true, force: true });
  return { bytes, files: files.length };
}

if (import.meta.main) {
  const rounds = [];
  for (const delegates of MEASURED_DELEGATES) rounds.push(await meterRound({ units: 1, delegates }));
  const measuredOn = new Date().toISOString().slice(0, 10);
  const measured = { measuredOn, page: await measurePage(), rounds };
  writeFileSync(new URL('../../infra/cost/measured.json', import.meta.url), `${JSON.stringify(measured, null, 2)}\n`);
}
