import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Embedded, startEmbedded } from '../../../infra/local/embedded.ts';
import { buildPages } from '../../../web/build.ts';
import { launchCurrent } from '../browsers/launch-current.ts';
import { PATIENCE_MS } from '../browsers/patience.ts';

export interface Viewport {
  readonly width: number;
  readonly height: number;
}

export type Login = 'inspection' | 'discipline' | 'leader' | 'auditor' | 'clerk';

/** A deployment with the console's pages (others by name), and browsers that staff sit at. */
export class ConsoleHouse {
  readonly embedded: Embedded;
  readonly #browser: Browser;
  readonly #pagesFolder: string;

  /** How far the server's clock is ahead: a test skips what would be waiting. */
  readonly clock: { aheadMs: number };

  private constructor(parts: {
    readonly embedded: Embedded;
    readonly browser: Browser;
    readonly pagesFolder: string;
    readonly clock: { aheadMs: number };
  }) {
    this.embedded = parts.embedded;
    this.#browser = parts.browser;
    this.#pagesFolder = parts.pagesFolder;
    this.clock = parts.clock;
  }

  static async open(pages: readonly string[] = ['console']): Promise<ConsoleHouse> {
    const pagesFolder = await mkdtemp(join(tmpdir(), 'shuangshu-console-'));
    await buildPages(pagesFolder, pages);
    const clock = { aheadMs: 0 };
    const now = () => new Date(Date.now() + clock.aheadMs);
    const embedded = await startEmbedded({ county: 'tuanfeng', pages: pagesFolder, now });
    return new ConsoleHouse({ embedded, browser: await launchCurrent(), pagesFolder, clock });
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.embedded.close();
    await rm(this.#pagesFolder, { recursive: true, force: true });
  }

  get consoleAddress(): string {
    return `${this.embedded.origin}/console/`;
  }

  /** A browser of its own. axe needs a script that the product's policy rightly forbids. */
  async newContext(viewport: Viewport, { bypassCSP = true } = {}): Promise<BrowserContext> {
    const context = await this.#browser.newContext({ viewport, bypassCSP, acceptDownloads: true });
    context.setDefaultTimeout(PATIENCE_MS);
    return context;
  }

  /** Gives login and password at the issuer's page, and waits until the console is back. */
  async enterPassword(page: Page, login: Login): Promise<void> {
    const account = this.embedded.accounts.find((one) => one.login === login);
    if (account === undefined) throw new Error(`no sample account ${login}`);
    await page.waitForURL(/\/oidc\//);
    await page.fill('#login', account.login);
    await page.fill('#password', account.password);
    await page.click('button[type=submit]');
    await page.waitForURL(/\/console\//);
  }

  /** From a fresh browser to the console's home. */
  async signIn(login: Login, viewport: Viewport = { width: 1280, height: 800 }): Promise<Page> {
    const context = await this.newContext(viewport);
    const page = await context.newPage();
    await page.goto(this.consoleAddress);
    await page.getByRole('button', { name: '登录' }).click();
    await this.enterPassword(page, login);
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    return page;
  }
}
