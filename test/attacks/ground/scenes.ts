import { toB64u } from '../../../shared/protocol/bytes.ts';
import type { FlowEvent } from '../../../web/vote/flow.ts';
import type { Cast, Sealed, Ground as Verified } from '../../../web/vote/records.ts';
import type { Scene } from '../../../web/vote/scene.ts';
import type { Session } from '../../integration/ballot/session.ts';
import type { LineCall } from '../../rehearsal/line.ts';
import { memoryStore } from '../../rehearsal/memory-store.ts';
import { platformRandom } from '../../unit/protocol/vectors.ts';
import type { Product } from './stages.ts';

/** A page at one step of its way: ends at its first wait, and says what it told its owner until then. */
export async function eventsOf(
  call: LineCall,
  step: (scene: Scene) => Promise<void>,
): Promise<readonly FlowEvent['type'][]> {
  const abort = new AbortController();
  const events: FlowEvent['type'][] = [];
  await step({
    call,
    store: memoryStore(),
    random: platformRandom,
    nowMs: Date.now,
    sleep: async () => abort.abort(),
    signal: abort.signal,
    dispatch: ({ type }) => void events.push(type),
  });
  return events;
}

/** What a phone keeps between sealing and the receipt. */
export async function sealedRecord({ receiptOf }: Product, session: Session): Promise<Sealed> {
  const bytes = await session.seal(10);
  const { manifest, manifestHash } = session;
  const ground: Verified = { manifest, manifestHash, armingHash: new Uint8Array(32), checkCode: '' };
  const kept = { v: 1, id: toB64u(platformRandom(8)), session: session.id, mark: '' } as const;
  return { ...kept, step: 'sealed', ground, ballot: toB64u(bytes), receipt: await receiptOf(bytes) };
}

export const asCast = (sealed: Sealed): Cast => ({ ...sealed, step: 'cast', signature: '' });
