import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ask, clerkOf, INSPECTION } from '../../infra/local/sample/ask.ts';
import { isSessionId } from '../../shared/process/ids.ts';
import { toB64u } from '../../shared/protocol/bytes.ts';
import { makeReceiptSecret, opinionReceiptHash } from '../../shared/protocol/opinion-receipt.ts';
import { importRound, logIn } from '../rehearsal/deployment.ts';
import { makeLine } from '../rehearsal/line.ts';
import { askAsStaff } from '../rehearsal/staff.ts';
import { ConsoleHouse, type Login } from './console/console-house.ts';
import { axeFindings, keepPicture } from './pages/look-at-screen.ts';

const ROUND = 'reopened';
const UNIT = 'huilongshan';
const SESSION = `tuanfeng-${ROUND}-${UNIT}`;
const PHONE = { width: 360, height: 640 };
const RAW = '俺们晌午来办证，窗口老没人';
const WORDING = '办证窗口午间应有人值守。';
const PHOTO = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1]);

const isWiderThanScreen = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > innerWidth');

const confirm = (page: Page, action: string) =>
  page.getByRole('region', { name: '请确认' }).getByRole('button', { name: action, exact: true }).click();

/** One opinion on its way through the hands of everybody; each test goes on where the one before ended. */
describe('an opinion becomes something to put right', () => {
  let house: ConsoleHouse;
  let ask: Ask;
  let phone: BrowserContext;
  let author: Page;
  let clerk: Page;
  /** The author's link, as the receipt has it. */
  let receipt: string;
  /** The link of somebody who said the same to the clerk. */
  let slip: string;
  const requests: string[] = [];

  beforeAll(async () => {
    house = await ConsoleHouse.open(['console', 'opinion']);
    const { origin, accounts } = house.embedded;
    const deployment = { origin, county: 'tuanfeng', accounts, close: () => Promise.resolve() };
    ask = askAsStaff(deployment, makeLine({ origin, drop: 0, chance: () => 1, count: () => undefined }));
    await importRound(await logIn(deployment, 'inspection'), { round: ROUND, units: [UNIT] });
    phone = await house.newContext(PHONE);
    author = await phone.newPage();
    author.on('request', (request) => requests.push(request.url()));
  });
  afterAll(() => house.close());

  const openRectification = async (login: Login, viewport?: { readonly width: number; readonly height: number }) => {
    const page = await house.signIn(login, viewport);
    await page.goto(`${house.consoleAddress}#/rectification/${ROUND}/${SESSION}`);
    await page.getByRole('heading', { level: 1, name: /整改/ }).waitFor();
    return page;
  };

  it('anybody who scans the poster leaves one, and it is followed by its receipt alone', async () => {
    const { url } = await ask(INSPECTION, 'openOpinionPage', { session: SESSION });
    await author.goto(url);
    await author.getByRole('radio', { name: /建议/ }).check();
    await author.getByRole('radio', { name: /整个单位/ }).check();
    await author.getByLabel('请写下您的意见').fill(RAW);
    await author.getByRole('button', { name: '提交意见' }).click();
    receipt = await author.getByLabel('回执网址').inputValue();
    author = await phone.newPage();
    author.on('request', (request) => requests.push(request.url()));
    await author.goto(receipt);
    await author.getByText('已经收到，县局监察室正在归类整理。').waitFor();
    await keepPicture(author, 'follow-received', true);
  });

  it('the office words it anew, and confirms it as an item with a deadline', async () => {
    if (!isSessionId(SESSION)) throw new Error('not a session');
    const secret = makeReceiptSecret((length) => crypto.getRandomValues(new Uint8Array(length)));
    slip = `${house.embedded.origin}/opinion/#r/${SESSION}/${toB64u(secret)}`;
    const about = { kind: 'unit' } as const;
    await ask(clerkOf(UNIT), 'recordOpinion', {
      ...{ session: SESSION, kind: 'suggestion', about, text: '中午没有人', named: null, channel: 'door-to-door' },
      receiptHash: await opinionReceiptHash({ session: SESSION, secret }),
    });
    const { opinions } = await ask(INSPECTION, 'listOpinions', { session: SESSION });
    expect(opinions).toHaveLength(2);
    const entry = { kind: 'suggestion' as const, about, topic: '窗口服务', wording: WORDING };
    await ask(INSPECTION, 'collate', { session: SESSION, opinions: opinions.map(({ opinion }) => opinion), ...entry });
    const office = await openRectification('inspection');
    await office.getByText('还没有整改事项').waitFor();
    await office.getByRole('button', { name: '待立项' }).click();
    await office.getByRole('checkbox', { name: `选择：${WORDING}` }).check();
    expect(await axeFindings(office)).toEqual([]);
    await keepPicture(office, 'rectification-proposals', true);
    await office.getByRole('button', { name: '确认立项' }).click();
    await confirm(office, '确认立项');
    await office.getByText('已立为第 1 项').waitFor();
    await office.getByText('没有等待立项的意见').waitFor();
    await office.context().close();
  });

  it('the unit sets its measure and replies with a photo, whose upload goes on after an interruption', async () => {
    clerk = await openRectification('clerk');
    await clerk.getByRole('button', { name: '打开第 1 项' }).click();
    await clerk.getByLabel('责任人姓名、职务').fill('样例所长');
    await clerk.getByLabel('怎样整改').fill('午间安排两人轮班。');
    await clerk.getByRole('button', { name: '保存措施' }).click();
    await clerk.getByLabel(/做了什么/).fill('从本周起午间有人值守。');
    await clerk.route('**/storage/**', (route) => route.abort());
    const file = { name: '值班表㛃.jpg', mimeType: 'image/jpeg', buffer: PHOTO };
    await clerk.getByLabel(/整改材料/).setInputFiles([file]);
    await clerk.getByText('值班表㛃.jpg · 上传中断').waitFor();
    expect(await clerk.getByRole('button', { name: '提交答复' }).isDisabled()).toBe(true);
    await keepPicture(clerk, 'rectification-interrupted', true);
    await clerk.unroute('**/storage/**');
    await clerk.getByRole('button', { name: '继续上传' }).click();
    await clerk.getByText('值班表㛃.jpg · 已上传').waitFor();
    expect(await axeFindings(clerk)).toEqual([]);
    await clerk.getByRole('button', { name: '提交答复' }).click();
    await confirm(clerk, '提交答复');
    await clerk.getByRole('listitem', { name: '第 1 次答复' }).waitFor();
    await clerk.getByText('单位不能自己验收').waitFor();
    expect(await clerk.getByRole('button', { name: '改好了，验收' }).count()).toBe(0);
    await keepPicture(clerk, 'rectification-replied', true);
  });

  it('from the poster’s code to 不满意, and after the night the item stands open again before the commission', async () => {
    const commission = await openRectification('discipline');
    await commission.getByRole('button', { name: '打开第 1 项' }).click();
    await commission.getByRole('button', { name: '改好了，验收' }).click();
    await confirm(commission, '改好了，验收');
    await commission.getByText('改好了', { exact: true }).waitFor();

    await author.reload();
    await author.getByText('改好了（已由纪委或县局验收）').waitFor();
    await author.getByText('从本周起午间有人值守。').waitFor();
    await author.getByText('值班表㛃.jpg').waitFor();
    expect(await axeFindings(author)).toEqual([]);
    await keepPicture(author, 'follow-replied', true);
    await author.getByRole('button', { name: '不满意', exact: true }).click();
    await author.getByText('您的「不满意」今天夜里统一计入，计入后这件事会重新办理').waitFor();
    await keepPicture(author, 'follow-sure', true);
    await author.getByRole('button', { name: '我再想想' }).click();
    await author.getByRole('button', { name: '不满意', exact: true }).click();
    await author.getByRole('button', { name: '是的，不满意' }).click();
    await author.getByText('您的评价：不满意（今天夜里计入）').waitFor();
    await author.getByText('您的评价已收下，今天夜里统一计入，计入后这件事会重新办理。').waitFor();
    expect(await author.getByRole('button', { name: '不满意', exact: true }).count()).toBe(0);
    expect(await axeFindings(author)).toEqual([]);
    await keepPicture(author, 'follow-rated', true);

    await commission.getByRole('button', { name: '← 回到列表' }).click();
    const row = commission.getByRole('row').filter({ hasText: WORDING });
    await row.getByText('改好了').waitFor();
    expect(await row.textContent()).not.toContain('重开');

    await house.embedded.runScheduled('ratings');
    await author.reload();
    await author.getByText('正在整改').waitFor();
    await author.getByText('您的评价：不满意').waitFor();
    expect(await author.getByText('今天夜里计入').count()).toBe(0);
    await keepPicture(author, 'follow-reopened', true);

    await commission.reload();
    await row.getByText('重开 1 次').waitFor();
    expect(await row.textContent()).toContain('整改中');
    expect(await axeFindings(commission)).toEqual([]);
    await keepPicture(commission, 'rectification-reopened', true);
    await commission.context().close();
  });

  it('nobody but the author ever saw the raw words or the receipt', async () => {
    const secret = receipt.split('/').at(-1) ?? '';
    expect(secret).toHaveLength(43);
    for (const url of requests) expect(url.split('#')[0]).not.toContain(secret);
    await clerk.reload();
    await clerk.getByRole('button', { name: '打开第 1 项' }).click();
    await clerk.getByText('不满意 1').waitFor();
    const shown = await clerk.getByRole('main').textContent();
    expect(shown).not.toContain(RAW);
    expect(shown).not.toContain(secret);
    await clerk.context().close();
  });

  it('on a phone of 360 pixels an author’s page and the console’s fit, in Chinese and English, and axe finds nothing', async () => {
    const small = await openRectification('inspection', PHONE);
    await small.getByRole('button', { name: '打开第 1 项' }).click();
    await small.getByRole('heading', { name: '经过' }).waitFor();
    await keepPicture(small, 'rectification-phone', true);
    for (const page of [small, author]) {
      for (const language of ['English', '中文']) {
        expect(await isWiderThanScreen(page)).toBe(false);
        expect(await axeFindings(page)).toEqual([]);
        await page.getByRole('button', { name: language }).click();
      }
    }
    await small.context().close();
  });

  it('another author of the same entry is told that the reply has reopened it already', async () => {
    const other = await phone.newPage();
    await other.goto(slip);
    await other.getByText('正在整改').waitFor();
    await other.getByRole('button', { name: '不满意', exact: true }).click();
    await other.getByText('已经有人对这次答复不满意，这件事已经重新办理。').waitFor();
    expect(await other.getByText('计入后这件事会重新办理').count()).toBe(0);
    await other.getByRole('button', { name: '是的，不满意' }).click();
    await other.getByText('您的评价已收下，今天夜里统一计入。谢谢您。').waitFor();
    await other.close();
  });

  it('with a receipt that nobody has the page says what to do', async () => {
    const stranger = await phone.newPage();
    await stranger.goto(`${house.embedded.origin}/opinion/#r/${SESSION}/${'A'.repeat(43)}`);
    await stranger.getByRole('heading', { name: '这张回执打不开' }).waitFor();
    await stranger.getByText('请用当时保存的完整链接').waitFor();
    await stranger.close();
  });
});
