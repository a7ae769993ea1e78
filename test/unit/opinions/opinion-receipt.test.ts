import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isSessionId } from '../../../shared/process/ids.ts';
import { toB64u } from '../../../shared/protocol/bytes.ts';
import {
  makeReceiptSecret,
  opinionFragment,
  opinionReceiptHash,
  parseOpinionFragment,
  parseReceiptFragment,
  receiptFragment,
} from '../../../shared/protocol/opinion-receipt.ts';

const session = 'tuanfeng-2008-huilongshan';
if (!isSessionId(session)) throw new Error('not a session');
const secret = new Uint8Array(32).map((_, index) => index);
const receipt = { session, secret };

describe('a receipt', () => {
  it('is 32 bytes of chance', () => {
    expect(makeReceiptSecret((length) => new Uint8Array(length).fill(7))).toEqual(new Uint8Array(32).fill(7));
  });

  it('travels in the fragment of an address and comes back whole', () => {
    expect(parseReceiptFragment(receiptFragment(receipt))).toEqual(receipt);
  });

  it.each([
    '',
    '#r',
    `#r/${session}`,
    `#r/${session}/short`,
    `#x/${session}/${toB64u(secret)}`,
    `#r/S P/${toB64u(secret)}`,
    `#r/${session}/${toB64u(secret)}/more`,
  ])('is not read out of %s', (fragment) => {
    expect(parseReceiptFragment(fragment)).toBeNull();
  });

  it('gives the server a hash that belongs to one session, and from which no other follows', async () => {
    const other = 'tuanfeng-2008-chengguan';
    if (!isSessionId(other)) throw new Error('not a session');
    const hash = await opinionReceiptHash(receipt);
    const kept = createHash('sha256').update(`shuangshu opinion v1${session}\0`).update(secret);
    expect(hash).toBe(kept.digest('hex'));
    expect(await opinionReceiptHash({ session: other, secret })).not.toBe(hash);
    expect(await opinionReceiptHash({ session, secret: secret.slice().reverse() })).not.toBe(hash);
  });
});

describe('the address on the poster', () => {
  it('carries session and reading key', () => {
    const key = toB64u(secret);
    expect(parseOpinionFragment(opinionFragment({ session, key }))).toEqual({ session, key });
  });

  it('is not taken for a receipt, nor a receipt for it', () => {
    expect(parseOpinionFragment(receiptFragment(receipt))).toBeNull();
    expect(parseReceiptFragment(opinionFragment({ session, key: toB64u(secret) }))).toBeNull();
  });

  it.each([
    '',
    '#',
    `x${session}/${toB64u(secret)}`,
    `${session}/${toB64u(secret)}`,
    `#${session}`,
    `#${session}/x`,
    `#${session}/${toB64u(secret)}/x`,
  ])('is not read out of "%s"', (text) => {
    expect(parseOpinionFragment(text)).toBeNull();
  });
});
