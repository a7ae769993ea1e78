import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUND_SCREENS, UNIT_SCREENS } from '../../web/console/router.ts';
import { ConsoleHouse } from './console/console-house.ts';
import { findings } from './console/look-closely.ts';

const DESKTOP = { width: 1280, height: 800 };

describe('staff sign in to the console by a real code flow', () => {
  let house: ConsoleHouse;
  beforeAll(async () => {
    house = await ConsoleHouse.open();
  });
  afterAll(() => house.close());

  const open = async (fragment = ''): Promise<Page> => {
    const page = await (await house.newContext(DESKTOP)).newPage();
    await page.goto(`${house.consoleAddress}${fragment}`);
    return page;
  };
  const tokenForms = (page: Page) => {
    const forms: URLSearchParams[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/oidc/token')) forms.push(new URLSearchParams(request.postData() ?? ''));
    });
    return forms;
  };

  it('who opens a link signs in with PKCE and lands where they wanted, the code gone from the address', async () => {
    const page = await open('#/audit');
    const forms = tokenForms(page);
    const button = page.getByRole('button', { name: '登录' });
    await button.waitFor();
    expect(await findings(page)).toEqual([]);
    await button.click();
    await page.waitForURL(/\/oidc\//);
    await house.enterPassword(page, 'auditor');
    await page.getByRole('heading', { level: 1, name: '审计记录' }).waitFor();
    expect(page.url()).toBe(`${house.consoleAddress}#/audit`);
    expect(forms.map((form) => [form.get('grant_type'), form.get('code_verifier')?.length])).toEqual([
      ['authorization_code', 43],
    ]);
    expect(await page.evaluate('JSON.stringify(localStorage) + document.cookie')).not.toContain('eyJ');
    expect(await page.evaluate("sessionStorage.getItem('shuangshu.console.sign-in')")).toBeNull();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: '审计记录' }).waitFor();
    await page.context().close();
  });

  it('works under the content security policy that is served, and asks nobody but its own origin', async () => {
    const page = await (await house.newContext(DESKTOP, { bypassCSP: false })).newPage();
    const asked = new Set<string>();
    const complaints: string[] = [];
    page.on('request', (request) => asked.add(new URL(request.url()).origin));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    const answer = await page.goto(house.consoleAddress);
    expect(answer?.headers()['content-security-policy']).toContain("script-src 'self'");
    await page.getByRole('button', { name: '登录' }).click();
    await house.enterPassword(page, 'inspection');
    await page.getByRole('heading', { name: '还没有名单' }).waitFor();
    expect(complaints).toEqual([]);
    expect([...asked].filter((origin) => origin !== 'null')).toEqual([house.embedded.origin]);
    await page.context().close();
  });

  it('a callback that this window did not ask for spends nothing and asks to sign in again', async () => {
    const page = await (await house.newContext(DESKTOP)).newPage();
    const forms = tokenForms(page);
    await page.goto(`${house.consoleAddress}?code=forged&state=forged`);
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('这次登录已失效');
    await expect.poll(() => page.url()).toBe(`${house.consoleAddress}#/`);
    expect(forms).toEqual([]);
    await page.context().close();
  });

  it('a token that the API no longer takes asks to sign in again, and leads back to the same screen', async () => {
    const page = await house.signIn('auditor');
    await page.goto(`${house.consoleAddress}#/audit`);
    await page.evaluate(() => {
      const key = 'shuangshu.console.session';
      const held = JSON.parse(sessionStorage.getItem(key) ?? '{}');
      sessionStorage.setItem(key, JSON.stringify({ ...held, accessToken: `${held.accessToken.slice(0, -8)}AAAAAAAA` }));
    });
    await page.reload();
    await page.getByText('登录已过期。重新登录后会回到这一页').waitFor();
    await page.getByRole('button', { name: '重新登录' }).click();
    await page.getByRole('status').filter({ hasText: '共' }).or(page.getByText('还没有记录')).waitFor();
    expect(page.url()).toBe(`${house.consoleAddress}#/audit`);
    expect(await page.getByText('登录已过期').count()).toBe(0);
    await page.context().close();
  });

  it('an hour later the console says so by itself, and what is on the screen stays', async () => {
    const page = await (await house.newContext(DESKTOP)).newPage();
    await page.clock.install();
    await page.goto(house.consoleAddress);
    await page.getByRole('button', { name: '登录' }).click();
    await house.enterPassword(page, 'inspection');
    await page.getByRole('link', { name: '导入名单' }).click();
    await page.getByLabel('年度名称').fill('2007—2008 年度双述');
    await page.clock.fastForward(3_601_000);
    await page.getByText('登录已过期').waitFor();
    expect(await page.getByLabel('年度名称').inputValue()).toBe('2007—2008 年度双述');
    await expect.poll(() => page.evaluate("sessionStorage.getItem('shuangshu.console.session')")).toBeNull();
    await page.context().close();
  });

  it('signing out is in sight at the top of every screen, and by the keyboard', async () => {
    const page = await house.signIn('inspection');
    const place = '2008/tuanfeng-2008-huilongshan';
    const screens = [
      ...['', 'rounds', 'import', 'open', 'audit'],
      ...ROUND_SCREENS.map((screen) => `${screen}/2008`),
      ...UNIT_SCREENS.map((screen) => `${screen}/${place}`),
    ];
    for (const screen of screens) {
      await page.goto(`${house.consoleAddress}#/${screen}`);
      await page.reload();
      await page.locator('main h1, main h2, main [role=alert]').first().waitFor();
      const box = await page.getByRole('button', { name: '退出登录' }).boundingBox();
      expect(box?.y, screen).toBeGreaterThanOrEqual(0);
      expect((box?.y ?? 0) + (box?.height ?? 0), screen).toBeLessThan(120);
    }
    await page.getByRole('button', { name: '退出登录' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^退出 / }).waitFor();
    await page.context().close();
  });

  it('after signing out the next person has to give a password', async () => {
    const page = await house.signIn('inspection');
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('button', { name: /^退出 / }).click();
    await page.getByRole('button', { name: '登录' }).click();
    await page.waitForURL(/\/oidc\/interaction\//);
    await expect.poll(() => page.getByLabel(/密码/).count()).toBe(1);
    await page.context().close();
  });
});
