import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clerkOf } from '../../infra/local/sample/ask.ts';
import { announceMeeting, ROUND, SESSION, UNIT } from './console/announced-meeting.ts';
import { ConsoleHouse } from './console/console-house.ts';
import { everythingRead, findings, isWiderThanScreen } from './console/look-closely.ts';
import { keepPicture } from './pages/look-at-screen.ts';

const PHONE = { width: 360, height: 640 };
const WORDS = '代表提的都记下了，逐条整改。';
const CORRECTED = '代表提的都记下了，逐条整改，一个月内答复。';
/** An MP3 frame header, and silence. */
const SOUND = Buffer.alloc(4_096);
SOUND.set([0xff, 0xfb, 0x90, 0x00]);
const recording = (buffer: Buffer) => ({ name: '表态发言.mp3', mimeType: 'audio/mpeg', buffer });

/** One deployment; each test goes on where the one before ended. */
describe('the head’s statement, from the clerk’s form to a delegate’s phone', () => {
  let house: ConsoleHouse;
  let clerk: Page;
  let readingAddress: string;

  beforeAll(async () => {
    house = await ConsoleHouse.open(['console', 'read']);
    const ask = await announceMeeting(house);
    const invitations = await ask(clerkOf(UNIT), 'getInvitations', { session: SESSION, page: 0 });
    if (invitations.readingAddress === null) throw new Error('the invitations carry no address to read at');
    readingAddress = invitations.readingAddress.replace(/^https?:\/\/[^/]+/, house.embedded.origin);
    clerk = await house.signIn('clerk');
    await clerk.goto(`${house.consoleAddress}#/floor/${ROUND}/${SESSION}`);
    await clerk.getByText('还没有记录表态性发言。').waitFor();
  });
  afterAll(() => house.close());

  const words = () => clerk.getByLabel('发言内容（最多 20000 字）');
  const file = () => clerk.locator('input[type=file]');
  const press = (name: string) => clerk.getByRole('button', { name, exact: true }).click();
  const heard = async (page: Page, link: string): Promise<Buffer> => {
    const address = await page.getByRole('link', { name: link }).getAttribute('href');
    return Buffer.from(await (await fetch(address ?? '')).arrayBuffer());
  };

  it('a file that is not the recording its name says is refused, and what is typed stays', async () => {
    await clerk.getByLabel('发言人姓名、职务').fill('样例干部 所长');
    await words().fill(WORDS);
    await file().setInputFiles({ ...recording(SOUND), name: '表态发言.docx' });
    await clerk.getByText('只能上传 MP3、M4A 录音或 MP4 录像。').waitFor();
    expect(await clerk.getByRole('button', { name: '记录发言', exact: true }).isDisabled()).toBe(true);
    await file().setInputFiles(recording(Buffer.from('%PDF-1.7 这不是录音')));
    await press('记录发言');
    await clerk.getByText('文件内容与类型不符').waitFor();
    await clerk.getByText('文件不是它所声称的类型，请上传原始的mp3文件。').waitFor();
    expect(await words().inputValue()).toBe(WORDS);
    await everythingRead(clerk);
    expect(await findings(clerk)).toEqual([]);
    await keepPicture(clerk, 'console-statement-refused');
  });

  it('is recorded with its sound, which is sent from the browser to the signed address', async () => {
    const sent: string[] = [];
    clerk.on('request', (request) => request.method() === 'PUT' && sent.push(new URL(request.url()).pathname));
    await file().setInputFiles(recording(SOUND));
    await press('记录发言');
    await clerk.getByText(WORDS, { exact: true }).waitFor();
    await clerk.getByText('表态发言.mp3').waitFor();
    expect(sent).toEqual([expect.stringContaining(`/incoming/statement/${SESSION}/`)]);
    expect(await heard(clerk, '打开录音录像（5 分钟内有效）')).toEqual(SOUND);
  });

  it('the words are corrected and the recording stays; a delegate reads and hears it on a phone', async () => {
    await press('更正发言记录');
    await clerk.getByText('原来的记录会保留').waitFor();
    expect(await clerk.getByLabel('保留原来的录音录像：表态发言.mp3').isChecked()).toBe(true);
    await words().fill(CORRECTED);
    await press('更正发言记录');
    await clerk.getByText(CORRECTED, { exact: true }).waitFor();
    await words().waitFor({ state: 'detached' });
    expect(await heard(clerk, '打开录音录像（5 分钟内有效）')).toEqual(SOUND);
    await keepPicture(clerk, 'console-statement');

    const phone = await (await house.newContext(PHONE, { bypassCSP: false })).newPage();
    await phone.goto(readingAddress);
    await phone.getByRole('heading', { name: '单位负责人的表态' }).waitFor();
    await phone.getByText(CORRECTED).waitFor();
    expect(await heard(phone, '听录音、看录像')).toEqual(SOUND);
    expect(await isWiderThanScreen(phone)).toBe(false);
    await keepPicture(phone, 'read-statement', true);
    await phone.context().close();
  });
});
