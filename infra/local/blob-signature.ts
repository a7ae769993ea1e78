import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';

/** What the check of a signature reads of a request. */
export interface SignedRequest {
  readonly method: string;
  /** As sent: percent-encoded, with the mount's prefix, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface BlobCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export type SignatureRefusal = 'AccessDenied' | 'SignatureDoesNotMatch' | 'InvalidAccessKeyId' | 'RequestTimeTooSkewed';

export type SignatureCheck =
  /** `contentSha256` is the signed hash of the body, or undefined when the signature leaves the body open. */
  | { readonly ok: true; readonly contentSha256?: string }
  | { readonly ok: false; readonly code: SignatureRefusal; readonly message: string };

export interface SignatureCheckOptions {
  readonly credentials: BlobCredentials;
  readonly region: string;
  readonly now: Date;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
/** The parameters that signing adds to a query; all others, `X-Amz-` or not, were there before and are signed. */
const SIGNING_PARAMETERS = new Set([
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-SignedHeaders',
  'X-Amz-Signature',
]);
const MAX_SKEW_MS = 15 * 60_000;
const MAX_EXPIRES_SECONDS = 7 * 86_400;

/** The hash that @smithy/signature-v4 asks for, on node:crypto. */
class Sha256 {
  readonly #hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }

  update(chunk: Uint8Array): void {
    this.#hash.update(chunk);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }
}

function bytesOf(secret: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof secret === 'string') return Buffer.from(secret);
  if (secret instanceof ArrayBuffer) return new Uint8Array(secret);
  return new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength);
}

interface Claimed {
  readonly credential: string;
  readonly signedHeaders: Set<string>;
  readonly signature: string;
  readonly date: Date;
}

const refused = (code: SignatureRefusal, message: string): SignatureCheck => ({ ok: false, code, message });
const unsigned = () => refused('AccessDenied', 'The request carries no signature of ours.');
const mismatch = () =>
  refused('SignatureDoesNotMatch', 'The signature is not the one that this method, address and these headers have.');

/** `20260102T030405Z` */
function parseDate(text: string | null | undefined): Date | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '');
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function scopeRefusal({ credential, date }: Claimed, { credentials, region }: SignatureCheckOptions) {
  const day = date.toISOString().slice(0, 10).replaceAll('-', '');
  const [accessKeyId, ...scope] = credential.split('/');
  if (accessKeyId !== credentials.accessKeyId) return refused('InvalidAccessKeyId', 'The access key is not ours.');
  return scope.join('/') === `${day}/${region}/s3/aws4_request` ? undefined : mismatch();
}

const signerFor = ({ credentials, region }: SignatureCheckOptions) =>
  new SignatureV4({
    credentials,
    region,
    service: 's3',
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  });

/**
 * Every `x-amz-` header is signed, as S3 asks for: one that was not could turn a signed upload into a copy of any object
 * (`x-amz-copy-source`).
 */
const hasUnsigned = ({ headers }: SignedRequest, signed: Set<string>): boolean =>
  Object.keys(headers).some((name) => name.startsWith('x-amz-') && !signed.has(name));
const notAllSigned = () => refused('AccessDenied', 'There were headers present in the request which were not signed.');

/** The signed headers alone, so that what a proxy or the runtime adds on the way changes nothing. */
function pickHeaders(request: SignedRequest, names: Set<string>): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of names) picked[name] = request.headers[name] ?? '';
  return picked;
}

function pickQuery(query: URLSearchParams, isLeftOut: (name: string) => boolean): Record<string, string | string[]> {
  const picked: Record<string, string | string[]> = {};
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name);
    const [first] = values;
    if (first === undefined || isLeftOut(name)) continue;
    picked[name] = values.length === 1 ? first : values;
  }
  return picked;
}

function sameSignature(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A body of neither string nor bytes is what makes the signer write UNSIGNED-PAYLOAD. */
const UNSIGNED_BODY = Object.freeze({});

async function checkPresigned(request: SignedRequest, options: SignatureCheckOptions): Promise<SignatureCheck> {
  const { query } = request;
  const date = parseDate(query.get('X-Amz-Date'));
  const expiresText = query.get('X-Amz-Expires') ?? '';
  if (query.get('X-Amz-Algorithm') !== ALGORITHM || date === undefined || !/^\d{1,6}$/.test(expiresText))
    return unsigned();
  for (const name of SIGNING_PARAMETERS) if (query.getAll(name).length !== 1) return unsigned();
  const expiresIn = Number(expiresText);
  if (expiresIn > MAX_EXPIRES_SECONDS) return refused('AccessDenied', 'X-Amz-Expires is at most 604800 seconds.');
  const signedHeaders = new Set((query.get('X-Amz-SignedHeaders') ?? '').split(';'));
  const claimed = {
    credential: query.get('X-Amz-Credential') ?? '',
    signedHeaders,
    signature: query.get('X-Amz-Signature') ?? '',
    date,
  };
  const scope = scopeRefusal(claimed, options);
  if (scope !== undefined) return scope;
  if (!signedHeaders.has('host')) return mismatch();
  if (hasUnsigned(request, signedHeaders)) return notAllSigned();
  const again = await signerFor(options).presign(
    {
      method: request.method,
      protocol: 'http:',
      hostname: '',
      path: request.path,
      headers: pickHeaders(request, signedHeaders),
      query: pickQuery(query, (name) => SIGNING_PARAMETERS.has(name)),
      body: UNSIGNED_BODY,
    },
    { signingDate: date, expiresIn, unhoistableHeaders: signedHeaders, signableHeaders: signedHeaders },
  );
  if (!sameSignature(String(again.query?.['X-Amz-Signature']), claimed.signature)) return mismatch();
  return presignedTime({ date, expiresIn, now: options.now });
}

/** Told apart from a wrong signature only after the signature was found right: an altered expiry says nothing else. */
function presignedTime({ date, expiresIn, now }: { date: Date; expiresIn: number; now: Date }): SignatureCheck {
  const ageMs = now.getTime() - date.getTime();
  if (ageMs < -MAX_SKEW_MS) return refused('AccessDenied', 'Request is not yet valid.');
  if (ageMs >= expiresIn * 1_000) return refused('AccessDenied', 'Request has expired.');
  return { ok: true };
}

function parseAuthorization(request: SignedRequest): Claimed | undefined {
  const header = request.headers['authorization'] ?? '';
  const parts = /^AWS4-HMAC-SHA256 Credential=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/.exec(
    header,
  );
  const date = parseDate(request.headers['x-amz-date']);
  if (parts === null || date === undefined) return undefined;
  const [, credential = '', signedHeaders = '', signature = ''] = parts;
  return { credential, signedHeaders: new Set(signedHeaders.split(';')), signature, date };
}

async function checkHeaders(request: SignedRequest, options: SignatureCheckOptions): Promise<SignatureCheck> {
  const claimed = parseAuthorization(request);
  if (claimed === undefined) return unsigned();
  const scope = scopeRefusal(claimed, options);
  if (scope !== undefined) return scope;
  const { signedHeaders, date } = claimed;
  const contentSha256 = request.headers['x-amz-content-sha256'];
  const signsEnough = ['host', 'x-amz-date', 'x-amz-content-sha256'].every((name) => signedHeaders.has(name));
  if (!signsEnough || contentSha256 === undefined) return mismatch();
  if (hasUnsigned(request, signedHeaders)) return notAllSigned();
  const again = await signerFor(options).sign(
    {
      method: request.method,
      protocol: 'http:',
      hostname: '',
      path: request.path,
      headers: pickHeaders(request, signedHeaders),
      query: pickQuery(request.query, () => false),
    },
    { signingDate: date, signableHeaders: signedHeaders },
  );
  const expected = /Signature=([0-9a-f]{64})$/.exec(String(again.headers['authorization']))?.[1] ?? '';
  if (!sameSignature(expected, claimed.signature)) return mismatch();
  if (Math.abs(options.now.getTime() - date.getTime()) > MAX_SKEW_MS) {
    return refused(
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
    );
  }
  return /^[0-9a-f]{64}$/.test(contentSha256) ? { ok: true, contentSha256 } : { ok: true };
}

/**
 * Checks an AWS Signature Version 4 (presigned query, or Authorization header) by signing the request again and comparing
 * in constant time, then its age: a presigned URL until it expires, a header for 15 minutes.
 */
export function checkSignature(request: SignedRequest, options: SignatureCheckOptions): Promise<SignatureCheck> {
  const isPresigned = request.query.has('X-Amz-Signature');
  const isHeaderSigned = request.headers['authorization'] !== undefined;
  // S3 refuses a request with both, lest one be checked and the other believed.
  if (isPresigned && isHeaderSigned) return Promise.resolve(unsigned());
  return isPresigned ? checkPresigned(request, options) : checkHeaders(request, options);
}
