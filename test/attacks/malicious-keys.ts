import { constants, createPrivateKey, createPublicKey, generatePrimeSync, privateDecrypt } from 'node:crypto';
import { toBigEndian, toInteger } from '../../shared/protocol/big-endian.ts';
import { type Bytes, concat, fromHex, toB64u } from '../../shared/protocol/bytes.ts';
import { manifestHash as hashOf } from '../../shared/protocol/manifest.ts';
import { power } from '../../shared/protocol/modular.ts';
import { tokenMessage } from '../../shared/protocol/sealed-ballot.ts';
import { tokenKeyId } from '../../shared/protocol/token-key.ts';
import { b64uBytes, platformRandom, vectorManifest, vectors } from '../unit/protocol/vectors.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import { armedByTheOperator } from './ground/liars.ts';
import { type Product, productAsItIs, productWithout } from './ground/stages.ts';

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
const sign = (blinded: Bytes): Bytes =>
  new Uint8Array(privateDecrypt({ key: privateKey(), padding: constants.RSA_NO_PADDING }, blinded));

interface SmoothKey {
  readonly modulus: bigint;
  readonly privateExponent: bigint;
  readonly small: readonly bigint[];
}

/** A modulus of 2048 bits with small prime factors, under which signing works all the same. */
function smoothKey(): SmoothKey {
  const small = [3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n];
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

async function smoothPublicKey({ modulus }: SmoothKey) {
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' };
  const n = toB64u(toBigEndian(modulus, BYTES));
  const verifyKey = await crypto.subtle.importKey('jwk', { kty: 'RSA', n, e: 'AQAB' }, algorithm, false, ['verify']);
  return { modulus: toBigEndian(modulus, BYTES), exponent: EXPONENT, verifyKey };
}

const PHONES = 36;

/** Draws for many phones under the key, and looks for a ballot whose pattern only one drawing had. */
async function playSmooth(product: Product): Promise<Outcome> {
  const smooth = smoothKey();
  const key = await smoothPublicKey(smooth);
  const drawn: { readonly blinded: string; readonly cast: string }[] = [];
  for (let phone = 0; phone < PHONES; phone += 1) {
    const message = tokenMessage(new Uint8Array(32), platformRandom(32));
    try {
      const { blinded, inverse } = await product.blind(key, message, platformRandom);
      const blindSignature = toBigEndian(power(toInteger(blinded), smooth.privateExponent, smooth.modulus), BYTES);
      const signature = await product.finalize(key, message, { blindSignature, inverse });
      if (signature !== null) drawn.push({ blinded: patternOf(smooth, blinded), cast: patternOf(smooth, signature) });
    } catch (error) {
      // RFC 9474 §4.2: the phone draws nothing under such a key for such a message.
      if (!(error instanceof RangeError)) throw error;
    }
  }
  const linked = drawn.filter(
    ({ blinded, cast }) =>
      blinded === cast && cast.includes('0') && drawn.filter((each) => each.blinded === cast).length === 1,
  );
  return linked.length > 0
    ? gained(`${linked.length} of ${drawn.length} ballots by the divisors of their tokens`)
    : stopped('no token with a common divisor');
}

const DRAWINGS = 6;

/** Answers a drawing with a mark instead of a signature, and looks for the mark in what is cast. */
async function playMarked(product: Product): Promise<Outcome> {
  const manifest = vectorManifest();
  const key = await product.importTokenKey(new Uint8Array(Buffer.from(manifest.tokenKey, 'base64url')));
  if (key === null) throw new Error('the vectors’ key is refused');
  const modulus = toInteger(key.modulus);
  const hash = await hashOf(manifest);
  const drawings = [];
  for (let each = 0; each < DRAWINGS; each += 1) {
    const message = tokenMessage(hash, platformRandom(32));
    const { blinded, inverse } = await product.blind(key, message, platformRandom);
    const mark = toBigEndian(toInteger(platformRandom(BYTES)) % modulus, BYTES);
    drawings.push({
      blinded,
      mark,
      message,
      cast: await product.finalize(key, message, { blindSignature: mark, inverse }),
    });
  }
  const target = drawings[3];
  if (target?.cast == null) return stopped('the phone, which verifies what it was given');
  const cast = toInteger(target.cast);
  const candidates = [];
  for (const [place, { blinded, mark }] of drawings.entries()) {
    const inverse = (cast * inverseOf(toInteger(mark), modulus)) % modulus;
    const would = toBigEndian((toInteger(sign(blinded)) * inverse) % modulus, BYTES);
    if (await productAsItIs().verifySignature(key, target.message, would)) candidates.push(place);
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
      play: async (product) => {
        const der = everybodysKey();
        const armed = await armedByTheOperator({ ...vectorManifest(), tokenKey: toB64u(der) });
        const card = { session: vectorManifest().session, tokenKeyId: await tokenKeyId(der) };
        const ground = await product.verifyGround(armed, card);
        if (typeof ground === 'string') return stopped(ground);
        const key = await product.importTokenKey(der);
        if (key === null) throw new Error('a key of an accepted manifest is refused');
        const message = tokenMessage(ground.manifestHash, platformRandom(32));
        const isMinted = await product.verifySignature(key, message, await mint(product, key, message));
        return isMinted ? gained('a token that nobody drew') : stopped('the signature');
      },
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
      stoppedBy: 'the phone, which verifies what it was given',
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
