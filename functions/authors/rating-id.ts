import { toB64u, utf8 } from '../../shared/protocol/bytes.ts';
import { hash } from '../../shared/protocol/hash.ts';
import type { Author } from './find-author.ts';

const ID_BYTES = 16;

/**
 * Under what a rating waits for the night and then stands on the item. Only the secret gives it: whoever reads both tables cannot
 * tell by it which opinion's author rated there.
 */
export async function ratingId(
  { session, secret }: Pick<Author, 'session' | 'secret'>,
  { item, reply }: { readonly item: number; readonly reply: number },
): Promise<string> {
  const of = utf8(`shuangshu rating v1/${session}/${item}/${reply}/`);
  return toB64u((await hash(of, secret)).slice(0, ID_BYTES));
}
