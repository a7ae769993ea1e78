import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPage } from '../../../web/build.ts';
import type { Figure } from '../figure.ts';

/** The voting page as it is sent, gzipped: everything it loads until a ballot can be sent. Exact. */
export async function measurePageBytes(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'shuangshu-bench-page-'));
  try {
    const { gzipBytes, files } = await buildPage('vote', folder);
    return [
      {
        id: 'page-bytes',
        name: 'voting page, gzipped (aim: 30 KB)',
        measured: gzipBytes,
        unit: 'bytes',
        target: { atMost: 60 * 1024 },
        detail: Object.fromEntries(files.map(({ name, gzipBytes: bytes }) => [name, bytes])),
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
