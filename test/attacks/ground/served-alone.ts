import { constants, generateKeyPairSync, type KeyObject, privateDecrypt } from 'node:crypto';
import type { ResponseOf } from '../../../shared/contract/operations.ts';
import { type Bytes, fromB64u, toB64u } from '../../../shared/protocol/bytes.ts';
import type { Manifest } from '../../../shared/protocol/manifest.ts';
import type { LineCall } from '../../rehearsal/line.ts';
import { armedByTheOperator, makeLyingLine } from './liars.ts';
import type { Stage } from './stage.ts';

/** What a phone is told that is told nobody else. */
export interface ServedAlone {
  readonly armed: ResponseOf<'getManifest'>;
  readonly call: LineCall;
}

/** How the operator answers a drawing; without it the drawing is the server's. */
export type Signs = (blinded: Bytes) => Bytes;

/** What the operator serves to one delegate alone: another manifest, whose blind signatures come from the operator's hand. */
export async function servedAlone(
  { session, call }: Pick<Stage, 'session' | 'call'>,
  changes: Partial<Manifest>,
  signs?: Signs,
): Promise<ServedAlone> {
  const armed = await armedByTheOperator({ ...session.manifest, ...changes });
  const line = makeLyingLine(call, {
    getManifest: () => armed,
    ...(signs === undefined
      ? {}
      : {
          checkIn: ({ blinded }) => ({ blindSignature: toB64u(signs(fromB64u(blinded) ?? new Uint8Array())) }),
        }),
  });
  return { armed, call: line.call };
}

/** The raw RSA operation with a private key. */
export const signingWith =
  (key: KeyObject): Signs =>
  (blinded) =>
    new Uint8Array(privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, blinded));

/** A token key of the form that every token key has, `tokenKey` as a manifest carries it. */
export const newTokenKey = (): { readonly privateKey: KeyObject; readonly tokenKey: string } => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 65537 });
  return { privateKey, tokenKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64url') };
};
