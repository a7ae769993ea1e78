import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { build } from 'esbuild';
import { KmsKeyWrap } from '../../functions/store/key-wrap.ts';
import { Meetings } from '../../functions/store/meetings.ts';
import { tableDefinition } from '../../functions/store/tables.ts';
import { BUNDLE_SETTINGS } from '../../infra/function-bundling.ts';
import { startEngine } from '../../infra/local/engine.ts';
import { listen } from '../../infra/local/listen.ts';
import { ROUTES } from '../../shared/contract/routes.ts';
import { indicatorCount } from '../../shared/process/ballot-form.ts';
import { toB64u } from '../../shared/protocol/bytes.ts';
import { sealBallot } from '../../shared/protocol/seal.ts';
import { FORM_OF_33 } from './ballot-forms.ts';
import { startLoopbackKms } from './loopback-kms.ts';
import { type MadeMeeting, makeMeeting, newToken, random, storeMeeting } from './made-meeting.ts';

const RUNTIME = fileURLToPath(new URL('runtime-process.mjs', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const COUNTY = 'tuanfeng';
const CREDENTIALS = { accessKeyId: 'LOCALCOLDSTART', secretAccessKey: 'a secret of this run' };
const REGION = 'local-1';

export type ColdFunction = 'cast' | 'empty';
const ENTRIES: Readonly<Record<ColdFunction, string>> = {
  cast: 'functions/cast/handler.ts',
  empty: 'test/load/empty-handler.ts',
};

/** Starts functions from nothing, each in a process of its own that speaks the Runtime API. */
export interface ColdStarts {
  /** Milliseconds from starting the process until its first answer is here; throws when that is not a 200. */
  measure(which: ColdFunction): Promise<number>;
  stop(): Promise<void>;
}

async function bundleInto(folder: string, which: ColdFunction): Promise<string> {
  const outfile = join(folder, `${which}.mjs`);
  await build({
    ...BUNDLE_SETTINGS,
    mainFields: [...BUNDLE_SETTINGS.mainFields],
    external: [...BUNDLE_SETTINGS.external],
    banner: { js: BUNDLE_SETTINGS.banner },
    absWorkingDir: ROOT,
    entryPoints: [ENTRIES[which]],
    outfile,
    logLevel: 'silent',
  });
  return outfile;
}

async function sealedBallot(meeting: MadeMeeting): Promise<string> {
  const { manifest, manifestHash } = meeting;
  const scores = Array.from(random(indicatorCount(manifest.subjects)), (byte) => byte % 11);
  return toB64u(await sealBallot({ manifest, manifestHash, token: newToken(meeting), scores, random }));
}

/** One event for one process, and when its answer came. */
async function runOnce(file: string, event: object, environment: Readonly<Record<string, string>>): Promise<number> {
  let answered: (text: string) => void = () => undefined;
  const answer = new Promise<string>((resolve) => {
    answered = resolve;
  });
  const server = createServer(async (request, response) => {
    if (request.url?.endsWith('/next') === true) {
      response.writeHead(200, { 'lambda-runtime-aws-request-id': 'first' }).end(JSON.stringify(event));
      return;
    }
    let text = '';
    for await (const piece of request.setEncoding('utf8')) text += piece;
    answered(text);
    response.writeHead(202).end();
  });
  const port = await listen(server, { address: '127.0.0.1', port: 0 });
  const startedMs = performance.now();
  const child = spawn(process.execPath, ['--enable-source-maps', RUNTIME], {
    env: { ...environment, AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`, HANDLER_FILE: pathToFileURL(file).href },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    const text = await Promise.race([
      answer,
      ended.then(([code]) => Promise.reject(new Error(`it ended with ${code}`))),
    ]);
    const took = performance.now() - startedMs;
    const { statusCode, body } = JSON.parse(text);
    if (statusCode !== 200) throw new Error(`the first answer was ${statusCode}: ${body}`);
    return took;
  } finally {
    await ended;
    server.closeAllConnections();
    server.close();
  }
}

/** A meeting in which the voting is open, its keys wrapped as in the cloud, on a real engine. */
export async function startColdStarts(): Promise<ColdStarts> {
  const [engine, kms] = await Promise.all([startEngine({}), startLoopbackKms()]);
  const folder = await mkdtemp(join(tmpdir(), 'shuangshu-cold-'));
  // What Lambda's runtime brings along, here of the lock file's version.
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const client = new DynamoDBClient({ endpoint: engine.endpoint, region: REGION, credentials: CREDENTIALS });
  const keys = new KMSClient({ endpoint: kms.endpoint, region: REGION, credentials: CREDENTIALS });
  for (const name of ['Meetings', 'BallotBox']) await client.send(new CreateTableCommand(tableDefinition(name)));
  const meetings = new Meetings(DynamoDBDocumentClient.from(client), 'Meetings');
  const keyWrap = new KmsKeyWrap({ client: keys, keyId: 'loopback', county: COUNTY, randomBytes: random });
  const meeting = await makeMeeting('cold-start', FORM_OF_33);
  await storeMeeting({ meetings, keyWrap }, meeting, 'voting');
  const files = { cast: await bundleInto(folder, 'cast'), empty: await bundleInto(folder, 'empty') };
  const environment = {
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
    AWS_ENDPOINT_URL_KMS: kms.endpoint,
    ...{ COUNTY, MEETINGS_TABLE: 'Meetings', BALLOT_BOX_TABLE: 'BallotBox', KEY_ID: 'loopback' },
    CAST_TIME_LIMIT_MS: '10000',
  };
  const { method, path } = ROUTES.castBallot;
  return {
    measure: async (which) => {
      const body = JSON.stringify({ session: meeting.session, ballot: await sealedBallot(meeting) });
      const headers = { 'content-type': 'application/json', 'accept-language': 'en' };
      return runOnce(
        files[which],
        { routeKey: `${method} ${path}`, headers, body, isBase64Encoded: false },
        environment,
      );
    },
    stop: async () => {
      client.destroy();
      keys.destroy();
      kms.close();
      await engine.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
