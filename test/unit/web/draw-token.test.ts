import { createHash, createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { toBigEndian } from '../../../shared/protocol/big-endian.ts';
import { type Bytes, toB64u } from '../../../shared/protocol/bytes.ts';
import { drawToken } from '../../../web/vote/draw-token.ts';
import type { FlowEvent } from '../../../web/vote/flow.ts';
import type { Arrived } from '../../../web/vote/records.ts';
import { memoryStore } from '../../rehearsal/memory-store.ts';
import { vectorManifest } from '../protocol/vectors.ts';

const BITS = 2_048;

/** As long as a token key's, and a multiple of 3 · 5 · 7 · 9 …: four numbers in five share a divisor with it. */
function smoothModulus(): bigint {
  let smooth = 1n;
  for (let factor = 3n; smooth < 1n << 1_984n; factor += 2n) smooth *= factor;
  return smooth * (((1n << BigInt(BITS - 1)) / smooth + 1n) | 1n);
}

const shake256 = (text: string, outputLength: number): Buffer =>
  createHash('shake256', { outputLength }).update(text).digest();

const spkiOf = (modulus: bigint): string => {
  const key = { kty: 'RSA', n: toB64u(toBigEndian(modulus, BITS / 8)), e: 'AQAB' };
  return toB64u(new Uint8Array(createPublicKey({ key, format: 'jwk' }).export({ format: 'der', type: 'spki' })));
};

/** The same in each run, and different at each call: a blinding factor is drawn until it has an inverse. */
function calledAgain(): (length: number) => Bytes {
  let calls = 0;
  return (length) => {
    calls += 1;
    return Uint8Array.from(shake256(`drawn ${calls}`, length));
  };
}

const card: Arrived = {
  ...{ v: 1, id: 'a', session: 'tf-2008-ic-s1', mark: 'mark', step: 'arrived' },
  ...{ code: 'code', tokenKeyId: null, hallHash: null },
};

test('under a key that shares a divisor with its message the phone says that the ballot was tampered with, and asks for nothing', async () => {
  const store = memoryStore();
  const events: FlowEvent[] = [];
  const manifest = { ...vectorManifest(), tokenKey: spkiOf(smoothModulus()) };
  await drawToken(
    {
      ...{ store, random: calledAgain(), nowMs: () => 0, signal: new AbortController().signal },
      call: () => Promise.reject(new Error('something was sent')),
      sleep: () => Promise.reject(new Error('it waits')),
      dispatch: (event) => void events.push(event),
    },
    card,
    { manifest, manifestHash: new Uint8Array(32), armingHash: new Uint8Array(32), checkCode: '' },
  );
  expect(events).toEqual([{ type: 'refused', why: 'manifest-invalid' }]);
  expect(await store.keys()).toEqual([]);
});
