import { isBareJpeg } from '../../shared/process/bare-jpeg.ts';
import { MAX_PHOTO_BYTES, MAX_PHOTO_PIXELS } from '../../shared/process/opinions.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { type Refusal, refuse } from '../http/implement.ts';

/** Whether every photo arrived, and carries a picture and nothing else; the refusal where one does not. */
export async function refusePhotos(names: readonly string[], { photos }: Dependencies): Promise<Refusal | undefined> {
  if (new Set(names).size < names.length) return refuse('photo-missing');
  for (const name of names) {
    const arrived = await photos.arrived(name);
    if (arrived === undefined) return refuse('photo-missing');
    // Before it is read whole: the signed address named its length, but a bucket could hold anything.
    const bytes = arrived.bytes <= MAX_PHOTO_BYTES ? await photos.read(name) : new Uint8Array();
    if (bytes === undefined || !isBareJpeg(bytes, MAX_PHOTO_PIXELS))
      return refuse('photo-unfit', { pixels: MAX_PHOTO_PIXELS });
  }
  return undefined;
}
