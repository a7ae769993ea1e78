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
