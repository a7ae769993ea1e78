import { access, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeStaffTokenVerifier } from '../../../functions/http/staff-token.ts';
import type { EmbeddedServices, StartApi } from '../../../infra/local/api.ts';
import { type Embedded, type EmbeddedOptions, startEmbedded } from '../../../infra/local/embedded.ts';
import { engineBinary } from '../../../infra/local/engine.ts';
import { listen } from '../../../infra/local/listen.ts';
import { Browser, type Send, signIn } from '../../../infra/local/sign-in.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The hosting is tested here; what runs under /api/ has its own tests. */
const emptyApi: StartApi = async () => ({
  countyName: '团风县',
  handle: (_request, response) => {
    response.writeHead(404).end('the API');
  },
  prepareSample: () => Promise.reject(new Error('no sample here')),
  runScheduled: () => Promise.resolve(),
  close: () => Promise.resolve(),
});

async function start(options: Partial<EmbeddedOptions> = {}): Promise<Embedded> {
  const embedded = await startEmbedded({ county: 'tuanfeng', pages: 'none', startApi: emptyApi, ...options });
  onTestFinished(() => embedded.close());
  return embedded;
}

function clientsOf({ dynamodb, storage }: EmbeddedServices) {
  const dynamo = new DynamoDBClient({ ...dynamodb, maxAttempts: 1 });
  const s3 = new S3Client({ ...storage, forcePathStyle: true, maxAttempts: 1 });
  const presigner = new S3Client({ ...storage, endpoint: storage.publicEndpoint, forcePathStyle: true });
  onTestFinished(() => {
    for (const client of [dynamo, s3, presigner]) client.destroy();
  });
  return { dynamo, s3, presigner };
}

const oidcClientOf = ({ origin, services }: Embedded) => ({ origin, ...services.staff });

function firstAccount({ accounts: [account] }: Embedded) {
  if (account === undefined) throw new Error('an account at least');
  return account;
}

const isAlive = (pid: number | undefined): boolean => {
  if (pid === undefined) throw new Error('an engine of our own');
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function writeSomething({ services }: Embedded) {
  const { dynamo, s3 } = clientsOf(services);
  await dynamo.send(
    new CreateTableCommand({
      TableName: 'Meetings',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    }),
  );
  await dynamo.send(new PutItemCommand({ TableName: 'Meetings', Item: { pk: { S: 'kept' } } }));
  await s3.send(new PutObjectCommand({ Bucket: services.storage.resultsBucket, Key: '结果.json', Body: 'kept' }));
}

async function readItem({ services }: Embedded) {
  const { dynamo } = clientsOf(services);
  const { Item } = await dynamo.send(new GetItemCommand({ TableName: 'Meetings', Key: { pk: { S: 'kept' } } }));
  return Item;
}

describe('one origin', () => {
  test('serves configuration, issuer, storage and API side by side', async () => {
    const embedded = await start();
    const { origin, services } = embedded;
    expect(await (await fetch(`${origin}/config.json`)).json()).toMatchObject({
      county: 'tuanfeng',
      oidc: { issuer: `${origin}/oidc`, clientId: 'shuangshu-console', audience: `${origin}/api` },
    });
    const discovery = await fetch(`${origin}/oidc/.well-known/openid-configuration`);
    expect(await discovery.json()).toMatchObject({ issuer: `${origin}/oidc`, jwks_uri: services.staff.jwksUri });
    expect((await fetch(`${origin}/storage/results/x`)).status).toBe(403);
    expect(await (await fetch(`${origin}/api/nothing`)).text()).toBe('the API');
  });

  test('a browser that came as localhost is sent to the address that the issuer knows', async () => {
    const { origin, port } = await start();
    const moved = await fetch(`http://localhost:${port}/vote/?s=abc`, { redirect: 'manual' });
    expect([moved.status, moved.headers.get('location')]).toEqual([307, `${origin}/vote/?s=abc`]);
  });

  test('a listener that throws is a 500 without a word of why, and the server goes on', async () => {
    const faults: unknown[] = [];
    const failing: StartApi = async (services) => ({
      ...(await emptyApi(services)),
      handle: () => {
        throw new Error('secret detail');
      },
    });
    const { origin } = await start({ startApi: failing, onFault: (error) => faults.push(error) });
    const response = await fetch(`${origin}/api/cast`);
    expect([response.status, await response.text()]).toEqual([500, 'Internal error\n']);
    expect(faults).toMatchObject([{ message: 'secret detail' }]);
    expect((await fetch(`${origin}/config.json`)).status).toBe(200);
  });
});

describe('over a restart on the same folder', () => {
  test('data, accounts, wrapping key and access tokens stay', async () => {
    const dataDirectory = await temporaryFolder();
    const before = await start({ dataDirectory });
    await writeSomething(before);
    const { access_token } = await signIn(oidcClientOf(before), firstAccount(before));
    await before.close();

    const after = await start({ dataDirectory, port: before.port });
    expect(await readItem(after)).toEqual({ pk: { S: 'kept' } });
    const { s3 } = clientsOf(after.services);
    const object = await s3.send(new GetObjectCommand({ Bucket: 'results', Key: '结果.json' }));
    expect(await object.Body?.transformToString()).toBe('kept');
    expect(after.accounts).toEqual(before.accounts);
    expect(after.services.wrappingKey).toEqual(before.services.wrappingKey);
    const verify = makeStaffTokenVerifier({ ...after.services.staff, county: 'tuanfeng' });
    expect(await verify(access_token)).toMatchObject({ subject: 'clerk' });
  });

  test('nothing stays when it starts anew', async () => {
    const dataDirectory = await temporaryFolder();
    const before = await start({ dataDirectory });
    await writeSomething(before);
    await before.close();

    const after = await start({ dataDirectory, keep: 'nothing' });
    await expect(readItem(after)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    const { s3 } = clientsOf(after.services);
    const read = s3.send(new GetObjectCommand({ Bucket: 'results', Key: '结果.json' }));
    await expect(read).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(after.accounts).not.toEqual(before.accounts);
    expect(after.services.wrappingKey).not.toEqual(before.services.wrappingKey);
  });
});

describe('ending', () => {
  test('leaves no engine, no listening port, no lock; twice is as good as once', async () => {
    const dataDirectory = await temporaryFolder();
    const { close, enginePid, port, services } = await start({ dataDirectory });
    expect(isAlive(enginePid)).toBe(true);
    await Promise.all([close(), close()]);
    expect(isAlive(enginePid)).toBe(false);
    for (const taken of [port, Number(new URL(services.dynamodb.endpoint).port)]) {
      const server = createServer();
      expect(await listen(server, { address: '127.0.0.1', port: taken })).toBe(taken);
      await new Promise((resolve) => server.close(resolve));
    }
    await expect(access(join(dataDirectory, 'lock.json'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('refuses to start, leaving nothing running,', () => {
  test('on a port in use, with a sentence that says what to do', async () => {
    const { port } = await start();
    const dataDirectory = await temporaryFolder();
    await expect(start({ port, dataDirectory })).rejects.toMatchObject({
      code: 'port-in-use',
      message: `端口 ${port} 已被占用，请用 --port 换一个。\nPort ${port} is in use: choose another with --port.`,
    });
    await expect(access(join(dataDirectory, 'lock.json'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('on a folder in use', async () => {
    const dataDirectory = await temporaryFolder();
    await start({ dataDirectory });
    await expect(start({ dataDirectory })).rejects.toMatchObject({ code: 'data-folder-in-use' });
  });

  test('when the API does not start: the engine is ended again', async () => {
    let services: EmbeddedServices | undefined;
    const failing = async (offered: EmbeddedServices) => {
      services = offered;
      throw new Error('no tables');
    };
    await expect(start({ startApi: failing })).rejects.toThrow('no tables');
    await expect(fetch(services?.dynamodb.endpoint ?? '')).rejects.toThrow('fetch failed');
  });

  test('where no engine comes with the platform, naming DYNAMODB_ENDPOINT', () => {
    expect(() => engineBinary('plan9-mips')).toThrow(
      expect.objectContaining({ code: 'engine-missing', message: expect.stringContaining('DYNAMODB_ENDPOINT') }),
    );
  });
});

test('an engine that runs already is used and left running', async () => {
  const owner = await start();
  const guest = await start({ dynamodbEndpoint: owner.services.dynamodb.endpoint });
  expect(guest.enginePid).toBeUndefined();
  await writeSomething(guest);
  await guest.close();
  expect(await readItem(owner)).toEqual({ pk: { S: 'kept' } });
});

describe('let in phones', () => {
  /** A phone that was told to trust this certificate. */
  const trusting =
    (certificate: string): Send =>
    (url, init = {}) =>
      new Promise((resolve, reject) => {
        const options = {
          method: init.method ?? 'GET',
          headers: init.headers ?? {},
          ca: [certificate, ...rootCertificates],
        };
        httpsRequest(url, options, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              location: response.headers.location,
              setCookie: response.headers['set-cookie'] ?? [],
              text: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        })
          .on('error', reject)
          .end(init.body);
      });

  async function startForPhones() {
    const dataDirectory = await temporaryFolder();
    const embedded = await start({ dataDirectory, reach: 'phones', host: '127.0.0.1' });
    const certificate = await readFile(join(dataDirectory, 'certificate', 'certificate.pem'), 'utf8');
    return { embedded, send: trusting(certificate) };
  }

  test('the whole sign-in goes over HTTPS with secure cookies, and the API can check the token', async () => {
    const { embedded, send } = await startForPhones();
    expect(embedded.origin).toBe(`https://127.0.0.1:${embedded.port}`);
    const browser = new Browser(send);
    const { access_token } = await signIn(oidcClientOf(embedded), firstAccount(embedded), browser);
    const set = browser.cookieLines.filter((line) => !/^[^=]+=;/.test(line));
    expect(set.length).toBeGreaterThan(2);
    for (const line of set) expect(line).toMatch(/; secure/i);
    const verify = makeStaffTokenVerifier({ ...embedded.services.staff, county: 'tuanfeng' });
    expect(await verify(access_token)).toMatchObject({ subject: 'clerk', role: 'unit-clerk' });
  });

  test('what the handlers store by plain HTTP, a phone downloads by a presigned URL over HTTPS', async () => {
    const { embedded, send } = await startForPhones();
    const { s3, presigner } = clientsOf(embedded.services);
    const object = { Bucket: embedded.services.storage.resultsBucket, Key: '结果.json' };
    await s3.send(new PutObjectCommand({ ...object, Body: '结果' }));
    const url = await getSignedUrl(presigner, new GetObjectCommand(object), { expiresIn: 60 });
    expect(url).toMatch(new RegExp(`^https://127\\.0\\.0\\.1:${embedded.port}/storage/results/`));
    expect(await send(url)).toMatchObject({ status: 200, text: '结果' });
  });
});
