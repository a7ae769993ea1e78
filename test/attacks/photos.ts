import type { Uploads } from '../../functions/store/uploads.ts';
import { exifSegment, madeJpeg, PLACE_TAKEN } from '../unit/opinions/made-jpeg.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { opinionsAsIs, opinionsWithout } from './ground/stages.ts';

/** Seven: one order in 5 040 is right by chance, looked at in one direction each. */
const PHOTOS = 7;

type Random = (length: number) => Uint8Array;

const chance: Random = (length) => crypto.getRandomValues(new Uint8Array(length));

/** Numbers that count up instead of numbers of chance. */
function counting(): Random {
  let asked = 0;
  return (length) => {
    asked += 1;
    const bytes = new Uint8Array(length);
    new DataView(bytes.buffer).setUint16(0, asked);
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

/** Photos come with opinions in an order that the attacker knows; after the night the dates and names of objects are compared with it. */
async function playDates(random: Random, ground: Ground): Promise<Outcome> {
  const { opinionCounty, rewritePhotos } = opinionsAsIs();
  const { county, key, opinion } = await opinionCounty(ground.site);
  const { session } = await opinion();
  const arrival: string[] = [];
  for (let each = 0; each < PHOTOS; each += 1) {
    const bytes = madeJpeg({ width: 10 + each });
    const upload = await county.call(
      'createPhotoUpload',
      { session, key, bytes: bytes.length },
      { deps: { randomBytes: random } },
    );
    if (!('answer' in upload)) throw new Error('no address for a photo');
    const { photo, url, contentType } = upload.answer;
    const put = await fetch(url, { method: 'PUT', headers: { 'content-type': contentType }, body: bytes });
    if (!put.ok) throw new Error(`the storage answered ${put.status}`);
    const left = await opinion({ photos: [photo] });
    if ((await county.call('leaveOpinion', left)).status !== 200) throw new Error('an opinion was not taken');
    arrival.push(left.receiptHash);
  }
  const deps = county.of('shuffle');
  const bucket = new DatedBucket(deps.photos);
  await rewritePhotos({ ...deps, photos: bucket.uploads, randomBytes: random });
  const ownerOf = new Map<string, string>();
  for (const receipt of arrival)
    for (const photo of (await county.all.opinions.findByReceipt(session, receipt))?.photos ?? [])
      ownerOf.set(photo, receipt);
  if (ownerOf.size !== PHOTOS) throw new Error('a photo has no opinion');
  const orders = [bucket.written, bucket.written.toSorted()].map((order) => order.map((photo) => ownerOf.get(photo)));
  return orders.some((order) => order.join() === arrival.join())
    ? gained('whose photo came when')
    : stopped('an order of chance');
}

/** A photo straight out of a camera is laid in by a page that does not draw it anew. */
async function playMetadata({ opinionCounty }: ReturnType<typeof opinionsAsIs>, ground: Ground): Promise<Outcome> {
  const { county, opinion, upload } = await opinionCounty(ground.site);
  const photo = await upload(madeJpeg({ before: exifSegment() }));
  const left = await opinion({ photos: [photo] });
  const answered = await county.call('leaveOpinion', left);
  if ('problem' in answered) return stopped(answered.problem.type.replace('urn:shuangshu:problem:', ''));
  const [kept = ''] = (await county.all.opinions.findByReceipt(left.session, left.receiptHash))?.photos ?? [];
  const bytes = await county.all.photos.read(kept);
  const place = Buffer.from(bytes ?? []).includes(PLACE_TAKEN) ? PLACE_TAKEN : undefined;
  return place === undefined ? stopped('a bare picture') : gained(place);
}

/** The same, changed at the storage after its opinion was taken: the address it was uploaded by is good for some minutes. */
async function playSwapped(
  { opinionCounty, rewritePhotos }: ReturnType<typeof opinionsAsIs>,
  ground: Ground,
): Promise<Outcome> {
  const { county, opinion, upload } = await opinionCounty(ground.site);
  const photo = await upload();
  const left = await opinion({ photos: [photo] });
  if ((await county.call('leaveOpinion', left)).status !== 200) throw new Error('an opinion was not taken');
  await county.all.photos.put({ key: photo, contentType: 'image/jpeg', body: madeJpeg({ before: exifSegment() }) });
  await rewritePhotos(county.of('shuffle'));
  const photos = (await county.all.opinions.findByReceipt(left.session, left.receiptHash))?.photos ?? [];
  const kept = await Promise.all(photos.map((each) => county.all.photos.read(each)));
  return kept.some((bytes) => Buffer.from(bytes ?? []).includes(PLACE_TAKEN))
    ? gained(PLACE_TAKEN)
    : stopped('the night');
}

const withoutLooking = opinionsWithout({ 'shared/process/bare-jpeg.ts': { isBareJpeg: () => () => true } });

export const photos: Attack = {
  target: 'an opinion’s photo',
  attacker: 'whoever reads the photos, or lists their bucket',
  holds: 'every photo with its bytes; names and dates of objects; who left opinions in which order',
  wants: 'where and when a photo was taken, or whose it is',
  attempts: [
    attempt({
      title: 'a photo as the camera wrote it, with the place in it',
      stoppedBy: 'photo-unfit',
      weakness: 'the look at what a file carries beside its picture',
      product: opinionsAsIs,
      weakened: withoutLooking,
      play: playMetadata,
    }),
    attempt({
      title: 'a bare photo is changed for one with a place in it after its opinion was taken',
      stoppedBy: 'the night',
      weakness: 'the same look by night',
      product: opinionsAsIs,
      weakened: withoutLooking,
      play: playSwapped,
    }),
    attempt<Random>({
      title: 'dates and names of objects after the night, against the order of arrival',
      stoppedBy: 'an order of chance',
      weakness: 'chance in names and in the order of the night',
      product: () => chance,
      weakened: counting,
      play: playDates,
    }),
  ],
};
