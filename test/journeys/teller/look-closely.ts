import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { isWiderThanScreen } from '../console/look-closely.ts';

/** Where pictures of all screens are kept, when somebody wants to look at them. */
const PICTURES = process.env['SHUANGSHU_PICTURES'];

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const CONTROL_PX = 60;
const CONTRAST = 10;

/** What axe finds, as `rule: element` lines. Evaluated, not added as a script: the page's policy lets no script in. */
async function findings(page: Page): Promise<readonly string[]> {
  await page.evaluate(await readFile(AXE, 'utf8'));
  return page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
       violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`,
  );
}

/** Controls that are lower than a thumb needs, by their text. */
const lowControls = (page: Page): Promise<readonly string[]> =>
  page.evaluate((least) => {
    const controls = [
      ...document.querySelectorAll<HTMLElement>('button, input:not([type=radio]):not([type=checkbox]), textarea, a'),
    ];
    return controls
      .filter((control) => control.getClientRects().length > 0 && control.getBoundingClientRect().height < least - 0.5)
      .map((control) => `${control.textContent || control.id}: ${control.getBoundingClientRect().height}`);
  }, CONTROL_PX);

/** Texts whose contrast with the ground behind them is below the house's 10:1. */
const weakTexts = (page: Page): Promise<readonly string[]> =>
  page.evaluate((least) => {
    const luminance = (colour: readonly number[]) => {
      const [red = 0, green = 0, blue = 0] = colour.map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const parts = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const groundOf = (element: Element | null): readonly number[] => {
      if (element === null) return [255, 255, 255];
      const ground = parts(getComputedStyle(element).backgroundColor);
      return ground.length === 4 && ground[3] === 0 ? groundOf(element.parentElement) : ground.slice(0, 3);
    };
    const weak: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const isText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
      if (!isText || element.getClientRects().length === 0) continue;
      const [one, other] = [luminance(parts(getComputedStyle(element).color)), luminance(groundOf(element))];
      const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      if (contrast < least) weak.push(`${element.textContent?.slice(0, 20)}: ${contrast.toFixed(1)}`);
    }
    return weak;
  }, CONTRAST);

/** Holds a screen to the house's rules for old hands and eyes, and keeps its picture when asked to. */
export async function lookClosely(page: Page, name: string): Promise<void> {
  if (PICTURES !== undefined) {
    await mkdir(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  }
  expect(await findings(page), name).toEqual([]);
  expect(await isWiderThanScreen(page), `${name} scrolls sideways`).toBe(false);
  expect(await lowControls(page), name).toEqual([]);
  expect(await weakTexts(page), name).toEqual([]);
}
