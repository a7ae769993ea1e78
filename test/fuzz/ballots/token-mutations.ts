import { constants, sign } from 'node:crypto';
import { toBigEndian, toInteger } from '../../../shared/protocol/big-endian.ts';
import { type Bytes, concat } from '../../../shared/protocol/bytes.ts';
import { NONCE_BYTES, tokenMessage } from '../../../shared/protocol/sealed-ballot.ts';
import { TOKEN_SIGNATURE_BYTES } from '../../../shared/protocol/token-key.ts';
import type { Chance } from '../chance.ts';
import { flipped, overwritten } from './byte-changes.ts';
import type { Material, RealBallot } from './material.ts';

const TOKEN_BYTES = NONCE_BYTES + TOKEN_SIGNATURE_BYTES;
const PSS = constants.RSA_PKCS1_PSS_PADDING;

/** Nonce and signature of a mutant, or `null` where this token has no such form. */
export type TokenMutation = (real: RealBallot, material: Material, chance: Chance) => Bytes | null;

const withSignature = ({ token }: RealBallot, signature: Uint8Array): Bytes => concat(token.nonce, signature);

/** A number in the place of the signature; `null` when it is too large for it. */
const asNumber = (real: RealBallot, value: bigint): Bytes | null =>
  value < 1n << BigInt(TOKEN_SIGNATURE_BYTES * 8)
    ? withSignature(real, toBigEndian(value, TOKEN_SIGNATURE_BYTES))
    : null;

const numberOf = ({ token }: RealBallot): bigint => toInteger(token.signature);

/** Arithmetic on the number that a signature is: what RSA without its padding would let through. */
const arithmetic = (change: (s: bigint, n: bigint, chance: Chance, material: Material) => bigint): TokenMutation => {
  return (real, material, chance) => asNumber(real, change(numberOf(real), material.modulus, chance, material));
};

/** Signed with the right key in another way: only RFC 9474's variant of the protocol counts. */
const signedOtherwise = (
  digest: string,
  padding: { readonly padding: number; readonly saltLength?: number },
): TokenMutation => {
  return (real, { session, tokenKey }) => {
    const message = tokenMessage(session.manifestHash, real.token.nonce);
    return withSignature(real, new Uint8Array(sign(digest, message, { key: tokenKey, ...padding })));
  };
};

const signedMessage = (messageOf: (nonce: Bytes, manifestHash: Bytes) => Uint8Array): TokenMutation => {
  return (real, { session, tokenKey }) => {
    const message = messageOf(real.token.nonce, session.manifestHash);
    const key = { key: tokenKey, padding: PSS, saltLength: 48 };
    return withSignature(real, new Uint8Array(sign('sha384', message, key)));
  };
};

/** By name; a token made so must be refused as no token. */
export const TOKEN_MUTATIONS: Readonly<Record<string, TokenMutation>> = {
  'a bit of the nonce': ({ token }, _, chance) => concat(flipped(token.nonce, chance), token.signature),
  'a bit of the signature': (real, _, chance) => withSignature(real, flipped(real.token.signature, chance)),
  'bytes of nonce or signature': ({ token }, _, chance) => overwritten(concat(token.nonce, token.signature), chance),
  'a nonce by chance': ({ token }, _, chance) => concat(chance.bytes(NONCE_BYTES), token.signature),
  'a signature by chance': (real, _, chance) => withSignature(real, chance.bytes(TOKEN_SIGNATURE_BYTES)),
  'all of it by chance': (_real, _material, chance) => chance.bytes(TOKEN_BYTES),
  'the signature backwards': (real) => withSignature(real, real.token.signature.toReversed()),
  'the signature moved by a byte': (real, _, chance) => {
    const { signature } = real.token;
    const by = 1 + chance.below(4);
    return withSignature(real, concat(new Uint8Array(by), signature.slice(0, signature.length - by)));
  },
  'the signature of another token': (real, { unspent, cast }, chance) => {
    const other = chance.of([...unspent, ...cast]);
    return other === real ? null : withSignature(real, other.token.signature);
  },
  'two signatures spliced': (real, { cast }, chance) => {
    const at = 1 + chance.below(TOKEN_SIGNATURE_BYTES - 1);
    const other = chance.of(cast).token.signature;
    return withSignature(real, concat(real.token.signature.slice(0, at), other.slice(at)));
  },
  'a token of another session with the same key': (_, { foreign }, chance) => {
    const { token } = chance.of(foreign);
    return concat(token.nonce, token.signature);
  },
  'a fixed number': (real, { modulus }, chance) =>
    asNumber(real, chance.of([0n, 1n, 2n, modulus - 1n, modulus, modulus + 1n, (1n << 2048n) - 1n])),
  's + n': arithmetic((s, n) => s + n),
  'n − s': arithmetic((s, n) => n - s),
  's · k mod n': arithmetic((s, n, chance) => (s * BigInt(2 + chance.below(1_000))) % n),
  's² mod n': arithmetic((s, n) => (s * s) % n),
  's · s′ mod n': arithmetic((s, n, chance, { cast }) => (s * numberOf(chance.of(cast))) % n),
  's ± a little': arithmetic((s, _n, chance) => s + BigInt(1 + chance.below(255)) * (chance.once(2) ? 1n : -1n)),
  'signed with another salt': (real, material, chance) =>
    signedOtherwise('sha384', { padding: PSS, saltLength: chance.of([0, 20, 32, 47, 49, 64]) })(real, material, chance),
  'signed with another hash': (real, material, chance) =>
    signedOtherwise(chance.of(['sha256', 'sha512', 'sha1']), { padding: PSS, saltLength: 48 })(real, material, chance),
  'signed by PKCS #1 v1.5': signedOtherwise('sha384', { padding: constants.RSA_PKCS1_PADDING }),
  'the bare nonce signed': signedMessage((nonce) => nonce),
  'signed without the manifest': signedMessage((nonce) => tokenMessage(new Uint8Array(32), nonce)),
  'signed with manifest and nonce changed about': signedMessage((nonce, hash) => tokenMessage(nonce, hash)),
};
