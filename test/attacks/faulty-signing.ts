import { createPrivateKey } from 'node:crypto';
import { toBigEndian, toInteger } from '../../shared/protocol/big-endian.ts';
import { type Bytes, fromB64u, toB64u, toHex, utf8 } from '../../shared/protocol/bytes.ts';
import { invert, power } from '../../shared/protocol/modular.ts';
import { tokenMessage } from '../../shared/protocol/sealed-ballot.ts';
import type { RsaPublicKey } from '../../shared/protocol/token-key.ts';
import type { Hall } from '../integration/ballot/hall.ts';
import { platformRandom, vectors } from '../unit/protocol/vectors.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import type { Ground } from './ground/ground.ts';
import { leavesOf, lootOf } from './ground/loot.ts';
import { type Stage, wordOf } from './ground/stage.ts';
import { type Product, productWithout } from './ground/stages.ts';

const BYTES = 256;
const key = createPrivateKey({ key: Buffer.from(vectors.tokenPrivateKeyPkcs8, 'hex'), format: 'der', type: 'pkcs8' });
const numberOf = (text: string | undefined): bigint => toInteger(new Uint8Array(Buffer.from(text ?? '', 'base64url')));
const { n, p, q } = key.export({ format: 'jwk' });
const [modulus, firstFactor, secondFactor] = [numberOf(n), numberOf(p), numberOf(q)];

/** What a machine makes of a right signature. */
type Fault = (signature: Bytes) => Bytes;

/** A bit has flipped in one half of the computation: right modulo the other factor alone. */
const rightModulo =
  (factor: bigint): Fault =>
  (signature) =>
    toBigEndian((toInteger(signature) + factor * (1n + toInteger(platformRandom(8)))) % modulus, BYTES);

/** A bit has flipped in the signature on its way out. */
const flippedBit: Fault = (signature) => signature.map((byte, place) => (place === BYTES - 5 ? byte ^ 4 : byte));

/** The last byte was lost. */
const cutShort: Fault = (signature) => signature.slice(0, -1);

/** A machine that errs once, and what it made then. */
interface Machine {
  readonly product: Product;
  readonly made: readonly Bytes[];
}

/** The product on a machine that errs at its first signature; without the check, whatever comes leaves. */
async function machineWith(fault: Fault, { isChecked }: { readonly isChecked: boolean }): Promise<Machine> {
  const made: Bytes[] = [];
  let asked = Buffer.alloc(0);
  const product = await productWithout({
    'node:crypto': {
      privateDecrypt: (original) => (given, bytes) => {
        asked = Buffer.from(new Uint8Array(bytes as Uint8Array));
        const right = original.privateDecrypt(given, bytes);
        if (made.length > 0) return right;
        made.push(fault(new Uint8Array(right)));
        return Buffer.from(made[0] ?? right);
      },
      ...(isChecked ? {} : { publicEncrypt: () => () => Buffer.from(asked) }),
    },
  })();
  return { product, made };
}

const greatestCommonDivisor = (left: bigint, right: bigint): bigint =>
  right === 0n ? left : greatestCommonDivisor(right, left % right);

/** The private exponent from one faulty signature (Boneh, DeMillo, Lipton, EUROCRYPT 1997). */
function exponentFrom(signature: bigint, message: bigint, exponent: bigint): bigint | null {
  const difference = (((power(signature, exponent, modulus) - message) % modulus) + modulus) % modulus;
  const found = greatestCommonDivisor(difference, modulus);
  return found === 1n || found === modulus ? null : invert(exponent, (found - 1n) * (modulus / found - 1n));
}

/** A ballot by a token of the attacker's own making, with the exponent that a faulty signature gave away. */
async function castForged(product: Product, { hall, session }: Stage, tokenKey: RsaPublicKey, exponent: bigint) {
  const nonce = platformRandom(32);
  const message = tokenMessage(session.manifestHash, nonce);
  const forged = await product.blind(tokenKey, message, platformRandom);
  const blindSignature = toBigEndian(power(toInteger(forged.blinded), exponent, modulus), BYTES);
  const signature = await product.finalize(tokenKey, message, { blindSignature, inverse: forged.inverse });
  if (signature === null) throw new Error('the exponent found is not the private one');
  await hall.ask('castBallot', session.casting(await session.seal(0, { nonce, signature })));
}

/** The function of ours in which the fault was thrown. */
function thrownIn({ log }: Hall): string {
  const ours = log.at(-1)?.frames.find((frame) => !frame.includes('node:'));
  return /^at (?:async )?(?<name>\w+) /.exec(ours ?? '')?.groups?.['name'] ?? 'nobody';
}

/** A delegate draws while the machine errs, and once more when it no longer does. */
async function play({ product, made }: Machine, ground: Ground): Promise<Outcome> {
  const stage = await product.openStage(ground, { state: 'voting', cards: 1 });
  const { hall, session, cards } = stage;
  const tokenKey = await product.importTokenKey(fromB64u(session.manifest.tokenKey) ?? new Uint8Array());
  if (tokenKey === null) throw new Error('a manifest’s token key is refused');
  const message = tokenMessage(session.manifestHash, platformRandom(32));
  const { blinded, inverse } = await product.blind(tokenKey, message, platformRandom);
  const drawing = { session: session.id, code: cards[0]?.code ?? '', blinded: toB64u(blinded) };
  const first = await hall.send('checkIn', drawing);
  if (made.length !== 1) throw new Error('the machine did not err');
  if (first.answer !== undefined) {
    const faulty = toInteger(fromB64u(first.answer.blindSignature) ?? new Uint8Array());
    const exponent = exponentFrom(faulty, toInteger(blinded), tokenKey.exponent);
    if (exponent === null) return gained('a faulty signature');
    await castForged(product, stage, tokenKey, exponent);
    return gained('the token key, and a ballot nobody drew');
  }
  const place = first.status === 500 ? thrownIn(hall) : wordOf(first.problem);
  if (await isKept(ground, stage, made)) return gained('a faulty signature, kept');
  const second = await hall.send('checkIn', drawing);
  if (second.answer === undefined) return gained('a card that draws nothing any more');
  const blindSignature = fromB64u(second.answer.blindSignature) ?? new Uint8Array();
  if ((await product.finalize(tokenKey, message, { blindSignature, inverse })) === null)
    return gained('a card spent on a faulty signature');
  return stopped(`${place}, and a good one after it`);
}

/** Whether a faulty signature lies anywhere in the tables, or stands in a line. */
async function isKept(ground: Ground, stage: Stage, made: readonly Bytes[]): Promise<boolean> {
  const { items, logged } = await lootOf(ground, stage);
  const texts = [...items, ...logged].flatMap((each) => leavesOf(each)).map(([, leaf]) => hexOf(leaf));
  return made.some((faulty) =>
    [toHex(faulty), toHex(utf8(toB64u(faulty)))].some((hex) => texts.some((text) => text.includes(hex))),
  );
}
const hexOf = (leaf: unknown): string => toHex(leaf instanceof Uint8Array ? new Uint8Array(leaf) : utf8(String(leaf)));

const attemptAt = (title: string, fault: Fault) =>
  attempt<Machine>({
    title,
    stoppedBy: 'blindSign, and a good one after it',
    weakness: 'verifying the blind signature before it leaves',
    product: () => machineWith(fault, { isChecked: true }),
    weakened: () => machineWith(fault, { isChecked: false }),
    play,
  });

export const faultySigning: Attack = {
  target: 'a signature made on a faulty machine',
  attacker: 'a delegate who draws where a bit flips',
  holds: 'one drawing, and the answers to it',
  wants:
    'the private token key, from one signature that is right modulo one factor only; or anything that is no signature, given or kept',
  attempts: [
    attemptAt(
      'a bit flips in one half of the signature; the delegate factors the modulus and casts tokens nobody drew',
      rightModulo(secondFactor),
    ),
    attemptAt('the same in the other half', rightModulo(firstFactor)),
    attemptAt('a bit flips in the finished signature, with which a card would be spent for nothing', flippedBit),
    attemptAt('the signature comes out a byte short', cutShort),
  ],
};
