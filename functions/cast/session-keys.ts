import { createPublicKey, type KeyObject } from 'node:crypto';
import { indicatorCount } from '../../shared/process/ballot-form.ts';
import { type Bytes, fromHex } from '../../shared/protocol/bytes.ts';
import { keyBytes } from '../../shared/protocol/manifest.ts';
import { sealedBallotBytes } from '../../shared/protocol/sealed-ballot.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { remembered } from '../http/remembered.ts';
import { unwrappedKey } from '../http/unwrapped-key.ts';

/** What casting needs of a session and what never changes once its manifest is frozen. */
export interface SessionKeys {
  readonly manifestHash: Bytes;
  readonly ballotBytes: number;
  readonly tokenKey: KeyObject;
  /** Private: signs receipts. Unwrapped once and kept in memory alone. */
  readonly boxKey: KeyObject;
}

const keysOfSession = remembered<SessionKeys>({ keepMs: () => Number.POSITIVE_INFINITY, capacity: 64 });

/** Keys and ballot length of a frozen session; the first ballot of a process fetches and unwraps them. */
export const sessionKeys = (deps: Dependencies, session: string, manifestHash: string): Promise<SessionKeys> =>
  keysOfSession({
    owner: deps.meetings,
    key: `${session}#${manifestHash}`,
    nowMs: deps.nowMs(),
    load: () => loadKeys(deps, session, manifestHash),
  });

async function loadKeys(deps: Dependencies, session: string, manifestHash: string): Promise<SessionKeys> {
  const hash = fromHex(manifestHash);
  const [manifest, wrapped] = await Promise.all([
    deps.meetings.getManifest(session, manifestHash),
    deps.meetings.getKey(session, 'box'),
  ]);
  if (hash === null || manifest === undefined || wrapped === undefined)
    throw new Error('a frozen meeting lacks its manifest or its box key');
  const pkcs8 = await deps.keyWrap.unwrap('box', session, wrapped.wrapped);
  return {
    manifestHash: hash,
    ballotBytes: sealedBallotBytes(indicatorCount(manifest.subjects)),
    tokenKey: createPublicKey({ key: Buffer.from(keyBytes(manifest.tokenKey)), format: 'der', type: 'spki' }),
    boxKey: unwrappedKey(pkcs8),
  };
}
