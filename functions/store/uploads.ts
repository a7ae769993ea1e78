import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { type FileKind, looksLike } from '../../shared/process/file-kinds.ts';
import { attachment } from './attachment.ts';

/** How long a signed address to upload or read is good. */
export const UPLOAD_SECONDS = 300;
const SNIFFED_BYTES = 4_096;

/** Where browsers write what is to be kept elsewhere once it was checked; what nobody claims goes within a day. */
export const INCOMING_PREFIX = 'incoming/';
export const incomingKey = (kept: string): string => `${INCOMING_PREFIX}${kept}`;
/** Each attempt that fails means that it was written over, or kept by somebody else, at this moment. */
const MAX_ATTEMPTS = 5;

export interface UploadsOptions {
  readonly client: S3Client;
  readonly bucket: string;
  /** Signs the URLs that browsers open, when their address is another than the functions' own. */
  readonly signingClient?: S3Client;
}

export interface UploadPlace {
  readonly key: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly nowMs: number;
}

/** What a browser said that it sends. */
export interface ClaimedUpload {
  /** Where it is kept; it comes under `incomingKey` of it. */
  readonly key: string;
  readonly kind: FileKind;
  readonly bytes: number;
}

/** What lies under a key: its length, its first bytes, by which its kind is told, and the tag of these very bytes. */
export interface Arrived {
  readonly bytes: number;
  readonly start: Uint8Array;
  readonly etag: string;
}

const hasStatus = (error: unknown, ...statuses: readonly number[]): boolean =>
  error instanceof S3ServiceException && statuses.includes(error.$metadata.httpStatusCode ?? 0);
/** A role without `ListBucket` is told 403 for an object that does not exist. */
const isMissing = (error: unknown): boolean => hasStatus(error, 403, 404);
/** 412: not the bytes that were looked at, or there already; 409: somebody else writes there at this moment. */
const hasLostARace = (error: unknown): boolean => hasStatus(error, 409, 412);

const pathOf = (bucket: string, key: string): string =>
  [bucket, ...key.split('/')].map((part) => encodeURIComponent(part)).join('/');

/** A bucket that browsers write into by signed address; size and type are signed with it, content is checked before it is relied on. */
export class Uploads {
  readonly #client: S3Client;
  readonly #signingClient: S3Client;
  readonly #bucket: string;

  constructor({ client, bucket, signingClient = client }: UploadsOptions) {
    this.#client = client;
    this.#signingClient = signingClient;
    this.#bucket = bucket;
  }

  /** An address that takes one PUT of exactly this type and length, for `UPLOAD_SECONDS`. */
  async signedPut({ key, contentType, bytes, nowMs }: UploadPlace): Promise<string> {
    const command = new PutObjectCommand({
      Bucket: this.#bucket,
      Key: key,
      ContentType: contentType,
      ContentLength: bytes,
    });
    return getSignedUrl(this.#signingClient, command, {
      expiresIn: UPLOAD_SECONDS,
      signingDate: new Date(nowMs),
      signableHeaders: new Set(['host', 'content-type', 'content-length']),
    });
  }

  /** An address to read it, under which a browser saves it as `fileName`. */
  async signedGet(object: {
    readonly key: string;
    readonly contentType: string;
    readonly fileName: string;
    readonly nowMs: number;
  }): Promise<string> {
    const command = new GetObjectCommand({
      Bucket: this.#bucket,
      Key: object.key,
      ResponseContentDisposition: attachment(object.fileName, 'file'),
      ResponseContentType: object.contentType,
      ResponseCacheControl: 'no-store',
    });
    return getSignedUrl(this.#signingClient, command, {
      expiresIn: UPLOAD_SECONDS,
      signingDate: new Date(object.nowMs),
    });
  }

  /** What lies there, looked at as one thing; `undefined` when nothing does, or when it was written over meanwhile. */
  async arrived(key: string): Promise<Arrived | undefined> {
    const object = { Bucket: this.#bucket, Key: key };
    try {
      const { ContentLength: bytes = 0, ETag: etag = '' } = await this.#client.send(new HeadObjectCommand(object));
      if (bytes === 0) return { bytes, start: new Uint8Array(), etag };
      const Range = `bytes=0-${Math.min(bytes, SNIFFED_BYTES) - 1}`;
      const part = await this.#client.send(new GetObjectCommand({ ...object, Range, IfMatch: etag }));
      return { bytes, start: (await part.Body?.transformToByteArray()) ?? new Uint8Array(), etag };
    } catch (error) {
      if (isMissing(error) || hasLostARace(error)) return undefined;
      throw error;
    }
  }

  /**
   * Keeps under its key what a browser sent to the incoming one, if it is what it was said to be: the very bytes that were looked
   * at are copied, once, to where no signed address writes. Whoever writes over the incoming ones afterwards changes nothing, and a
   * repeated request finds what was kept. `missing`: it did not come whole, or changes all the time; `unfit`: of another kind, it
   * does not stay.
   */
  async keep({ key, kind, bytes }: ClaimedUpload): Promise<'kept' | 'missing' | 'unfit'> {
    const incoming = incomingKey(key);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const arrived = await this.arrived(incoming);
      // In this order: whoever keeps it at this moment puts the copy there before the original goes.
      const there = await this.arrived(key);
      const found = there ?? arrived;
      if (found?.bytes !== bytes) return 'missing';
      const isFit = looksLike(kind, found.start);
      if (there !== undefined) return isFit ? 'kept' : 'unfit';
      if (isFit && !(await this.#copyOnce({ from: incoming, etag: found.etag, to: key }))) continue;
      await this.delete(incoming);
      return isFit ? 'kept' : 'unfit';
    }
    return 'missing';
  }

  /** `false`, and nothing copied, when the source is not those bytes any more, or the target is there already. */
  async #copyOnce(copy: { readonly from: string; readonly etag: string; readonly to: string }): Promise<boolean> {
    const command = new CopyObjectCommand({
      Bucket: this.#bucket,
      Key: copy.to,
      CopySource: pathOf(this.#bucket, copy.from),
      CopySourceIfMatch: copy.etag,
      IfNoneMatch: '*',
    });
    try {
      await this.#client.send(command);
      return true;
    } catch (error) {
      if (isMissing(error) || hasLostARace(error)) return false;
      throw error;
    }
  }

  async read(key: string): Promise<Uint8Array | undefined> {
    try {
      const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }));
      return await Body?.transformToByteArray();
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async put(object: { readonly key: string; readonly contentType: string; readonly body: Uint8Array }): Promise<void> {
    const { key: Key, contentType: ContentType, body: Body } = object;
    await this.#client.send(new PutObjectCommand({ Bucket: this.#bucket, Key, ContentType, Body }));
  }

  async delete(key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: key }));
  }

  /** The keys under a prefix, up to `limit`, in their order. */
  async list(prefix: string, limit: number): Promise<readonly string[]> {
    const { Contents = [] } = await this.#client.send(
      new ListObjectsV2Command({ Bucket: this.#bucket, Prefix: prefix, MaxKeys: limit }),
    );
    return Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
  }
}
