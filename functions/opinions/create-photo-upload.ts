import { MAX_PHOTO_BYTES } from '../../shared/process/opinions.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import { implement, refuse } from '../http/implement.ts';
import { opinionsAreOpen } from '../http/opinion-form.ts';
import { opensReading } from '../http/reading-key.ts';

const NAME_BYTES = 16;
const CONTENT_TYPE = 'image/jpeg';

/**
 * An address that takes one photo of a named length. Its random name lies under the day, so that the night can clear away what
 * no opinion claimed; what is claimed gets another name then.
 */
export const createPhotoUpload = implement('createPhotoUpload', async ({ request, deps }) => {
  const { session, key, bytes } = request;
  if (!(await opensReading(session, key, deps))) return refuse('reading-key-wrong');
  if (bytes > MAX_PHOTO_BYTES) return refuse('file-too-large', { limitBytes: MAX_PHOTO_BYTES });
  if (!(await opinionsAreOpen(session, deps))) return refuse('opinions-closed');
  const nowMs = deps.nowMs();
  const name = Buffer.from(deps.randomBytes(NAME_BYTES)).toString('base64url');
  const photo = `incoming/${shanghaiDay(nowMs)}/${name}`;
  const url = await deps.photos.signedPut({ key: photo, contentType: CONTENT_TYPE, bytes, nowMs });
  return { answer: { photo, url, contentType: CONTENT_TYPE } };
});
