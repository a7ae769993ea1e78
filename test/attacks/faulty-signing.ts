import { createPrivateKey } from 'node:crypto';
import { toBigEndian, toInteger } from '../../shared/protocol/big-endian.ts';
import { type Bytes, fromB64u, toB64u } from '../../shared/protocol/bytes.ts';
import { invert, power } from '../../shared/protocol/modular.ts';
import { tokenMessage } from '../../shared/protocol/sealed-ballot.ts';
import { platformRandom, vectors } from '../unit/protocol/vectors.ts';
import { type Attack, attempt, gained, stopped } from './attack.ts';
import { wordOf } from './ground/stage.ts';
import { type Product, productWithout } from './ground/stages.ts';

const BYTES = 256;
const key = createPrivateKey({ key: Buffer.from(vectors.tokenPrivateKeyPkcs8, 'hex'), format: 'der', type: 'pkcs8' });
const numberOf = (text: string | undefined): bigint => toInteger(new Uint8Array(Buffer.from(text ?? '', 'base64url')));
const { n, q } = key.export({ format: 'jwk' });
const [modulus, factor] = [numberOf(n), numberOf(q)];

/** A machine on which a bit has flipped in the half of the computation that is modulo p: right modulo q alone. */
const flipped = (signature: Uint8Array): Bytes =>
  toBigEndian((toInteger(new Uint8Array(signature)) + factor * (1n + toInteger(platformRandom(8)))) % modulus, BYTES);

const onFaultyMachine = productWithout({
  'node:crypto': {
    privateDecrypt: (original) => (given, bytes) => Buffer.from(flipped(original.privateDecrypt(given, bytes))),
  },
});

/** The same machine, where the signature is not verified before it leaves. */
const unverified = (): Promise<Product> => {
  let asked = Buffer.alloc(0);
  return productWithout({
    'node:crypto': {
      privateDecrypt: (original) => (given, bytes) => {
        asked = Buffer.from(new Uint8Array(bytes as Uint8Array));
        return Buffer.from(flipped(original.privateDecrypt(given, bytes)));
      },
      publicEncrypt: () => () => Buffer.from(asked),
    },
  })();
};

const greatestCommonDivisor = (left: bigint, right: bigint): bigint =>
  right === 0n ? left : greatestCommonDivisor(right, left % right);

/** The private exponent from one faulty signature (Boneh, DeMillo, Lipton, EUROCRYPT 1997). */
function exponentFrom(signature: bigint, message: bigint, exponent: bigint): bigint | null {
  const difference = (((power(signature, exponent, modulus) - message) % modulus) + modulus) % modulus;
  const found = greatestCommonDivisor(difference, modulus);
  return found === 1n || found === modulus ? null : invert(exponent, (found - 1n) * (modulus / found - 1n));
}

export const faultySigning: Attack = {
  target: 'a signature made on a faulty machine',
  attacker: 'a delegate who draws where a bit flips',
  holds: 'one drawing, and the answer to it',
  wants: 'the private token key, from one signature that is right modulo one factor only',
  attempts: [
    attempt({
      title: 'a bit flips in one half of the signature; the delegate factors the modulus and casts tokens nobody drew',
      stoppedBy: 'unexpected',
      weakness: 'verifying the blind signature before it leaves',
      product: onFaultyMachine,
      weakened: unverified,
      play: async (product, ground) => {
        const { hall, session, cards } = await product.openStage(ground, { state: 'voting', cards: 1 });
        const tokenKey = await product.importTokenKey(fromB64u(session.manifest.tokenKey) ?? new Uint8Array());
        if (tokenKey === null) throw new Error('a manifest’s token key is refused');
        const drawing = await product.blind(
          tokenKey,
          tokenMessage(session.manifestHash, platformRandom(32)),
          platformRandom,
        );
        const blinded = toB64u(drawing.blinded);
        const { answer, problem } = await hall.send('checkIn', {
          session: session.id,
          code: cards[0]?.code ?? '',
          blinded,
        });
        if (answer === undefined) return stopped(wordOf(problem));
        const faulty = toInteger(fromB64u(answer.blindSignature) ?? new Uint8Array());
        const exponent = exponentFrom(faulty, toInteger(drawing.blinded), tokenKey.exponent);
        if (exponent === null) return stopped('a right signature');

        const nonce = platformRandom(32);
        const message = tokenMessage(session.manifestHash, nonce);
        const forged = await product.blind(tokenKey, message, platformRandom);
        const blindSignature = toBigEndian(power(toInteger(forged.blinded), exponent, modulus), BYTES);
        const signature = await product.finalize(tokenKey, message, { blindSignature, inverse: forged.inverse });
        if (signature === null) throw new Error('the exponent found is not the private one');
        await hall.ask('castBallot', session.casting(await session.seal(0, { nonce, signature })));
        return gained('the token key, and a ballot nobody drew');
      },
    }),
  ],
};
