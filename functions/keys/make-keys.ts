import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { toB64u } from '../../shared/protocol/bytes.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement, refuse } from '../http/implement.ts';
import { proofKeyLabel } from '../http/proof-key-label.ts';
import { recordOrder } from '../http/record-order.ts';
import { refuseState } from '../http/state-wrong.ts';
import type { KeyName, KeyPurpose } from '../store/meetings.ts';

const generate = promisify(generateKeyPair);

/** Public keys as they stand in the manifest, private ones as PKCS #8 DER. */
interface KeyPair {
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

/** 2048 bits, e = 65537, SPKI in DER with the rsaEncryption OID: the phone refuses anything else (protocol.md §1). */
async function makeTokenKey(): Promise<KeyPair> {
  const { publicKey, privateKey } = await generate('rsa', { modulusLength: 2048, publicExponent: 65_537 });
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'der' }),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }),
  };
}

/** P-256; the public key as the uncompressed point of 65 bytes. */
async function makeBoxKey(): Promise<KeyPair> {
  const { publicKey, privateKey } = await generate('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return {
    publicKey: Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }),
  };
}

interface Kind {
  readonly make: () => Promise<KeyPair>;
  readonly purpose: KeyPurpose;
  /** What the wrapping binds it to, in the place of the session. */
  readonly label: (session: string) => string;
}

const sessionItself = (session: string): string => session;
const KINDS: Readonly<Record<KeyName, Kind>> = {
  token: { make: makeTokenKey, purpose: 'token', label: sessionItself },
  box: { make: makeBoxKey, purpose: 'box', label: sessionItself },
  opinion: { make: makeTokenKey, purpose: 'token', label: proofKeyLabel },
};

const publicKeyOf = async (session: string, name: KeyName, { meetings }: Dependencies) =>
  (await meetings.getKey(session, name))?.publicKey;

/** The public key of a name, made unless there is one. Of two people who press at once the first one's is kept. */
async function ensureKey(session: string, name: KeyName, deps: Dependencies): Promise<Uint8Array> {
  const there = await publicKeyOf(session, name, deps);
  if (there !== undefined) return there;
  const { make, purpose, label } = KINDS[name];
  const { publicKey, privateKey } = await make();
  const wrapped = await deps.keyWrap.wrap(purpose, label(session), privateKey);
  privateKey.fill(0);
  const kept = { wrapped: new Uint8Array(wrapped), publicKey: new Uint8Array(publicKey) };
  if (await deps.meetings.putKey(session, name, kept)) return publicKey;
  const first = await publicKeyOf(session, name, deps);
  if (first === undefined) throw new Error('a key was refused its place but nothing is there');
  return first;
}

/**
 * Makes the session's token key, box key and the key of opinions' proofs, once: asked again, in any state, it answers the same public keys. Only drawing can
 * unwrap the first and the third private key, only casting the second.
 */
export const makeKeys = implement('makeKeys', async ({ request, caller, deps }) => {
  const { session } = request;
  const meeting = await deps.meetings.read(session);
  if (meeting === undefined) return refuse('session-unknown');
  if (!meeting.keysMade) {
    if (meeting.state !== 'prepared') return refuseState(meeting.state, ['prepared']);
    await recordOrder({ what: 'makeKeys', target: session, why: '', caller, deps });
  }
  const tokenKey = await ensureKey(session, 'token', deps);
  const boxKey = await ensureKey(session, 'box', deps);
  await ensureKey(session, 'opinion', deps);
  await deps.meetings.change(session, (read) =>
    read.keysMade
      ? { kind: 'keep', answer: null }
      : { kind: 'change', meeting: { ...read, keysMade: true }, answer: null },
  );
  return { answer: { tokenKey: toB64u(tokenKey), boxKey: toB64u(boxKey) } };
});
