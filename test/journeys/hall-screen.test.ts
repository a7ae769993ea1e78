import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkCode } from '../../shared/protocol/check-code.ts';
import { hallFragment } from '../../shared/protocol/code.ts';
import { launchCurrent } from './browsers/launch-current.ts';
import { PATIENCE_MS } from './browsers/patience.ts';
import { readQr } from './console/look-closely.ts';
import { armMeeting, ISSUING, type MadeMeeting, resultOf, wordsOn } from './hall/made-meeting.ts';
import { type HallScript, scriptHall } from './hall/scripted-hall.ts';
import {
  axeFindings,
  cutOff,
  keepPicture,
  overlaps,
  paleTexts,
  resizeTo,
  smallestLetters,
} from './pages/look-at-screen.ts';
import { openStaticOrigin, type StaticOrigin } from './pages/static-origin.ts';

const WALL = { width: 1920, height: 1080 };
const PROJECTOR = { width: 1280, height: 720 };
const OLD_PROJECTOR = { width: 1024, height: 768 };

/** A score, a mean or a satisfaction, as only an announced result may show one. */
const DECIMAL = /\d+\.\d{2}/;

describe('the hall’s screen in a current Chromium', () => {
  let served: StaticOrigin;
  let browser: Browser;
  let meeting: MadeMeeting;
  let context: BrowserContext;
  let page: Page;
  let script: HallScript;

  beforeAll(async () => {
    [served, browser, meeting] = await Promise.all([openStaticOrigin(['hall']), launchCurrent(), armMeeting(5)]);
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
  });

  const begin = async (made = meeting) => {
    context = await browser.newContext({ viewport: WALL });
    context.setDefaultTimeout(PATIENCE_MS);
    page = await context.newPage();
    await page.clock.install();
    script = await scriptHall(page, made);
  };
  beforeEach(() => begin());
  afterEach(() => context.close());

  const open = (session: string = meeting.manifest.session) =>
    page.goto(`${served.origin}/hall/${session === '' ? '' : `?session=${session}`}`);
  const says = (text: string | RegExp) => page.getByText(text).first().waitFor();
  const holdTime = async () => page.clock.pauseAt(Number(await page.evaluate('Date.now()')) + 1_000);
  /** A second of time that was held; the answers of the network keep up with it, as they do in a hall. */
  const nextSecond = async () => {
    await page.clock.runFor(1_000);
    await expect.poll(() => script.unanswered).toBe(0);
  };
  const screenText = async (): Promise<string> => {
    const text: string = await page.evaluate('document.body.innerText');
    return text.replace(/\s+/g, ' ');
  };

  /** On a wall, on a projector and on an old one: nothing scrolls, is cut off, overlaps, is pale or small; axe is content. */
  const fits = async (name: string) => {
    for (const size of [PROJECTOR, OLD_PROJECTOR, WALL]) {
      await resizeTo(page, size);
      await expect.poll(() => cutOff(page), { message: `${name} ${size.width}` }).toEqual([]);
      await expect.poll(() => overlaps(page), { message: `${name} ${size.width}` }).toEqual([]);
      await keepPicture(page, `hall-${name}-${size.width}`);
    }
    expect(await smallestLetters(page), name).toBeGreaterThan(2.4);
    expect(await paleTexts(page), name).toEqual([]);
    expect(await axeFindings(page), name).toEqual([]);
  };

  const announce = async (options: Parameters<typeof resultOf>[1], words: Parameters<typeof wordsOn>[1] = {}) => {
    const result = await resultOf(meeting, options);
    script.face = { state: 'announced', outcome: result.outcome };
    script.result = { result, signatures: await wordsOn(result, words) };
    return result;
  };

  it('without a session, or with one that nobody knows, says what to do', async () => {
    await open('');
    await says('没有指定大会');
    await fits('no-session');
    await open('tuanfeng-2008-nowhere');
    await says('没有这次大会');
    await fits('unknown-session');
  });

  it('while it is prepared and frozen, shows unit, date, agenda and how far the three tellers are', async () => {
    script.face = { state: 'prepared', armingHash: null, manifestHash: null };
    script.tellers = [{ armed: false }, { armed: false, enrolled: false }, { armed: false }];
    await open();
    await says('三位计票人正在登记');
    const text = await screenText();
    const today = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long' }).format();
    for (const word of ['回龙山工商所', '述职述廉大会', '团风县工商局', today, '▶ 会前准备', '代表', '未登记']) {
      expect(text).toContain(word);
    }
    await fits('prepared');
    script.face = { state: 'frozen', armingHash: null };
    script.tellers = [{}, { armed: false }, { armed: false }];
    await says('测评表已冻结');
    await expect.poll(() => page.getByText('✓ 已签名').count()).toBe(1);
    await fits('frozen');
  });

  it('once armed, shows a check code it computed itself, and a QR code that carries the whole hash', async () => {
    await open();
    await page.locator('.hall-code-digits').waitFor();
    expect(await page.locator('.hall-code-digits').textContent()).toBe(await checkCode(meeting.armingHash));
    const { session } = meeting.manifest;
    const fragment = hallFragment({ session, armingHash: meeting.armingHash });
    expect(await readQr(page.locator('.qr'))).toBe(`${served.origin}/vote/${fragment}`);
    const text = await screenText();
    expect(text).toContain(`应到代表 ${ISSUING.delegates} 手机签到 ${ISSUING.drawn} 领纸质票 ${ISSUING.papersIssued}`);
    expect(text).toContain('▶ 签到 · 述职述廉');
    expect(text).not.toContain('票箱里');
    await fits('armed');
  });

  it('before the vote, shows the agenda’s current item and the question that was called; while voting, no question', async () => {
    const question =
      '年检为什么要跑三趟？材料能不能一次告诉我们，不要来一次说缺一样，大热天的，老人家跑不动，能不能上门办一次？';
    script.face = { floor: { agendaItem: '交流评议：代表提问，现场回答', question } };
    await open();
    await says('交流评议：代表提问，现场回答');
    await says(question);
    await fits('question');
    script.face = { ...script.face, state: 'voting' };
    await page.locator('.hall-question').waitFor({ state: 'detached' });
    await says('交流评议：代表提问，现场回答');
  });

  it.each([
    [
      'a signature is not the teller’s',
      () => ({
        arming: [...meeting.arming].reverse().map((each, index) => ({ ...each, slot: meeting.arming[index]?.slot })),
      }),
    ],
    ['the manifest is another', () => ({ manifest: { ...meeting.manifest, delegates: 32 } })],
    ['the hash told is not the one computed', () => ({ face: { armingHash: 'ab'.repeat(32) } })],
  ])('when %s, says loudly that the check failed, and shows neither QR nor check code', async (_, forge) => {
    Object.assign(script, forge());
    await open();
    await page.getByRole('alert').filter({ hasText: '核对没有通过，请停止签到' }).waitFor();
    expect(await page.locator('.qr, .hall-code-digits').count()).toBe(0);
    expect(await screenText()).toContain('不要扫码，不要投票');
    await fits('forged-arming');
  });

  it('while voting, shows counts only; then the time left, and that it is over when it is', async () => {
    script.face = { state: 'voting' };
    script.electronic = 12;
    await open();
    await says('正在投票');
    expect(await screenText()).toContain('票箱里手机票 12');
    expect(await screenText()).not.toMatch(DECIMAL);
    await fits('voting');
    script.face = { state: 'closing', closesAt: Date.now() + 599_000 };
    await says('投票即将截止');
    expect(await page.locator('.countdown').textContent()).toMatch(/^09:[0-5]\d$/);
    await fits('closing');
    script.face = { state: 'closing', closesAt: Date.now() - 1000 };
    await says('时间到，投票已截止');
    expect(await page.locator('.qr').count()).toBe(0);
    await fits('time-up');
    expect(script.asked).not.toContain('result');
  });

  it('while counting, shows each teller’s progress and the paper ballots’, and no figure of the result', async () => {
    const counts = { ...ISSUING, electronic: 27 };
    script.face = { state: 'closed', counts, paper: 'awaiting' };
    script.tellers = [{ boardSigned: true, paperEntered: true }, { boardSigned: true }, {}];
    await open();
    await says('纸质票：两位计票人正在分别录入');
    expect(await screenText()).toContain('签到后补办：手机 1 次，改纸质票 1 次');
    await fits('closed');
    script.face = { state: 'closed', counts, paper: 'differs' };
    await says('由第三位计票人核定');
    script.face = { state: 'counted', counts, paper: 'settled', openedBy: ['discipline', 'delegates'] };
    script.tellers = [
      { boardSigned: true, paperEntered: true, sharesReleased: true, result: 'signed' },
      { boardSigned: true, paperEntered: true, sharesReleased: true, result: 'objected' },
      { boardSigned: true, absent: true },
    ];
    await says('✓ 纸质票：两次录入一致，已核定');
    const text = await screenText();
    for (const word of ['✗ 有异议', '缺席', '▶ 封箱计票']) expect(text).toContain(word);
    expect(text).not.toMatch(DECIMAL);
    await fits('counted');
  });

  it('announces: every subject with grade, score, satisfaction and distribution, the sums, and who signed', async () => {
    await announce({});
    await open();
    await says('本屏幕已核验签名');
    const text = await screenText();
    for (const { name, post } of meeting.manifest.subjects) {
      expect(text).toContain(name);
      expect(text).toContain(post);
    }
    expect(await page.locator('.result-score').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringMatching(/^\d+\.\d{2}$/)]),
    );
    expect(text).toContain('33 应到代表 > 31 领到票 = 28 手机签到 + 3 只领纸质票');
    expect(text).toContain('31 收到票 = 27 手机票 + 4 纸质票 = 30 有效 + 1 作废');
    expect(text).toContain('签到后补办：手机 1 次，改纸质票 1 次；纸质票填写无效 1 张');
    for (const slot of ['当地纪委', '代表', '县局监察室']) expect(text).toContain(`${slot} ✓ 已签名`);
    expect(text).not.toContain('本场为纸质投票');
    expect(text).toContain('纸质票 4 张，由两位计票人分别录入、核定，和手机票一并计入');
    await fits('announced');
    await page.getByRole('button', { name: 'English' }).click();
    await says('Verified by this screen');
    await fits('announced-english');
  });

  it('announces a meeting that was held on paper alone as such, in the same room', async () => {
    await announce({
      issuing: { drawn: 0, reissued: 0, papersIssued: 31, papersReissued: 0, electronic: 0, paper: 31 },
    });
    await open();
    await says('本场为纸质投票，由两位计票人分别录入、核定，补录后公布');
    const text = await screenText();
    expect(text).toContain('31 收到票 = 0 手机票 + 31 纸质票 = 30 有效 + 1 作废');
    await fits('announced-on-paper');
  });

  it('withholds a subject that fewer than 8 scored, and shows the third teller’s objection with its reason', async () => {
    await announce({ withheld: 'o3' }, { objecting: 'inspection' });
    await open();
    await says('打分的不足 8 人，不予显示');
    const row = page.getByRole('row').filter({ hasText: '纪检组长、市场监督管理股股长' });
    expect(await row.locator('td').allTextContents()).toEqual(['打分的不足 8 人，不予显示']);
    const text = await screenText();
    expect(text).toContain('县局监察室 ✗ 有异议');
    expect(text).toContain('县局监察室：纸质票第三张的涂改处两人看法不同');
    await fits('objection');
  });

  it('turns the pages of 30 subjects by itself until each was shown, and holds one when asked', async () => {
    const many = await armMeeting(29);
    await context.close();
    await begin(many);
    const result = await resultOf(many);
    script.face = { state: 'announced', outcome: 'valid' };
    script.result = { result, signatures: await wordsOn(result, { signing: ['discipline', 'delegates'] }) };
    await open();
    await says('县局监察室 … 未签名');
    await fits('thirty');
    const button = page.locator('.hall-pages');
    const until = (label: string) =>
      expect
        .poll(
          async () => {
            const shown = (await button.textContent()) ?? '';
            if (!shown.includes(label)) await nextSecond();
            return shown;
          },
          { timeout: 5 * PATIENCE_MS },
        )
        .toContain(label);
    await holdTime();
    await expect.poll(async () => nextSecond().then(() => page.getByRole('alert').count())).toBe(0);
    await resizeTo(page, WALL);
    const pages = Number(/\/ (\d+) 屏/.exec((await button.textContent()) ?? '')?.[1]);
    const shown: string[] = [];
    for (let turned = 0; turned < pages; turned += 1) {
      await until(`第 ${turned + 1} / ${pages} 屏`);
      await keepPicture(page, `hall-thirty-page-${turned + 1}`);
      await expect.poll(() => cutOff(page)).toEqual([]);
      shown.push(...(await page.locator('tbody th').allTextContents()));
    }
    expect(shown.length).toBe(30);
    await until('第 1 /');
    await page.keyboard.press('PageDown');
    await expect.poll(() => button.textContent()).toContain('第 2 /');
    await button.click();
    await expect.poll(() => button.textContent()).toContain('已停住');
    for (let second = 0; second < 30; second += 1) await nextSecond();
    expect(await button.textContent()).toContain('第 2 /');
  });

  it('announces an invalid vote with its reasons and sums, and without a figure of anybody', async () => {
    await announce({ issuing: { drawn: 12, electronic: 13, paper: 3, reissued: 0 } });
    await open();
    await says('本次测评无效');
    const text = await screenText();
    expect(text).toContain('投票数没有超过代表总数的一半');
    expect(text).toContain('收到的票多于发出的票');
    expect(text).not.toMatch(DECIMAL);
    expect(text).not.toContain('优秀');
    await fits('invalid');
  });

  it.each([
    ['one signature only holds', async () => announce({}, { signing: ['discipline'] })],
    [
      'a figure was changed after the signatures',
      async () => {
        const result = await announce({});
        const signatures = await wordsOn(result);
        script.result = { result: { ...result, counts: { ...result.counts, valid: 29 } }, signatures };
      },
    ],
    [
      'three tellers signed figures that do not follow',
      async () => {
        const result = await announce({});
        const [first, ...others] = result.subjects;
        if (first === undefined) throw new Error('no subject');
        const forged = { ...result, subjects: [{ ...first, score: '99/1' }, ...others] };
        script.result = { result: forged, signatures: await wordsOn(forged) };
      },
    ],
  ])('shows no figure of a result when %s', async (_, forge) => {
    await forge();
    await open();
    await page.getByRole('alert').filter({ hasText: '结果没有通过核验，不予显示' }).waitFor();
    expect(await screenText()).not.toMatch(DECIMAL);
    await fits('forged-result');
  });

  it('shows that a vote was voided, and why', async () => {
    script.face = { state: 'voided', voidReason: '停电超过一小时，到场代表一致同意改期。' };
    await open();
    await says('本次测评已作废');
    expect(await screenText()).toContain('原因：停电超过一小时，到场代表一致同意改期。');
    await fits('voided');
    const unit = '团风县工商行政管理局经济技术开发区城北市场监督管理分局';
    script.face = { state: 'voided', voidReason: '停电一小时，到场代表一致同意改期。'.repeat(29), unit };
    await says(unit);
    await fits('voided-long');
  });

  it('without the network, says how old its figures are, and goes on by itself', async () => {
    script.face = { state: 'voting' };
    script.electronic = 12;
    await open();
    await says('12');
    await holdTime();
    script.electronic = 14;
    await expect.poll(async () => nextSecond().then(screenText)).toContain('票箱里手机票 14');
    // Nothing is under way now, and nothing is asked before time goes on.
    script.network = 'down';
    await page.clock.fastForward(200_000);
    const stale = page.getByRole('alert').filter({ hasText: '网络断开' });
    await stale.waitFor();
    expect(await stale.textContent()).toMatch(/屏幕上的内容是 3 分 \d+ 秒前的/);
    expect(await screenText()).toContain('票箱里手机票 14');
    await page.clock.resume();
    await fits('offline');
    script.network = 'figures-down';
    const refused = () =>
      page.waitForResponse((response) => response.url().includes('turnout') && response.status() === 404);
    await refused();
    // Asked again, it has taken in the first refusal.
    await refused();
    expect(await stale.count()).toBe(1);
    script.network = 'up';
    script.electronic = 13;
    await says('13');
    await stale.waitFor({ state: 'detached' });
  });

  it('that never reached the server says so', async () => {
    script.network = 'down';
    await open();
    await page.clock.fastForward(8_000);
    await says('连不上服务器');
    await fits('unreachable');
  });
});
