import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PICTURES = process.env['SHUANGSHU_PICTURES'];

/** Keeps a picture for the eye, when the environment's SHUANGSHU_PICTURES names a folder. */
export async function keepPicture(page: Page, name: string, fullPage = false): Promise<void> {
  if (PICTURES === undefined) return;
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage });
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Gives the page another size, and waits until it is laid out in it, with what its own observers of sizes made of that: they
 * are told before one that begins to look only now.
 */
export async function resizeTo(page: Page, size: Size): Promise<void> {
  await page.setViewportSize(size);
  await page.waitForFunction(({ width, height }) => innerWidth === width && innerHeight === height, size);
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const sizes = new ResizeObserver(() => {
          sizes.disconnect();
          resolve();
        });
        sizes.observe(document.documentElement);
      }),
  );
}

/** What axe finds wrong with the screen, as `rule: element` lines; under the page's own policy. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(await readFile(AXE, 'utf8'));
  return page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
       violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`,
  );
}

/** Elements with text of their own that leave the screen or do not fit their own box, as `class: text`. */
const CUT_OFF = `(() => {
  const root = document.documentElement;
  const found = root.scrollHeight > innerHeight + 1 ? ['the page scrolls down'] : [];
  if (root.scrollWidth > innerWidth + 1) found.push('the page scrolls sideways');
  for (const element of document.querySelectorAll('body *')) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
    if (!hasText || element.closest('.spoken')) continue;
    const range = document.createRange();
    range.selectNodeContents(element);
    const text = range.getBoundingClientRect();
    let isCut = text.right > innerWidth + 1 || text.bottom > innerHeight + 1 || text.left < -1 || text.top < -1;
    for (let box = element.parentElement; box !== null && box !== document.body; box = box.parentElement) {
      if (getComputedStyle(box).overflow === 'visible') continue;
      const outer = box.getBoundingClientRect();
      isCut ||= text.bottom > outer.bottom + 2 || text.right > outer.right + 2;
    }
    if (isCut) found.push(element.className + ': ' + element.textContent);
  }
  return found;
})()`;

/** What does not fit the screen: nothing may scroll and nothing may be cut off. */
export const cutOff = (page: Page): Promise<readonly string[]> => page.evaluate(CUT_OFF);

/** Pairs of elements with text of their own whose letters lie over each other, as `text / text`. */
const OVERLAPS = `(() => {
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node.textContent.trim() === '' || node.parentElement.closest('.spoken')) continue;
    const range = document.createRange();
    range.selectNode(node);
    for (const { left, right, top, bottom } of range.getClientRects()) {
      // A line's box is higher than its letters: what touches there does not touch on the screen.
      const lift = (bottom - top) * 0.2;
      boxes.push({ left, right, top: top + lift, bottom: bottom - lift, text: node.textContent.trim() });
    }
  }
  return boxes.flatMap((one, index) => boxes.slice(index + 1).filter((other) =>
    one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1,
  ).map((other) => one.text + ' / ' + other.text));
})()`;

/** Texts that lie over each other. */
export const overlaps = (page: Page): Promise<readonly string[]> => page.evaluate(OVERLAPS);

/** Texts with less than 10:1 between letters and ground (WCAG's relative luminance), as `ratio text`. */
const PALE = `(() => {
  const channels = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = ([red, green, blue]) => {
    const [r, g, b] = [red, green, blue].map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (element) => {
    for (let box = element; box !== null; box = box.parentElement) {
      const colour = channels(getComputedStyle(box).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll('body *')].flatMap((element) => {
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
    if (!hasText) return [];
    const [light, dark] = [channels(getComputedStyle(element).color), groundOf(element)].map(luminance).sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    return ratio < 10 ? [ratio.toFixed(1) + ' ' + element.textContent] : [];
  });
})()`;

/** Texts paler than 10:1. */
export const paleTexts = (page: Page): Promise<readonly string[]> => page.evaluate(PALE);

/** The smallest letters of the screen, in hundredths of its height; controls excepted. */
export const smallestLetters = (page: Page): Promise<number> =>
  page.evaluate(`Math.min(...[...document.querySelectorAll('body *')].filter((element) =>
    element.closest('button') === null &&
    [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== ''),
  ).map((element) => parseFloat(getComputedStyle(element).fontSize))) / innerHeight * 100`);
