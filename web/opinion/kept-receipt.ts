/** The receipt of an opinion that was sent, until its owner says that it is kept elsewhere: a page killed before that loses nothing. */
export interface SentOpinion {
  /** b64u */
  readonly secret: string;
  readonly other: boolean;
}

const keyOf = (session: string): string => `shuangshu.receipt.${session}`;

export function readReceipt(words: Storage | null, session: string): SentOpinion | null {
  const kept = words?.getItem(keyOf(session)) ?? null;
  if (kept === null) return null;
  const [secret = '', other] = kept.split(' ');
  return { secret, other: other === 'other' };
}

export function keepReceipt(words: Storage | null, session: string, { secret, other }: SentOpinion): void {
  try {
    words?.setItem(keyOf(session), other ? `${secret} other` : secret);
  } catch {
    console.info('receipt not kept: storage is off');
  }
}

export function forgetReceipt(words: Storage | null, session: string): void {
  words?.removeItem(keyOf(session));
}

/** A receipt as an address has it; the secret b64u. */
interface Replaced {
  readonly session: string;
  readonly secret: string;
}

/** By the receipt that it replaces: one phone may hold the slips of several people. */
const newKeyOf = ({ session, secret }: Replaced): string => `shuangshu.new-receipt.${session}.${secret}`;

/** The secret that was made to replace a receipt, b64u; kept from before it is sent until its owner has it elsewhere. */
export const readNewReceipt = (words: Storage | null, replaced: Replaced): string | null =>
  words?.getItem(newKeyOf(replaced)) ?? null;

/** `false` when this phone keeps nothing: were the answer lost, nobody would have the receipt. */
export function keepNewReceipt(words: Storage | null, replaced: Replaced, secret: string): boolean {
  try {
    words?.setItem(newKeyOf(replaced), secret);
    return words !== null;
  } catch {
    return false;
  }
}

export function forgetNewReceipt(words: Storage | null, replaced: Replaced): void {
  words?.removeItem(newKeyOf(replaced));
}
