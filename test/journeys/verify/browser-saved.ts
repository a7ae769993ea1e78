import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';

/**
 * What a browser's own "Save as" (webpage, complete) leaves: the document as it stands, its script and style in a folder beside it.
 * A browser without a window has no such menu, so this does what it does. Returns the document's path.
 */
export async function saveAsBrowsersDo(page: Page, folder: string): Promise<string> {
  const beside = '核验结果_files';
  const base = new URL(page.url());
  let html = await page.content();
  for (const address of ['/verify/main.js', '/verify/style.css']) {
    const name = address.slice('/verify/'.length);
    const file = join(folder, beside, name);
    await mkdir(dirname(file), { recursive: true });
    const response = await page.request.get(new URL(address, base).href);
    await writeFile(file, await response.body());
    html = html.replace(`"${address}"`, `"./${beside}/${name}"`);
  }
  const path = join(folder, '核验结果.html');
  await writeFile(path, html);
  return path;
}
