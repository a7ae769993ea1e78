import type { BrowserContext, Locator } from 'playwright-core';

declare global {
  var shuangshuClicks: number;
}

/** Makes the pages of a context count the clicks that reach them, so that `tap` can wait for its own. */
export const countClicks = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => {
    globalThis.shuangshuClicks = 0;
    addEventListener('click', () => (globalThis.shuangshuClicks += 1), true);
  });

/**
 * A finger's press, until the page has had the click: the browser makes it of the touches in its own time. What the page
 * renders at once because of it is on the screen then.
 */
export async function tap(button: Locator): Promise<void> {
  const page = button.page();
  const before = await page.evaluate(() => globalThis.shuangshuClicks);
  await button.tap();
  await page.waitForFunction((count) => globalThis.shuangshuClicks > count, before);
}
