import { type Bytes, utf8 } from '../../shared/protocol/bytes.ts';
import { commentSegment, exifSegment, type MadeJpeg, madeJpeg, PLACE_TAKEN } from '../unit/opinions/made-jpeg.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { onceAGround } from './ground/once-a-ground.ts';
import { type OpinionProduct, opinionsAsIs, opinionsWithout } from './ground/stages.ts';
import { photoDateAttempts } from './photo-dates.ts';

/** An application's segment: a comment's with another marker. */
function appSegment(marker: number, text: string): Bytes {
  const segment = commentSegment(text);
  segment[1] = marker;
  return segment;
}

const XMP = appSegment(0xe1, `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${PLACE_TAKEN}</x:xmpmeta>`);
const IPTC = appSegment(0xed, `Photoshop 3.0\0${PLACE_TAKEN}`);

interface Carrying {
  readonly title: string;
  /** Where a file says, beside its picture, where and when it was taken. */
  readonly added: MadeJpeg;
}

const LAID_IN: readonly Carrying[] = [
  { title: 'a photo as the camera wrote it, with the place in it', added: { before: exifSegment() } },
  { title: 'a photo with the place in its description (XMP)', added: { before: XMP } },
  { title: 'a photo with the place in an editor’s fields (IPTC)', added: { before: IPTC } },
  { title: 'a photo with the place in a comment', added: { before: commentSegment(PLACE_TAKEN) } },
  { title: 'a photo with the place behind its end', added: { after: utf8(PLACE_TAKEN) } },
];

const SWAPPED_IN: readonly Carrying[] = [
  {
    title: 'a bare photo is changed for one with a place in it after its opinion was taken',
    added: { before: exifSegment() },
  },
  { title: 'it is changed for one with the place in its description', added: { before: XMP } },
  { title: 'it is changed for one with the place in a comment', added: { before: commentSegment(PLACE_TAKEN) } },
  { title: 'it is changed for one with the place behind its end', added: { after: utf8(PLACE_TAKEN) } },
];

const withoutLooking = opinionsWithout({ 'shared/process/bare-jpeg.ts': { isBareJpeg: () => () => true } });

/** One county for all photos of a product. */
const at = (product: () => OpinionProduct | Promise<OpinionProduct>) =>
  onceAGround(async (ground) => {
    const { opinionCounty, rewritePhotos } = await product();
    return { ...(await opinionCounty(ground.site)), rewritePhotos };
  });
type At = Awaited<ReturnType<ReturnType<typeof at>>>;
const [asItIs, weakened] = [at(opinionsAsIs), at(withoutLooking)];

const verdict = (kept: readonly (Uint8Array | undefined)[], otherwise: string): Outcome =>
  kept.some((bytes) => Buffer.from(bytes ?? []).includes(PLACE_TAKEN)) ? gained(PLACE_TAKEN) : stopped(otherwise);

/** A photo with more in it than its picture is laid in by a page that does not draw it anew. */
async function playMetadata({ county, opinion, upload }: At, added: MadeJpeg): Promise<Outcome> {
  const photo = await upload(madeJpeg(added));
  const left = await opinion({ photos: [photo] });
  const answered = await county.call('leaveOpinion', left);
  if ('problem' in answered) return stopped(answered.problem.type.replace('urn:shuangshu:problem:', ''));
  const [kept = ''] = (await county.all.opinions.findByReceipt(left.session, left.receiptHash))?.photos ?? [];
  return verdict([await county.all.photos.read(kept)], 'a bare picture');
}

/** The same, changed at the storage after its opinion was taken: the address it was uploaded by is good for some minutes. */
async function playSwapped({ county, opinion, upload, rewritePhotos }: At, added: MadeJpeg): Promise<Outcome> {
  const photo = await upload();
  const left = await opinion({ photos: [photo] });
  if ((await county.call('leaveOpinion', left)).status !== 200) throw new Error('an opinion was not taken');
  await county.all.photos.put({ key: photo, contentType: 'image/jpeg', body: madeJpeg(added) });
  await rewritePhotos(county.of('shuffle'));
  const photos = (await county.all.opinions.findByReceipt(left.session, left.receiptHash))?.photos ?? [];
  return verdict(await Promise.all(photos.map((each) => county.all.photos.read(each))), 'the night');
}

const attemptAt = (texts: {
  readonly title: string;
  readonly stoppedBy: string;
  readonly weakness: string;
  readonly play: (county: At) => Promise<Outcome>;
}) =>
  attempt<(ground: Ground) => Promise<At>>({
    ...texts,
    product: () => asItIs,
    weakened: () => weakened,
    play: async (countyOf, ground) => texts.play(await countyOf(ground)),
  });

export const photos: Attack = {
  target: 'an opinion’s photo',
  attacker: 'whoever reads the photos, or lists their bucket',
  holds: 'every photo with its bytes; names and dates of objects; who left opinions in which order',
  wants: 'where and when a photo was taken, or whose it is',
  attempts: [
    ...LAID_IN.map(({ title, added }) =>
      attemptAt({
        title,
        stoppedBy: 'photo-unfit',
        weakness: 'the look at what a file carries beside its picture',
        play: (county) => playMetadata(county, added),
      }),
    ),
    ...SWAPPED_IN.map(({ title, added }) =>
      attemptAt({
        title,
        stoppedBy: 'the night',
        weakness: 'the same look by night',
        play: (county) => playSwapped(county, added),
      }),
    ),
    ...photoDateAttempts,
  ],
};
