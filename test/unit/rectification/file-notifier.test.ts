import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FileNotifier } from '../../../infra/local/file-notifier.ts';

const NOTICE = { id: 's#1#2026-11-30#unit-head', to: 'unit-head/huilongshan', subject: '逾期', text: '请办理' };

async function fileOfItsOwn(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'shuangshu-notices-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'notices.jsonl');
}

const linesOf = async (file: string) => (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');

test('a notice is one line, however often it is sent and over restarts; only its owner reads the file', async () => {
  const file = await fileOfItsOwn();
  const notifier = new FileNotifier(file);
  await Promise.all([notifier.send(NOTICE), notifier.send(NOTICE)]);
  await new FileNotifier(file).send(NOTICE);
  expect((await linesOf(file)).map((line) => JSON.parse(line))).toEqual([NOTICE]);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('after a line that was cut off the next one is whole, and what was cut off is sent again', async () => {
  const file = await fileOfItsOwn();
  await appendFile(file, JSON.stringify(NOTICE).slice(0, 20));
  await new FileNotifier(file).send(NOTICE);
  const [, last = ''] = await linesOf(file);
  expect(JSON.parse(last)).toEqual(NOTICE);
});

test('a notice that could not be written is not taken for sent', async () => {
  const file = join(await fileOfItsOwn(), 'no-folder');
  const notifier = new FileNotifier(file);
  await expect(notifier.send(NOTICE)).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(notifier.send(NOTICE)).rejects.toMatchObject({ code: 'ENOENT' });
});
