import { describe, expect, it } from 'vitest';
import type { RequestOf } from '../../../shared/contract/operations.ts';
import { FILE_KIND_RULES } from '../../../shared/process/file-kinds.ts';
import { toB64u } from '../../../shared/protocol/bytes.ts';
import { answered, refusedAs, withEngine } from '../registry/county.ts';
import { random } from '../registry/prepared-meeting.ts';
import { AUDITOR, CLERK, ItemAtWork, OFFICE, OTHER_CLERK, SESSION } from './item-at-work.ts';

withEngine();

const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 2, 3]);
/** As long as the photo, and another one; and one that is none. */
const OTHER_JPEG = JPEG.map((byte, place) => (place < 4 ? byte : 255 - byte));
const SCRIPT = new TextEncoder().encode('<script>a()</s');
const COPY = { command: 'CopyObject', naming: `evidence/${SESSION}/` };
const PAGE = new TextEncoder().encode('<script>alert(1)</script>');

type Announced = RequestOf<'createEvidenceUpload'>;

/** An item that the unit may reply to, on the day that the storage's own clock has. */
async function ready(): Promise<ItemAtWork> {
  const work = await ItemAtWork.open('today');
  await work.confirmed();
  answered(await work.setMeasure());
  return work;
}

const announcement = (change: Partial<Announced> = {}): Announced => ({
  session: SESSION,
  item: '1',
  id: toB64u(random(16)),
  fileName: '现场㛃.jpg',
  kind: 'jpeg',
  bytes: JPEG.length,
  ...change,
});

const put = async (url: string, body: Uint8Array, contentType = 'image/jpeg') =>
  (await fetch(url, { method: 'PUT', headers: { 'content-type': contentType }, body: Buffer.from(body) })).status;

const arrive = (work: ItemAtWork, evidence: string, as = CLERK) =>
  work.county.call('confirmEvidence', { session: SESSION, item: '1', evidence }, as);

async function readBack(work: ItemAtWork, evidence: string): Promise<Uint8Array> {
  const request = { session: SESSION, item: '1', evidence };
  const { url } = answered(await work.county.call('createEvidenceDownload', request, AUDITOR));
  return new Uint8Array(await (await fetch(url)).arrayBuffer());
}

describe('a file of evidence', () => {
  it('is announced, sent to its signed address, checked, goes with the reply, and is read by staff', async () => {
    const work = await ready();
    const file = announcement();
    const { url, contentType } = answered(await work.county.call('createEvidenceUpload', file, CLERK));
    expect(await put(url, JPEG, contentType)).toBe(200);
    expect(answered(await arrive(work, file.id))).toMatchObject({ fileName: '现场㛃.jpg', state: 'kept' });
    answered(await work.reply({ evidence: [file.id] }));
    expect((await work.item()).replies[0]?.evidence).toEqual([file.id]);
    const request = { session: SESSION, item: '1', evidence: file.id };
    const download = answered(await work.county.call('createEvidenceDownload', request, AUDITOR));
    const read = await fetch(download.url);
    expect(new Uint8Array(await read.arrayBuffer())).toEqual(JPEG);
    expect(read.headers.get('content-disposition')).toContain(encodeURIComponent('现场㛃.jpg'));
    expect(refusedAs(await work.county.call('createEvidenceDownload', request, OTHER_CLERK))).toBe(
      '403 unit-not-yours',
    );
  });

  it('of another length or type than it was announced with is not taken by the storage', async () => {
    const work = await ready();
    const { url } = answered(await work.county.call('createEvidenceUpload', announcement(), CLERK));
    expect(await put(url, new Uint8Array([...JPEG, 0]))).toBe(403);
    expect(await put(url, JPEG, 'text/html')).toBe(403);
  });

  it('whose sending was interrupted is asked for again under the same name, and is no evidence before it arrived', async () => {
    const work = await ready();
    const file = announcement();
    answered(await work.county.call('createEvidenceUpload', file, CLERK));
    const before = await work.county.snapshot();
    expect(refusedAs(await arrive(work, file.id))).toBe('409 upload-missing');
    expect(refusedAs(await work.reply({ evidence: [file.id] }))).toBe('409 evidence-missing');
    const { url } = answered(await work.county.call('createEvidenceUpload', file, CLERK));
    expect(await work.county.snapshot()).toEqual(before);
    expect(await put(url, JPEG)).toBe(200);
    expect(answered(await arrive(work, file.id)).state).toBe('kept');
  });

  it('that is not what it claims to be is refused and does not stay in the storage', async () => {
    const work = await ready();
    const file = announcement({ bytes: PAGE.length });
    const { url } = answered(await work.county.call('createEvidenceUpload', file, CLERK));
    expect(await put(url, PAGE)).toBe(200);
    const before = await work.county.snapshot();
    expect(refusedAs(await arrive(work, file.id))).toBe('400 file-kind-wrong');
    expect(await work.county.snapshot()).toEqual(before);
    expect(await work.county.all.uploads.list('', 10)).toEqual([]);
  });

  it('over its kind’s limit, or under a name of another kind, is refused before a byte is sent', async () => {
    const work = await ready();
    const before = await work.county.snapshot();
    const announce = (change: Partial<Announced>) =>
      work.county.call('createEvidenceUpload', announcement(change), CLERK);
    expect(refusedAs(await announce({ bytes: FILE_KIND_RULES.jpeg.maxBytes + 1 }))).toBe('413 file-too-large');
    expect(refusedAs(await announce({ fileName: '说明.pdf' }))).toBe('400 file-kind-wrong');
    expect(await work.county.snapshot()).toEqual(before);
  });

  it('that was checked is not written over', async () => {
    const work = await ready();
    const file = announcement();
    const { url } = answered(await work.county.call('createEvidenceUpload', file, CLERK));
    await put(url, JPEG);
    answered(await arrive(work, file.id));
    expect(refusedAs(await work.county.call('createEvidenceUpload', file, CLERK))).toBe('409 already-recorded');
    expect(answered(await arrive(work, file.id)).state).toBe('kept');
  });

  it('that was checked is not written over, nor taken away, under the name of another item', async () => {
    const work = await ready();
    const file = announcement();
    await put(answered(await work.county.call('createEvidenceUpload', file, CLERK)).url, JPEG);
    answered(await arrive(work, file.id));
    await work.confirmed();
    const again = announcement({ id: file.id, item: '2', bytes: PAGE.length });
    await put(answered(await work.county.call('createEvidenceUpload', again, CLERK)).url, PAGE);
    const arrival = { session: SESSION, item: '2', evidence: file.id };
    expect(refusedAs(await work.county.call('confirmEvidence', arrival, CLERK))).toBe('400 file-kind-wrong');
    const request = { session: SESSION, item: '1', evidence: file.id };
    const { url } = answered(await work.county.call('createEvidenceDownload', request, AUDITOR));
    expect(new Uint8Array(await (await fetch(url)).arrayBuffer())).toEqual(JPEG);
  });

  it('written over after it was checked changes nothing of what is read: its address lives on, and leads nowhere', async () => {
    const work = await ready();
    const file = announcement();
    const { url } = answered(await work.county.call('createEvidenceUpload', file, CLERK));
    expect(await put(url, JPEG)).toBe(200);
    answered(await arrive(work, file.id));
    expect(await work.county.all.uploads.list('', 10)).toEqual([`evidence/${SESSION}/1/${file.id}`]);
    expect(await put(url, OTHER_JPEG)).toBe(200);
    expect(await readBack(work, file.id)).toEqual(JPEG);
    expect(answered(await arrive(work, file.id)).state).toBe('kept');
    expect(await readBack(work, file.id)).toEqual(JPEG);
  });

  it('written over between the check and the copy is looked at anew, and what is something else is refused', async () => {
    const work = await ready();
    const file = announcement();
    const { url } = answered(await work.county.call('createEvidenceUpload', file, CLERK));
    await put(url, JPEG);
    work.county.justBefore(COPY, () => put(url, SCRIPT));
    const before = await work.county.snapshot();
    expect(refusedAs(await arrive(work, file.id))).toBe('400 file-kind-wrong');
    expect(await work.county.snapshot()).toEqual(before);
    expect(await work.county.all.uploads.list('', 10)).toEqual([]);
  });

  it('written over between the look at its length and the look at its start is not taken for one file', async () => {
    const work = await ready();
    const file = announcement();
    const { url } = answered(await work.county.call('createEvidenceUpload', file, CLERK));
    await put(url, SCRIPT);
    work.county.justBefore({ command: 'GetObject', naming: file.id }, () => put(url, JPEG));
    expect(refusedAs(await arrive(work, file.id))).toBe('409 upload-missing');
    expect(answered(await arrive(work, file.id)).state).toBe('kept');
    expect(await readBack(work, file.id)).toEqual(JPEG);
  });

  it('confirmed by two at once is kept once: the second never writes over what the first one kept', async () => {
    const work = await ready();
    const file = announcement();
    const { url } = answered(await work.county.call('createEvidenceUpload', file, CLERK));
    await put(url, JPEG);
    work.county.justBefore(COPY, async () => {
      answered(await arrive(work, file.id));
      await put(url, OTHER_JPEG);
    });
    expect(answered(await arrive(work, file.id)).state).toBe('kept');
    expect(await readBack(work, file.id)).toEqual(JPEG);
  });

  it('kept by a confirmation that died before it said so is found by the next one', async () => {
    const work = await ready();
    const file = announcement();
    const { url } = answered(await work.county.call('createEvidenceUpload', file, CLERK));
    await put(url, JPEG);
    work.county.justBefore({ command: 'TransactWriteItems', naming: 'confirmEvidence' }, async () => {
      throw new Error('the process died');
    });
    expect((await arrive(work, file.id)).status).toBe(500);
    await put(url, OTHER_JPEG);
    expect(answered(await arrive(work, file.id)).state).toBe('kept');
    expect(await readBack(work, file.id)).toEqual(JPEG);
  });

  it('is the unit’s alone to send', async () => {
    const work = await ready();
    const before = await work.county.snapshot();
    const call = (as: typeof CLERK) => work.county.call('createEvidenceUpload', announcement(), as);
    expect(refusedAs(await call(OFFICE))).toBe('403 role-not-allowed');
    expect(refusedAs(await call(OTHER_CLERK))).toBe('403 unit-not-yours');
    expect(refusedAs(await arrive(work, toB64u(random(16))))).toBe('404 evidence-unknown');
    expect(await work.county.snapshot()).toEqual(before);
  });
});
