import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Embedded, startEmbedded } from '../../infra/local/embedded.ts';
import { makeSampleWorkbook } from '../../infra/local/sample/make-sample-workbook.ts';
import { playApproval } from '../../infra/local/sample/play-delegates.ts';
import { makeSampleRound } from '../../infra/local/sample/sample-round.ts';
import type { SessionId } from '../../shared/process/ids.ts';
import { enrolmentFragment } from '../../shared/protocol/code.ts';
import { buildPage } from '../../web/build.ts';
import { boardFingerprint } from '../../web/teller/fingerprint.ts';
import { logIn } from '../rehearsal/deployment.ts';
import { type LineCall, makeLine } from '../rehearsal/line.ts';
import { type Office, sessionOf } from '../rehearsal/office.ts';
import { Phone } from '../rehearsal/phone.ts';
import { askAsStaff, passGates } from '../rehearsal/staff.ts';
import { launchCurrent } from './browsers/launch-current.ts';
import { readQr } from './console/look-closely.ts';
import { TellerHand } from './teller/teller-hand.ts';

const SCREEN = { width: 360, height: 640 };
const COUNTY = 'tuanfeng';
const UNIT = 'huilongshan';
const ROUND = 'tellers';
const MINUTE_MS = 60_000;
/** The closing time is two minutes ahead, and then skipped to: a slow machine has that long to show that it is coming. */
const AHEAD_MS = 2 * MINUTE_MS;
const LONG_MS = 180_000;
const SCORES = 33;
const [DISCIPLINE, DELEGATES, INSPECTION] = ['纪委计票人', '代表计票人', '监察室计票人'];
const PHONES = 20;

const LONG = '买买提·阿卜杜热合曼·艾合买提江';
const LONG_POST = '党组成员、纪检组长、市场监督管理股股长';

/** The sample's unit with the longest names and posts that a page has to bear, and characters beyond the common fonts. */
async function roundWithLongNames() {
  const sample = makeSampleRound();
  const unit = sample.units.find(({ code }) => code === UNIT);
  if (unit === undefined) throw new Error('the sample lacks the unit');
  const officers = unit.officers.map((officer, place) => {
    if (place === 1) return { name: LONG, post: LONG_POST };
    return place === 2 ? { name: '欧阳㛃𬭼', post: officer.post } : officer;
  });
  const delegates = unit.delegates.map((each, place) => (place === 0 ? { ...each, name: `${LONG}·吐尔逊` } : each));
  const workbook = await makeSampleWorkbook({ ...sample, units: [{ ...unit, officers, delegates }] });
  const file = Buffer.from(workbook).toString('base64');
  return { round: ROUND, roundName: '长名演练', fileName: 'long-names.xlsx', file };
}

const ballot = (chosen: number) =>
  Array.from({ length: SCORES }, (_, place) => (place % 7 === 6 ? null : (chosen + place) % 11));

describe('three tellers hold a meeting on their phones, from enrolment to the announcement', () => {
  let folder: string;
  let embedded: Embedded;
  let browser: Browser;
  let office: Office;
  let session: SessionId;
  let cards: ReadonlyMap<string, string>;
  let call: LineCall;
  let checkCode = '';
  let serverNowMs: () => number = Date.now;
  const hands: TellerHand[] = [];
  const phones = new Map<string, Phone>();
  const hand = (place: 0 | 1 | 2): TellerHand => {
    const found = hands[place];
    if (found === undefined) throw new Error('a teller is missing');
    return found;
  };
  const all = (act: (each: TellerHand) => Promise<unknown>) => Promise.all(hands.map(act));
  const phoneOf = (delegate: string, card: string, scores: readonly (number | null)[]) => {
    const phone = new Phone({ call, card, hallCode: checkCode, scores });
    phones.set(delegate, phone);
    return phone;
  };
  const cardOf = (delegate: string) => cards.get(delegate) ?? '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shuangshu-teller-'));
    await buildPage('teller', join(folder, 'teller'));
    embedded = await startEmbedded({ county: COUNTY, pages: folder, now: () => new Date(serverNowMs()) });
    const { origin, accounts } = embedded;
    office = await logIn({ origin, county: COUNTY, accounts, close: () => embedded.close() }, 'inspection');
    await office.ask('importRound', await roundWithLongNames());
    session = sessionOf(`${COUNTY}-${ROUND}-${UNIT}`);
    call = makeLine({ origin, drop: 0, chance: () => 1, count: () => undefined });
    const deployment = { origin, county: COUNTY, accounts, close: () => embedded.close() };
    await playApproval(askAsStaff(deployment, call), { session });
    cards = await office.makeCards(session);
    browser = await launchCurrent();
    for (const name of ['a', 'b', 'c']) {
      const context = await browser.newContext({ viewport: SCREEN, hasTouch: true, locale: 'zh-CN' });
      hands.push(await TellerHand.open(context, name));
    }
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), embedded?.close()]);
    await rm(folder, { recursive: true, force: true });
  });

  it('a browser that never enrolled is told to scan, and a torn link is named as one', async () => {
    await hand(0).page.goto(`${embedded.origin}/teller/`);
    await hand(0).sees('请扫描登记二维码');
    await hand(0).look('01-no-teller');
    await hand(0).page.goto(`${embedded.origin}/teller/#e=${session}.delegates`);
    await hand(0).sees('这不是登记二维码');
  });

  it('all three enrol; the secret leaves the address bar at once, and the keys stay over a reload', async () => {
    const enrolments = await office.makeEnrolments(session);
    await Promise.all(
      enrolments.map(async (enrolment, place) => {
        const each = hands[place];
        await each?.page.goto('about:blank');
        await each?.page.goto(`${embedded.origin}/teller/${enrolmentFragment(enrolment)}`);
        await each?.sees('登记为计票人');
        expect(each?.page.url()).toBe(`${embedded.origin}/teller/`);
      }),
    );
    await hand(1).look('02-enrol');
    await all((each) => each.confirm('登记'));
    await all((each) => each.sees('登记好了，请等待'));
    await hand(0).page.reload();
    await hand(0).sees('登记好了，请等待');
    await hand(0).look('03-wait-freeze');
  });

  it('each finds its keys in the frozen form, signs it, and all three read one check code', async () => {
    const deployment = {
      origin: embedded.origin,
      county: COUNTY,
      accounts: embedded.accounts,
      close: () => embedded.close(),
    };
    await passGates(askAsStaff(deployment, call), { session, unit: UNIT });
    await office.ask('freeze', { session });
    await all((each) => each.reads('这部手机的两把钥匙都在表里'));
    await hand(0).reads(LONG);
    await hand(0).reads(LONG_POST);
    await hand(0).look('04-manifest');
    await hand(0).press('核对无误，签署');
    await hand(0).look('05-question');
    await hand(0).press('返回');
    await hand(0).confirm('核对无误，签署');
    await hand(0).sees('您已签署，请等待');
    await hand(0).look('06-wait-arming');
    await hand(1).confirm('核对无误，签署');
    await hand(2).confirm('核对无误，签署');
    await all((each) => each.page.locator('.check-code').waitFor());
    const codes = await Promise.all(
      hands.map((each) => each.page.locator('.check-code > span:not(.spoken)').allTextContents()),
    );
    expect(new Set(codes.map((groups) => groups.join(' '))).size).toBe(1);
    checkCode = (codes[0] ?? []).join(' ');
    expect(checkCode).toMatch(/^\d{4} \d{4} \d{4}$/);
    await hand(0).look('07-check-code');
    await hand(0).press('不一样');
    await hand(0).look('08-check-code-differs');
    await hand(0).press('返回');
    await all((each) => each.confirm('三位念的和大屏幕都一样'));
    await all((each) => each.sees('开始投票'));
    await hand(0).look('09-open-voting');
  });

  it('the desk hands out paper by one teller, and a new code by two, which the delegate’s phone draws with', async () => {
    const delegates = [...cards.keys()];
    const [lost = '', paper = '', ...others] = delegates;
    await phoneOf(`${lost}-lost`, cardOf(lost), ballot(3)).until(['drawn'], LONG_MS);
    await Promise.all(
      others
        .slice(0, PHONES)
        .map((each, place) => phoneOf(each, cardOf(each), ballot(place)).until(['drawn'], LONG_MS)),
    );
    await hand(0).view('签到台');
    await hand(0).page.locator('.desk-row').first().waitFor();
    await hand(0).look('10-desk');
    const rowOf = (number: string) => hand(0).page.locator('.desk-row', { hasText: new RegExp(`^${number}\\. `) });
    await rowOf(String(Number(paper.slice(2)))).click();
    await hand(0).look('11-desk-delegate');
    await hand(0).press('发一张纸质票');
    await hand(0).reads('连这一张，全场只有 1 张纸质票。少于 8 张时');
    await hand(0).look('11-desk-paper');
    await hand(0).page.getByRole('dialog').getByRole('button', { name: '发一张纸质票', exact: true }).click();
    await hand(0).reads('已办好');
    await hand(0).press('返回');
    await hand(0)
      .page.getByRole('searchbox')
      .fill(String(Number(lost.slice(2))));
    await rowOf(String(Number(lost.slice(2)))).click();
    await hand(0).look('12-desk-drawn');
    await hand(0).confirm('补办新代码（换手机）');
    await hand(0).reads('已申请，请另一位计票人在自己手机上确认');
    await hand(0).press('返回');

    await hand(1).view('签到台');
    await hand(1).reads('申请为');
    await hand(1).look('13-desk-confirm');
    await hand(1).press('确认');
    await hand(1).page.getByRole('dialog').getByRole('button', { name: '确认' }).click();
    await hand(0).reads('新代码可以交了');
    await hand(0).look('14-desk-ready');
    await hand(0).page.reload();
    await hand(0).view('签到台');
    await hand(0).press('显示');
    await hand(0).page.locator('.qr').waitFor();
    await hand(0).look('15-desk-code');
    // The delegate drew with the first card: paper takes two tellers, though the new code was not drawn yet.
    const third = hand(2).page;
    await hand(2).view('签到台');
    await third.getByRole('searchbox').fill(String(Number(lost.slice(2))));
    await third.locator('.desk-row').first().click();
    await hand(2).reads('未签到');
    await third.getByRole('button', { name: '补发纸质票', exact: true }).waitFor();
    expect(await third.getByRole('button', { name: '发一张纸质票', exact: true }).count()).toBe(0);
    await hand(2).view('当前任务');
    const address = new URL(await readQr(hand(0).page.locator('.qr')));
    expect(address.origin + address.pathname).toBe(`${embedded.origin}/vote/`);
    await phoneOf(lost, address.hash, ballot(5)).until(['drawn'], LONG_MS);
    await hand(0).confirm('代表已经扫好了');
    await hand(0).sees('签到台');
    // The figures are a few seconds old.
    const figures = async () => call('getTurnout', { session });
    const expected = { drawn: PHONES + 1, reissued: 1, papersIssued: 1, papersReissued: 0 };
    await expect.poll(figures, { timeout: LONG_MS }).toMatchObject({ ok: true, value: expected });
    await hand(0).view('当前任务');
    await hand(1).view('当前任务');
  });

  it('one opens, all count heads, one sets the closing time that all see', async () => {
    await hand(1).confirm('开始投票');
    await all((each) => each.sees('清点人数'));
    await hand(0).press('记下人数');
    await hand(0).look('16-head-count');
    const voting = [...phones].filter(([delegate]) => !delegate.endsWith('-lost')).map(([, phone]) => phone);
    for (const phone of voting) phone.score();
    await Promise.all(voting.map((phone) => phone.until(['in-box'], LONG_MS)));
    for (const [place, each] of hands.entries()) {
      await each.page.getByLabel('到场代表人数').fill(place === 1 ? '20' : '23');
      await each.press('记下人数');
      await each.sees('设定截止时间');
    }
    await hand(2).reads(`票箱里有 ${PHONES + 1} 张电子票`);
    await hand(2).look('17-closing-time');
    await hand(2).page.getByLabel('2 分钟').check();
    await hand(2).confirm('设定：2 分钟后截止');
    await all((each) => each.sees('投票就要截止'));
    await hand(0).look('18-wait-closing');
  });

  it('the box is closed by itself as soon as its time has come', async () => {
    const meeting = await call('getMeeting', { session });
    const closesAt = (meeting.ok && meeting.value.closesAt) || 0;
    // The clock stands still right behind the closing time, until the page has shown that it waits.
    serverNowMs = () => closesAt + 1;
    await all((each) => each.skip(AHEAD_MS));
    await hand(0).sees('封箱');
    await hand(0).look('19-close-box');
    await hand(0).confirm('记录发放数字并封箱');
    await hand(0).reads('时间一到自动封箱');
    await hand(0).look('20-closing');
    serverNowMs = () => Date.now() + AHEAD_MS;
    await all((each) => each.sees('核对票箱'));
    await hand(0).look('21-check-box');
  });

  it('each checks every sealed ballot, and nobody signs before all have read one fingerprint aloud', async () => {
    for (const each of hands) {
      await each.press('取出密封票并核对');
      await each.sees('念清单指纹');
      await each.reads(`${PHONES + 1} 张密封票`);
      expect(await each.page.getByRole('button', { name: '签署票箱清单' }).count()).toBe(0);
    }
    const meeting = await call('getMeeting', { session });
    const root = (meeting.ok && meeting.value.boardRoot) || '';
    const aloud = await Promise.all(
      hands.map((each) => each.page.locator('.check-code > span:not(.spoken)').allTextContents()),
    );
    expect(new Set(aloud.map((groups) => groups.join(' ')))).toEqual(new Set([boardFingerprint(root)]));
    await hand(0).look('22-fingerprint');
    await hand(0).press('不一样');
    await hand(0).reads('指纹不一样，谁也不要签署');
    await hand(0).look('22-fingerprint-differs');
    expect(await hand(0).page.getByRole('button', { name: '各位念的都一样' }).count()).toBe(0);
    await hand(0).press('返回');
    await all((each) => each.confirm('各位念的都一样'));
    await all((each) => each.sees('核对票箱'));
  });

  it('too few heads are to be cleared up before signing', async () => {
    await hand(0).reads('数字和到场人数相符');
    await hand(0).look('22-checked');
    await hand(0).confirm('签署票箱清单');
    await hand(0).sees('您已签署票箱清单，请等待');
    await hand(1).reads('多于您清点的到场人数');
    await hand(1).look('23-checked-warning');
    const sign = hand(1).page.getByRole('button', { name: '签署票箱清单', exact: true });
    expect(await sign.getAttribute('aria-disabled')).toBe('true');
    await sign.click({ force: true });
    expect(await hand(1).page.getByRole('dialog').count()).toBe(0);
    await hand(1).page.getByLabel('上面的提醒我已和主持人查清').check();
    await hand(1).confirm('签署票箱清单');
    await hand(2).press('我不签，由另外两位负责');
    await hand(2).press('返回');
    await hand(2).confirm('签署票箱清单');
    await all((each) => each.sees('录入纸质票'));
  });

  const type = async (each: TellerHand, first: string) => {
    await each.press('录入第 1 张');
    await each.press(first);
    for (let place = 1; place < SCORES; place++)
      await each.page
        .locator('.pad .key')
        .nth(place % 12)
        .click();
    await each.sees('第 1 张');
    await each.reads('核对这一张');
  };

  it('two type the paper alone, and the third settles what differs; a draft survives a reload', async () => {
    await hand(0).look('24-paper');
    await hand(0).press('录入第 1 张');
    await hand(0).press('8');
    await hand(0).look('25-paper-pad');
    await hand(0).page.reload();
    await hand(0).reads('第 2 项，共 33 项');
    await hand(0).press('不存，返回');
    await type(hand(0), '8');
    await hand(0).look('26-paper-review');
    await hand(0).press('存入这一张');
    await hand(0).look('27-paper-pile');
    await hand(0).confirm('交上全部 1 张');
    await hand(0).sees('您的录入已交，请等待');
    await type(hand(1), '9');
    await hand(1).press('存入这一张');
    await hand(1).confirm('交上全部 1 张');
    await hand(1).sees('两份录入有差异，请等待');
    await hand(2).sees('裁定差异');
    await hand(2).reads('还有 1 张没有裁定');
    await hand(2).look('28-settle');
    await hand(2).press(`采用${DISCIPLINE}的`);
    await hand(2).confirm('交上裁定');
    await all((each) => each.sees('开箱'));
  });

  it('a phone whose clock is behind opens nothing; two open, compare and sign', async () => {
    await hand(0).skip(-10 * MINUTE_MS);
    await hand(0).look('29-open-box');
    await hand(0).confirm('开箱');
    await hand(0).reads('这部手机的时间还没到截止时间');
    await hand(0).look('30-open-box-refused');
    await hand(0).skip(AHEAD_MS);
    await hand(0).confirm('开箱');
    await hand(0).sees('您已开箱，请等待');
    await hand(0).look('31-wait-shares');
    await hand(0).page.reload();
    await hand(0).sees('您已开箱，请等待');
    await hand(1).confirm('开箱');
    await hand(0).sees('计票并核对');
    await hand(0).press('计票并核对');
    await hand(0).reads('这部手机算出的结果和系统的完全一致');
    await hand(0).reads(`手机票 ${PHONES + 1} 张，纸质票 1 张`);
    await hand(0).reads(`有效票 ${PHONES + 2} 张，作废票 0 张`);
    await hand(0).look('32-compared');
    await hand(0).confirm('签署结果');
    await hand(0).sees('您已表态，请等待');
    await hand(0).reads(`还在等：${DELEGATES}、${INSPECTION}`);
    await hand(0).look('33-wait-announcement');
    await hand(0).view('已办');
    await hand(0).look('34-deeds');
    await hand(0).view('当前任务');
  });

  it('a second tab of the same teller is where the first one is, and signing in it is signing', async () => {
    const second = await hand(1).page.context().newPage();
    await second.goto(`${embedded.origin}/teller/`);
    await second.getByRole('heading', { level: 1, name: '计票并核对' }).waitFor();
    await second.evaluate((skew) => sessionStorage.setItem('skew', String(skew)), AHEAD_MS);
    await second.getByRole('button', { name: '计票并核对' }).click();
    await second.getByText('这部手机算出的结果和系统的完全一致').waitFor();
    await second.getByRole('button', { name: '签署结果' }).click();
    await second.getByRole('dialog').getByRole('button', { name: '签署结果' }).click();
    await all((each) => each.sees('结果已公布'));
    const announced = await call('getResult', { session });
    expect(announced).toMatchObject({
      ok: true,
      value: { result: { outcome: 'valid', counts: { valid: PHONES + 2 } } },
    });
  });

  it('the documents come by an address that lives five minutes', async () => {
    await hand(0).look('35-announced');
    await hand(0).press('取得下载地址：密封卷宗（计票人留存）');
    const link = hand(0).page.getByRole('link', { name: '点这里下载' });
    const response = await hand(0).page.request.get((await link.getAttribute('href')) ?? '');
    const bundle: unknown = await response.json();
    expect(Object.keys(Object(bundle))).toContain('opened');
    await hand(0).page.getByRole('button', { name: 'English' }).click();
    await hand(0).sees('The result is announced');
    await hand(0).look('36-announced-english');
  });
});
