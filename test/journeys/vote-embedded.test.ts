import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Browser as OldBrowser, Page as OldPage } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Embedded, startEmbedded } from '../../infra/local/embedded.ts';
import { fromHex } from '../../shared/protocol/bytes.ts';
import { hallFragment } from '../../shared/protocol/code.ts';
import type { Manifest } from '../../shared/protocol/manifest.ts';
import { buildPage } from '../../web/build.ts';
import { readArming } from '../../web/teller/actions/read-manifest.ts';
import { importRound, logIn } from '../rehearsal/deployment.ts';
import { makeLine } from '../rehearsal/line.ts';
import { sessionOf } from '../rehearsal/office.ts';
import { askAsStaff, passGates } from '../rehearsal/staff.ts';
import { insist, Teller } from '../rehearsal/teller.ts';
import { launchChromium78 } from './browsers/launch-chromium-78.ts';
import { launchCurrent } from './browsers/launch-current.ts';
import { PATIENCE_MS } from './browsers/patience.ts';

const SCREEN = { width: 360, height: 640 };
const COUNTY = 'tuanfeng';
const UNIT = 'huilongshan';
const ROUND = 'votes';
/** The least notice of a closing time is 10 s; the rest is for the way. */
const CLOSING_NOTICE_MS = 15_000;

/** Where the page has come to, by its heading; and pressing again and again, as an impatient hand does, until it is there. */
interface Hand {
  sees(title: string): Promise<unknown>;
  pressUntil(selector: string, title: string): Promise<unknown>;
}

const isAt = ({ title }: { readonly title: string }) =>
  document.querySelector('h1')?.textContent?.includes(title) === true;
const pressUnlessAt = ({ selector, title }: { readonly selector: string; readonly title: string }) => {
  if (document.querySelector('h1')?.textContent?.includes(title) === true) return true;
  document.querySelector<HTMLElement>(selector)?.click();
  return false;
};

const handOf = (page: Page): Hand => ({
  sees: (title) => page.waitForFunction(isAt, { title }, { timeout: PATIENCE_MS }),
  pressUntil: (selector, title) => page.waitForFunction(pressUnlessAt, { selector, title }, { timeout: PATIENCE_MS }),
});

/** Chromium 78 knows no `?.`, so its expressions are written out. */
const oldHandOf = (page: OldPage): Hand => {
  const isThere = (title: string) =>
    `((document.querySelector('h1') || {}).textContent || '').includes(${JSON.stringify(title)})`;
  const press = (selector: string) => `(document.querySelector(${JSON.stringify(selector)}) || { click() {} }).click()`;
  return {
    sees: (title) => page.waitForFunction(isThere(title), { timeout: PATIENCE_MS }),
    pressUntil: (selector, title) =>
      page.waitForFunction(`${isThere(title)} || ${press(selector)}`, { timeout: PATIENCE_MS }),
  };
};

/** Scores everything with the button, and hands in. */
async function scoreAndHandIn(hand: Hand, manifest: Manifest, button: number): Promise<void> {
  const stops = manifest.subjects.flatMap(({ indicators }) => [
    ...indicators.map(({ name }) => name),
    '请看一看打的分',
  ]);
  await hand.sees('怎样打分');
  await hand.pressUntil('main .button-strong', stops[0] ?? '');
  for (const [place, stop] of stops.entries()) {
    const selector = stop.startsWith('请看') ? 'main .button-strong' : `.pad button:nth-child(${button})`;
    await hand.pressUntil(selector, stops[place + 1] ?? '交票前看一遍');
  }
  await hand.pressUntil('main .button-strong', '确定交票吗？');
  await hand.pressUntil('main .button-strong', '您的票已投进票箱');
}

describe('two delegates vote at the product’s own server, one on an engine of 2019', () => {
  let folder: string;
  let embedded: Embedded;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let oldBrowser: OldBrowser;
  let oldPage: OldPage;
  let hand: Hand;
  let oldHand: Hand;
  let tellers: readonly [Teller, Teller, Teller];
  let manifest: Manifest;
  let cards: readonly string[];
  let hall: string;
  let turnout: () => Promise<unknown>;
  const requested: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shuangshu-pages-'));
    await buildPage('vote', join(folder, 'vote'));
    embedded = await startEmbedded({ county: COUNTY, pages: folder });
    const { origin, accounts } = embedded;
    const inspection = await logIn({ origin, county: COUNTY, accounts, close: () => embedded.close() }, 'inspection');
    await importRound(inspection, { round: ROUND, units: [UNIT] });
    const session = sessionOf(`${COUNTY}-${ROUND}-${UNIT}`);
    const line = makeLine({ origin, drop: 0, chance: () => 1, count: () => undefined });
    await passGates(askAsStaff({ origin, county: COUNTY, accounts, close: () => embedded.close() }, line), {
      session,
      unit: UNIT,
    });
    cards = [...(await inspection.makeCards(session)).values()];
    turnout = () => line('getTurnout', { session });
    const [first, second, third] = await Promise.all(
      (await inspection.makeEnrolments(session)).map((enrolment) => Teller.enrol(line, enrolment)),
    );
    if (!first || !second || !third) throw new Error('a teller is missing');
    await inspection.ask('freeze', { session });
    tellers = [first, second, third];
    await Promise.all(tellers.map((teller) => teller.arm()));
    ({ manifest } = await first.checkedManifest());
    const face = await first.face();
    const { armingHash } = await insist('readArming', () => readArming(first.context, face));
    hall = hallFragment({ session, armingHash: fromHex(armingHash) ?? new Uint8Array() });
    browser = await launchCurrent();
    context = await browser.newContext({ viewport: SCREEN, hasTouch: true });
    context.setDefaultTimeout(PATIENCE_MS);
    page = await context.newPage();
    page.on('request', (request) => requested.push(request.url()));
    oldBrowser = await launchChromium78();
    oldPage = await oldBrowser.newPage();
    oldPage.setDefaultTimeout(PATIENCE_MS);
    await oldPage.setViewport(SCREEN);
    hand = handOf(page);
    oldHand = oldHandOf(oldPage);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), oldBrowser?.close(), embedded?.close()]);
    await rm(folder, { recursive: true, force: true });
  });

  const address = (fragment: string | undefined) => `${embedded.origin}/vote/${fragment ?? ''}`;

  it('both check in: one by the card and the eye, one by the hall’s QR and the typed code', async () => {
    await page.goto(address(cards[0]));
    await hand.sees('和大屏幕上一样吗？');
    expect(page.url()).toBe(address(''));
    expect(await page.textContent('.check-code')).toBe(await tellers[0].checkCode());
    await hand.pressUntil('.button-strong', '签到成功');

    await oldPage.goto(address(hall));
    await oldHand.sees('请输入表决卡上的代码');
    const [, code = ''] = (cards[1] ?? '').split('.');
    await oldPage.type('#code', code.toLowerCase());
    await oldPage.click('.button-strong');
    await oldHand.sees('签到成功');
    expect(await turnout()).toMatchObject({ ok: true, value: { delegates: 33, drawn: 2, papersIssued: 0 } });
  });

  it('a used card and a code that nobody has are refused in words, and nothing is drawn', async () => {
    const other = await browser.newContext({ viewport: SCREEN });
    other.setDefaultTimeout(PATIENCE_MS);
    const stranger = await other.newPage();
    const strangersHand = handOf(stranger);
    await stranger.goto(address(cards[0]));
    await strangersHand.sees('和大屏幕上一样吗？');
    await strangersHand.pressUntil('.button-strong', '这张表决卡已经用过');
    await stranger.goto('about:blank');
    await stranger.goto(address((cards[2] ?? '').replace(/\.[^.]+\./, '.0000000000000000.')));
    await strangersHand.sees('和大屏幕上一样吗？');
    await strangersHand.pressUntil('.button-strong', '这个代码不对');
    await other.close();
    expect(await turnout()).toMatchObject({ ok: true, value: { delegates: 33, drawn: 2, papersIssued: 0 } });
  });

  it('both score and hand in, and each keeps a receipt', async () => {
    await tellers[0].openVoting();
    await Promise.all([scoreAndHandIn(hand, manifest, 9), scoreAndHandIn(oldHand, manifest, 10)]);
    expect(await page.textContent('.receipt')).toMatch(/([0-9a-f]{4} ?){16}/);
  });

  it('after the close both find their receipts on the board that two tellers signed', async () => {
    const closesAt = await tellers[0].setClosingTime(CLOSING_NOTICE_MS);
    await page.waitForFunction((until) => Date.now() > until, closesAt, { timeout: PATIENCE_MS });
    await tellers[0].closeBox();
    await tellers[0].signBoard(2);
    await tellers[1].signBoard(2);
    await hand.sees('您的票在票箱里');
    await oldHand.sees('您的票在票箱里');
    const origins = new Set(requested.map((url) => new URL(url).origin));
    expect(origins).toEqual(new Set([embedded.origin]));
    const [, code = ''] = (cards[0] ?? '').split('.');
    expect(requested.join(' ')).not.toContain(code);
  });
});
