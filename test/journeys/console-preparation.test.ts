import type { Download, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSampleWorkbook } from '../../infra/local/sample/make-sample-workbook.ts';
import { playApproval } from '../../infra/local/sample/play-delegates.ts';
import { makeSampleRound } from '../../infra/local/sample/sample-round.ts';
import type { MeetingState } from '../../shared/process/meeting-state.ts';
import { codeHash, parseCardFragment } from '../../shared/protocol/code.ts';
import { makeLine } from '../rehearsal/line.ts';
import { askAsStaff, passGates } from '../rehearsal/staff.ts';
import { ConsoleHouse } from './console/console-house.ts';
import { enrolTeller } from './console/enrol-teller.ts';
import { everythingRead, findings, isWiderThanScreen, readQr } from './console/look-closely.ts';

const SAMPLE = makeSampleRound();
const UNIT = SAMPLE.units.find(({ code }) => code === 'huilongshan') ?? { officers: [], delegates: [] };
/** A delegate of the unit whose name has a character beyond the common plane. */
const RARE_NAME = UNIT.delegates.find(({ name }) => /[\u{20000}-\u{3ffff}]/u.test(name))?.name ?? 'none';
const SESSION = 'tuanfeng-2008-huilongshan';
const PHONE = { width: 360, height: 740 };
const CSS_PIXELS_PER_MM = 96 / 25.4;

const confirm = (page: Page, action: string) =>
  page.getByRole('region', { name: '请确认' }).getByRole('button', { name: action, exact: true }).click();

const takesFocus = (button: Locator): Promise<void> =>
  expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true);

/** The question before a press, once it is there. */
const questionOf = async (page: Page): Promise<Locator> => {
  const question = page.getByRole('region', { name: '请确认' });
  await question.waitFor();
  return question;
};

const textOf = async (download: Download): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
};

/** One deployment, prepared step after step as an inspection office does; each test goes on where the one before ended. */
describe('the inspection office prepares a meeting', () => {
  let house: ConsoleHouse;
  let page: Page;
  const bodies: string[] = [];

  beforeAll(async () => {
    house = await ConsoleHouse.open();
    page = await house.signIn('inspection');
    page.on('request', (request) => bodies.push(`${request.url()} ${request.postData() ?? ''}`));
  });
  afterAll(() => house.close());

  const openScreen = async (fragment: string, heading: string | RegExp) => {
    await page.goto(`${house.consoleAddress}${fragment}`);
    await page.getByRole('heading', { name: heading }).first().waitFor();
  };
  /** Whatever others than the office at this console do. */
  const asStaff = () => {
    const { origin, accounts } = house.embedded;
    const call = makeLine({ origin, drop: 0, chance: () => 1, count: () => undefined });
    return askAsStaff({ origin, county: 'tuanfeng', accounts, close: () => house.close() }, call);
  };
  const openUnit = () => openScreen(`#/unit/2008/${SESSION}`, '办理步骤');
  const chooseFile = (name: string, buffer: Buffer) =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });

  it('an empty county says what to do first', async () => {
    await page.getByRole('heading', { name: '还没有名单' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('link', { name: '导入年度名单' }).click();
    await page.getByRole('button', { name: '检查文件' }).click();
    await expect
      .poll(() => page.getByRole('alert').allTextContents())
      .toEqual(['请填写年度代号：3 到 20 个小写字母、数字或“-”。', '请填写年度名称。', '请选择名单文件。']);
  });

  it('a file with defects imports nothing, and names each place', async () => {
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载 CSV 模板' }).click();
    const template = await waiting;
    expect(template.suggestedFilename()).toBe('双述名单模板.csv');
    const wrong = (await textOf(template)).toString('utf8').replace('13800000001', '1380000');
    await page.getByLabel('年度代号').fill('2008');
    await page.getByLabel('年度名称').fill('2007—2008 年度双述');
    await chooseFile('名单.csv', Buffer.from(wrong));
    await page.getByRole('button', { name: '检查文件' }).click();
    await page.getByRole('heading', { name: '一条也没有导入' }).waitFor();
    const phone = page.getByRole('row').filter({ hasText: '电话不是手机号码' });
    expect(await phone.getByRole('cell').allTextContents()).toEqual([
      '—',
      '5',
      'I',
      '电话不是手机号码或带区号的固定电话，请核对位数（不要用科学计数法）。',
    ]);
    expect(await findings(page)).toEqual([]);
    await page.getByRole('link', { name: '年度双述' }).click();
    await page.getByRole('heading', { name: '还没有名单' }).waitFor();
  });

  it('the sample workbook is checked, shown, confirmed and imported', async () => {
    await page.getByRole('link', { name: '导入名单' }).click();
    await page.getByLabel('年度代号').fill('2008');
    await page.getByLabel('年度名称').fill('2007—2008 年度双述');
    await chooseFile('双述名单.xlsx', Buffer.from(await makeSampleWorkbook(SAMPLE)));
    await page.getByRole('button', { name: '检查文件' }).click();
    await page.getByRole('heading', { name: '检查通过，还没有导入' }).waitFor();
    const unit = page.getByRole('row').filter({ hasText: '回龙山工商所' });
    expect(await unit.getByRole('cell').allTextContents()).toEqual([
      '回龙山工商所',
      '5 人',
      '33 人',
      '27 人',
      '2 人',
      '1 人',
      '3 人',
    ]);
    const button = page.getByRole('button', { name: '导入', exact: true });
    await button.click();
    await questionOf(page);
    expect(await findings(page)).toEqual([]);
    await confirm(page, '取消');
    await takesFocus(button);
    await button.click();
    await confirm(page, '导入');
    await page.getByRole('heading', { name: '已导入 6 个单位' }).waitFor();
    await page.getByRole('link', { name: '查看各单位' }).click();
    await page.getByText('6 个单位，述职人员 29 人，代表 198 人').waitFor();
    expect(await page.getByRole('row').count()).toBe(7);
    expect(await findings(page)).toEqual([]);
  });

  it('a freeze is refused by the names of what is missing, and the meeting stays as it was', async () => {
    await page.getByRole('link', { name: '回龙山工商所' }).click();
    const officers = page.getByRole('table', { name: '述职人员' });
    await officers.waitFor();
    const rows = await officers.getByRole('row').allTextContents();
    expect(rows.slice(1)).toEqual(UNIT.officers.map(({ name, post }) => `${name}${post}`));
    const button = page.getByRole('button', { name: '冻结测评表' });
    await button.click();
    await questionOf(page);
    await page.keyboard.press('Escape');
    await takesFocus(button);
    await button.click();
    await confirm(page, '冻结测评表');
    await page.getByText('还缺材料，不能冻结').waitFor();
    const names = UNIT.officers.map(({ name }) => name).join('、');
    expect(await page.getByRole('alert').textContent()).toContain(
      `缺：经县局监察室和当地纪委共同审定的代表名单、代表计票人和候补的人选、述职述廉报告（${names}）、当地纪委对事前汇报的签收、县局领导对事前汇报的签收、本次大会的签名钥匙、全部代表的表决卡、纪委计票人、代表计票人、监察室计票人。`,
    );
    const again = page.waitForResponse('**/api/rounds/2008');
    await page.getByRole('button', { name: '刷新' }).click();
    await again;
    expect(await page.locator('.note', { hasText: '进度' }).textContent()).toContain('准备中');
    expect(await findings(page)).toEqual([]);
  });

  it('delegates are found by a rare character, with phones masked', async () => {
    await page.getByLabel('查找').fill(RARE_NAME);
    await page.getByText('共 1 条').waitFor();
    const delegates = page.getByRole('table', { name: /代表名单/ });
    const cells = await delegates.getByRole('row').nth(1).getByRole('cell').allTextContents();
    expect(cells[1]).toBe(RARE_NAME);
    expect(cells[4]).toMatch(/^\d{3}\*{4}\d{4}$/);
  });

  it('cards go on where a lost answer stopped them, and are asked about before they are left', async () => {
    await playApproval(asStaff(), { session: SESSION });
    await page.getByRole('button', { name: '生成签名钥匙' }).click();
    await page.getByRole('link', { name: '印表决卡' }).click();
    await page.getByRole('button', { name: '生成代码并登记' }).click();
    await questionOf(page);
    expect(await findings(page)).toEqual([]);
    let lost = 0;
    await page.route('**/cards', async (route) => {
      lost += 1;
      if (lost !== 2) return route.continue();
      // The server acts, and its answer never arrives.
      await route.fetch();
      return route.abort();
    });
    await confirm(page, '生成代码并登记');
    await page.getByText('登记中断：已登记 25 / 33 张').waitFor();
    expect(await findings(page)).toEqual([]);
    const asking = page.waitForEvent('dialog');
    const leaving = page.getByRole('link', { name: '年度双述' }).click();
    const question = await asking;
    expect(question.message()).toContain('表决卡的代码只在这个窗口里');
    await question.dismiss();
    await leaving;
    await page.waitForURL(/#\/cards\//);
    await page.getByRole('button', { name: '继续登记' }).click();
    await page.getByRole('heading', { name: '33 张表决卡已登记，可以打印' }).waitFor();
    await page.unrouteAll({ behavior: 'wait' });
    const sent = bodies.filter((body) => body.includes('/cards ')).map((body) => body.split(' ')[1]);
    expect(sent).toHaveLength(3);
    expect(sent[2]).toBe(sent[1]);
    expect(await findings(page)).toEqual([]);
  });

  it('33 cards print on 11 sheets of A4, with codes that a phone reads and the registry knows', async () => {
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type \/Page\n/g)).toHaveLength(11);
    expect(new Set(pdf.match(/MediaBox \[[^\]]*\]/g))).toEqual(new Set(['MediaBox [0 0 594.95996 841.91998]']));

    expect(await page.locator('.voting-card').first().isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.console-header').isVisible()).toBe(false);
    const hashes = bodies.filter((body) => body.includes('/cards ')).join();
    const texts = await Promise.all([0, 16, 32].map((place) => readQr(page.locator('.voting-card .qr').nth(place))));
    const shown = await page.locator('.card-code-text').allTextContents();
    for (const [index, place] of [0, 16, 32].entries()) {
      const text = texts[index] ?? '';
      expect(text.startsWith(`${house.embedded.origin}/vote/#i=${SESSION}.`)).toBe(true);
      const card = parseCardFragment(new URL(text).hash);
      expect(card?.code).toBe(shown[place]?.replaceAll(' ', ''));
      expect(hashes).toContain(await codeHash(SESSION, card?.code ?? ''));
    }
    await page.emulateMedia({ media: null });
  });

  it('a printed QR symbol is at least 35 mm wide within four modules of white, and nothing on a card is cut off', async () => {
    await page.emulateMedia({ media: 'print' });
    const sizes = await page.locator('.voting-card .qr').evaluateAll((codes) =>
      codes.map((code) => ({
        pixels: code.getBoundingClientRect().width,
        modules: Number(code.getAttribute('viewBox')?.split(' ')[2]),
      })),
    );
    expect(sizes).toHaveLength(33);
    for (const { pixels, modules } of sizes) {
      const symbolMm = ((pixels / modules) * (modules - 8)) / CSS_PIXELS_PER_MM;
      expect(symbolMm).toBeGreaterThanOrEqual(35);
    }
    const isCut = await page
      .locator('.card-panel, .card-code-text')
      .evaluateAll((parts) =>
        parts.some((part) => part.scrollHeight > part.clientHeight + 1 || part.scrollWidth > part.clientWidth + 1),
      );
    expect(isCut).toBe(false);
    await page.emulateMedia({ media: null });
  });

  it('no code is in storage, in a request or on the screen; clearing takes them from the page', async () => {
    const codes = (await page.locator('.card-code-text').allTextContents()).map((text) => text.replaceAll(' ', ''));
    const stored = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])');
    const databases = await page.evaluate('indexedDB.databases().then((all) => all.length)');
    expect(codes).toHaveLength(33);
    for (const code of codes) {
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
      expect(stored).not.toContain(code);
      expect(bodies.join()).not.toContain(code);
    }
    expect(databases).toBe(0);
    await page.getByRole('button', { name: '已印好，清除代码' }).click();
    await confirm(page, '已印好，清除代码');
    await page.getByText('代码已从这个窗口清除').waitFor();
    expect(await page.locator('.voting-card').count()).toBe(0);
  });

  it('printing one again says that the old card dies, and makes another code', async () => {
    await page.getByRole('button', { name: '印表决卡' }).click();
    await page.getByLabel('一位代表').check();
    await page.getByLabel('选择代表').selectOption({ index: 1 });
    await page.getByRole('button', { name: '生成代码并登记' }).click();
    await page.getByText('其中 1 位已有卡：旧卡立即作废').waitFor();
    await confirm(page, '生成代码并登记');
    await page.getByRole('heading', { name: '1 张表决卡已登记，可以打印' }).waitFor();
    const sent = bodies.filter((body) => body.includes('/cards ')).map((body) => body.split(' ')[1] ?? '');
    const [first] = JSON.parse(sent[0] ?? '').cards;
    const [again] = JSON.parse(sent.at(-1) ?? '').cards;
    expect(again.delegate).toBe(first.delegate);
    expect(again.codeHash).not.toBe(first.codeHash);
    await page.getByRole('button', { name: '已印好，清除代码' }).click();
    await confirm(page, '已印好，清除代码');
    await page.getByText('代码已从这个窗口清除').waitFor();
  });

  it('each teller scans an enrolment that works once, and the page says when it is done', async () => {
    await openScreen(`#/enrolment/2008/${SESSION}`, /登记计票人/);
    for (const teller of ['当地纪委计票人', '代表计票人', '县局监察室计票人']) {
      await page.getByRole('button', { name: `出二维码 ${teller}` }).click();
      await confirm(page, '出二维码');
      await page.getByRole('heading', { name: `${teller}的登记二维码` }).waitFor();
      const address = await readQr(page.locator('.issued .qr'));
      expect(await findings(page)).toEqual([]);
      expect(await enrolTeller(address)).toBe(200);
      expect(await enrolTeller(address)).toBe(409);
      await page.getByText(`${teller}已登记。`).waitFor();
      expect(bodies.join()).not.toContain(new URL(address).hash.split('.')[2]);
    }
  });

  /** The console told that a meeting stands further on than it does. */
  const tellState = (state: MeetingState) =>
    page.route('**/api/rounds/2008', async (route) => {
      const response = await route.fetch();
      const round = await response.json();
      const units = round.units.map((unit: { session: string }) =>
        unit.session === SESSION ? { ...unit, state } : unit,
      );
      await route.fulfill({ response, json: { ...round, units } });
    });
  const keyGoes = '这位计票人的钥匙换成新的';
  const freezeGoes = '要重新冻结，三位计票人都要重新签名';
  const tokensGo = '已经签到的代表，手机上领到的选票全部作废，每个人都要到签到台换新卡';

  it.each([
    ['prepared', [keyGoes], [freezeGoes, tokensGo]],
    ['frozen', [keyGoes, freezeGoes], [tokensGo]],
    ['armed', [keyGoes, freezeGoes, tokensGo], []],
  ] as const)(
    'enrolling a teller again in a meeting that is %s says first what that undoes',
    async (state, undone, kept) => {
      const issued = bodies.filter((body) => body.includes('/enrolment ')).length;
      await openScreen(`#/enrolment/2008/${SESSION}`, /登记计票人/);
      const button = page.getByRole('button', { name: '重新出二维码 代表计票人' });
      await button.waitFor();
      // It is asked for anew when the question is.
      await tellState(state);
      await button.click();
      const question = await questionOf(page);
      for (const sentence of undone) await question.getByText(sentence).waitFor();
      for (const sentence of kept) expect(await question.getByText(sentence).count()).toBe(0);
      expect(await question.getAttribute('class')).toContain('confirm-danger');
      expect(await findings(page)).toEqual([]);
      await confirm(page, '取消');
      await takesFocus(button);
      expect(bodies.filter((body) => body.includes('/enrolment ')).length).toBe(issued);
      await page.unrouteAll({ behavior: 'wait' });
    },
  );

  it.each([
    ['voting', '大会已进入投票，不能再登记计票人。'],
    ['announced', '大会已进入投票，不能再登记计票人。'],
    ['voided', '大会已作废，不能再登记计票人。'],
  ] as const)('a meeting that is %s enrols no teller any more, and says why', async (state, sentence) => {
    await openUnit();
    await tellState(state);
    await openScreen(`#/enrolment/2008/${SESSION}`, /登记计票人/);
    await page.getByText(sentence).waitFor();
    expect(await page.getByRole('button', { name: /出二维码/ }).count()).toBe(0);
    await page.unrouteAll({ behavior: 'wait' });
  });

  it('a complete meeting is frozen, with a summary of what is', async () => {
    await passGates(asStaff(), { session: SESSION, unit: 'huilongshan' });
    await openUnit();
    await page.getByRole('button', { name: '冻结测评表' }).click();
    const summary = await (await questionOf(page)).textContent();
    const officers = UNIT.officers.map(({ name, post }) => `${name} · ${post}`);
    for (const part of [
      '回龙山工商所',
      '5 人',
      ...officers,
      '33 人',
      '依法履行职能',
      '廉洁自律',
      '85 分及以上优秀',
      '3 / 3',
    ]) {
      expect(summary).toContain(part);
    }
    await confirm(page, '冻结测评表');
    await page.getByText('测评表已冻结').waitFor();
    await page.getByRole('table', { name: '述职人员' }).waitFor();
    expect(await page.getByRole('table', { name: '述职人员' }).getByRole('row').count()).toBe(6);
    expect(await readQr(page.locator('.hall-qr .qr'))).toBe(`${house.embedded.origin}/hall/?session=${SESSION}`);
    expect(await findings(page)).toEqual([]);
  });

  it('a meeting that cannot be held is declared void with a reason that everyone reads', async () => {
    await page.getByText('宣布大会作废').click();
    await page.getByRole('button', { name: '作废这次大会' }).click();
    await page.getByText('请写明原因，至少两个字。').waitFor();
    await page.getByLabel('作废原因（公开）').fill('会场停电');
    const button = page.getByRole('button', { name: '作废这次大会' });
    await button.click();
    await confirm(page, '取消');
    await takesFocus(button);
    await button.click();
    await confirm(page, '作废这次大会');
    await page.getByText('大会已作废。原因：会场停电').waitFor();
  });

  it('the audit log has every order, and no delegate', async () => {
    await page.getByRole('link', { name: '审计记录' }).click();
    await page.getByRole('table', { name: /审计记录/ }).waitFor();
    const rows = await page.getByRole('row').allTextContents();
    for (const act of ['导入名单', '生成签名钥匙', '登记表决卡', '出计票人登记二维码', '冻结测评表', '宣布大会作废']) {
      expect(rows.filter((row) => row.includes(act)).length).toBeGreaterThan(0);
    }
    expect(await page.getByRole('main').textContent()).not.toContain(RARE_NAME);
    expect(await findings(page)).toEqual([]);
  });

  it.each([
    ['#/', '年度双述'],
    ['#/import', '导入年度名单'],
    [`#/unit/2008/${SESSION}`, '回龙山工商所'],
    ['#/unit/2008/tuanfeng-2008-chengguan', '城关分局'],
    ['#/cards/2008/tuanfeng-2008-chengguan', '印表决卡 · 城关分局'],
    ['#/enrolment/2008/tuanfeng-2008-chengguan', '登记计票人 · 城关分局'],
    ['#/audit', '审计记录'],
  ])('on a phone of 360 pixels %s fits, in Chinese and English, and axe finds nothing', async (fragment, heading) => {
    await page.setViewportSize(PHONE);
    await openScreen(fragment, heading);
    await everythingRead(page);
    expect(await isWiderThanScreen(page)).toBe(false);
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'English' }).click();
    expect(await isWiderThanScreen(page)).toBe(false);
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: '中文' }).click();
  });

  it('a clerk sees their own unit, and is told why they print no cards', async () => {
    const own = house.embedded.accounts.find(({ login }) => login === 'clerk')?.unit;
    const mine = SAMPLE.units.find(({ code }) => code === own);
    const other = SAMPLE.units.find(({ code }) => code !== own);
    if (mine === undefined || other === undefined) throw new Error('the sample has no unit of the clerk and another');
    const clerk = await house.signIn('clerk');
    await clerk.getByRole('link', { name: mine.name }).waitFor();
    expect(await clerk.getByRole('row').count()).toBe(2);
    expect(await clerk.getByRole('link', { name: '导入名单' }).count()).toBe(0);
    await clerk.goto(`${house.consoleAddress}#/cards/2008/tuanfeng-2008-${mine.code}`);
    await clerk.getByText('表决卡由县局监察室印制和发放').waitFor();
    expect(await clerk.getByRole('button', { name: '生成代码并登记' }).count()).toBe(0);
    await clerk.goto(`${house.consoleAddress}#/unit/2008/tuanfeng-2008-${other.code}`);
    await clerk.getByRole('heading', { name: '没有这个单位' }).waitFor();
    await clerk.context().close();
  });

  it('the discipline commission issues the enrolment of its own teller only', async () => {
    const commission = await house.signIn('discipline');
    await commission.goto(`${house.consoleAddress}#/enrolment/2008/tuanfeng-2008-chengguan`);
    await commission.getByRole('button', { name: '出二维码 当地纪委计票人' }).waitFor();
    expect(await commission.getByRole('button', { name: /出二维码/ }).count()).toBe(1);
    expect(await commission.getByText('由县局监察室出。').count()).toBe(2);
    await commission.context().close();
  });
});
