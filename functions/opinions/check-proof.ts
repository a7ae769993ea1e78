import { type OpinionProof, spendableProof } from '../../shared/protocol/opinion-proof.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { type Refusal, refuse } from '../http/implement.ts';

/** The hash under which a proof is spent, `null` where none was handed in, or the refusal of one that does not verify. */
export async function checkProof(
  session: string,
  proof: OpinionProof | undefined,
  { meetings }: Dependencies,
): Promise<{ readonly spent: string | null } | Refusal> {
  if (proof === undefined) return { spent: null };
  const kept = await meetings.getKey(session, 'opinion');
  const spent = kept && (await spendableProof({ session, key: new Uint8Array(kept.publicKey) }, proof));
  return spent === undefined || spent === null ? refuse('opinion-token-invalid') : { spent };
}
