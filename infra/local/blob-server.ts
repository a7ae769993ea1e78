import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ChunkedBodyError, decodeAwsChunked } from './aws-chunked.ts';
import { type BlobCredentials, checkSignature, type SignedRequest } from './blob-signature.ts';
import { type BlobRecord, BlobStore } from './blob-store.ts';

export interface BlobServerOptions {
  /** Where objects are kept, a folder a bucket. */
  readonly folder: string;
  /** The buckets there are; another name is a 404. */
  readonly buckets: readonly string[];
  /** Path before the bucket, such as `/storage`. */
  readonly mount: string;
  readonly credentials: BlobCredentials;
  readonly region: string;
  readonly now: () => Date;
}

export type NodeListener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Far above any workbook or board of ours; S3's own limit for one PUT is 5 GB. */
const MAX_OBJECT_BYTES = 256 * 1024 * 1024;
const MAX_KEY_BYTES = 1_024;
const MAX_LIST_KEYS = 1_000;

/**
 * Objects share the pages' origin here, which S3 does not do: opened in a browser, one must not run as a page of ours.
 */
const OBJECT_HEADERS = {
  'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Target {
  readonly store: BlobStore;
  readonly bucket: string;
  readonly key: string;
}

interface ObjectRequest extends Target {
  /** All buckets: a copy may come from another one. */
  readonly stores: ReadonlyMap<string, BlobStore>;
  readonly request: IncomingMessage;
  readonly query: URLSearchParams;
  readonly contentSha256?: string;
  readonly now: Date;
}

const XML_ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const xml = (text: string) => text.replace(/[&<>"]/g, (character) => XML_ESCAPES[character] ?? '');

function refusal(status: number, code: string, message: string): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${xml(message)}</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}

const noSuchBucket = () => refusal(404, 'NoSuchBucket', 'The specified bucket does not exist.');
const noSuchKey = () => refusal(404, 'NoSuchKey', 'The specified key does not exist.');

function signedRequestOf(request: IncomingMessage, path: string, query: URLSearchParams): SignedRequest {
  const headers: Record<string, string | undefined> = {};
  for (const [name, values] of Object.entries(request.headersDistinct)) headers[name] = values?.join(',');
  return { method: request.method ?? 'GET', path, query, headers };
}

function decodePath(path: string): { bucket: string; key: string } | undefined {
  try {
    const [, bucket = '', ...key] = path.split('/');
    return { bucket: decodeURIComponent(bucket), key: key.map(decodeURIComponent).join('/') };
  } catch {
    // Not percent-encoded UTF-8: it names nothing.
    return undefined;
  }
}

/** The object's own headers, or those that the (signed) query asks for in their stead. */
function objectHeaders(record: BlobRecord, query: URLSearchParams): Record<string, string> {
  const disposition = query.get('response-content-disposition') ?? record.contentDisposition;
  const cacheControl = query.get('response-cache-control') ?? record.cacheControl;
  return {
    ...OBJECT_HEADERS,
    'content-type': query.get('response-content-type') ?? record.contentType,
    'content-length': String(record.sizeBytes),
    'last-modified': new Date(record.lastModified).toUTCString(),
    etag: `"${record.etag}"`,
    ...(disposition === null || disposition === undefined ? {} : { 'content-disposition': disposition }),
    ...(cacheControl === null || cacheControl === undefined ? {} : { 'cache-control': cacheControl }),
  };
}

const preconditionFailed = () =>
  refusal(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold.');

/** Whether a condition on an object's tag holds; there may be none. */
const matches = (condition: string | undefined, { etag }: BlobRecord): boolean =>
  condition === undefined || condition === '*' || condition.replaceAll('"', '') === etag;

async function getObject(
  { store, key, query, request }: ObjectRequest,
  response: ServerResponse,
): Promise<Answer | undefined> {
  const found = await store.open(key);
  if (found === undefined) return noSuchKey();
  if (!matches(request.headers['if-match'], found.record)) {
    await found.file.close();
    return preconditionFailed();
  }
  response.writeHead(200, objectHeaders(found.record, query));
  try {
    await pipeline(found.file.createReadStream(), response);
  } catch (error) {
    // The reader hung up, with all it wanted or before.
    const hungUp = error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
    if (!hungUp) throw error;
  }
  return undefined;
}

async function headObject({ store, key, query }: ObjectRequest): Promise<Answer> {
  const record = await store.find(key);
  return record === undefined ? { status: 404 } : { status: 200, headers: objectHeaders(record, query) };
}

const PUT_REFUSALS = {
  'too-large': () => refusal(400, 'EntityTooLarge', `An object is at most ${MAX_OBJECT_BYTES} bytes.`),
  'wrong-checksum': () =>
    refusal(400, 'XAmzContentSHA256Mismatch', 'The body does not have the SHA-256 that was signed for it.'),
  exists: preconditionFailed,
} as const;

async function putObject({ store, key, request, contentSha256, now }: ObjectRequest): Promise<Answer> {
  const { headers } = request;
  const framing = String(headers['x-amz-content-sha256'] ?? '');
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) {
    return refusal(411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.');
  }
  if (framing.startsWith('STREAMING-AWS4')) return refusal(501, 'NotImplemented', 'Signed chunks are not supported.');
  const isChunked = framing === 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
  // A body refused halfway still gets its answer over the same socket.
  const body = request.iterator({ destroyOnReturn: false });
  const contentDisposition = headers['content-disposition'];
  const cacheControl = headers['cache-control'];
  const answer = await store.put({
    key,
    body: isChunked ? decodeAwsChunked(body) : body,
    limitBytes: MAX_OBJECT_BYTES,
    contentType: headers['content-type'] ?? 'application/octet-stream',
    onlyIfAbsent: headers['if-none-match'] === '*',
    now,
    ...(contentSha256 === undefined ? {} : { sha256: contentSha256 }),
    ...(contentDisposition === undefined ? {} : { contentDisposition }),
    ...(cacheControl === undefined ? {} : { cacheControl }),
  });
  return answer.ok ? { status: 200, headers: { etag: `"${answer.record.etag}"` } } : PUT_REFUSALS[answer.code]();
}

const COPY_SOURCE = 'x-amz-copy-source';
/** What CopyObject understands beside the source; anything else would be left out silently. */
const UNDERSTOOD = new Set([COPY_SOURCE, 'x-amz-copy-source-if-match', 'x-amz-content-sha256', 'x-amz-date']);
const hasNotUnderstood = ({ headers }: IncomingMessage): boolean =>
  headers['if-match'] !== undefined ||
  Object.keys(headers).some((name) => /^x-amz-(?!user-agent$)/.test(name) && !UNDERSTOOD.has(name));

/** `bucket/key` or `/bucket/key`, percent-encoded. A version is not among what is kept here. */
const sourceOf = (header: string) => decodePath(header.startsWith('/') ? header : `/${header}`);

const copyResult = ({ etag, lastModified }: BlobRecord): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>
<CopyObjectResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><LastModified>${lastModified}</LastModified><ETag>&quot;${etag}&quot;</ETag></CopyObjectResult>`,
});

/** The bytes that are copied are those of the tag that was compared, whatever is written to the source meanwhile. */
async function copyObject(to: ObjectRequest, header: string): Promise<Answer> {
  const { store, stores, bucket, key, request, now } = to;
  const named = header.includes('?') ? undefined : sourceOf(header);
  if (named === undefined) return refusal(400, 'InvalidArgument', 'The source of the copy cannot be read.');
  if (hasNotUnderstood(request)) return refusal(501, 'NotImplemented', 'CopyObject takes no further headers.');
  if (named.bucket === bucket && named.key === key)
    return refusal(400, 'InvalidRequest', 'An object is not copied to itself.');
  const from = stores.get(named.bucket);
  if (from === undefined) return noSuchBucket();
  const source = await from.open(named.key);
  if (source === undefined) return noSuchKey();
  try {
    const condition = request.headersDistinct['x-amz-copy-source-if-match']?.[0];
    if (!matches(condition, source.record)) return preconditionFailed();
    const onlyIfAbsent = request.headers['if-none-match'] === '*';
    const { etag: _etag, sizeBytes: limitBytes, bytesFile: _file, lastModified: _date, ...described } = source.record;
    const body = source.file.createReadStream({ autoClose: false });
    const answer = await store.put({ ...described, key, body, limitBytes, onlyIfAbsent, now });
    return answer.ok ? copyResult(answer.record) : PUT_REFUSALS[answer.code]();
  } finally {
    await source.file.close();
  }
}

async function listObjects({ store, bucket, query }: ObjectRequest): Promise<Answer> {
  if (query.get('list-type') !== '2' || query.has('delimiter')) {
    return refusal(501, 'NotImplemented', 'Only ListObjectsV2 without a delimiter is supported.');
  }
  const prefix = query.get('prefix') ?? '';
  const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
  const limit = Math.min(Number(query.get('max-keys') ?? MAX_LIST_KEYS), MAX_LIST_KEYS);
  const all = await store.list(prefix);
  const rest = all.filter(({ key }) => Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const isTruncated = rest.length > page.length && last !== undefined;
  const urlEncoded = query.get('encoding-type') === 'url';
  const text = (key: string) => xml(urlEncoded ? encodeURIComponent(key).replaceAll('%2F', '/') : key);
  const contents = page.map(
    ({ key, sizeBytes, etag, lastModified }) =>
      `<Contents><Key>${text(key)}</Key><LastModified>${lastModified}</LastModified><ETag>&quot;${etag}&quot;</ETag><Size>${sizeBytes}</Size></Contents>`,
  );
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${xml(bucket)}</Name><Prefix>${text(prefix)}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>${limit}</MaxKeys>${urlEncoded ? '<EncodingType>url</EncodingType>' : ''}<IsTruncated>${isTruncated}</IsTruncated>${contents.join('')}${isTruncated ? `<NextContinuationToken>${xml(last.key)}</NextContinuationToken>` : ''}</ListBucketResult>`;
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
}

async function run(operation: ObjectRequest, response: ServerResponse): Promise<Answer | undefined> {
  const { request, key, store } = operation;
  if (key === '' && request.method === 'GET') return listObjects(operation);
  if (key === '' || Buffer.byteLength(key) > MAX_KEY_BYTES) {
    return refusal(400, 'InvalidArgument', 'A key has 1 to 1024 bytes.');
  }
  switch (request.method) {
    case 'GET':
      return getObject(operation, response);
    case 'HEAD':
      return headObject(operation);
    case 'PUT': {
      const source = request.headersDistinct[COPY_SOURCE]?.[0];
      return source === undefined ? putObject(operation) : copyObject(operation, source);
    }
    case 'DELETE':
      await store.remove(key);
      return { status: 204 };
    default:
      return refusal(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.');
  }
}

function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const body = request.method === 'HEAD' ? undefined : answer.body;
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const isUnread = !request.complete && request.method === 'PUT';
  response.writeHead(answer.status, { ...length, ...answer.headers, ...(isUnread ? { connection: 'close' } : {}) });
  response.end(body);
}

/**
 * An S3-compatible store over files, under `<mount>/<bucket>/<key>`: PutObject (with `If-None-Match: *`), CopyObject (with
 * that too, and with a condition on the source's tag), GetObject (with `If-Match`), HeadObject, DeleteObject, ListObjectsV2. Every request is signed, by header or by presigned URL; a refusal is S3's XML
 * error document.
 */
export async function createBlobServer(options: BlobServerOptions): Promise<NodeListener> {
  const { folder, buckets, mount, credentials, region } = options;
  const stores = new Map(buckets.map((bucket) => [bucket, new BlobStore(join(folder, bucket))]));
  for (const store of stores.values()) await store.prepare();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<Answer | undefined> {
    const [path = '', queryText = ''] = (request.url ?? '').split('?', 2);
    const query = new URLSearchParams(queryText);
    const now = options.now();
    const check = await checkSignature(signedRequestOf(request, path, query), { credentials, region, now });
    if (!check.ok) return refusal(403, check.code, check.message);
    const named = path.startsWith(`${mount}/`) ? decodePath(path.slice(mount.length)) : undefined;
    if (named === undefined) return refusal(400, 'InvalidURI', 'The address cannot be read.');
    const store = stores.get(named.bucket);
    if (store === undefined) return noSuchBucket();
    const signedBody = check.contentSha256 === undefined ? {} : { contentSha256: check.contentSha256 };
    return run({ ...named, ...signedBody, store, stores, request, query, now }, response);
  }

  return async (request, response) => {
    try {
      const answered = await answer(request, response);
      if (answered !== undefined) send(request, response, answered);
    } catch (error) {
      if (!(error instanceof ChunkedBodyError)) throw error;
      send(request, response, refusal(400, 'IncompleteBody', error.message));
    }
  };
}
