import type { Page } from 'playwright-core';
import { PATIENCE_MS } from '../browsers/patience.ts';

interface Scoring {
  /** Which button of the pad is pressed, from 1. */
  readonly button: number;
  readonly keepPicture: (page: Page, name: string) => Promise<void>;
}

/** Presses until the heading changes: a press that comes within the first moments of a screen is rightly ignored. */
async function pressOn(page: Page, selector: string, from: string): Promise<void> {
  await page.waitForFunction(
    ({ selector: target, from: before }) => {
      if (document.querySelector('h1')?.textContent !== before) return true;
      document.querySelector<HTMLElement>(target)?.click();
      return false;
    },
    { selector, from },
    { timeout: PATIENCE_MS, polling: 150 },
  );
}

/** Scores every indicator on a real page and hands in; answers the headings of the indicators that were scored. */
export async function scoreAndHandIn(page: Page, { button, keepPicture }: Scoring): Promise<readonly string[]> {
  const title = async () => (await page.locator('h1').first().textContent()) ?? '';
  const scored: string[] = [];
  await page.getByRole('heading', { name: '怎样打分' }).waitFor({ timeout: PATIENCE_MS });
  for (let step = 0; step < 200; step += 1) {
    const now = await title();
    if (now.includes('您的票已投进票箱')) return scored;
    const isItem = (await page.locator('.pad').count()) > 0;
    if (isItem) {
      if (scored.length === 4) await keepPicture(page, 'vote-scoring');
      scored.push(now);
      await pressOn(page, `.pad button:nth-child(${button})`, now);
    } else {
      await pressOn(page, 'main .button-strong', now);
    }
  }
  throw new Error('the ballot has no end');
}
