import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgetSurvivors, keep, takeOver } from '../../mutation/earlier-results.ts';

const FOUND = { id: 'a', status: 'Killed', killedBy: ['0'], coveredBy: ['0'] };
const SURVIVED = { id: 'b', status: 'Survived', coveredBy: ['0'] };
const RUN = {
  schemaVersion: '1.0',
  projectRoot: '/somewhere/of/a/machine',
  config: { tempDirName: '/somewhere/else' },
  framework: { name: 'StrykerJS' },
  files: {
    'shared/a.ts': {
      source: 'const a = 1;',
      mutants: [{ ...FOUND, duration: 12.5, statusReason: 'expected 1', testsCompleted: 3 }, SURVIVED],
    },
  },
  testFiles: { 'test/a.test.ts': { source: 'test()', tests: [{ id: '0', name: 'a test' }] } },
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shuangshu-earlier-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const places = (name: string) => ({
  run: join(folder, `${name}.json`),
  kept: pathToFileURL(join(folder, `${name}.json.br`)),
  fresh: join(folder, name, 'fresh.json'),
});

test('what a run found out comes back without anything of the machine it ran on', async () => {
  const { run, kept, fresh } = places('whole');
  await writeFile(run, JSON.stringify(RUN));
  keep('a', run, kept);
  takeOver('a', fresh, kept);
  const { projectRoot: _, config: __, framework: ___, ...others } = RUN;
  const file = { source: 'const a = 1;', mutants: [FOUND, SURVIVED] };
  expect(JSON.parse(await readFile(fresh, 'utf8'))).toEqual({ ...others, files: { 'shared/a.ts': file } });
  expect(await readFile(fresh, 'utf8')).not.toContain('somewhere');
});

test('it takes the place of nothing that was found out here, and is not missed where nothing was kept', async () => {
  const { run, kept, fresh } = places('here');
  await writeFile(run, JSON.stringify(RUN));
  keep('a', run, kept);
  await writeFile(run, '{"files":{}}');
  takeOver('a', run, kept);
  expect(await readFile(run, 'utf8')).toBe('{"files":{}}');
  takeOver('a', fresh, places('nowhere').kept);
  await expect(readFile(fresh)).rejects.toThrow('ENOENT');
});

test('what survived is tried again', async () => {
  const { run } = places('survivors');
  await writeFile(run, JSON.stringify(RUN));
  forgetSurvivors(run);
  const { files } = JSON.parse(await readFile(run, 'utf8'));
  expect(files['shared/a.ts'].mutants.map(({ id }: { id: string }) => id)).toEqual(['a']);
});
