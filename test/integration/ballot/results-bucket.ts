import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll } from 'vitest';
import { Documents, type DocumentsPlace, documentKey } from '../../../functions/store/documents.ts';
import { createBlobServer } from '../../../infra/local/blob-server.ts';
import { listen } from '../../../infra/local/listen.ts';
import { DOCUMENTS, type DocumentName } from '../../../shared/contract/rounds.ts';

/** The embedded deployment's own storage, for one test file. */
export interface ResultsBucket {
  readonly documents: Documents;
  /** A document of a session's edition, or undefined when it was never written. */
  read(place: DocumentsPlace, name: DocumentName): Promise<Buffer | undefined>;
  /** Which documents a session's edition has. */
  namesOf(place: DocumentsPlace): Promise<readonly DocumentName[]>;
}

const BUCKET = 'results';
const REGION = 'local-1';
const CREDENTIALS = { accessKeyId: 'LOCALTEST', secretAccessKey: 'a secret of this test' };

export function useResultsBucket(): ResultsBucket {
  let stop = async (): Promise<void> => undefined;
  let client: S3Client | undefined;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'shuangshu-results-'));
    const store = { folder, buckets: [BUCKET], mount: '/storage', credentials: CREDENTIALS, region: REGION };
    const handle = await createBlobServer({ ...store, now: () => new Date() });
    const server = createServer((request, response) => void handle(request, response));
    const port = await listen(server, { address: '127.0.0.1', port: 0 });
    const endpoint = `http://127.0.0.1:${port}/storage`;
    client = new S3Client({ endpoint, region: REGION, forcePathStyle: true, credentials: CREDENTIALS, maxAttempts: 1 });
    stop = async () => {
      client?.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    };
  });
  afterAll(() => stop());
  const started = () => {
    if (client === undefined) throw new Error('the storage has not started');
    return client;
  };
  const read = async (place: DocumentsPlace, name: DocumentName) => {
    const documents = new Documents({ client: started(), bucket: BUCKET });
    if (!(await documents.exists(place, name))) return undefined;
    const found = await started().send(new GetObjectCommand({ Bucket: BUCKET, Key: documentKey(place, name) }));
    return Buffer.from((await found.Body?.transformToByteArray()) ?? []);
  };
  return {
    get documents() {
      return new Documents({ client: started(), bucket: BUCKET });
    },
    read,
    namesOf: async (place) => {
      const there = await Promise.all(DOCUMENTS.map(async (name) => (await read(place, name)) !== undefined));
      return DOCUMENTS.filter((_, index) => there[index]);
    },
  };
}
