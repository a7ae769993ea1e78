import { type Manifest, tellerKeys } from './manifest.ts';
import type { ShareTexts } from './opening.ts';
import type { Slot } from './slots.ts';
import { verifyTellerRequest } from './teller-request.ts';

/**
 * One page of a teller's opened shares with the signature (b64u) of the request that brought it, as a server shows both
 * (protocol.md §5.2). The signature is `unknown`: it may not even be a text.
 */
export type SignedSharePage = {
  readonly boardRoot: string;
  readonly page: number;
  readonly pages: number;
  readonly shares: ShareTexts;
  readonly signature: unknown;
};

/**
 * Whether a page of shares is what the teller of a slot handed in: signed with that teller's key of the manifest, over
 * `JCS({county, operation: "releaseShares", payload: {boardRoot, page, pages, shares}, session, slot})`.
 */
export async function verifySharePage(
  manifest: Manifest,
  slot: Slot,
  { boardRoot, page, pages, shares, signature }: SignedSharePage,
): Promise<boolean> {
  if (typeof signature !== 'string') return false;
  const { county, session } = manifest;
  const payload = { boardRoot, page, pages, shares };
  const context = { county, session, operation: 'releaseShares' };
  return verifyTellerRequest(tellerKeys(manifest, slot).sign, context, { payload, slot, signature });
}
