import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ask, clerkOf } from '../../infra/local/sample/ask.ts';
import { playVenue } from '../../infra/local/sample/play-invitations.ts';
import type { ResponseOf } from '../../shared/contract/operations.ts';
import { importRound, logIn } from '../rehearsal/deployment.ts';
import { makeLine } from '../rehearsal/line.ts';
import { askAsStaff } from '../rehearsal/staff.ts';
import { writeDocument } from '../unit/reports/word-documents.ts';
import { launchChromium78 } from './browsers/launch-chromium-78.ts';
import { PATIENCE_MS } from './browsers/patience.ts';
import { ConsoleHouse } from './console/console-house.ts';
import { isWiderThanScreen } from './console/look-closely.ts';
import { axeFindings, keepPicture, resizeTo } from './pages/look-at-screen.ts';

const UNIT = 'huilongshan';
const SESSION = `tuanfeng-2008-${UNIT}`;
const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 640 };
const PARTS = [
  '依法履行职责、保护合法权益情况',
  '服务地方经济发展情况',
  '工作效能和服务态度情况',
  '廉洁执法和遵守禁令情况',
  '存在的问题和整改措施',
] as const;

const partOf = (page: Page, place: number) => page.getByLabel(PARTS[place] ?? '', { exact: false }).first();
const status = (page: Page) => page.locator('.report-status');
const isSaved = (page: Page) => status(page).filter({ hasText: '已保存' }).waitFor();
const confirm = (page: Page, action: string) =>
  page.getByRole('region', { name: '请确认' }).getByRole('button', { name: action, exact: true }).click();

const ITEM = { about: null, withCommission: false, responsible: '样例干部', measure: '一次告知', reopened: 0 };

/** As the server answers months after the meeting; made up. */
const AFTERWARDS: ResponseOf<'openReading'> = {
  countyName: '团风县工商局',
  unitName: '回龙山工商所',
  state: 'announced',
  venue: null,
  officers: [{ officer: 'o1', name: '样例干部', post: '所长', submitted: true }],
  floor: {
    agenda: ['述职', '评议'],
    current: null,
    questions: [
      {
        ...{ number: 1, wording: '年检为什么跑三趟？<script>alert(1)</script>', state: 'answered' },
        ...{ answer: '今后一次告知。', answeredBy: '所长', earlier: [], setAsideWhy: null },
      },
    ],
    statement: '对照意见逐条整改。',
    recording: null,
  },
  items: {
    items: [
      {
        ...ITEM,
        number: 1,
        kind: 'question',
        wording: '窗口一次告知',
        state: 'open',
        dueOn: '2020-01-02',
        replies: [],
      },
      {
        ...{
          ...ITEM,
          number: 2,
          kind: 'suggestion',
          wording: '多下乡',
          state: 'fixed',
          dueOn: '2030-01-02',
          reopened: 1,
        },
        replies: [
          {
            ...{
              number: 1,
              text: '每月下乡一次，已贴出日期。',
              onDay: '2026-03-20',
              by: 'unit',
              evidence: ['公示.jpg'],
            },
            ratings: { satisfied: 2, 'mostly-satisfied': 1, dissatisfied: 0 },
          },
        ],
      },
    ],
    next: null,
  },
};

/** One deployment; each test goes on where the one before ended. */
describe('an officer’s report, from the clerk’s keyboard to a delegate’s phone', () => {
  let house: ConsoleHouse;
  let clerk: Page;
  let ask: Ask;
  let readingUrl: string;
  let officers: readonly { readonly officer: string; readonly name: string }[];

  beforeAll(async () => {
    house = await ConsoleHouse.open(['console', 'read']);
    const { origin, accounts } = house.embedded;
    const deployment = { origin, accounts, county: 'tuanfeng', close: () => house.close() };
    ask = askAsStaff(deployment, makeLine({ origin, drop: 0, chance: () => 1, count: () => undefined }));
    await importRound(await logIn(deployment, 'inspection'), { round: '2008', units: [UNIT] });
    await playVenue(ask, { session: SESSION, unit: UNIT, onDay: '2030-03-11' });
    const { readingAddress } = await ask(clerkOf(UNIT), 'getInvitations', { session: SESSION, page: 0 });
    if (readingAddress === null) throw new Error('the invitations carry no address to read at');
    readingUrl = readingAddress;
    ({ officers } = await ask(clerkOf(UNIT), 'listReports', { session: SESSION }));
    clerk = await house.signIn('clerk', DESKTOP);
  });
  afterAll(() => house.close());

  const nameOf = (place: number): string => officers[place]?.name ?? 'none';
  const openList = async (page: Page) => {
    await page.goto(`${house.consoleAddress}#/reports/2008/${SESSION}`);
    await page.getByRole('heading', { name: /述职述廉报告 · / }).waitFor();
    await page.getByText('还没有提交：').waitFor();
  };
  const openReport = async (page: Page, action: string, place: number) => {
    await page.getByRole('button', { name: `${action}：${nameOf(place)}` }).click();
    await page.getByRole('heading', { name: new RegExp(nameOf(place)) }).waitFor();
  };
  const openPhone = async (): Promise<Page> => {
    const context = await house.newContext(PHONE, { bypassCSP: false });
    return context.newPage();
  };

  it('the list names everybody whose report is missing', async () => {
    await openList(clerk);
    await clerk.getByText(`还没有提交：${officers.map(({ name }) => name).join('、')}`).waitFor();
    expect(await axeFindings(clerk)).toEqual([]);
    await keepPicture(clerk, 'reports-list', true);
  });

  it('what is typed saves itself, is counted, and is there after a reload', async () => {
    await openReport(clerk, '写报告', 0);
    await partOf(clerk, 0).fill('一年来，㛃𬭼同志和我办案37件。');
    await clerk.getByText('15 字（最多').waitFor();
    await status(clerk).filter({ hasText: '全文 15 字' }).waitFor();
    await isSaved(clerk);
    await clerk.reload();
    await clerk.getByText('还没有提交：').waitFor();
    await openReport(clerk, '继续写', 0);
    expect(await partOf(clerk, 0).inputValue()).toBe('一年来，㛃𬭼同志和我办案37件。');
  });

  it('what is pasted from a word processor comes in as plain paragraphs', async () => {
    await partOf(clerk, 1).focus();
    await partOf(clerk, 1).evaluate((area) => {
      const data = new DataTransfer();
      data.setData(
        'text/html',
        '<style>p{color:red}</style><p class="MsoNormal"><b>　　帮扶&nbsp;种养户。</b></p><p>办理登记。<script>alert(1)</script></p>',
      );
      area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    });
    await expect.poll(() => partOf(clerk, 1).inputValue()).toBe('帮扶 种养户。\n办理登记。');
    await isSaved(clerk);
  });

  it('without a network it says so, keeps what is typed, and saves when there is one', async () => {
    await clerk.context().setOffline(true);
    await partOf(clerk, 2).fill('首问负责，一次告知。');
    await status(clerk).filter({ hasText: '网络不通' }).waitFor();
    await keepPicture(clerk, 'report-offline');
    await clerk.context().setOffline(false);
    await isSaved(clerk);
    expect(await partOf(clerk, 2).inputValue()).toBe('首问负责，一次告知。');
  });

  it('a Word file is shown before it replaces anything, and can be undone', async () => {
    const bytes = await writeDocument([
      ...[
        '述职述廉报告',
        '# 四、廉洁执法情况',
        '没有接受吃请。',
        '# 五、存在的问题和整改措施',
        '下乡太少，每月下乡一次。',
      ],
    ]);
    await clerk.getByText('从 Word 文件读入').click();
    const file = { name: '报告.docx', mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) };
    await clerk.locator('input[type=file]').setInputFiles(file);
    await clerk.getByRole('region', { name: '预览：报告.docx' }).getByText('没有接受吃请。').waitFor();
    expect(await partOf(clerk, 3).inputValue()).toBe('');
    expect(await axeFindings(clerk)).toEqual([]);
    await keepPicture(clerk, 'report-word', true);
    await clerk.getByRole('button', { name: '用文件的内容' }).click();
    await expect.poll(() => partOf(clerk, 3).inputValue()).toBe('没有接受吃请。');
    expect(await partOf(clerk, 2).inputValue()).toBe('首问负责，一次告知。');
    await clerk.getByRole('button', { name: '撤销上一步' }).click();
    await expect.poll(() => partOf(clerk, 3).inputValue()).toBe('');
  });

  it('a file that is none is refused with what to do', async () => {
    const file = { name: '报告.docx', mimeType: 'application/octet-stream', buffer: Buffer.from('%PDF-1.7') };
    await clerk.locator('input[type=file]').setInputFiles(file);
    await clerk.getByText('这不是 Word 文件').waitFor();
  });

  it('of two clerks the second sees both versions side by side, and merges them', async () => {
    const second = await house.signIn('clerk', DESKTOP);
    await openList(second);
    await openReport(second, '继续写', 0);
    await partOf(second, 3).fill('第二位经办人写的。');
    await isSaved(second);
    await partOf(clerk, 3).fill('第一位经办人写的。');
    await clerk.getByRole('heading', { name: /也保存了这份报告/ }).waitFor();
    await clerk.getByText('第二位经办人写的。').waitFor();
    await clerk.getByText('第一位经办人写的。').first().waitFor();
    expect(await axeFindings(clerk)).toEqual([]);
    await keepPicture(clerk, 'report-conflict', true);
    await clerk.getByRole('button', { name: '两段都留' }).click();
    await clerk.getByRole('button', { name: '保存合并后的报告' }).click();
    await isSaved(clerk);
    expect(await partOf(clerk, 3).inputValue()).toBe('第二位经办人写的。\n第一位经办人写的。');
    await second.context().close();
  });

  it('is submitted once all five parts are written, and no sooner', async () => {
    await clerk.getByText('还缺：存在的问题和整改措施。').waitFor();
    await partOf(clerk, 4).fill('下乡太少。\n每月下乡一次。');
    await isSaved(clerk);
    await clerk.getByRole('button', { name: '提交报告' }).click();
    await clerk.getByText('代表就能在手机上读到').waitFor();
    await confirm(clerk, '提交报告');
    await clerk.getByText('已提交，代表可以阅读。').waitFor();
    await clerk.getByRole('button', { name: '打印' }).waitFor();
    await keepPicture(clerk, 'report-submitted', true);
  });

  it('prints on A4 as an official document, in 16 pt', async () => {
    await clerk.emulateMedia({ media: 'print' });
    const paper = clerk.locator('.report-paper');
    expect(await paper.isVisible()).toBe(true);
    expect(await clerk.locator('.console-header').isVisible()).toBe(false);
    expect(await paper.evaluate((element) => getComputedStyle(element).fontSize)).toBe('21.3333px');
    await clerk.emulateMedia({ media: 'screen' });
  });

  it('a delegate scans the invitation’s code and reads it on a phone', async () => {
    const phone = await openPhone();
    const requests: string[] = [];
    phone.on('request', (request) => requests.push(request.url()));
    await phone.goto(readingUrl.replace(/^https?:\/\/[^/]+/, house.embedded.origin));
    await phone.getByRole('heading', { name: '回龙山工商所述职述廉大会' }).waitFor();
    await phone.getByText('三楼会议室').waitFor();
    await phone.getByText('2030年3月11日').waitFor();
    expect(await axeFindings(phone)).toEqual([]);
    expect(await isWiderThanScreen(phone)).toBe(false);
    await keepPicture(phone, 'read-glance', true);
    await phone.getByRole('link', { name: nameOf(0) }).click();
    await phone.getByRole('heading', { name: nameOf(0) }).waitFor();
    await phone.getByText('一年来，㛃𬭼同志和我办案37件。').waitFor();
    await phone.getByText('第二位经办人写的。').waitFor();
    expect(await axeFindings(phone)).toEqual([]);
    await keepPicture(phone, 'read-report', true);
    await resizeTo(phone, { width: 320, height: 568 });
    expect(await isWiderThanScreen(phone)).toBe(false);
    await phone.goBack();
    await phone.getByRole('heading', { name: '回龙山工商所述职述廉大会' }).waitFor();
    expect(await isWiderThanScreen(phone)).toBe(false);
    await phone.getByRole('button', { name: 'English' }).click();
    await phone.getByRole('heading', { name: 'On the day' }).waitFor();
    expect(await phone.context().cookies()).toEqual([]);
    expect(requests.filter((url) => new URL(url).origin !== house.embedded.origin)).toEqual([]);
    await phone.context().close();
  });

  it('without a network the phone still shows what it read last, and how old that is', async () => {
    const phone = await openPhone();
    await phone.goto(readingUrl.replace(/^https?:\/\/[^/]+/, house.embedded.origin));
    await phone.getByText('更新于').waitFor();
    await phone.context().setOffline(true);
    await phone.getByRole('button', { name: '刷新' }).click();
    await phone.getByText('网络不通，下面是').waitFor();
    await phone.getByText('三楼会议室').waitFor();
    await phone.context().close();
  });

  it('after the announcement the result comes first, then what is put right, with replies and how they were rated', async () => {
    const phone = await openPhone();
    await phone.route(/\/api\/reading\//, (route) => route.fulfill({ json: AFTERWARDS }));
    await phone.goto(readingUrl.replace(/^https?:\/\/[^/]+/, house.embedded.origin));
    await phone.getByRole('heading', { name: '测评结果已经公布' }).waitFor();
    const result = await phone.getByRole('link', { name: '查看和核验结果' }).getAttribute('href');
    expect(result).toBe(`/verify/?session=${SESSION}`);
    await phone.getByText('已过期限').waitFor();
    await phone.getByText('提出人评价：满意 2，基本满意 1，不满意 0').waitFor();
    await phone.getByText('已改好（县局或纪委验收）').waitFor();
    await phone.getByText('<script>alert(1)</script>').waitFor();
    expect(await axeFindings(phone)).toEqual([]);
    await keepPicture(phone, 'read-afterwards', true);
    await resizeTo(phone, { width: 320, height: 568 });
    expect(await isWiderThanScreen(phone)).toBe(false);
    await phone.context().close();
  });

  it('a code that is not whole, or of another meeting, opens nothing and says where to go', async () => {
    const phone = await openPhone();
    await phone.goto(`${house.embedded.origin}/read/#${SESSION}`);
    await phone.getByRole('heading', { name: '二维码不完整' }).waitFor();
    await phone.goto(`${house.embedded.origin}/read/#${SESSION}/${'A'.repeat(43)}`);
    await phone.getByText('这个二维码打不开').waitFor();
    expect(await axeFindings(phone)).toEqual([]);
    await phone.context().close();
  });

  it('works in Chromium 78, the oldest engine that delegates have', async () => {
    const browser = await launchChromium78();
    const page = await browser.newPage();
    const failures: string[] = [];
    page.on('pageerror', ({ message }) => failures.push(message));
    await page.setViewport(PHONE);
    const shows = (words: string) =>
      page.waitForFunction(`document.body.textContent.includes(${JSON.stringify(words)})`, { timeout: PATIENCE_MS });
    await page.goto(readingUrl.replace(/^https?:\/\/[^/]+/, house.embedded.origin));
    await shows('三楼会议室');
    await page.click('.reading-officer a');
    await shows('第二位经办人写的。');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width);
    await browser.close();
    expect(failures).toEqual([]);
  });

  it('a report taken back is no longer on the phones', async () => {
    await clerk.getByRole('button', { name: '撤回更正' }).click();
    await clerk.getByLabel('撤回原因').fill('办案数字有误');
    await confirm(clerk, '撤回更正');
    await clerk.getByText('这份报告撤回过，原因：办案数字有误').waitFor();
    const phone = await openPhone();
    const address = readingUrl.replace(/^https?:\/\/[^/]+/, house.embedded.origin);
    await phone.goto(`${address}/${officers[0]?.officer ?? ''}`);
    await phone.getByText('还没有这份报告').waitFor();
    await phone.context().close();
  });
});
