import { createPrivateKey, createPublicKey } from 'node:crypto';
import { receiptHex } from '../../functions/store/ballot-box.ts';
import { isSessionId } from '../../shared/process/ids.ts';
import type { Bytes } from '../../shared/protocol/bytes.ts';
import { manifestHash } from '../../shared/protocol/manifest.ts';
import { openShareSet, type ShareSet } from '../../shared/protocol/opening.ts';
import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import { hexBytes, vectorManifest, vectors, vectorTellerKeys } from '../unit/protocol/vectors.ts';
import { type Issue, manifestOf, type PhoneSecrets, sealedBeforehand, seededBytes } from './issued-tokens.ts';

/** More than the phones of one meeting, so that meetings differ in their ballots. */
const POOL = 24;

async function makePool(listed: number): Promise<Issue> {
  const session = 'simulated-meeting';
  if (!isSessionId(session)) throw new Error('not a session id');
  const base = vectorManifest();
  const { tokenKey, boxKey, tellers: tellerKeys } = base;
  const manifest = manifestOf(base, { session, tokenKey, boxKey, tellers: tellerKeys }, listed);
  const privateKey = createPrivateKey({
    key: Buffer.from(hexBytes(vectors.tokenPrivateKeyPkcs8)),
    format: 'der',
    type: 'pkcs8',
  });
  const [discipline, delegates, inspection] = await Promise.all(SLOTS.map(vectorTellerKeys));
  if (!discipline || !delegates || !inspection) throw new Error('the vectors lack a teller');
  const issue = {
    manifest,
    manifestHash: await manifestHash(manifest),
    keys: {
      tokenKey: { privateKey, publicKey: createPublicKey(privateKey) },
      boxKey: createPrivateKey({ key: { ...vectors.boxPrivateKey }, format: 'jwk' }),
      tellers: { discipline, delegates, inspection },
    },
  };
  const phones: PhoneSecrets[] = [];
  for (let place = 0; place < POOL; place += 1) phones.push(await sealedBeforehand(issue, seededBytes(place + 1)));
  const phone = async (place: number): Promise<PhoneSecrets> => {
    const found = phones[place % POOL];
    if (found === undefined) throw new Error('no such phone in the pool');
    return found;
  };
  return { ...issue, phone, openedBeforehand: opener(issue) };
}

/** Opens each ballot once for each teller and remembers the share. */
function opener({ manifest, manifestHash: hash, keys }: Pick<Issue, 'manifest' | 'manifestHash' | 'keys'>) {
  const known = new Map<string, Bytes | null>();
  return async (slot: Slot, ballots: readonly Bytes[]): Promise<ShareSet> => {
    const names = ballots.map((ballot) => `${slot} ${receiptHex(ballot)}`);
    const missing = ballots.filter((_, place) => !known.has(names[place] ?? ''));
    const { hpke } = keys.tellers[slot];
    const opened = await openShareSet({ manifest, manifestHash: hash, slot, hpke, ballots: missing });
    for (const [place, ballot] of missing.entries()) known.set(`${slot} ${receiptHex(ballot)}`, opened[place] ?? null);
    return names.map((name) => known.get(name) ?? null);
  };
}

const pools = new Map<number, Promise<Issue>>();

/**
 * Real keys (those of the vectors) and really sealed ballots, made once a process for each number of delegates and dealt out to
 * every meeting.
 */
export const pooledIssue = (delegates: number): Promise<Issue> => {
  const pool = pools.get(delegates) ?? makePool(delegates);
  pools.set(delegates, pool);
  return pool;
};
