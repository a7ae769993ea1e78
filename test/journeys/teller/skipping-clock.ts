import type { BrowserContext, Page } from 'playwright-core';

/** Gives the pages of a context a clock that can be set forward, as the server's is: nobody waits for the closing time. */
export const giveSkippingClock = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + Number(sessionStorage.getItem('skew') ?? 0);
  });

/** Sets a page's clock forward. */
export const skipTime = (page: Page, skewMs: number): Promise<void> =>
  page.evaluate((skew) => sessionStorage.setItem('skew', String(skew)), skewMs);
