import { isBareJpeg } from '../../shared/process/bare-jpeg.ts';
import { MAX_PHOTO_PIXELS } from '../../shared/process/opinions.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import type { Dependencies } from '../http/dependencies.ts';
import type { Run } from '../http/scheduled.ts';
import { shuffled } from '../http/shuffled.ts';
import type { WaitingPhoto } from '../store/opinions.ts';

const NAME_BYTES = 16;
const LISTED_AT_ONCE = 1_000;

/** Every waiting photo has a new name before the first one is rewritten; a run that goes on keeps the names it finds. */
async function withNames(waiting: readonly WaitingPhoto[], deps: Dependencies): Promise<readonly WaitingPhoto[]> {
  for (const photo of waiting.filter(({ to }) => to === null))
    await deps.opinions.namePhoto(photo, `kept/${Buffer.from(deps.randomBytes(NAME_BYTES)).toString('base64url')}`);
  return deps.opinions.waitingPhotos();
}

/**
 * Writes one photo under its new name, lets its opinion name it so, and deletes what arrived. What is no bare photo any more (an
 * upload address lives some minutes after the opinion was left) goes without being kept.
 */
async function rewrite(waiting: WaitingPhoto, { photos, opinions }: Dependencies): Promise<void> {
  const { photo, to } = waiting;
  // It came while names were given: the next night has it.
  if (to === null) return;
  const body = await photos.read(photo);
  const isFit = body !== undefined && isBareJpeg(body, MAX_PHOTO_PIXELS);
  if (isFit) await photos.put({ key: to, contentType: 'image/jpeg', body });
  await opinions.settlePhoto(waiting, isFit ? to : null);
  await photos.delete(photo);
}

/** Uploads of earlier days that no opinion claims; `claimed` are those that wait. */
async function clearUnclaimed(claimed: ReadonlySet<string>, { photos, nowMs }: Dependencies): Promise<void> {
  const today = `incoming/${shanghaiDay(nowMs())}/`;
  for (let isMore = true; isMore; ) {
    const listed = await photos.list('incoming/', LISTED_AT_ONCE);
    const unclaimed = listed.filter((photo) => photo < today && !claimed.has(photo));
    for (const photo of unclaimed) await photos.delete(photo);
    isMore = listed.length === LISTED_AT_ONCE && unclaimed.length > 0;
  }
}

/**
 * Rewrites the photos that came since the last night, in an order of chance: an object's date then tells the night and no more,
 * and its name is another than the one it was uploaded under. Stopped anywhere, it goes on at the next start.
 */
export const run: Run = async (deps) => {
  const waiting = await withNames(await deps.opinions.waitingPhotos(), deps);
  for (const photo of shuffled(waiting, deps)) await rewrite(photo, deps);
  await clearUnclaimed(new Set((await deps.opinions.waitingPhotos()).map(({ photo }) => photo)), deps);
};
