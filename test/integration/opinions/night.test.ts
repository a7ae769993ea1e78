import { describe, expect, it } from 'vitest';
import { run } from '../../../functions/shuffle/run.ts';
import type { Uploads } from '../../../functions/store/uploads.ts';
import { madeJpeg } from '../../unit/opinions/made-jpeg.ts';
import { answered, type County, OFFICE, refusedAs, withEngine } from '../registry/county.ts';
import { CLERK, OTHER_CLERK, opinionCounty, SESSION } from './opinion-county.ts';

withEngine();

const DAY_MS = 86_400_000;
const photosOf = async (county: County, receiptHash: string) =>
  (await county.all.opinions.findByReceipt(SESSION, receiptHash))?.photos ?? [];
const stored = async (county: County) => [
  ...(await county.all.photos.list('incoming/', 100)),
  ...(await county.all.photos.list('kept/', 100)),
];
/** The bucket, but it goes out of reach after so many writes. */
const failingAfter = (photos: Uploads, writes: number): Uploads => {
  let left = writes;
  const failing = Object.create(photos) as Uploads;
  failing.put = async (object) => {
    left -= 1;
    if (left < 0) throw new Error('the storage is out of reach');
    return photos.put(object);
  };
  failing.read = (key) => photos.read(key);
  failing.delete = (key) => photos.delete(key);
  failing.list = (prefix, limit) => photos.list(prefix, limit);
  return failing;
};

describe('the night', () => {
  it('gives every photo another name, keeps its bytes, and leaves nothing of how it arrived', async () => {
    const { county, leave, upload } = await opinionCounty();
    const files = [madeJpeg({ width: 10 }), madeJpeg({ width: 20 }), madeJpeg({ width: 30 })];
    const names: string[] = [];
    for (const file of files) names.push(await upload(file));
    const [a = '', b = '', c = ''] = names;
    const one = await leave({ photos: [a, b] });
    const two = await leave({ photos: [c] });
    await run(county.of('shuffle'));

    const kept = [...(await photosOf(county, one)), ...(await photosOf(county, two))];
    expect(kept).toHaveLength(3);
    for (const name of kept) expect(name).toMatch(/^kept\/[\w-]{22}$/);
    expect(kept.map((name) => name.slice(5)).filter((name) => names.some((old) => old.endsWith(name)))).toEqual([]);
    const bytes = await Promise.all(kept.map((name) => county.all.photos.read(name)));
    expect(bytes.map((each) => [...(each ?? [])])).toEqual(files.map((each) => [...each]));
    expect(await county.all.photos.list('incoming/', 100)).toEqual([]);
    expect(await county.all.opinions.waitingPhotos()).toEqual([]);
  });

  it('writes them in an order that chance alone decides', async () => {
    const { county, leave, upload } = await opinionCounty();
    const arrived: string[] = [];
    for (let n = 0; n < 4; n += 1) {
      const photo = await upload(madeJpeg({ width: 10 + n }));
      arrived.push(photo);
      await leave({ photos: [photo] });
    }
    const written: string[] = [];
    const photos = failingAfter(county.of('shuffle').photos, 100);
    const read = photos.read;
    photos.read = async (key) => {
      written.push(key);
      return read(key);
    };
    // Names take 16 bytes of chance each and ranks 6: the ranks are given from the last photo to the first.
    let rank = 1_000;
    const randomBytes = (length: number) => {
      if (length !== 6) return crypto.getRandomValues(new Uint8Array(length));
      rank -= 1;
      return Uint8Array.of(0, 0, 0, 0, rank >> 8, rank & 255);
    };
    await run({ ...county.of('shuffle'), photos, randomBytes });
    expect(written).toEqual([...arrived].sort().reverse());
  });

  it('run again does nothing', async () => {
    const { county, leave, upload } = await opinionCounty();
    await leave({ photos: [await upload()] });
    await run(county.of('shuffle'));
    const [before, objects] = [await county.snapshot(), await stored(county)];
    await run(county.of('shuffle'));
    expect(await county.snapshot()).toEqual(before);
    expect(await stored(county)).toEqual(objects);
  });

  it.each([0, 1, 2])('stopped after %i photos goes on, and leaves no photo behind or twice', async (writes) => {
    const { county, leave, upload } = await opinionCounty();
    const receipts = [];
    for (let n = 0; n < 3; n += 1) receipts.push(await leave({ photos: [await upload(madeJpeg({ width: 10 + n }))] }));
    const deps = county.of('shuffle');
    await expect(run({ ...deps, photos: failingAfter(deps.photos, writes) })).rejects.toThrow('out of reach');
    await run(deps);
    const named = (await Promise.all(receipts.map((each) => photosOf(county, each)))).flat();
    expect(new Set(named).size).toBe(3);
    expect((await stored(county)).sort()).toEqual([...named].sort());
  });

  it('stopped between writing a photo and naming it, writes it under the same name again', async () => {
    const { county, leave, upload } = await opinionCounty();
    const receipt = await leave({ photos: [await upload()] });
    const deps = county.of('shuffle');
    const opinions = Object.create(deps.opinions) as typeof deps.opinions;
    opinions.waitingPhotos = () => deps.opinions.waitingPhotos();
    opinions.namePhoto = (photo, to) => deps.opinions.namePhoto(photo, to);
    opinions.settlePhoto = async () => {
      throw new Error('the engine is out of reach');
    };
    await expect(run({ ...deps, opinions })).rejects.toThrow('out of reach');
    await run(deps);
    expect(await stored(county)).toEqual(await photosOf(county, receipt));
  });

  it('drops a photo that was put in place of the first after the opinion was left', async () => {
    const { county, key, leave } = await opinionCounty();
    const good = madeJpeg();
    const made = await county.call('createPhotoUpload', { session: SESSION, key, bytes: good.length });
    const { photo, url } = answered(made);
    const put = (body: Uint8Array<ArrayBuffer>) =>
      fetch(url, { method: 'PUT', headers: { 'content-type': 'image/jpeg' }, body });
    expect((await put(good)).status).toBe(200);
    const receipt = await leave({ photos: [photo] });
    expect((await put(new Uint8Array(good.length).fill(0x3c))).status).toBe(200);
    await run(county.of('shuffle'));
    expect(await photosOf(county, receipt)).toEqual([]);
    expect(await stored(county)).toEqual([]);
  });

  it('clears away what no opinion claimed by the end of its day, and not what may still be claimed', async () => {
    const { county, leave, upload } = await opinionCounty();
    const forgotten = await upload();
    const claimed = await upload();
    const receipt = await leave({ photos: [claimed] });
    await run(county.of('shuffle'));
    expect(await county.all.photos.list('incoming/', 10)).toEqual([forgotten]);
    await run({ ...county.of('shuffle'), nowMs: () => county.clock.nowMs + DAY_MS });
    expect(await stored(county)).toEqual(await photosOf(county, receipt));
  });
});

describe('a photo that is released', () => {
  const prepared = async () => {
    const made = await opinionCounty();
    const { county, leave, upload } = made;
    const opinion = await leave({ photos: [await upload()] });
    const words = { kind: 'question', about: { kind: 'unit' }, topic: '占道', wording: '占道怎么管？' } as const;
    answered(await county.call('collate', { session: SESSION, opinions: [opinion], ...words }, OFFICE));
    return { ...made, opinion, words };
  };
  const release = (county: County, opinion: string, photo: string, number = 1) =>
    county.call('releasePhoto', { session: SESSION, number, opinion, photo }, OFFICE);
  const first = async (county: County, opinion: string) => (await photosOf(county, opinion))[0] ?? '';

  it('is seen by the unit from then on, and was not before', async () => {
    const { county, opinion } = await prepared();
    await run(county.of('shuffle'));
    const photo = await first(county, opinion);
    const see = () => county.call('openReleasedPhoto', { session: SESSION, number: 1, photo }, CLERK);
    expect(refusedAs(await see())).toBe('404 photo-unknown');
    expect(answered(await release(county, opinion, photo)).photos).toEqual([photo]);
    const response = await fetch(answered(await see()).url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(madeJpeg());
    const other = await county.call('openReleasedPhoto', { session: SESSION, number: 1, photo }, OTHER_CLERK);
    expect(refusedAs(other)).toBe('403 unit-not-yours');
  });

  it.each([
    ['taken out of the entry', 1],
    ['taken out before its release is even on record', 0],
  ])('is not released with an entry that its opinion leaves in the same moment: %s', async (_, moment) => {
    const { county, opinion, leave, words } = await prepared();
    await run(county.of('shuffle'));
    const photo = await first(county, opinion);
    const other = await leave();
    const change = { session: SESSION, number: 1, ...words };
    answered(
      await county.call('changeCollated', { ...change, expectedVersion: 1, opinions: [opinion, other] }, OFFICE),
    );
    const takeOut = async () =>
      answered(await county.call('changeCollated', { ...change, expectedVersion: 2, opinions: [other] }, OFFICE));
    county.justBefore(
      moment === 1
        ? { command: 'PutItem', naming: 'COLLATED#0001' }
        : { command: 'TransactWriteItems', naming: 'releasePhoto' },
      takeOut,
    );
    expect(refusedAs(await release(county, opinion, photo))).toBe('409 photo-of-another-entry');
    const { value, version } = (await county.all.meetings.collated.read(SESSION, 1)) ?? {};
    expect([value?.opinions, value?.photos, version]).toEqual([1, [], 3]);
  });

  it('is not released before the night rewrote it, nor with another entry, nor by a name that is not there', async () => {
    const { county, opinion, leave, words } = await prepared();
    const arrived = await first(county, opinion);
    answered(
      await county.call('collate', { session: SESSION, opinions: [await leave()], ...words, topic: '其他' }, OFFICE),
    );
    const before = await county.snapshot();
    expect(refusedAs(await release(county, opinion, arrived))).toBe('409 photo-not-rewritten');
    expect(refusedAs(await release(county, opinion, arrived, 2))).toBe('409 photo-of-another-entry');
    expect(refusedAs(await release(county, opinion, `kept/${'a'.repeat(22)}`))).toBe('404 photo-unknown');
    expect(await county.snapshot()).toEqual(before);
  });

  it('is shown to nobody before the night: the storage says of every object when it was written', async () => {
    const { county, opinion } = await prepared();
    const photo = await first(county, opinion);
    const before = await county.snapshot();
    const look = await county.call('openPhoto', { session: SESSION, opinion, photo }, OFFICE);
    expect(refusedAs(look)).toBe('409 photo-not-rewritten');
    expect(await county.snapshot()).toEqual(before);
  });

  it('is taken back when its opinion leaves the entry', async () => {
    const { county, opinion, leave, words } = await prepared();
    await run(county.of('shuffle'));
    answered(await release(county, opinion, await first(county, opinion)));
    const other = await leave();
    const change = { session: SESSION, number: 1, expectedVersion: 2, opinions: [other], ...words };
    expect(answered(await county.call('changeCollated', change, OFFICE)).photos).toEqual([]);
  });

  it('the inspection office sees every photo of an opinion, and no other by its name', async () => {
    const { county, opinion } = await prepared();
    await run(county.of('shuffle'));
    const photo = await first(county, opinion);
    const { url } = answered(await county.call('openPhoto', { session: SESSION, opinion, photo }, OFFICE));
    expect((await fetch(url)).status).toBe(200);
    const unknown = { session: SESSION, opinion, photo: `kept/${'a'.repeat(22)}` };
    expect(refusedAs(await county.call('openPhoto', unknown, OFFICE))).toBe('404 photo-unknown');
  });
});
