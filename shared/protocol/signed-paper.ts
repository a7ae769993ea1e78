import { type Manifest, tellerKeys } from './manifest.ts';
import type { PaperRow } from './paper.ts';
import type { Slot } from './slots.ts';
import { verifyTellerRequest } from './teller-request.ts';

/**
 * A pile of paper ballots with the signature (b64u) of the request that brought it, as a server shows both (protocol.md §5.1). The
 * signature is `unknown`: it may not even be a text.
 */
export type SignedPaper = {
  readonly slot: Slot;
  readonly boardRoot: string;
  readonly ballots: readonly PaperRow[];
  readonly signature: unknown;
};

/**
 * Whether a pile is what a teller typed (`enterPaper`) or settled (`settlePaper`): signed with that teller's key of the
 * manifest, over `JCS({county, operation, payload: {ballots, boardRoot}, session, slot})`.
 */
export async function verifyPaper(
  manifest: Manifest,
  operation: 'enterPaper' | 'settlePaper',
  { slot, boardRoot, ballots, signature }: SignedPaper,
): Promise<boolean> {
  if (typeof signature !== 'string') return false;
  const { county, session } = manifest;
  const payload = { boardRoot, ballots };
  return verifyTellerRequest(
    tellerKeys(manifest, slot).sign,
    { county, session, operation },
    { payload, slot, signature },
  );
}
