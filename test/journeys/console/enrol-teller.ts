import { toB64u } from '../../../shared/protocol/bytes.ts';
import { parseEnrolmentFragment } from '../../../shared/protocol/code.ts';
import { generateTellerKeys, publicTellerKeys } from '../../../shared/protocol/teller-keys.ts';
import { signTellerRequest } from '../../../shared/protocol/teller-request.ts';

/** A teller's phone that scanned the address of an enrolment QR: makes keys and enrols. Returns the HTTP status. */
export async function enrolTeller(address: string): Promise<number> {
  const { origin, pathname, hash } = new URL(address);
  const enrolment = parseEnrolmentFragment(hash);
  if (pathname !== '/teller/' || enrolment === null) throw new Error('no enrolment address');
  const { session, slot, secret } = enrolment;
  const keys = await generateTellerKeys();
  const payload = { enrolment: toB64u(secret), ...(await publicTellerKeys(keys)) };
  const context = { county: 'tuanfeng', session, operation: 'enrolTeller' };
  const request = await signTellerRequest(keys.sign.privateKey, context, { slot, payload });
  const response = await fetch(`${origin}/api/sessions/${session}/tellers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  return response.status;
}
