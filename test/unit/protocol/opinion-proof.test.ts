import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { blindSign } from '../../../functions/draw/blind-sign.ts';
import { toB64u } from '../../../shared/protocol/bytes.ts';
import { beginProof, finishProof, spendableProof } from '../../../shared/protocol/opinion-proof.ts';
import { b64uBytes, platformRandom, vectors } from './vectors.ts';

const privateKey = createPrivateKey({
  key: Buffer.from(vectors.tokenPrivateKeyPkcs8, 'hex'),
  format: 'der',
  type: 'pkcs8',
});
const pair = { privateKey, publicKey: createPublicKey(privateKey) };
const key = new Uint8Array(pair.publicKey.export({ format: 'der', type: 'spki' }));
const place = { session: 'tuanfeng-2008-huilongshan', key };
const NO_KEY = key.slice(1);

async function drawing() {
  const begun = await beginProof(place.session, key, platformRandom);
  if (begun === null) throw new Error('the key does not read');
  const answer = blindSign(pair, begun.blinded);
  if (!answer.ok) throw new Error(answer.code);
  return { begun, answer: toB64u(new Uint8Array(answer.blindSignature)) };
}

async function proof() {
  const { begun, answer } = await drawing();
  const finished = await finishProof(place, begun, answer);
  if (finished === null) throw new Error('the answer is no signature');
  return { begun, finished };
}

describe('a proof of an invitation', () => {
  test('is spent under the hash of what its key signed, which names session and nonce', async () => {
    const { begun, finished } = await proof();
    expect(begun.nonce).toHaveLength(32);
    expect(b64uBytes(finished.nonce)).toEqual(begun.nonce);
    const signed = createHash('sha256').update(`shuangshu opinion proof v1${place.session}\0`).update(begun.nonce);
    expect(await spendableProof(place, finished)).toBe(signed.digest('hex'));
  });

  test('is none for another session, another nonce, another signature or another key', async () => {
    const { finished } = await proof();
    const other = (await proof()).finished;
    expect(await spendableProof({ ...place, session: 'tuanfeng-2008-chengguan' }, finished)).toBeNull();
    expect(await spendableProof(place, { ...finished, nonce: other.nonce })).toBeNull();
    expect(await spendableProof(place, { ...finished, signature: other.signature })).toBeNull();
    expect(await spendableProof({ ...place, key: NO_KEY }, finished)).toBeNull();
  });

  test('is none with a nonce or a signature of another length', async () => {
    const { finished } = await proof();
    for (const part of ['nonce', 'signature'] as const)
      for (const text of ['', '=', `${finished[part]}AAAA`])
        expect(await spendableProof(place, { ...finished, [part]: text })).toBeNull();
  });

  test('does not come of an answer that is no signature, nor without a key', async () => {
    const { begun, answer } = await drawing();
    const foreign = (await drawing()).answer;
    for (const wrong of ['', '=', answer.slice(4), foreign]) expect(await finishProof(place, begun, wrong)).toBeNull();
    expect(await finishProof({ ...place, key: NO_KEY }, begun, answer)).toBeNull();
    expect(await beginProof(place.session, NO_KEY, platformRandom)).toBeNull();
  });
});
