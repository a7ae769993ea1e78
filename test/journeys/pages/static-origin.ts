import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadStaticFiles } from '../../../infra/local/static-files.ts';
import { buildPages } from '../../../web/build.ts';

export interface StaticOrigin {
  /** Without a slash at the end. */
  readonly origin: string;
  close(): Promise<void>;
}

/** Pages (all when none is named) built afresh and served as the product serves them, with its policy; nothing of the API is there. */
export async function openStaticOrigin(pages?: readonly string[]): Promise<StaticOrigin> {
  const folder = await mkdtemp(join(tmpdir(), 'shuangshu-pages-'));
  await buildPages(folder, pages);
  const files = await loadStaticFiles({ folder, config: {} });
  const server = createServer((request, response) => files.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    origin: `http://localhost:${address.port}`,
    close: async () => {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await rm(folder, { recursive: true, force: true });
    },
  };
}
