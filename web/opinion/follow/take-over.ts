import type { AUTHOR_ROUTES } from '../../../shared/contract/rectification-routes.ts';
import { type Bytes, fromB64u, toB64u } from '../../../shared/protocol/bytes.ts';
import {
  makeReceiptSecret,
  type OpinionReceipt,
  opinionReceiptHash,
} from '../../../shared/protocol/opinion-receipt.ts';
import type { callOver, Problem } from '../../ui/client.ts';
import { forgetNewReceipt, keepNewReceipt, readNewReceipt } from '../kept-receipt.ts';

/** Calls what an author may with a receipt. */
export type AuthorCall = ReturnType<typeof callOver<keyof typeof AUTHOR_ROUTES>>;

/** What became of replacing a receipt. `not-kept`: this phone keeps nothing, so nothing was sent. */
export type Taken =
  | { readonly kind: 'taken'; readonly secret: Bytes }
  | { readonly kind: 'not-kept' }
  | { readonly kind: 'network' }
  | { readonly kind: 'refused'; readonly problem: Problem };

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** From here on the server was at fault, not the request: the same may well be taken the next time. */
const FAULTS_FROM_STATUS = 500;

/**
 * Replaces the receipt in hand by one that this phone makes. The new secret is kept before anything is sent: whatever happens to
 * the answer, the same again is the same receipt, also after the page was closed and opened by the old one.
 */
export async function takeOver(
  { session, secret }: OpinionReceipt,
  { words, call }: { readonly words: Storage | null; readonly call: AuthorCall },
): Promise<Taken> {
  const replaced = { session, secret: toB64u(secret) };
  const made = fromB64u(readNewReceipt(words, replaced) ?? '') ?? new Uint8Array();
  const mine = made.length === 0 ? makeReceiptSecret(random) : made;
  if (!keepNewReceipt(words, replaced, toB64u(mine))) return { kind: 'not-kept' };
  const receiptHash = await opinionReceiptHash({ session, secret: mine });
  const answer = await call('takeOverReceipt', { ...replaced, receiptHash });
  if (answer.ok) return { kind: 'taken', secret: mine };
  if (answer.network) return { kind: 'network' };
  if (answer.problem.status < FAULTS_FROM_STATUS) forgetNewReceipt(words, replaced);
  return { kind: 'refused', problem: answer.problem };
}
