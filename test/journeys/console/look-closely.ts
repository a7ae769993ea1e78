import { createRequire } from 'node:module';
import jsQr from 'jsqr';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds wrong with the screen, as `rule: element` lines. */
export async function findings(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ path: AXE });
  return page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
       violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`,
  );
}

/** Whether a phone would have to scroll sideways. */
export const isWiderThanScreen = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > innerWidth');

/** Pixels of a PNG as base64, decoded by the browser. */
const decode = (page: Page, png: Buffer): Promise<{ width: number; height: number; rgba: string }> =>
  page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    let rgba = '';
    for (const value of data) rgba += String.fromCharCode(value);
    return { width, height, rgba: btoa(rgba) };
  }, png.toString('base64'));

/** What a phone's camera would read off a QR code as it is drawn. */
export async function readQr(qr: Locator): Promise<string> {
  const { width, height, rgba } = await decode(qr.page(), await qr.screenshot());
  const found = jsQr.default(new Uint8ClampedArray(Buffer.from(rgba, 'base64')), width, height);
  if (found === null) throw new Error('no QR code can be read there');
  return found.data;
}

/** Everything that a screen of the console reads is on it. */
export const everythingRead = (page: Page): Promise<void> =>
  expect.poll(() => page.getByText(/^(正在读取|Loading|正在打开|Opening)…/).count()).toBe(0);

/** A4 in points, as the browser writes it. */
export const A4 = '0 0 594.95996 841.91998';

/** What the print dialogue would have: how many pages, of which sizes. */
export async function printedPages(page: Page): Promise<{ readonly pages: number; readonly size: readonly string[] }> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const sizes = Array.from(pdf.matchAll(/MediaBox \[([^\]]*)\]/g), ([, size = '']) => size);
  return { pages: pdf.match(/\/Type \/Page\n/g)?.length ?? 0, size: [...new Set(sizes)] };
}
