import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { DocumentName } from '../../shared/contract/rounds.ts';
import { attachment } from './attachment.ts';

/** How long a signed URL is good. */
export const DOWNLOAD_SECONDS = 300;

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export const CONTENT_TYPES: Readonly<Record<DocumentName, string>> = {
  'result.json': 'application/json',
  'sealed.json': 'application/json',
  'board.json': 'application/json',
  'result.xlsx': XLSX,
  'result.html': 'text/html; charset=utf-8',
};

/** Where the documents of a session are: one folder an edition. `null`: those written before there were editions. */
export interface DocumentsPlace {
  readonly session: string;
  readonly edition: string | null;
}

/** Where a document is kept in the results bucket. */
export const documentKey = ({ session, edition }: DocumentsPlace, name: DocumentName): string =>
  edition === null ? `${session}/${name}` : `${session}/${edition}/${name}`;

/** What is made for one download and deleted after a day: no session has a name with an underscore. */
export const EXPORTS_PREFIX = '_exports/';

/** A role without `ListBucket` is told 403 for an object that does not exist. */
const isMissing = (error: unknown): boolean =>
  error instanceof S3ServiceException && [403, 404].includes(error.$metadata.httpStatusCode ?? 0);

export interface DocumentsOptions {
  readonly client: S3Client;
  readonly bucket: string;
  /** Signs the URLs that browsers open, when their address is another than the functions' own. */
  readonly signingClient?: S3Client;
}

/** A file made for one download. `name` is an ASCII one of its own. */
export interface ExportedFile {
  readonly name: string;
  readonly contentType: string;
}

/** The results bucket: the documents written at the announcement, one folder a session and edition, and what is exported. */
export class Documents {
  readonly #client: S3Client;
  readonly #signingClient: S3Client;
  readonly #bucket: string;

  constructor({ client, bucket, signingClient = client }: DocumentsOptions) {
    this.#client = client;
    this.#signingClient = signingClient;
    this.#bucket = bucket;
  }

  /** Writes a document whole; the same one again replaces it by itself. */
  async put(place: DocumentsPlace, name: DocumentName, body: Uint8Array | string): Promise<void> {
    await this.#client.send(
      new PutObjectCommand({
        Bucket: this.#bucket,
        Key: documentKey(place, name),
        Body: body,
        ContentType: CONTENT_TYPES[name],
      }),
    );
  }

  async exists(place: DocumentsPlace, name: DocumentName): Promise<boolean> {
    try {
      await this.#client.send(new HeadObjectCommand({ Bucket: this.#bucket, Key: documentKey(place, name) }));
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  /** A URL for one document, good for `DOWNLOAD_SECONDS` from `nowMs`, under which a browser saves it as `fileName`. */
  async signedUrl(document: {
    readonly place: DocumentsPlace;
    readonly name: DocumentName;
    readonly fileName: string;
    readonly nowMs: number;
  }): Promise<string> {
    const { place, name, fileName, nowMs } = document;
    return this.#sign({ key: documentKey(place, name), name, contentType: CONTENT_TYPES[name], fileName, nowMs });
  }

  /** Writes a file for one download; one of the same name is replaced. */
  async putExport({ name, contentType, body }: ExportedFile & { readonly body: Uint8Array }): Promise<void> {
    await this.#client.send(
      new PutObjectCommand({
        Bucket: this.#bucket,
        Key: `${EXPORTS_PREFIX}${name}`,
        Body: body,
        ContentType: contentType,
      }),
    );
  }

  /** A URL for an exported file, as for a document. */
  async signedExport(file: ExportedFile & { readonly fileName: string; readonly nowMs: number }): Promise<string> {
    return this.#sign({ ...file, key: `${EXPORTS_PREFIX}${file.name}` });
  }

  async #sign(
    file: ExportedFile & { readonly key: string; readonly fileName: string; readonly nowMs: number },
  ): Promise<string> {
    const { key, name, contentType, fileName, nowMs } = file;
    const command = new GetObjectCommand({
      Bucket: this.#bucket,
      Key: key,
      ResponseContentDisposition: attachment(fileName, name),
      ResponseContentType: contentType,
      ResponseCacheControl: 'no-store',
    });
    return getSignedUrl(this.#signingClient, command, {
      expiresIn: DOWNLOAD_SECONDS,
      signingDate: new Date(nowMs),
    });
  }
}
