import { isSessionId } from '../../shared/process/ids.ts';
import { fromB64uOf } from '../../shared/protocol/bytes.ts';
import { opinionReceiptHash } from '../../shared/protocol/opinion-receipt.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { type Refusal, refuse } from '../http/implement.ts';
import type { StoredOpinion } from '../store/opinions.ts';

const SECRET_BYTES = 32;

/** An author by their receipt: the opinion it belongs to, and the secret, which stays in this request. */
export interface Author {
  readonly session: string;
  readonly secret: Uint8Array<ArrayBuffer>;
  readonly opinion: StoredOpinion;
}

/** Whoever has a receipt; `opens` is false once another one has replaced it. */
export interface Holder extends Author {
  readonly opens: boolean;
}

interface Shown {
  readonly session: string;
  /** b64u */
  readonly secret: string;
}

/** Finds the opinion of a receipt, also of one that was replaced. */
export async function findHolder({ session, secret: text }: Shown, deps: Dependencies): Promise<Holder | Refusal> {
  const secret = fromB64uOf(SECRET_BYTES, text);
  if (secret === null || !isSessionId(session)) return refuse('receipt-unknown');
  const held = await deps.opinions.findHeld(session, await opinionReceiptHash({ session, secret }));
  return held === undefined ? refuse('receipt-unknown') : { session, secret, ...held };
}

/**
 * Finds the opinion that a receipt opens: one hash and two reads, whether the session, the receipt or neither is known, or it was
 * replaced, and one refusal for all of them, so that neither the answer nor its time says which it was.
 */
export async function findAuthor(shown: Shown, deps: Dependencies): Promise<Author | Refusal> {
  const holder = await findHolder(shown, deps);
  return 'refused' in holder || holder.opens ? holder : refuse('receipt-unknown');
}
