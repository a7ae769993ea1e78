import { createECDH } from 'node:crypto';
import type { Bytes, Random } from '../../shared/protocol/bytes.ts';
import { sealBallot } from '../../shared/protocol/seal.ts';

const CURVE = { name: 'ECDH', namedCurve: 'P-256' };
const SCALAR_BYTES = 32;

/** An ephemeral pair from given chance: `sealBallot` leaves it to WebCrypto, which takes none. */
async function seededPair(random: Random): Promise<CryptoKeyPair> {
  const ecdh = createECDH('prime256v1');
  const scalar = random(SCALAR_BYTES);
  ecdh.setPrivateKey(scalar);
  const point = ecdh.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  const open = { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' };
  const jwk = { ...open, d: Buffer.from(scalar).toString('base64url') };
  return {
    privateKey: await crypto.subtle.importKey('jwk', jwk, CURVE, false, ['deriveBits']),
    publicKey: await crypto.subtle.importKey('jwk', open, CURVE, true, []),
  };
}

/** Seals a ballot with every bit of chance from `random`, so that one seed gives one ballot. */
export const seededSeal = (ballot: Omit<Parameters<typeof sealBallot>[0], 'newEphemeral'>): Promise<Bytes> =>
  sealBallot({ ...ballot, newEphemeral: () => seededPair(ballot.random) });
