import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { BallotBox } from '../store/ballot-box.ts';
import { Documents } from '../store/documents.ts';
import { KmsKeyWrap } from '../store/key-wrap.ts';
import { Meetings } from '../store/meetings.ts';
import { Opinions } from '../store/opinions.ts';
import { Registry } from '../store/registry.ts';
import { SesNotifier } from '../store/ses-notifier.ts';
import { Uploads } from '../store/uploads.ts';
import type { Dependencies } from './dependencies.ts';
import { EmbeddedMetrics } from './embedded-metrics.ts';
import { logTo } from './log-line.ts';
import { makeStaffTokenVerifier, TOKEN_SHAPES, type TokenShape, type VerifyStaffToken } from './staff-token.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A request must not outlive the function: three attempts of two seconds, and a second to connect. Without
 * `throwOnRequestTimeout` the client only warns, and waits on.
 */
const CLIENT_PATIENCE = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
} as const;
/** A bundle of 10 000 ballots is some ten megabytes. */
const UPLOAD_PATIENCE = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 12_000, throwOnRequestTimeout: true },
} as const;
const DISCOVERY_TIMEOUT_MS = 5_000;

/** Made at its first use and kept. */
const lazily = <Value>(make: () => Value): (() => Value) => {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

/** The issuer's key set, from its own description (OpenID Connect Discovery 1.0 §4). */
async function discoverKeys(issuer: string): Promise<string> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`the issuer's description: HTTP ${response.status}`);
  const described = z.object({ issuer: z.literal(issuer), jwks_uri: z.url() }).parse(await response.json());
  return described.jwks_uri;
}

function verifierOf(options: {
  readonly issuer: string;
  readonly audience: string;
  readonly shape: TokenShape;
  readonly county: string;
}): VerifyStaffToken {
  let discovered: Promise<VerifyStaffToken> | undefined;
  const discover = async (): Promise<VerifyStaffToken> => {
    try {
      return makeStaffTokenVerifier({ ...options, jwksUri: await discoverKeys(options.issuer) });
    } catch (error) {
      // The next token asks again.
      discovered = undefined;
      throw error;
    }
  };
  return async (token) => {
    discovered ??= discover();
    return (await discovered)(token);
  };
}

type Read = (name: string) => string;

const readFrom =
  (environment: Environment): Read =>
  (name) => {
    const value = environment[name];
    if (value === undefined || value === '') throw new Error(`the environment variable ${name} is missing`);
    return value;
  };

const write =
  (output: NodeJS.WritableStream) =>
  (text: string): boolean =>
    output.write(text);

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

const makeKeyWrap = (read: Read): KmsKeyWrap =>
  new KmsKeyWrap({
    client: new KMSClient(CLIENT_PATIENCE),
    keyId: read('KEY_ID'),
    county: read('COUNTY'),
    randomBytes: random,
  });

const makeVerifier = (read: Read, environment: Environment): VerifyStaffToken =>
  verifierOf({
    issuer: read('OIDC_ISSUER'),
    audience: read('OIDC_AUDIENCE'),
    shape: z.enum(TOKEN_SHAPES).parse(environment['OIDC_TOKENS'] || 'audience'),
    county: read('COUNTY'),
  });

/**
 * What a deployed function reaches, from its environment. Each function uses only some of it: everything is made at its first
 * use, and a variable that is missing throws then.
 */
export function makeDependencies(environment: Environment): Dependencies {
  const read = readFrom(environment);
  const tables = lazily(() => DynamoDBDocumentClient.from(new DynamoDBClient(CLIENT_PATIENCE)));
  const registry = lazily(() => new Registry(tables(), read('REGISTRY_TABLE')));
  const meetings = lazily(() => new Meetings(tables(), read('MEETINGS_TABLE')));
  const ballotBox = lazily(() => new BallotBox(tables(), read('BALLOT_BOX_TABLE')));
  const documents = lazily(
    () => new Documents({ bucket: read('RESULTS_BUCKET'), client: new S3Client(UPLOAD_PATIENCE) }),
  );
  const opinions = lazily(() => new Opinions(tables(), read('OPINIONS_TABLE')));
  const s3 = lazily(() => new S3Client({ ...UPLOAD_PATIENCE, requestChecksumCalculation: 'WHEN_REQUIRED' }));
  const uploads = lazily(() => new Uploads({ bucket: read('UPLOADS_BUCKET'), client: s3() }));
  const photos = lazily(() => new Uploads({ bucket: read('PHOTOS_BUCKET'), client: s3() }));
  const notifier = lazily(
    () => new SesNotifier({ client: new SESv2Client(CLIENT_PATIENCE), sender: read('NOTICE_SENDER') }),
  );
  const keyWrap = lazily(() => makeKeyWrap(read));
  const verify = lazily(() => makeVerifier(read, environment));
  return {
    get county() {
      return read('COUNTY');
    },
    get countyName() {
      return read('COUNTY_NAME');
    },
    get registry() {
      return registry();
    },
    get meetings() {
      return meetings();
    },
    get ballotBox() {
      return ballotBox();
    },
    get opinions() {
      return opinions();
    },
    get uploads() {
      return uploads();
    },
    get photos() {
      return photos();
    },
    get notifier() {
      return notifier();
    },
    get origin() {
      return read('ORIGIN');
    },
    get documents() {
      return documents();
    },
    get keyWrap() {
      return keyWrap();
    },
    get castTimeLimitMs() {
      return z.coerce.number().pipe(z.int().min(1)).parse(read('CAST_TIME_LIMIT_MS'));
    },
    notice: environment['NOTICE'] || null,
    nowMs: () => Date.now(),
    randomBytes: random,
    verifyStaffToken: (token) => verify()(token),
    log: logTo(write(process.stderr), Date.now),
    metrics: new EmbeddedMetrics({ county: () => read('COUNTY'), write: write(process.stdout), nowMs: Date.now }),
  };
}

/** The dependencies of this process. Reads nothing before they are used. */
export const dependenciesFromEnvironment = lazily(() => makeDependencies(process.env));
