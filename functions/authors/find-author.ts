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

/**
 * Finds the opinion of a receipt: one hash and one read, whether the session, the receipt or neither is known, and one refusal
 * for all of them, so that neither the answer nor its time says which it was.
 */
export async function findAuthor(
  { session, secret: text }: { readonly session: string; readonly secret: string },
  deps: Dependencies,
): Promise<Author | Refusal> {
  const secret = fromB64uOf(SECRET_BYTES, text);
  if (secret === null || !isSessionId(session)) return refuse('receipt-unknown');
  const opinion = await deps.opinions.findByReceipt(session, await opinionReceiptHash({ session, secret }));
  return opinion === undefined ? refuse('receipt-unknown') : { session, secret, opinion };
}
