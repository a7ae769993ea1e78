import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KMSClient } from '@aws-sdk/client-kms';
import { build } from 'esbuild';
import { KmsKeyWrap } from '../../../functions/store/key-wrap.ts';
import { BUNDLE_SETTINGS } from '../../../infra/function-bundling.ts';
import type { eventOf } from '../../gateway/event-of.ts';
import { COUNTY } from '../../integration/ballot/hall.ts';
import { startLoopbackKms } from '../../load/loopback-kms.ts';
import { platformRandom } from '../../unit/protocol/vectors.ts';
import type { Ground } from './ground.ts';
import { onceAGround } from './once-a-ground.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const REGION = 'local-1';
const KEY_ID = 'loopback';

export const HALVES = ['draw', 'cast'] as const;
/** The functions of the two halves of voting. */
export type Half = (typeof HALVES)[number];

/** What a weakened function keeps of a header of each request. */
export interface Remembering {
  readonly header: string;
  readonly as: 'text' | 'bytes' | 'bytes of hex' | 'number';
}

/** What a process does that the product's does not. */
export interface Weakness {
  readonly remembers: readonly Remembering[];
  /** Of small buffers, as Node has one unless it is told otherwise. */
  readonly hasPool: boolean;
}

/** What a process is asked by message. */
export type Asked = { readonly event: FunctionEvent } | { readonly dump: string };
type FunctionEvent = ReturnType<typeof eventOf>;

/** Everything that can be reached in a process: its texts and numbers as JSON, and the contents of its buffers. */
export interface Memory {
  readonly texts: Buffer;
  readonly buffers: Buffer;
}

/** What the bundles and the processes stand on: files, keys and an environment as the cloud gives it. */
export const workshop = onceAGround(async (ground) => {
  const folder = await mkdtemp(join(tmpdir(), 'shuangshu-warm-'));
  ground.site.onEnd(() => rm(folder, { recursive: true, force: true }));
  // What Lambda's runtime brings along, here of the lock file's version.
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const entryPoints = {
    ...Object.fromEntries(HALVES.map((name) => [name, `functions/${name}/handler.ts`])),
    process: 'test/attacks/ground/warm-process.ts',
  };
  await build({
    absWorkingDir: ROOT,
    entryPoints,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    ...BUNDLE_SETTINGS,
    mainFields: [...BUNDLE_SETTINGS.mainFields],
    external: [...BUNDLE_SETTINGS.external],
    banner: { js: BUNDLE_SETTINGS.banner },
    sourcemap: false,
    logLevel: 'warning',
  });
  const kms = await startLoopbackKms();
  ground.site.onEnd(() => kms.close());
  const credentials = await ground.tables.client.config.credentials();
  const client = new KMSClient({ endpoint: kms.endpoint, region: REGION, credentials });
  const environment = {
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: ground.tables.endpoint,
    AWS_ENDPOINT_URL_KMS: kms.endpoint,
    ...{ MEETINGS_TABLE: 'Meetings', REGISTRY_TABLE: 'Registry', BALLOT_BOX_TABLE: 'BallotBox' },
    ...{ COUNTY, KEY_ID, CAST_TIME_LIMIT_MS: '5000' },
  };
  const keyWrap = new KmsKeyWrap({ client, keyId: KEY_ID, county: COUNTY, randomBytes: platformRandom });
  return { folder, environment, keyWrap };
});

/** The next message of a process that must not end before. */
async function heardFrom(child: ChildProcess): Promise<unknown> {
  const waiting = new AbortController();
  const { signal } = waiting;
  try {
    const ended = once(child, 'exit', { signal }).then(([code]) => Promise.reject(new Error(`it ended with ${code}`)));
    const [message] = await Promise.race([once(child, 'message', { signal }), ended]);
    return message;
  } finally {
    waiting.abort();
  }
}

/** A function whose process stays, one request after the other. */
export class WarmFunction {
  readonly #child: ChildProcess;
  readonly #dumpPath: string;

  private constructor(child: ChildProcess, dumpPath: string) {
    this.#child = child;
    this.#dumpPath = dumpPath;
  }

  static async start(ground: Ground, half: Half, weakness: Weakness): Promise<WarmFunction> {
    const { folder, environment } = await workshop(ground);
    const child = fork(join(folder, 'process.mjs'), [join(folder, `${half}.mjs`), JSON.stringify(weakness)], {
      env: environment,
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await heardFrom(child);
    return new WarmFunction(child, join(folder, String(child.pid)));
  }

  async #ask(asked: Asked): Promise<unknown> {
    const answer = heardFrom(this.#child);
    this.#child.send(asked);
    return answer;
  }

  /** Hands it an event, as Lambda does. */
  send(event: FunctionEvent): Promise<unknown> {
    return this.#ask({ event });
  }

  /** What can be reached in it; ends it. */
  async memory(): Promise<Memory> {
    await this.#ask({ dump: this.#dumpPath });
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    const [snapshot, buffers] = await Promise.all([
      readFile(`${this.#dumpPath}.heapsnapshot`),
      readFile(`${this.#dumpPath}.buffers`),
      ended,
    ]);
    return { texts: snapshot.subarray(snapshot.lastIndexOf('"strings":[')), buffers };
  }
}
