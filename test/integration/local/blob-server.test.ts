import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createBlobServer } from '../../../infra/local/blob-server.ts';
import { listen } from '../../../infra/local/listen.ts';
import { temporaryFolder } from './temporary-folder.ts';

const BUCKET = 'results';
const KEY = '团风县/城关分局/评议结果 2008+(甲)&乙.json';
const CREDENTIALS = { accessKeyId: 'LOCALTEST', secretAccessKey: 'a secret of this test' };
const REGION = 'local-1';

async function startStore({ now = () => new Date() }: { now?: () => Date } = {}) {
  const folder = await temporaryFolder();
  const mount = '/storage';
  const handle = await createBlobServer({
    folder,
    buckets: [BUCKET],
    mount,
    credentials: CREDENTIALS,
    region: REGION,
    now,
  });
  const server = createServer((request, response) => void handle(request, response));
  const port = await listen(server, { address: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const endpoint = `http://127.0.0.1:${port}/storage`;
  const clientWith = (credentials: typeof CREDENTIALS) => {
    const client = new S3Client({ endpoint, region: REGION, forcePathStyle: true, credentials, maxAttempts: 1 });
    onTestFinished(() => client.destroy());
    return client;
  };
  return { folder, endpoint, client: clientWith(CREDENTIALS), clientWith };
}

const put = (body: string | Uint8Array, key = KEY) =>
  new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: body, ContentType: 'application/json; charset=utf-8' });
const get = new GetObjectCommand({ Bucket: BUCKET, Key: KEY });

async function xmlError(
  response: Response,
): Promise<{ status: number; code: string | undefined; message: string | undefined }> {
  const text = await response.text();
  const [, code] = /<Code>(.*?)<\/Code>/.exec(text) ?? [];
  const [, message] = /<Message>(.*?)<\/Message>/.exec(text) ?? [];
  return { status: response.status, code, message };
}

describe('the handlers, which sign by header', () => {
  test('store an object under a Chinese key and read back its bytes, type and hash', async () => {
    const { client } = await startStore();
    const body = JSON.stringify({ 满意度: '97%' });
    const { ETag } = await client.send(put(body));
    expect(ETag).toBe(`"${createHash('md5').update(body).digest('hex')}"`);

    const read = await client.send(get);
    expect(await read.Body?.transformToString()).toBe(body);
    expect(read.ContentType).toBe('application/json; charset=utf-8');
    const head = await client.send(new HeadObjectCommand({ Bucket: BUCKET, Key: KEY }));
    expect(head.ContentLength).toBe(Buffer.byteLength(body));
  });

  test('store a stream, which the SDK sends in chunks with a trailing checksum', async () => {
    const { client } = await startStore();
    const bytes = Buffer.alloc(700_001, 'ballot');
    const Body = Readable.from([bytes.subarray(0, 65_536), bytes.subarray(65_536, 65_537), bytes.subarray(65_537)]);
    await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: KEY, Body, ContentLength: bytes.length }));

    const read = await (await client.send(get)).Body?.transformToByteArray();
    expect(Buffer.compare(Buffer.from(read ?? []), bytes)).toBe(0);
  });

  test('replace an object and leave no bytes of the old one behind', async () => {
    const { client, folder } = await startStore();
    await client.send(put('first'));
    await client.send(put('second'));
    expect(await (await client.send(get)).Body?.transformToString()).toBe('second');
    expect(await readdir(join(folder, BUCKET, 'bytes'))).toHaveLength(1);
  });

  test('write once with If-None-Match: the second writer is refused and the first object stays', async () => {
    const { client } = await startStore();
    const once = (Body: string) =>
      client.send(new PutObjectCommand({ Bucket: BUCKET, Key: KEY, Body, IfNoneMatch: '*' }));
    await once('first');
    await expect(once('second')).rejects.toMatchObject({ name: 'PreconditionFailed' });
    expect(await (await client.send(get)).Body?.transformToString()).toBe('first');
  });

  test('list by prefix, page by page, in the order of the keys', async () => {
    const { client } = await startStore();
    for (const key of ['b/2', 'a/1', 'b/1', 'b/3']) await client.send(put(key, key));
    const list = (ContinuationToken?: string) =>
      client.send(
        new ListObjectsV2Command({
          Bucket: BUCKET,
          Prefix: 'b/',
          MaxKeys: 2,
          ...(ContinuationToken === undefined ? {} : { ContinuationToken }),
        }),
      );
    const first = await list();
    expect(first.Contents?.map(({ Key }) => Key)).toEqual(['b/1', 'b/2']);
    expect((await list(first.NextContinuationToken)).Contents?.map(({ Key }) => Key)).toEqual(['b/3']);
  });

  test('delete an object, after which it is not found', async () => {
    const { client, folder } = await startStore();
    await client.send(put('x'));
    await client.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: KEY }));
    await expect(client.send(get)).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(await readdir(join(folder, BUCKET, 'bytes'))).toEqual([]);
  });

  test('get NoSuchBucket for a bucket that is not there', async () => {
    const { client } = await startStore();
    const elsewhere = new GetObjectCommand({ Bucket: 'other', Key: 'x' });
    await expect(client.send(elsewhere)).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  test('are refused with a wrong secret or an unknown key id, and nothing is stored', async () => {
    const { clientWith, folder } = await startStore();
    const wrongSecret = clientWith({ ...CREDENTIALS, secretAccessKey: 'guessed' });
    await expect(wrongSecret.send(put('x'))).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    const unknownId = clientWith({ ...CREDENTIALS, accessKeyId: 'SOMEONE' });
    await expect(unknownId.send(put('x'))).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
    expect(await readdir(join(folder, BUCKET, 'bytes'))).toEqual([]);
  });

  test('are refused when their clock is a quarter of an hour off', async () => {
    const { client } = await startStore({ now: () => new Date(Date.now() + 16 * 60_000) });
    await expect(client.send(put('x'))).rejects.toMatchObject({ name: 'RequestTimeTooSkewed' });
  });

  test('cannot have the body changed on the way: the signed hash no longer fits, and nothing is stored', async () => {
    const { client, folder } = await startStore();
    client.middlewareStack.add(
      (next) => (args) => {
        return next({ ...args, request: Object.assign(Object(args.request), { body: 'tampered' }) });
      },
      { step: 'finalizeRequest', priority: 'low', name: 'tamper' },
    );
    await expect(client.send(put('original'))).rejects.toMatchObject({ name: 'XAmzContentSHA256Mismatch' });
    expect(await readdir(join(folder, BUCKET, 'bytes'))).toEqual([]);
  });
});

describe('a copy from one key to another', () => {
  const TO = '保存/评议结果.json';
  const copy = (change: Partial<ConstructorParameters<typeof CopyObjectCommand>[0]> = {}) =>
    new CopyObjectCommand({
      Bucket: BUCKET,
      Key: TO,
      CopySource: [BUCKET, ...KEY.split('/')].map(encodeURIComponent).join('/'),
      ...change,
    });
  const readCopy = async (client: S3Client) => {
    const { Body, ContentType, ETag } = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key: TO }));
    return { body: await Body?.transformToString(), ContentType, ETag };
  };

  test('has the bytes, the type and the tag of what it was made from, and stays when that goes', async () => {
    const { client } = await startStore();
    const { ETag } = await client.send(put('结果'));
    const made = await client.send(copy({ CopySourceIfMatch: ETag }));
    expect(made.CopyObjectResult?.ETag).toBe(ETag);
    await client.send(put('written over'));
    await client.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: KEY }));
    expect(await readCopy(client)).toEqual({ body: '结果', ContentType: 'application/json; charset=utf-8', ETag });
  });

  test('of bytes that were written over since is refused, and nothing is made', async () => {
    const { client, folder } = await startStore();
    const { ETag } = await client.send(put('looked at'));
    await client.send(put('written over'));
    await expect(client.send(copy({ CopySourceIfMatch: ETag }))).rejects.toMatchObject({
      name: 'PreconditionFailed',
      $metadata: { httpStatusCode: 412 },
    });
    expect(await readdir(join(folder, BUCKET, 'keys'))).toHaveLength(1);
    expect(await readdir(join(folder, BUCKET, 'bytes'))).toHaveLength(1);
    await expect(client.send(new GetObjectCommand({ Bucket: BUCKET, Key: KEY, IfMatch: ETag }))).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
  });

  test('onto a key that is taken is refused with If-None-Match, and the first one stays', async () => {
    const { client } = await startStore();
    await client.send(put('first'));
    await client.send(copy({ IfNoneMatch: '*' }));
    await client.send(put('second'));
    await expect(client.send(copy({ IfNoneMatch: '*' }))).rejects.toMatchObject({ name: 'PreconditionFailed' });
    expect((await readCopy(client)).body).toBe('first');
  });

  test.each([
    ['of an object that there is not', {}, 'NoSuchKey'],
    ['from a bucket that there is not', { CopySource: 'other/x' }, 'NoSuchBucket'],
    ['of one version of an object', { CopySource: `${BUCKET}/x?versionId=1` }, 'InvalidArgument'],
    ['onto itself', { Key: 'x', CopySource: `${BUCKET}/x` }, 'InvalidRequest'],
    ['with other headers than the source’s', { MetadataDirective: 'REPLACE' }, 'NotImplemented'],
  ] as const)('%s is refused', async (_, change, name) => {
    const { client, folder } = await startStore();
    await expect(client.send(copy(change))).rejects.toMatchObject({ name });
    expect(await readdir(join(folder, BUCKET, 'keys'))).toEqual([]);
  });

  test('with a wrong secret is refused', async () => {
    const { client, clientWith } = await startStore();
    await client.send(put('x'));
    const wrongSecret = clientWith({ ...CREDENTIALS, secretAccessKey: 'guessed' });
    await expect(wrongSecret.send(copy())).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
  });
});

describe('a presigned download', () => {
  async function storedWithUrl({ now = () => new Date() }: { now?: () => Date } = {}) {
    const store = await startStore({ now });
    await store.client.send(put('结果'));
    const url = await getSignedUrl(
      store.client,
      new GetObjectCommand({
        Bucket: BUCKET,
        Key: KEY,
        ResponseContentDisposition: "attachment; filename*=UTF-8''%E7%BB%93%E6%9E%9C.json",
      }),
      { expiresIn: 300, signingDate: now() },
    );
    return { ...store, url };
  }

  test('gives the bytes with the file name asked for, and never runs as a page', async () => {
    const { url } = await storedWithUrl();
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('结果');
    expect(response.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''%E7%BB%93%E6%9E%9C.json");
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('is refused once it has expired, to the second', async () => {
    // The clock stands still, on a whole second as the URL's date does.
    let nowMs = Math.floor(Date.now() / 1_000) * 1_000;
    const { url } = await storedWithUrl({ now: () => new Date(nowMs) });
    nowMs += 299_999;
    expect((await fetch(url)).status).toBe(200);
    nowMs += 1;
    expect(await xmlError(await fetch(url))).toEqual({
      status: 403,
      code: 'AccessDenied',
      message: 'Request has expired.',
    });
  });

  const alterations: readonly [string, (url: URL) => void][] = [
    ['a longer expiry', (url) => url.searchParams.set('X-Amz-Expires', '604800')],
    [
      'a later date',
      (url) =>
        url.searchParams.set('X-Amz-Date', new Date(Date.now() + 60_000).toISOString().replace(/[-:]|\.\d+/g, '')),
    ],
    ['another key', (url) => Object.assign(url, { pathname: url.pathname.replace('.json', '.xlsx') })],
    ['another file name', (url) => url.searchParams.set('response-content-disposition', 'inline')],
    ['a further parameter', (url) => url.searchParams.set('response-content-type', 'text/html')],
    [
      'a signature with one digit changed',
      (url) =>
        url.searchParams.set(
          'X-Amz-Signature',
          (url.searchParams.get('X-Amz-Signature') ?? '').replace(/.$/, (digit) => (digit === '0' ? '1' : '0')),
        ),
    ],
    ['a signature cut short', (url) => url.searchParams.set('X-Amz-Signature', 'ab')],
    [
      'another region',
      (url) =>
        url.searchParams.set(
          'X-Amz-Credential',
          (url.searchParams.get('X-Amz-Credential') ?? '').replace(REGION, 'us-east-1'),
        ),
    ],
  ];
  test.each(alterations)('is refused with %s', async (_, alter) => {
    const { url } = await storedWithUrl();
    const altered = new URL(url);
    alter(altered);
    expect(await xmlError(await fetch(altered))).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
  });

  test('is refused for another method, and the object stays', async () => {
    const { url, client } = await storedWithUrl();
    for (const method of ['PUT', 'DELETE', 'POST']) {
      const response = await fetch(url, { method, ...(method === 'DELETE' ? {} : { body: 'x' }) });
      expect(await xmlError(response)).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
    }
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(403);
    expect(await (await client.send(get)).Body?.transformToString()).toBe('结果');
  });

  test('without its signature is refused, as is any bare address', async () => {
    const { url } = await storedWithUrl();
    const bare = new URL(url);
    bare.searchParams.delete('X-Amz-Signature');
    expect(await xmlError(await fetch(bare))).toMatchObject({ status: 403, code: 'AccessDenied' });
    bare.search = '';
    expect(await xmlError(await fetch(bare))).toMatchObject({ status: 403, code: 'AccessDenied' });
  });
});

describe('a presigned upload', () => {
  const sign = (client: S3Client) =>
    getSignedUrl(client, put('', '导入/名单.xlsx'), {
      expiresIn: 60,
      signableHeaders: new Set(['host', 'content-type']),
    });

  async function presigned() {
    const store = await startStore();
    const signer = new S3Client({
      endpoint: store.endpoint,
      region: REGION,
      forcePathStyle: true,
      credentials: CREDENTIALS,
      requestChecksumCalculation: 'WHEN_REQUIRED',
    });
    onTestFinished(() => signer.destroy());
    return { ...store, url: await sign(signer) };
  }

  test('stores what a plain fetch sends', async () => {
    const { url, client } = await presigned();
    const response = await fetch(url, {
      method: 'PUT',
      body: '名单',
      headers: { 'content-type': 'application/json; charset=utf-8' },
    });
    expect(response.status).toBe(200);
    const read = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key: '导入/名单.xlsx' }));
    expect(await read.Body?.transformToString()).toBe('名单');
  });

  test('is not made a copy of somebody else’s object by a header that nobody signed', async () => {
    const { url, client, folder } = await presigned();
    await client.send(put('不给别人看'));
    const response = await fetch(url, {
      method: 'PUT',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'x-amz-copy-source': [BUCKET, ...KEY.split('/')].map(encodeURIComponent).join('/'),
      },
    });
    expect(await xmlError(response)).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(await readdir(join(folder, BUCKET, 'keys'))).toHaveLength(1);
  });

  test('is refused with another content type than signed, and nothing is stored', async () => {
    const { url, folder } = await presigned();
    const response = await fetch(url, { method: 'PUT', body: 'x', headers: { 'content-type': 'text/html' } });
    expect(await xmlError(response)).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
    expect(await readdir(join(folder, BUCKET, 'keys'))).toEqual([]);
  });
});
