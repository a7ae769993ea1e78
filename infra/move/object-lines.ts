import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { GetObjectCommand, type GetObjectCommandOutput, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import type { BucketName, CountyPlace } from './county-place.ts';
import { isTransient } from './left-behind.ts';
import { lineOfObject, objectOfLine } from './object-line.ts';

/** Takes an object's bytes as they come and gives their hash; a verification keeps none of them. */
export type TakeBytes = (body: Readable) => Promise<{ readonly bytes: number; readonly sha256: string }>;

/** Counts and hashes, and lets the bytes go. */
export const hashOnly: TakeBytes = async (body) => {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of body) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
};

export interface BucketToRead {
  readonly bucket: BucketName;
  /** Goes on behind the object of this line; `null` from the first. */
  readonly after: string | null;
  readonly take: TakeBytes;
}

function bodyOf({ Body }: GetObjectCommandOutput): Readable {
  if (Body instanceof Readable) return Body;
  throw new Error('an object came without its bytes');
}

const described = ({ ContentType, ContentDisposition, CacheControl }: GetObjectCommandOutput) => ({
  ...(ContentType === undefined ? {} : { contentType: ContentType }),
  ...(ContentDisposition === undefined ? {} : { contentDisposition: ContentDisposition }),
  ...(CacheControl === undefined ? {} : { cacheControl: CacheControl }),
});

async function* keysOf(place: CountyPlace, bucket: BucketName, after: string | null): AsyncGenerator<string> {
  const start = after === null ? {} : { StartAfter: objectOfLine(after).key };
  const input = { Bucket: place.buckets[bucket], ...start };
  for await (const page of paginateListObjectsV2({ client: place.s3 }, input))
    for (const { Key } of page.Contents ?? []) if (Key !== undefined && !isTransient(Key)) yield Key;
}

/** The present objects of a bucket as lines in the order of their keys, without a date; of a photo its key is a name of chance. */
export async function* objectLines(place: CountyPlace, { bucket, after, take }: BucketToRead): AsyncGenerator<string> {
  for await (const key of keysOf(place, bucket, after)) {
    const object = await place.s3.send(new GetObjectCommand({ Bucket: place.buckets[bucket], Key: key }));
    yield lineOfObject({ key, ...described(object), ...(await take(bodyOf(object))) });
  }
}
