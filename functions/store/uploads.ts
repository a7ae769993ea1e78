import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { attachment } from './attachment.ts';

/** How long a signed address to upload or read is good. */
export const UPLOAD_SECONDS = 300;
const SNIFFED_BYTES = 4_096;

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

const isMissing = (error: unknown): boolean =>
  error instanceof S3ServiceException && [403, 404].includes(error.$metadata.httpStatusCode ?? 0);

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

  /** What arrived: its length and its first bytes, by which its kind is told; `undefined` when nothing did. */
  async arrived(key: string): Promise<{ readonly bytes: number; readonly start: Uint8Array } | undefined> {
    try {
      const head = await this.#client.send(new HeadObjectCommand({ Bucket: this.#bucket, Key: key }));
      const bytes = head.ContentLength ?? 0;
      if (bytes === 0) return { bytes, start: new Uint8Array() };
      const range = `bytes=0-${Math.min(bytes, SNIFFED_BYTES) - 1}`;
      const part = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key, Range: range }));
      return { bytes, start: (await part.Body?.transformToByteArray()) ?? new Uint8Array() };
    } catch (error) {
      if (isMissing(error)) return undefined;
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
