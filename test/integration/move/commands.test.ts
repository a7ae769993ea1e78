import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { INSPECTION } from '../../../infra/local/sample/ask.ts';
import { temporaryFolder } from '../local/temporary-folder.ts';
import { COUNTY, type Running, startEmpty } from './county-at-rest.ts';

interface Ended {
  readonly code: number;
  readonly said: string;
}

/** Runs one of the two commands as a process of its own. */
const run = (tool: 'export' | 'import', args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  new Promise<Ended>((resolve) => {
    const script = fileURLToPath(new URL(`../../../infra/tools/${tool}.ts`, import.meta.url));
    execFile(process.execPath, [script, ...args], { env: { ...process.env, ...env } }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, said: stdout + stderr }),
    );
  });

describe('npm run export, npm run import', () => {
  let folder: string;
  let running: Running;
  /** The county's places as a deployed function's environment names them, and more that it has. */
  let placeFile: string;
  let credentials: Record<string, string>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shuangshu-test-'));
    running = await startEmpty();
    await running.embedded.prepareSample();
    const { tables, buckets } = running.place;
    const { dynamodb, storage } = running.embedded.services;
    placeFile = join(folder, 'place.json');
    const environment = {
      COUNTY,
      COUNTY_NAME: '团风县',
      REGISTRY_TABLE: tables.Registry,
      MEETINGS_TABLE: tables.Meetings,
      BALLOT_BOX_TABLE: tables.BallotBox,
      OPINIONS_TABLE: tables.Opinions,
      RESULTS_BUCKET: buckets.results,
      UPLOADS_BUCKET: buckets.uploads,
      PHOTOS_BUCKET: buckets.photos,
      AWS_REGION: dynamodb.region,
      DYNAMODB_ENDPOINT: dynamodb.endpoint,
      S3_ENDPOINT: storage.endpoint,
    };
    await writeFile(placeFile, JSON.stringify(environment));
    credentials = {
      AWS_ACCESS_KEY_ID: storage.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: storage.credentials.secretAccessKey,
    };
  });
  afterAll(async () => {
    await running.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('move a county from a place that a file names to a data folder, with which npm start then goes on', async () => {
    await running.embedded.runScheduled('shuffle');
    const [data, to] = [join(folder, 'data'), join(folder, 'export')];
    const left = await run('export', [COUNTY, '--place', placeFile, '--to', to], credentials);
    expect(left).toMatchObject({ code: 0, said: expect.stringMatching(/fingerprint [0-9a-f]{64}\n$/) });
    const [fingerprint = ''] = /[0-9a-f]{64}/.exec(left.said) ?? [];
    const came = await run('import', [COUNTY, '--data', data, '--from', to, '--fingerprint', fingerprint]);
    expect(came).toMatchObject({ code: 0, said: expect.stringContaining('counts and hashes compared') });
    expect(came.said).toContain('tuanfeng-2008-huilongshan: ');
    const moved = await startEmpty({ dataDirectory: data });
    const home = async ({ ask }: Running) => (await ask(INSPECTION, 'getHome', { round: '2008' })).units.length;
    expect(await home(moved)).toBe(6);
    const busy = await run('import', [COUNTY, '--data', data, '--from', to]);
    expect(busy).toMatchObject({ code: 1, said: expect.stringContaining('in use') });
    await moved.close();
  });

  test('refuse in a sentence, without a stack: another county’s file, fields that are missing, nothing there', async () => {
    const to = await temporaryFolder();
    const wrong = join(to, '..', 'place-without-tables.json');
    await writeFile(wrong, JSON.stringify({ COUNTY }));
    const other = await run('export', ['hong-an', '--place', placeFile, '--to', to], credentials);
    expect(other).toMatchObject({ code: 1, said: expect.stringContaining('of the county tuanfeng, not of hong-an') });
    const lacking = await run('export', [COUNTY, '--place', wrong, '--to', to], credentials);
    expect(lacking).toMatchObject({ code: 1, said: expect.stringContaining('REGISTRY_TABLE: ') });
    const nothing = await run('export', [COUNTY, '--data', join(to, 'new'), '--to', join(to, 'export')]);
    expect(nothing).toMatchObject({ code: 1, said: expect.stringContaining('nothing of tuanfeng') });
    for (const { said } of [other, lacking, nothing]) expect(said).not.toMatch(/^\s+at /m);
    await rm(wrong);
  });

  test.each([
    [['--to', 'x', '--data', 'y'], 'name one county'],
    [[COUNTY, '--data', 'y'], '--to'],
    [[COUNTY, '--to', 'x'], 'one of --data and --place'],
    [[COUNTY, '--to', 'x', '--data', 'y', '--place', 'z'], 'one of --data and --place'],
    [[COUNTY, '--to', 'x', '--dat', 'y'], '--dat'],
    [['../x', '--to', 'x', '--data', 'y'], '../x'],
  ])('say how they are used when asked %j, and exit with 2', async (args, named) => {
    const { code, said } = await run('export', args);
    expect(code).toBe(2);
    expect(said).toContain(named);
    expect(said).toContain('用法 / Usage: npm run export --');
  });

  test('a fault of an engine is told by its name and frames, and by no word of what it refused', async () => {
    const text = await readFile(placeFile, 'utf8');
    const dead = join(folder, 'dead.json');
    await writeFile(dead, text.replace(/"DYNAMODB_ENDPOINT":"[^"]+"/, '"DYNAMODB_ENDPOINT":"http://127.0.0.1:9"'));
    const { code, said } = await run('export', [COUNTY, '--place', dead, '--to', join(folder, 'z')], credentials);
    expect(code).toBe(1);
    expect(said).not.toContain('127.0.0.1:9');
  });
});
