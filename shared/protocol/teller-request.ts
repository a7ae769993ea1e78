import { type Bytes, fromB64uOf, toB64u } from './bytes.ts';
import { ecdsaSign, ecdsaVerify, SIGNATURE_BYTES } from './ecdsa.ts';
import { jcs } from './jcs.ts';
import { exactFields } from './shape.ts';
import { isSlot, type Slot } from './slots.ts';

/** A teller's request as it is sent and stored; the signature is b64u. */
export type TellerRequest<Payload = unknown> = {
  readonly payload: Payload;
  readonly slot: Slot;
  readonly signature: string;
};

/** Where and what for a request is signed; `operation` is the contract's id. */
export type RequestContext = { readonly county: string; readonly session: string; readonly operation: string };

/** What a teller signs: `JCS({county, operation, payload, session, slot})`. */
export function requestMessage({ county, session, operation }: RequestContext, slot: Slot, payload: unknown): Bytes {
  return jcs({ county, operation, payload, session, slot });
}

/** A request from JSON, its payload as it came, or null when it has another shape. */
export function parseTellerRequest(value: unknown): TellerRequest | null {
  const fields = exactFields(value, ['payload', 'slot', 'signature'] as const);
  if (fields === null || !isSlot(fields.slot) || typeof fields.signature !== 'string') return null;
  return { payload: fields.payload, slot: fields.slot, signature: fields.signature };
}

/** Signs a request. */
export async function signTellerRequest<Payload>(
  signKey: CryptoKey,
  context: RequestContext,
  { slot, payload }: { readonly slot: Slot; readonly payload: Payload },
): Promise<TellerRequest<Payload>> {
  const signature = toB64u(await ecdsaSign(signKey, requestMessage(context, slot, payload)));
  return { payload, slot, signature };
}

/** Whether a request is signed by the key of its slot, given as a 65-byte point. */
export async function verifyTellerRequest(
  point: Bytes,
  context: RequestContext,
  { payload, slot, signature }: TellerRequest,
): Promise<boolean> {
  const bytes = fromB64uOf(SIGNATURE_BYTES, signature);
  return bytes !== null && ecdsaVerify(point, bytes, requestMessage(context, slot, payload));
}
