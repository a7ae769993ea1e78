import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPage } from '../../web/build.ts';
import { launchChromium78 } from './browsers/launch-chromium-78.ts';
import { PATIENCE_MS } from './browsers/patience.ts';
import { type ScriptedMeeting, startScriptedMeeting } from './vote/scripted-meeting.ts';

const isAt = (name: string) =>
  `((document.querySelector('h1') || {}).textContent || '').includes(${JSON.stringify(name)})`;
const SCREEN = { width: 360, height: 640 };

describe('the voting page in Chromium 78, the oldest engine it is for', () => {
  let folder: string;
  let browser: Browser;
  let meeting: ScriptedMeeting;
  let page: Page;
  const failures: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shuangshu-vote-78-'));
    await buildPage('vote', folder);
    meeting = await startScriptedMeeting(folder, 1);
    browser = await launchChromium78();
    page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.setViewport(SCREEN);
    page.on('pageerror', ({ message }) => failures.push(message));
  });
  afterAll(async () => {
    await browser.close();
    await meeting.close();
    await rm(folder, { recursive: true, force: true });
  });

  const heading = (name: string) => page.waitForFunction(isAt(name), { timeout: PATIENCE_MS });
  /** Presses again and again, as an impatient hand does, until the page has moved to the heading. */
  const pressUntil = (selector: string, name: string) =>
    page.waitForFunction(
      `${isAt(name)} || (document.querySelector(${JSON.stringify(selector)}) || { click() {} }).click()`,
      { timeout: PATIENCE_MS },
    );

  it('goes from the card to the receipt on the board', async () => {
    expect(await browser.version()).toContain('/78.');
    await page.goto(meeting.cardUrl);
    await heading('和大屏幕上一样吗？');
    expect(page.url()).toBe(meeting.url);
    await page.click('.button-strong');
    await heading('签到成功');

    meeting.script.state = 'voting';
    await heading('怎样打分');
    await page.click('.button-strong');
    const items = meeting.manifest.subjects.flatMap(({ indicators }) => [
      ...indicators.map(({ name }) => name),
      '请看',
    ]);
    for (const [number, name] of items.entries()) {
      await heading(name);
      const selector = name === '请看' ? 'main .button-strong' : '.pad button:nth-child(10)';
      await pressUntil(selector, items[number + 1] ?? '交票前看一遍');
    }
    await pressUntil('main .button-strong', '确定交票吗？');
    await pressUntil('main .button-strong', '您的票已投进票箱');
    expect(meeting.box.ballots.size).toBe(1);

    meeting.script.state = 'closed';
    meeting.script.isBoardFrozen = true;
    await page.reload();
    await heading('您的票在票箱里');
    expect(failures).toEqual([]);
  });

  it('shows no screen wider than the phone', async () => {
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(SCREEN.width);
  });
});
