import { isSessionId } from '../../shared/process/ids.ts';
import { fromB64uOf } from '../../shared/protocol/bytes.ts';
import { enrolmentHash } from '../../shared/protocol/code.ts';
import { isPoint, POINT_BYTES } from '../../shared/protocol/ecdsa.ts';
import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import { verifyTellerRequest } from '../../shared/protocol/teller-request.ts';
import { implement, type RefusalPlace, refuse } from '../http/implement.ts';
import { advanceOrRefuse, answerOf, change, decline, keep, type Step } from '../http/step.ts';
import { type Meeting, withTeller } from '../store/meetings.ts';

interface NewKeys {
  readonly slot: Slot;
  readonly hpke: string;
  readonly sign: string;
  /** Hash of the secret that came with the keys. */
  readonly secretHash: string;
}

const SECRET_BYTES = 32;

/**
 * A teller's browser hands in its fresh public keys with the secret of the enrolment QR, signed by the new key itself. The
 * secret works once. Enrolling a slot again, with a secret issued anew, undoes freeze and arming: the manifest carries the keys.
 */
export const enrolTeller = implement('enrolTeller', async ({ request, deps }) => {
  const { session, slot, payload } = request;
  const secret = fromB64uOf(SECRET_BYTES, payload.enrolment);
  if (secret === null || !isSessionId(session)) return refuse('enrolment-invalid');
  const places = [...(await faultOfKey('hpke', payload.hpke)), ...(await faultOfKey('sign', payload.sign))];
  if (places.length > 0) return refuse('request-invalid', {}, places);
  const context = { county: deps.county, session, operation: 'enrolTeller' };
  const point = fromB64uOf(POINT_BYTES, payload.sign);
  if (point === null || !(await verifyTellerRequest(point, context, request))) return refuse('signature-invalid');
  const secretHash = await enrolmentHash({ session, slot, secret });
  const keys = { slot, hpke: payload.hpke, sign: payload.sign, secretHash };
  return answerOf(await deps.meetings.change(session, (meeting) => decideEnrolment(meeting, keys)));
});

/** What enrolling these keys does to a meeting. */
export function decideEnrolment(meeting: Meeting, keys: NewKeys): Step<{ slot: Slot; state: Meeting['state'] }> {
  const { slot, hpke, sign, secretHash } = keys;
  const teller = meeting.tellers[slot];
  if (teller.enrolledWith === secretHash) {
    const isRepeated = teller.hpke === hpke && teller.sign === sign;
    return isRepeated ? keep({ slot, state: meeting.state }) : decline(refuse('enrolment-used'));
  }
  if (teller.enrolmentHash !== secretHash) return decline(refuse('enrolment-invalid'));
  const next = advanceOrRefuse(meeting.state, 'enrol');
  if ('refused' in next) return decline(next);
  const repeated = repeatedKeys(meeting, keys);
  if (repeated.length > 0) return decline(refuse('request-invalid', {}, repeated));
  const enrolled = withTeller(unarmed(meeting), slot, { enrolledWith: secretHash, hpke, sign });
  return change({ ...enrolled, state: next.state }, { slot, state: next.state });
}

/** The meeting before its freeze: what was signed on another manifest counts for nothing. */
const unarmed = (meeting: Meeting): Meeting =>
  SLOTS.reduce<Meeting>((changed, slot) => withTeller(changed, slot, { armingSignature: null }), {
    ...meeting,
    manifestHash: null,
    armingHash: null,
  });

async function faultOfKey(name: 'hpke' | 'sign', text: string): Promise<readonly RefusalPlace[]> {
  const point = fromB64uOf(POINT_BYTES, text);
  if (point !== null && (await isPoint(point))) return [];
  const detail = { zh: '不是 P-256 曲线上的点', en: 'not a point of the curve P-256' };
  return [{ field: `payload.${name}`, code: 'not-a-point', detail }];
}

/** A key in two places would let one teller count as two, and would be refused at the freeze: it is refused here. */
function repeatedKeys(meeting: Meeting, { slot, hpke, sign }: NewKeys): readonly RefusalPlace[] {
  const others = SLOTS.filter((each) => each !== slot).map((each) => meeting.tellers[each]);
  const taken = others.flatMap((other) => [other.hpke, other.sign]);
  const detail = { zh: '与另一把钥匙相同', en: 'the same as another key' };
  return [
    ...(taken.includes(hpke) || hpke === sign ? [{ field: 'payload.hpke', code: 'repeated-key', detail }] : []),
    ...(taken.includes(sign) ? [{ field: 'payload.sign', code: 'repeated-key', detail }] : []),
  ];
}
