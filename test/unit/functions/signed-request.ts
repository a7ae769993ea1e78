import { type Meeting, withTeller } from '../../../functions/store/meetings.ts';
import { type OperationId, ROUTES } from '../../../shared/contract/routes.ts';
import { wireRequest } from '../../../shared/contract/wire-request.ts';
import type { Slot } from '../../../shared/protocol/slots.ts';
import { signTellerRequest } from '../../../shared/protocol/teller-request.ts';
import type { SentRequest } from '../../gateway/gateway-events.ts';
import { tellers } from '../protocol/made-session.ts';
import { vectorManifest } from '../protocol/vectors.ts';

const { county } = vectorManifest();

/** A meeting whose tellers are enrolled with the keys of the vectors' manifest. */
export const enrolled = (meeting: Meeting): Meeting =>
  vectorManifest().tellers.reduce(
    (changed, { slot, hpke, sign }) => withTeller(changed, slot, { hpke, sign }),
    meeting,
  );

/** What a teller of the vectors' manifest sends for an operation of a session, signed. */
export async function signedRequest(
  { operation, session, slot }: { readonly operation: OperationId; readonly session: string; readonly slot: Slot },
  payload: unknown,
): Promise<Partial<SentRequest>> {
  const context = { county, session, operation };
  const { signature } = await signTellerRequest(tellers[slot].sign.privateKey, context, { slot, payload });
  const { body } = wireRequest(ROUTES[operation], { session, payload, slot, signature });
  return { pathParameters: { session }, body };
}
