import type { Uploads } from '../../functions/store/uploads.ts';
import { answered, type County } from '../integration/registry/county.ts';
import { madeJpeg } from '../unit/opinions/made-jpeg.ts';
import { attempt, gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { leavesOf } from './ground/loot.ts';
import { onceAGround } from './ground/once-a-ground.ts';
import { type Sighting, tellingOrder } from './ground/rank-agreement.ts';
import { opinionsAsIs } from './ground/stages.ts';

/** So many that an order which is right for most of them cannot be chance. */
const PHOTOS = 24;

type Random = (length: number) => Uint8Array;

const chance: Random = (length) => crypto.getRandomValues(new Uint8Array(length));

const LETTERS = 26;

/** Numbers that count up instead of numbers of chance; in letters, of which A to Z lie in the order of what they stand for. */
function counting(): Random {
  let asked = 0;
  return (length) => {
    asked += 1;
    const bytes = new Uint8Array(length);
    new DataView(bytes.buffer).setUint16(1, (Math.floor(asked / LETTERS) << 6) | (asked % LETTERS));
    return bytes;
  };
}

/** A bucket whose dates somebody reads: which object is older than which. */
class DatedBucket {
  readonly written: string[] = [];
  readonly uploads: Uploads;

  constructor(photos: Uploads) {
    const written = this.written;
    this.uploads = Object.assign(Object.create(photos), {
      read: (...given: Parameters<Uploads['read']>) => photos.read(...given),
      delete: (...given: Parameters<Uploads['delete']>) => photos.delete(...given),
      list: (...given: Parameters<Uploads['list']>) => photos.list(...given),
      put: async (object: Parameters<Uploads['put']>[0]) => {
        await photos.put(object);
        written.push(object.key);
      },
    });
  }
}

type Orders = ReadonlyMap<string, readonly Sighting[]>;
/** Before the night: names, and what waits; an object's date is its arrival's then, which docs/threat-model.md says. */
type When = 'on the same day' | 'after the night';

/** Photos in an order that somebody sees, each by a name of it, and by the bytes that its name is made of. */
function ordersBy(seen: string, photos: readonly string[], arrivalOf: (photo: string) => number): Orders {
  if (photos.length !== PHOTOS) throw new Error(`${photos.length} photos are seen`);
  const bytesOf = (photo: string) => Buffer.from(photo.split('/').at(-1) ?? '', 'base64url').toString('hex');
  return new Map<string, readonly Sighting[]>([
    [`the order of ${seen}`, photos.map((photo, value) => ({ arrival: arrivalOf(photo), value }))],
    [`the names in ${seen}`, photos.map((photo) => ({ arrival: arrivalOf(photo), value: photo }))],
    [`the bytes of names in ${seen}`, photos.map((photo) => ({ arrival: arrivalOf(photo), value: bytesOf(photo) }))],
  ]);
}

/** Anything that stands with a photo which waits, and the place of its item in a scan. */
async function ordersOfWaiting(county: County, arrivalOf: (photo: string) => number): Promise<Orders> {
  const waiting = (await county.items()).filter(({ pk }) => pk === 'photos#waiting');
  const orders = new Map<string, Sighting[]>();
  for (const [place, item] of waiting.entries()) {
    const seen = [...leavesOf(item).map(([path, leaf]) => [`what waits, by ${path.slice(1)}`, String(leaf)] as const)];
    for (const [name, value] of [...seen, ['what waits, in a scan', place] as const])
      orders.set(name, [...(orders.get(name) ?? []), { arrival: arrivalOf(String(item['sk'])), value }]);
  }
  if (waiting.length !== PHOTOS) throw new Error('a photo does not wait for the night');
  return orders;
}

/** Photos come with opinions in an order that the attacker knows; on the same day and after the night somebody looks. */
async function playNight(random: Random, ground: Ground): Promise<Readonly<Record<When, Orders>>> {
  const { opinionCounty, rewritePhotos } = opinionsAsIs();
  const { county, key, opinion } = await opinionCounty(ground.site);
  const { session } = await opinion();
  const arrivals = new Map<string, number>();
  const opinions: string[] = [];
  for (let each = 0; each < PHOTOS; each += 1) {
    const bytes = madeJpeg({ width: 10 + each });
    const asked = { session, key, bytes: bytes.length };
    const { photo, url, contentType } = answered(
      await county.call('createPhotoUpload', asked, { deps: { randomBytes: random } }),
    );
    const put = await fetch(url, { method: 'PUT', headers: { 'content-type': contentType }, body: bytes });
    if (!put.ok) throw new Error(`the storage answered ${put.status}`);
    const left = await opinion({ photos: [photo] });
    answered(await county.call('leaveOpinion', left));
    arrivals.set(photo, each);
    opinions.push(left.receiptHash);
  }
  const arrivalOf = (photo: string): number => {
    const arrival = arrivals.get(photo);
    if (arrival === undefined) throw new Error('a photo has no opinion');
    return arrival;
  };
  const listed = ordersBy('the bucket', await county.all.photos.list('incoming/', 1_000), arrivalOf);
  const sameDay = new Map([...listed, ...(await ordersOfWaiting(county, arrivalOf))]);

  const deps = county.of('shuffle');
  const bucket = new DatedBucket(deps.photos);
  await rewritePhotos({ ...deps, photos: bucket.uploads, randomBytes: random });
  for (const [place, receipt] of opinions.entries())
    for (const photo of (await county.all.opinions.findByReceipt(session, receipt))?.photos ?? [])
      arrivals.set(photo, place);
  return { 'on the same day': sameDay, 'after the night': ordersBy('dates', bucket.written, arrivalOf) };
}

/** Each is played once for both attempts. */
const NIGHTS = {
  chance: onceAGround((ground) => playNight(chance, ground)),
  counting: onceAGround((ground) => playNight(counting(), ground)),
};
type Night = (ground: Ground) => Promise<Readonly<Record<When, Orders>>>;

function verdict(orders: Orders): Outcome {
  const found = tellingOrder(orders);
  return found === undefined ? stopped('an order of chance') : gained(`whose photo came when, from ${found}`);
}

export const photoDateAttempts = [
  attempt<Night>({
    title: 'names of objects, and of what waits, on the day on which they come, against the order of arrival',
    stoppedBy: 'an order of chance',
    weakness: 'chance in the names that uploads are given',
    product: () => NIGHTS.chance,
    weakened: () => NIGHTS.counting,
    play: async (night, ground) => verdict((await night(ground))['on the same day']),
  }),
  attempt<Night>({
    title: 'dates and names of objects after the night, against the order of arrival',
    stoppedBy: 'an order of chance',
    weakness: 'chance in names and in the order of the night',
    product: () => NIGHTS.chance,
    weakened: () => NIGHTS.counting,
    play: async (night, ground) => verdict((await night(ground))['after the night']),
  }),
];
