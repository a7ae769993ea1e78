import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Notifier } from '../../functions/http/notifier.ts';
import type { ScheduledName } from '../../shared/contract/schedules.ts';
import { type Account, type AccountDescription, clerkAccounts, loadAccounts, sampleAccounts } from './accounts.ts';
import type { EmbeddedServices, StartApi } from './api.ts';
import { createBlobServer } from './blob-server.ts';
import type { BlobCredentials } from './blob-signature.ts';
import type { Certificate } from './certificate.ts';
import { Closers } from './closers.ts';
import { type DataFolder, openDataFolder, removeDataFolder } from './data-folder.ts';
import { type Engine, endOrphans, externalEngine, startEngine } from './engine.ts';
import { FileNotifier } from './file-notifier.ts';
import { createFrontServer, type FrontServer, type Listener } from './front-server.ts';
import { createIssuer, ISSUER_MOUNT } from './issuer.ts';
import { loadIssuerKeys } from './issuer-keys.ts';
import { lanAddress } from './lan-address.ts';
import { listen } from './listen.ts';
import type { Sample } from './prepare-sample.ts';
import type { SampleProgress } from './sample/living-sample.ts';
import { StartRefusal } from './start-refusal.ts';
import { loadStaticFiles } from './static-files.ts';
import { loadWrappingKey } from './wrapping-key.ts';

export interface EmbeddedOptions {
  readonly county: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** `phones`: HTTPS on an address that they reach. `this-machine`, the default: HTTP on 127.0.0.1. */
  readonly reach?: 'this-machine' | 'phones';
  /** Address or name that phones use; looked up when not given. */
  readonly host?: string;
  /** Undefined: a temporary folder and a database in memory, gone at the end. */
  readonly dataDirectory?: string;
  /** `nothing` starts anew. Default: `all`. */
  readonly keep?: 'all' | 'nothing';
  /** The built pages; `none` serves `/config.json` alone. Default: web/dist. */
  readonly pages?: string;
  readonly accounts?: readonly AccountDescription[];
  /** A DynamoDB engine that runs already; the one from npm is not started then. */
  readonly dynamodbEndpoint?: string;
  /** Default: every operation of the contract. */
  readonly startApi?: StartApi;
  readonly now?: () => Date;
  /** Stands before the file that notices go to, and sees each that is sent, also one that the file has already. */
  readonly watchNotices?: (notifier: Notifier) => Notifier;
  /** Told of what a listener threw. */
  readonly onFault?: (error: unknown) => void;
}

export interface Embedded {
  /** What people open, without a slash at the end. */
  readonly origin: string;
  /** The same deployment by plain HTTP, for programs on this machine; equals `origin` unless phones are let in. */
  readonly localOrigin: string;
  readonly port: number;
  readonly accounts: readonly Account[];
  readonly services: EmbeddedServices;
  /** Undefined when the engine is someone else's. */
  readonly enginePid?: number;
  /** Plays the sample's county once, telling how far it is, and gets one of its meetings ready for a trial. */
  prepareSample(tell?: (progress: SampleProgress) => void): Promise<Sample>;
  /** Runs what the clock would start. */
  runScheduled(name: ScheduledName): Promise<void>;
  /** Ends the servers, the engine, the lock; removes a temporary folder. Safe to call twice. */
  close(): Promise<void>;
}

const asItIs = (notifier: Notifier): Notifier => notifier;
const LOOPBACK = '127.0.0.1';
const EVERYWHERE = '0.0.0.0';
const STORAGE_MOUNT = '/storage';
const RESULTS_BUCKET = 'results';
const UPLOADS_BUCKET = 'uploads';
const PHOTOS_BUCKET = 'photos';
/** A name of no AWS region, so that a signature for one is good for the other never. */
const REGION = 'local-1';
/** The unit of the sample whose meeting is got ready. */
const CLERK_UNIT = 'huilongshan';
/** The other units of the sample, each in another stage. */
const CLERK_UNITS = ['chengguan', 'zongluzui', 'macaomiao', 'shangbahe', 'linshanhe'];
const BUILT_PAGES = fileURLToPath(new URL('../../web/dist', import.meta.url));

async function openFolder({ dataDirectory, keep = 'all' }: EmbeddedOptions, closers: Closers): Promise<DataFolder> {
  const path = dataDirectory ?? (await mkdtemp(join(tmpdir(), 'shuangshu-')));
  if (dataDirectory === undefined) closers.add(() => removeDataFolder(path));
  const folder = await openDataFolder(path, { keep });
  closers.add(() => folder.lock.release());
  await endOrphans(folder.lock.orphans);
  return folder;
}

async function openEngine(options: EmbeddedOptions, folder: DataFolder, closers: Closers): Promise<Engine> {
  if (options.dynamodbEndpoint !== undefined) return externalEngine(options.dynamodbEndpoint);
  const inMemory = options.dataDirectory === undefined;
  const engine = await startEngine(inMemory ? {} : { databaseFile: folder.engineFile });
  closers.add(() => engine.stop());
  if (engine.pid !== undefined) await folder.lock.noteChild(engine.pid);
  return engine;
}

interface Front {
  readonly origin: string;
  readonly localOrigin: string;
  readonly port: number;
  serve(listener: Listener): void;
}

function phoneHost(given: string | undefined): string {
  const host = given ?? lanAddress(networkInterfaces());
  if (host !== undefined) return host;
  throw new StartRefusal(
    'no-lan-address',
    '没有找到手机能访问的本机地址；请连上网络，或用 --host 给出地址。\nThis machine has no address that a phone could reach: join a network, or give the address with --host.',
  );
}

async function listenWith(front: FrontServer, address: string, port: number, closers: Closers): Promise<number> {
  const taken = await listen(front.server, { address, port });
  closers.add(() => front.close());
  return taken;
}

async function openFront(options: EmbeddedOptions, folder: DataFolder, closers: Closers): Promise<Front> {
  const { port = 0, reach = 'this-machine', onFault = () => undefined } = options;
  const local = createFrontServer({ onFault });
  if (reach === 'this-machine') {
    const taken = await listenWith(local, LOOPBACK, port, closers);
    const origin = `http://${LOOPBACK}:${taken}`;
    return { origin, localOrigin: origin, port: taken, serve: local.serve };
  }
  const host = phoneHost(options.host);
  const outer = createFrontServer({ certificate: await certificateFor(host, folder, options), onFault });
  const taken = await listenWith(outer, EVERYWHERE, port, closers);
  const localPort = await listenWith(local, LOOPBACK, 0, closers);
  const serve = (listener: Listener) => {
    outer.serve(listener);
    local.serve(listener);
  };
  return { origin: `https://${host}:${taken}`, localOrigin: `http://${LOOPBACK}:${localPort}`, port: taken, serve };
}

async function certificateFor(host: string, folder: DataFolder, options: EmbeddedOptions): Promise<Certificate> {
  // Loaded here: the library takes a quarter of a second that a start without phones can do without.
  const { loadCertificate } = await import('./certificate.ts');
  return loadCertificate({ folder: folder.certificateFolder, host, now: (options.now ?? (() => new Date()))() });
}

function makeCredentials(): BlobCredentials {
  return {
    accessKeyId: `LOCAL${randomBytes(8).toString('hex')}`,
    secretAccessKey: randomBytes(32).toString('base64url'),
  };
}

/** A browser that came by another name of this machine is sent to the one that the issuer and storage know. */
function redirectLoopback(origin: string, next: Listener): Listener {
  const canonical = new URL(origin).host;
  return (request, response) => {
    const { host = canonical } = request.headers;
    if (host === canonical || !/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host)) return next(request, response);
    response.writeHead(307, { location: `${origin}${request.url ?? '/'}` }).end();
  };
}

function dispatch(listeners: Readonly<Record<'api' | 'issuer' | 'storage' | 'pages', Listener>>): Listener {
  return (request, response) => {
    const url = request.url ?? '/';
    if (url.startsWith('/api/')) return listeners.api(request, response);
    if (url.startsWith(`${ISSUER_MOUNT}/`)) return listeners.issuer(request, response);
    if (url.startsWith(`${STORAGE_MOUNT}/`)) return listeners.storage(request, response);
    return listeners.pages(request, response);
  };
}

/** Loaded only when needed: it brings every function with it. */
const startContractApi: StartApi = async (services) => (await import('./start-api.ts')).startApi(services);

async function compose(options: EmbeddedOptions, closers: Closers): Promise<Omit<Embedded, 'close'>> {
  const { county, now = () => new Date(), pages = BUILT_PAGES, startApi = startContractApi } = options;
  const folder = await openFolder(options, closers);
  const front = await openFront(options, folder, closers);
  const engine = await openEngine(options, folder, closers);
  const { origin, localOrigin, port } = front;
  const accounts = await loadAccounts(
    join(folder.issuerFolder, 'accounts.json'),
    options.accounts ?? [...sampleAccounts(CLERK_UNIT), ...clerkAccounts(CLERK_UNITS)],
  );
  const keys = await loadIssuerKeys(join(folder.issuerFolder, 'keys.json'));
  const issuer = createIssuer({ origin, county, accounts, keys, now });
  const credentials = makeCredentials();
  const blobs = {
    folder: folder.storageFolder,
    buckets: [RESULTS_BUCKET, UPLOADS_BUCKET, PHOTOS_BUCKET],
    mount: STORAGE_MOUNT,
  };
  const storage = await createBlobServer({ ...blobs, credentials, region: REGION, now });
  const { handle: issue, ...description } = issuer;
  const services: EmbeddedServices = {
    county,
    now,
    origin,
    dynamodb: { endpoint: engine.endpoint, region: REGION, credentials },
    storage: {
      endpoint: `${localOrigin}${STORAGE_MOUNT}`,
      publicEndpoint: `${origin}${STORAGE_MOUNT}`,
      region: REGION,
      credentials,
      resultsBucket: RESULTS_BUCKET,
      uploadsBucket: UPLOADS_BUCKET,
      photosBucket: PHOTOS_BUCKET,
    },
    staff: { ...description, jwksUri: `${localOrigin}${ISSUER_MOUNT}/jwks` },
    notifier: (options.watchNotices ?? asItIs)(new FileNotifier(folder.noticesFile)),
    wrappingKey: await loadWrappingKey(folder.wrappingKeyFile),
  };
  const api = await startApi(services);
  closers.add(() => api.close());
  const config = { county, countyName: api.countyName, oidc: description };
  const files = await loadStaticFiles({ folder: pages === 'none' ? undefined : pages, config });
  const fromPages = redirectLoopback(origin, files.handle);
  front.serve(dispatch({ api: api.handle, issuer: issue, storage, pages: fromPages }));
  return {
    origin,
    localOrigin,
    port,
    accounts,
    services,
    prepareSample: (tell = () => undefined) => api.prepareSample(tell),
    runScheduled: (name) => api.runScheduled(name),
    ...(engine.pid === undefined ? {} : { enginePid: engine.pid }),
  };
}

/**
 * The whole deployment on one machine: database engine, storage, issuer, API and pages on one origin.
 *
 * @throws StartRefusal for everything that the person starting it can set right; nothing is left running then
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const closers = new Closers();
  try {
    return { ...(await compose(options, closers)), close: () => closers.close() };
  } catch (error) {
    await closers.close();
    throw error;
  }
}
