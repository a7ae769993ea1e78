import { createPrivateKey, createPublicKey, generatePrimeSync } from 'node:crypto';
import { toBigEndian, toInteger } from '../../shared/protocol/big-endian.ts';
import { type Bytes, concat, fromHex, toB64u } from '../../shared/protocol/bytes.ts';
import { cardFragment } from '../../shared/protocol/code.ts';
import { power } from '../../shared/protocol/modular.ts';
import { tokenMessage } from '../../shared/protocol/sealed-ballot.ts';
import { tokenKeyId } from '../../shared/protocol/token-key.ts';
import { memoryStore } from '../rehearsal/memory-store.ts';
import { b64uBytes, platformRandom, vectorManifest, vectors } from '../unit/protocol/vectors.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { type Signs, servedAlone, signingWith } from './ground/served-alone.ts';
import { type Product, productAsItIs, productWithout } from './ground/stages.ts';
import { checkInAs, type Stand } from './ground/voter.ts';

const EXPONENT = 65537n;
const BYTES = 256;

/** SPKI of a key under which everybody can sign: a modulus like any other, and exponent 1. */
function everybodysKey(): Bytes {
  const head = fromHex('30820120300d06092a864886f70d01010105000382010d00308201080282010100');
  const tail = fromHex('020101');
  if (head === null || tail === null) throw new Error('not hex');
  return concat(head, jwkOf(b64uBytes(vectorManifest().tokenKey)).modulus, tail);
}

/** A phone that takes whatever RSA key the platform takes. */
const withoutStrictKeys = productWithout({
  'shared/protocol/token-key.ts': {
    tokenKeyModulus: () => (der) => jwkOf(der).modulus,
    importTokenKey: () => async (der) => {
      const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' };
      const verifyKey = await crypto.subtle.importKey('spki', der, algorithm, false, ['verify']);
      return { ...jwkOf(der), verifyKey };
    },
  },
});

function jwkOf(der: Bytes): { readonly modulus: Bytes; readonly exponent: bigint } {
  const { n = '', e = '' } = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' }).export({
    format: 'jwk',
  });
  return {
    modulus: new Uint8Array(Buffer.from(n, 'base64url')),
    exponent: toInteger(new Uint8Array(Buffer.from(e, 'base64url'))),
  };
}

/** Signs without any private key: under exponent 1 a signature is the encoded message itself. */
async function mint(
  product: Product,
  key: NonNullable<Awaited<ReturnType<Product['importTokenKey']>>>,
  message: Bytes,
) {
  const { blinded, inverse } = await product.blind(key, message, platformRandom);
  const modulus = toInteger(key.modulus);
  return toBigEndian((toInteger(blinded) * toInteger(inverse)) % modulus, BYTES);
}

const privateKey = () =>
  createPrivateKey({ key: Buffer.from(vectors.tokenPrivateKeyPkcs8, 'hex'), format: 'der', type: 'pkcs8' });
const sign: Signs = (blinded) => signingWith(privateKey())(blinded);

interface SmoothKey {
  readonly modulus: bigint;
  readonly privateExponent: bigint;
  readonly small: readonly bigint[];
}

/** A modulus of 2048 bits with small prime factors, under which signing works all the same. */
function smoothKey(): SmoothKey {
  const small = [7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n, 43n, 47n, 53n, 59n, 61n, 67n, 71n, 73n];
  const product = small.reduce((left, right) => left * right, 1n);
  const bits = BYTES * 8 - product.toString(2).length;
  for (let attempt = 0; ; attempt += 1) {
    // A product has as many bits as its factors together, or one less.
    const large = generatePrimeSync(bits + (attempt % 2), { bigint: true });
    const modulus = product * large;
    if (modulus.toString(2).length !== BYTES * 8 || (large - 1n) % EXPONENT === 0n) continue;
    const order = small.reduce((left, right) => left * (right - 1n), large - 1n);
    return { modulus, privateExponent: inverseOf(EXPONENT, order), small };
  }
}

function inverseOf(value: bigint, modulus: bigint): bigint {
  let [rest, next, coefficient, following] = [modulus, value % modulus, 0n, 1n];
  while (next > 0n) {
    const quotient = rest / next;
    [rest, next] = [next, rest - quotient * next];
    [coefficient, following] = [following, coefficient - quotient * following];
  }
  return ((coefficient % modulus) + modulus) % modulus;
}

/** Which of the small primes divide it: what no blinding changes. */
const patternOf = ({ small }: SmoothKey, bytes: Bytes): string =>
  small.map((prime) => (toInteger(bytes) % prime === 0n ? '0' : '1')).join('');

const smoothPublicKey = ({ modulus }: SmoothKey): Bytes =>
  new Uint8Array(
    createPublicKey({
      key: { kty: 'RSA', n: toB64u(toBigEndian(modulus, BYTES)), e: 'AQAB' },
      format: 'jwk',
    }).export({ format: 'der', type: 'spki' }),
  );

interface Phone {
  readonly stand: Stand;
  /** What it sent to be signed. */
  readonly blinded: Bytes | undefined;
  /** What it was answered. */
  readonly answer: Bytes | undefined;
}

/** A page that stops says so on the console, which is none of the table's. */
async function quietly<Made>(make: () => Promise<Made>): Promise<Made> {
  const { error } = console;
  console.error = () => undefined;
  try {
    return await make();
  } finally {
    console.error = error;
  }
}

/** Phones draw in the hall of an operator who made the token key, printed the cards with its id and answers every drawing. */
async function drawUnder(
  product: Product,
  ground: Ground,
  { phones: cards, der, signs }: { readonly phones: number; readonly der: Bytes; readonly signs: Signs },
) {
  const stage = await product.openStage(ground, { state: 'armed', cards });
  const session = stage.session.id;
  const answered: { readonly blinded: Bytes; readonly answer: Bytes }[] = [];
  const { armed, call } = await servedAlone(stage, { tokenKey: toB64u(der) }, (blinded) => {
    const answer = signs(blinded);
    answered.push({ blinded, answer });
    return answer;
  });
  const keyId = await tokenKeyId(der);
  const phones: Phone[] = [];
  for (const { code } of stage.cards) {
    const fragment = cardFragment({ session, code, tokenKeyId: keyId });
    const options = { call, store: memoryStore(), fragment, hallCode: undefined };
    const stand = await quietly(() => checkInAs(product, options));
    const { blinded, answer } = answered.pop() ?? {};
    phones.push({ stand, blinded, answer });
  }
  const believed = await product.verifyGround(armed, { session, tokenKeyId: keyId });
  return { phones, believed };
}

/** One phone draws; then the operator's neighbour signs what nobody drew. */
async function playEverybodys(product: Product, ground: Ground): Promise<Outcome> {
  const der = everybodysKey();
  const { phones, believed } = await drawUnder(product, ground, { phones: 1, der, signs: (blinded) => blinded });
  const stand = phones[0]?.stand;
  if (stand?.token === undefined) return stopped(stand?.at ?? 'no phone');
  const key = await product.importTokenKey(der);
  if (key === null || typeof believed === 'string') throw new Error('a key under which a phone drew is refused');
  const message = tokenMessage(believed.manifestHash, platformRandom(32));
  const isMinted = await product.verifySignature(key, message, await mint(product, key, message));
  return isMinted ? gained('a token that nobody drew') : stopped('the signature');
}

/** Without the check, one of seven thousand halls of so many has no ballot with a pattern of its own. */
const PHONES = 48;

/** Draws with many phones under the key, and looks for a ballot whose pattern only one drawing had. */
async function playSmooth(product: Product, ground: Ground): Promise<Outcome> {
  const smooth = smoothKey();
  const signs: Signs = (blinded) =>
    toBigEndian(power(toInteger(blinded), smooth.privateExponent, smooth.modulus), BYTES);
  const { phones } = await drawUnder(product, ground, { phones: PHONES, der: smoothPublicKey(smooth), signs });
  const drawn = phones.flatMap(({ stand: { token }, blinded }) =>
    token === undefined || blinded === undefined
      ? []
      : [{ blinded: patternOf(smooth, blinded), cast: patternOf(smooth, token.signature) }],
  );
  if (drawn.length === 0) throw new Error('no phone drew');
  const linked = drawn.filter(
    ({ blinded, cast }) =>
      blinded === cast && cast.includes('0') && drawn.filter((each) => each.blinded === cast).length === 1,
  );
  return linked.length > 0
    ? gained(`${linked.length} of ${drawn.length} ballots by the divisors of their tokens`)
    : stopped('no token with a common divisor');
}

const DRAWINGS = 6;

/** Answers each drawing with a mark instead of a signature, and looks for the mark in what is cast. */
async function playMarked(product: Product, ground: Ground): Promise<Outcome> {
  const der = b64uBytes(vectorManifest().tokenKey);
  const modulus = toInteger(jwkOf(der).modulus);
  const signs: Signs = () => toBigEndian(toInteger(platformRandom(BYTES)) % modulus, BYTES);
  const { phones, believed } = await drawUnder(product, ground, { phones: DRAWINGS, der, signs });
  const { stand } = phones[3] ?? {};
  if (stand?.token === undefined) return stopped(stand?.at ?? 'no phone');
  const key = await product.importTokenKey(der);
  if (key === null || typeof believed === 'string') throw new Error('the vectors’ key is refused');
  const message = tokenMessage(believed.manifestHash, stand.token.nonce);
  const cast = toInteger(stand.token.signature);
  const candidates = [];
  for (const [place, { blinded, answer }] of phones.entries()) {
    if (blinded === undefined || answer === undefined) continue;
    const inverse = (cast * inverseOf(toInteger(answer), modulus)) % modulus;
    const would = toBigEndian((toInteger(sign(blinded)) * inverse) % modulus, BYTES);
    if (await productAsItIs().verifySignature(key, message, would)) candidates.push(place);
  }
  return candidates.length === 1 && candidates[0] === 3
    ? gained('the drawing of a ballot')
    : stopped('no mark in the ballot');
}

export const maliciousKeys: Attack = {
  target: 'keys and blind signatures of the operator’s making',
  attacker: 'the operator, who makes the token key and answers every drawing',
  holds: 'any key, any answer, every blinded message beside the name of its delegate, every ballot',
  wants: 'to sign without drawing, or to know a ballot by its token',
  attempts: [
    attempt({
      title: 'a token key with exponent 1, under which everybody signs',
      stoppedBy: 'manifest-invalid',
      weakness: 'the one form that a token key may have',
      product: productAsItIs,
      weakened: withoutStrictKeys,
      play: playEverybodys,
    }),
    attempt({
      title: 'a modulus with small factors, which show through the blinding',
      stoppedBy: 'no token with a common divisor',
      weakness: 'the check that message and factor are coprime to the modulus',
      product: productAsItIs,
      weakened: productWithout({
        'shared/protocol/modular.ts': {
          invert: (original) => (value, modulus) => original.invert(value, modulus) ?? 1n,
        },
      }),
      play: playSmooth,
    }),
    attempt({
      title: 'a mark of the operator’s instead of a blind signature',
      stoppedBy: 'blind-signature-invalid',
      weakness: 'verifying what comes of the blind signature',
      product: productAsItIs,
      weakened: productWithout({
        'shared/protocol/blind-signature.ts': {
          finalize:
            () =>
            async (key, _message, { blindSignature, inverse }) =>
              toBigEndian((toInteger(blindSignature) * toInteger(inverse)) % toInteger(key.modulus), BYTES),
        },
      }),
      play: playMarked,
    }),
  ],
};
