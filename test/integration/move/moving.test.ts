import { appendFile, cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutItemCommand, ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ANYONE, INSPECTION } from '../../../infra/local/sample/ask.ts';
import { type Exported, exportCounty } from '../../../infra/move/export-county.ts';
import { importCounty } from '../../../infra/move/import-county.ts';
import { itemOfLine } from '../../../infra/move/item-line.ts';
import { verifyAudit } from '../../../infra/tools/verify-audit.ts';
import { checkBundle } from '../../../shared/protocol/check-bundle.ts';
import { logIn } from '../../rehearsal/deployment.ts';
import { sessionOf } from '../../rehearsal/office.ts';
import { temporaryFolder } from '../local/temporary-folder.ts';
import { COUNTY, type LivingCounty, type Running, startLiving, startTarget, tomorrowMs } from './county-at-rest.ts';

const ANNOUNCED = sessionOf('tuanfeng-2008-zongluzui');
const PREPARED = sessionOf('tuanfeng-2008-huilongshan');
const SMALL_PARTS = 20_000;
const silently = () => undefined;

let living: LivingCounty;
/** A whole export of it. */
let folder: string;
let exported: Exported;

const exportTo = (to: string, options: Partial<Parameters<typeof exportCounty>[0]> = {}) =>
  exportCounty({
    place: living.place,
    folder: to,
    nowMs: tomorrowMs(),
    tell: silently,
    partBytes: SMALL_PARTS,
    ...options,
  });

beforeAll(async () => {
  living = await startLiving();
  folder = await mkdtemp(join(tmpdir(), 'shuangshu-test-'));
  exported = await exportTo(folder);
});
afterAll(async () => {
  await living.close();
  await rm(folder, { recursive: true, force: true });
});

async function emptyTarget(): Promise<Running> {
  const target = await startTarget();
  onTestFinished(() => target.close());
  return target;
}

async function copyOfExport(): Promise<string> {
  const copy = await temporaryFolder();
  await cp(folder, copy, { recursive: true });
  return copy;
}

/** Everything that the tables and buckets of a place hold, as counts. */
async function howMuch({ place }: Running): Promise<number> {
  const { dynamodb, s3, tables, buckets } = place;
  const items = await Promise.all(
    Object.values(tables).map(
      async (TableName) => (await dynamodb.send(new ScanCommand({ TableName, Select: 'COUNT' }))).Count ?? 0,
    ),
  );
  const objects = await Promise.all(
    Object.values(buckets).map(
      async (Bucket) => (await s3.send(new ListObjectsV2Command({ Bucket }))).Contents?.length ?? 0,
    ),
  );
  return [...items, ...objects].reduce((sum, each) => sum + each, 0);
}

async function partsText(): Promise<string> {
  const { series } = exported.manifest;
  const parts = Object.values(series).flatMap((each) => each.parts);
  return (await Promise.all(parts.map(({ name }) => readFile(join(folder, name), 'utf8')))).join('');
}

describe('a county that was exported and imported', () => {
  let moved: Running;
  beforeAll(async () => {
    moved = await startTarget();
    await importCounty({ place: moved.place, folder, fingerprint: exported.fingerprint, tell: silently });
  });
  afterAll(() => moved.close());

  const onBoth = <Answer>(question: (running: Running) => Promise<Answer>): Promise<readonly [Answer, Answer]> =>
    Promise.all([question(living), question(moved)]);
  const officeAt = ({ embedded }: Running, login: string) => logIn({ ...embedded, county: COUNTY }, login);

  test('answers the same: home, round-up, a board, a result that anybody can check, an author’s page', async () => {
    const [home, home2] = await onBoth(({ ask }) => ask(INSPECTION, 'getHome', { round: '2008' }));
    expect(home2.units.length).toBe(6);
    // What waits at the freeze says so: keys stay behind.
    const withoutPrepared = ({ units }: typeof home) => units.filter(({ session }) => session !== PREPARED);
    expect(withoutPrepared(home2)).toEqual(withoutPrepared(home));
    const [roundUp, roundUp2] = await onBoth(({ ask }) => ask(INSPECTION, 'getRoundUp', { round: '2008' }));
    expect(roundUp2).toEqual(roundUp);
    const [board, board2] = await onBoth(({ ask }) => ask(ANYONE, 'getBoard', { session: ANNOUNCED, page: 0 }));
    expect(board2.receipts.length).toBe(29);
    expect(board2).toEqual(board);
    const bytes = await (await officeAt(moved, 'inspection')).download(ANNOUNCED, 'result.json');
    const bundle: unknown = JSON.parse(new TextDecoder().decode(bytes));
    expect(await checkBundle(bundle)).toMatchObject({ defects: [], result: { outcome: 'valid' } });
    const { session, secret } = living.author;
    const [page, page2] = await onBoth(({ ask }) => ask(ANYONE, 'followOpinion', { session, secret }));
    expect(page2).toMatchObject({ standing: 'received' });
    expect(page2).toEqual(page);
  });

  test('has the same audit log: it leads to the head that the minutes of an announced session print', async () => {
    const { url } = await (await officeAt(moved, 'auditor')).ask('exportAudit', {});
    const text = await (await fetch(url)).text();
    const head = itemOfLine(
      (await partsText()).split('\n').find((line) => line.includes('"auditHead":{"M"') && line.includes(ANNOUNCED)) ??
        '{}',
    )['auditHead']?.M?.['hash']?.S;
    expect(head).toMatch(/^[0-9a-f]{64}$/);
    expect(await verifyAudit(text, head)).toMatchObject({ defects: 0 });
  });

  test('has no private key: what was prepared makes keys anew, and what is over keeps its public ones', async () => {
    expect(exported.manifest.keysLeftBehind).toEqual([PREPARED]);
    const keysOf =
      (session: typeof PREPARED) =>
      ({ ask }: Running) =>
        ask(INSPECTION, 'makeKeys', { session });
    const [old, anew] = await onBoth(keysOf(PREPARED));
    expect(anew.tokenKey).not.toBe(old.tokenKey);
    const [kept, kept2] = await onBoth(keysOf(ANNOUNCED));
    expect(kept2).toEqual(kept);
  });

  test('comes out of the second deployment as the same export, byte for byte, though its rows lie in another order', async () => {
    const again = await temporaryFolder();
    const target = await emptyTarget();
    await importCounty({ place: target.place, folder, tell: silently });
    const { manifest } = await exportTo(again, { place: target.place });
    expect(manifest.series).toEqual(exported.manifest.series);
  });
});

describe('an export', () => {
  test('has its lines in the order of their keys, and no date of an object, no time of its own, nothing that is wrapped', async () => {
    const text = await partsText();
    const lines = text.split('\n');
    const heads = lines.filter((line) => line.includes('"wrapped"'));
    expect(heads.length).toBeGreaterThan(0);
    for (const line of heads) expect(line).toContain('"wrapped":{"B":""}');
    expect(JSON.stringify(exported.manifest)).not.toMatch(/\d{4}-\d{2}-\d{2}|:\d{12}/);
    const photos = lines.filter((line) => line.startsWith('{"bytes"') && line.includes('"key":"kept/'));
    expect(photos.map((line) => JSON.parse(line))).toEqual([
      { key: 'kept/a', bytes: 70_000, contentType: 'image/jpeg', sha256: expect.any(String) },
      { key: 'kept/b', bytes: expect.any(Number), contentType: 'image/jpeg', sha256: expect.any(String) },
    ]);
    expect(text).not.toContain('nobody-confirmed');
    const ballots = (await readFile(join(folder, 'tables/BallotBox-00001.jsonl'), 'utf8')).trimEnd().split('\n');
    const keys = ballots.map(itemOfLine).map(({ pk, sk }) => `${pk?.S} ${sk?.S}`);
    expect(keys).toEqual(keys.toSorted());
  });

  test('that was broken off goes on behind its last whole part and comes out the same', async () => {
    const to = await temporaryFolder();
    let parts = 0;
    const breakOff = () => {
      parts += 1;
      if (parts === 5) throw new Error('the line went dead');
    };
    await expect(exportTo(to, { tell: breakOff })).rejects.toThrow('the line went dead');
    const target = await emptyTarget();
    await expect(importCounty({ place: target.place, folder: to, tell: silently })).rejects.toMatchObject({
      code: 'export-incomplete',
    });
    const written: string[] = [];
    const { fingerprint } = await exportTo(to, { tell: ({ name }) => written.push(name) });
    expect(fingerprint).toBe(exported.fingerprint);
    expect(written).not.toContain('tables/Registry-00005.jsonl');
    await expect(exportTo(to)).rejects.toMatchObject({ code: 'export-there' });
  });

  test('is refused on a day on which something was said, by the day', async () => {
    const to = await temporaryFolder();
    await expect(exportTo(to, { nowMs: Date.now() })).rejects.toMatchObject({ code: 'day-not-over' });
  });

  test('is refused into a folder that holds something else, and that stays', async () => {
    const to = await temporaryFolder();
    await writeFile(join(to, 'holiday.txt'), 'sun');
    await expect(exportTo(to)).rejects.toMatchObject({ code: 'folder-foreign' });
    expect(await readdir(to)).toEqual(['holiday.txt']);
  });
});

describe('of a county that', () => {
  /** A county of its own for a test that changes it. */
  async function imported(): Promise<Running> {
    const target = await emptyTarget();
    await importCounty({ place: target.place, folder, tell: silently });
    return target;
  }
  const writeItem = ({ place }: Running, table: keyof typeof place.tables, pk: string, sk: string) =>
    place.dynamodb.send(new PutItemCommand({ TableName: place.tables[table], Item: { pk: { S: pk }, sk: { S: sk } } }));

  test('has a session under way, no export is made: each such session is named with its state', async () => {
    const { place } = await imported();
    for (const state of ['frozen', 'armed', 'voting', 'closing', 'closed', 'counted']) {
      await place.dynamodb.send(
        new UpdateItemCommand({
          TableName: place.tables.Meetings,
          Key: { pk: { S: PREPARED }, sk: { S: 'HEAD' } },
          UpdateExpression: 'SET #state = :state',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':state': { S: state } },
        }),
      );
      const refused = exportTo(await temporaryFolder(), { place });
      await expect(refused).rejects.toMatchObject({
        code: 'sessions-open',
        message: expect.stringContaining(`${PREPARED}: ${state}`),
      });
    }
  });

  test('has ratings or photos that wait for the night, no export is made', async () => {
    const county = await imported();
    await writeItem(county, 'Opinions', 'ratings#waiting', 'a');
    await expect(exportTo(await temporaryFolder(), county)).rejects.toMatchObject({ code: 'night-not-run' });
  });

  test('changes under the export, none comes of it, and the table is named', async () => {
    const county = await imported();
    const to = await temporaryFolder();
    let parts = 0;
    const write = () => {
      parts += 1;
      if (parts === 2) void writeItem(county, 'Registry', 'AUDIT', '0');
    };
    await expect(exportTo(to, { place: county.place, tell: write })).rejects.toMatchObject({
      code: 'source-changed',
      message: expect.stringContaining('Registry'),
    });
    expect(await readdir(to)).not.toContain('manifest.json');
  });

  test('was imported by half, no export is made', async () => {
    const county = await imported();
    await writeItem(county, 'Meetings', 'IMPORT', 'MARK');
    await expect(exportTo(await temporaryFolder(), county)).rejects.toMatchObject({ code: 'import-unfinished' });
  });
});

describe('an import', () => {
  test('that was broken off goes on: what lies there is compared and not put again', async () => {
    const target = await emptyTarget();
    const breakOff = (series: string) => {
      if (series === 'Meetings') throw new Error('the line went dead');
    };
    await expect(importCounty({ place: target.place, folder, tell: breakOff })).rejects.toThrow('the line went dead');
    const { written, already } = await importCounty({ place: target.place, folder, tell: silently });
    const { Registry, Meetings } = exported.manifest.series;
    expect(already).toBe(Registry.lines + Meetings.lines);
    expect(written).toBeGreaterThan(0);
    expect(await howMuch(target)).toBe(
      Object.values(exported.manifest.series).reduce((sum, { lines }) => sum + lines, 0),
    );
  });

  test('into a place that is not empty is refused, by the table, and so is a second one of the same export', async () => {
    const target = await emptyTarget();
    await importCounty({ place: target.place, folder, tell: silently });
    const before = await howMuch(target);
    await expect(importCounty({ place: target.place, folder, tell: silently })).rejects.toMatchObject({
      code: 'target-not-empty',
      message: expect.stringContaining('Registry'),
    });
    await expect(importCounty({ place: living.place, folder, tell: silently })).rejects.toMatchObject({
      code: 'target-not-empty',
    });
    expect(await howMuch(target)).toBe(before);
  });

  test('goes over nothing that somebody else wrote meanwhile', async () => {
    const target = await emptyTarget();
    const { dynamodb, tables } = target.place;
    const meddle = (series: string) => {
      if (series !== 'Registry') return;
      const [name = ''] = exported.manifest.series.Meetings.parts.map((part) => part.name);
      void readFile(join(folder, name), 'utf8').then((text) => {
        const { pk, sk } = itemOfLine(text.split('\n').at(-2) ?? '');
        const Item = { pk: pk ?? { S: '' }, sk: sk ?? { S: '' }, other: { BOOL: true } };
        return dynamodb.send(new PutItemCommand({ TableName: tables.Meetings, Item }));
      });
    };
    await expect(importCounty({ place: target.place, folder, tell: meddle })).rejects.toMatchObject({
      code: 'target-other',
      message: expect.stringContaining('Meetings'),
    });
  });

  const [registry, object] = ['tables/Registry-00002.jsonl', 'objects'] as const;
  const swapLines = async (path: string) => {
    const [first = '', second = '', ...rest] = (await readFile(path, 'utf8')).split('\n');
    await writeFile(path, [second, first, ...rest].join('\n'));
  };
  const damages: readonly (readonly [string, (copy: string) => Promise<unknown>, string, RegExp])[] = [
    ['a part that is cut short', (copy) => truncate(join(copy, registry), 500), 'part-damaged', /Registry-00002/],
    ['a part with a line more', (copy) => appendFile(join(copy, registry), '{}\n'), 'part-damaged', /Registry-00002/],
    ['a part in another order', (copy) => swapLines(join(copy, registry)), 'part-damaged', /Registry-00002/],
    ['a part that is gone', (copy) => rm(join(copy, registry)), 'part-missing', /Registry-00002/],
    [
      'an object that is gone',
      async (copy) => rm(join(copy, object, (await readdir(join(copy, object)))[0] ?? '')),
      'part-missing',
      /objects\/[0-9a-f]{64}/,
    ],
    [
      'an object that was altered',
      async (copy) => appendFile(join(copy, object, (await readdir(join(copy, object)))[0] ?? ''), 'x'),
      'part-damaged',
      /objects\/[0-9a-f]{64}/,
    ],
    ['no manifest', (copy) => rm(join(copy, 'manifest.json')), 'export-foreign', /manifest\.json/],
    [
      'another file for a manifest',
      (copy) => writeFile(join(copy, 'manifest.json'), '{}'),
      'export-foreign',
      /manifest/,
    ],
  ];
  test.each(damages)('of an export with %s is refused by its name, and nothing is written', async (...row) => {
    const [, damage, code, named] = row;
    const target = await emptyTarget();
    const copy = await copyOfExport();
    await damage(copy);
    const refused = importCounty({ place: target.place, folder: copy, tell: silently });
    await expect(refused).rejects.toMatchObject({ code, message: expect.stringMatching(named) });
    expect(await howMuch(target)).toBe(0);
  });

  test('of another county’s export, of a newer contract or under another fingerprint is refused', async () => {
    const target = await emptyTarget();
    const { place } = target;
    const other = { ...place, county: 'hong-an' };
    await expect(importCounty({ place: other, folder, tell: silently })).rejects.toMatchObject({
      code: 'export-foreign',
      message: expect.stringContaining('tuanfeng'),
    });
    const copy = await copyOfExport();
    await writeFile(join(copy, 'manifest.json'), JSON.stringify({ ...exported.manifest, contractVersion: 99 }));
    await expect(importCounty({ place, folder: copy, tell: silently })).rejects.toMatchObject({
      code: 'export-foreign',
    });
    const fingerprint = '0'.repeat(64);
    await expect(importCounty({ place, folder, fingerprint, tell: silently })).rejects.toMatchObject({
      code: 'fingerprint-other',
    });
    expect(await howMuch(target)).toBe(0);
  });
});
