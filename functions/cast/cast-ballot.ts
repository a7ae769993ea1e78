import { constants, createHash, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';
import type { ResponseOf } from '../../shared/contract/operations.ts';
import { type Bytes, concat, fromB64u, toB64u, utf8 } from '../../shared/protocol/bytes.ts';
import { NONCE_BYTES, tokenMessage } from '../../shared/protocol/sealed-ballot.ts';
import { TOKEN_SIGNATURE_BYTES } from '../../shared/protocol/token-key.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { remembered } from '../http/remembered.ts';
import { receiptHex } from '../store/ballot-box.ts';
import type { Meeting } from '../store/meetings.ts';
import { type SessionKeys, sessionKeys } from './session-keys.ts';

/**
 * Casts a sealed ballot (protocol.md §3): its form, its token, the state and this function's own clock, then one conditional
 * PutItem. The same bytes again get the same receipt. Nothing of the request is kept but the ballot.
 */
export const castBallot = implement('castBallot', async ({ request, deps }) => {
  const { session } = request;
  const meeting = await currentMeeting(deps, session);
  if (meeting === undefined) return refuse('session-unknown');
  const { manifestHash } = meeting;
  if (manifestHash === null) return refuse('voting-not-open');
  const keys = await sessionKeys(deps, session, manifestHash);

  const ballot = parseBallot(request.ballot, keys);
  if (ballot === null) return refuse('ballot-malformed');
  const message = tokenMessage(keys.manifestHash, ballot.nonce);
  if (!(await isToken(keys, message, ballot.signature))) return refuse('token-invalid');
  const refusal = whyNotOpen(meeting, deps.nowMs());
  if (refusal !== undefined) return refusal;

  const id = createHash('sha256').update(message).digest('hex');
  const casting = await deps.ballotBox.cast(session, id, ballot.bytes);
  return casting === 'other' ? refuse('already-cast') : { answer: await receiptFor(keys, ballot.bytes) };
});

type CastingState = Pick<Meeting, 'state' | 'closesAt' | 'manifestHash'>;

/**
 * Five seconds while the voting is open: less than the shortest notice of a closing time. One second before, so that the first
 * ballots after the opening are not sent away for long.
 */
const STATE_KEEP_MS = { open: 5_000, notOpen: 1_000 } as const;
const isOpen = ({ state }: CastingState): boolean => state === 'voting' || state === 'closing';

const stateOfSession = remembered<CastingState | undefined>({
  keepMs: (meeting) => (meeting !== undefined && isOpen(meeting) ? STATE_KEEP_MS.open : STATE_KEEP_MS.notOpen),
  capacity: 256,
});

const currentMeeting = (deps: Dependencies, session: string): Promise<CastingState | undefined> =>
  stateOfSession({
    owner: deps.meetings,
    key: session,
    nowMs: deps.nowMs(),
    load: async () => deps.meetings.read(session),
  });

/** Why a ballot is not taken now, by the meeting's state and this function's own clock. */
export function whyNotOpen(meeting: CastingState, nowMs: number): Refusal | undefined {
  switch (meeting.state) {
    case 'prepared':
    case 'frozen':
    case 'armed':
      return refuse('voting-not-open');
    case 'voting':
      return undefined;
    case 'closing':
      return meeting.closesAt !== null && nowMs < meeting.closesAt ? undefined : refuse('voting-closed');
    case 'closed':
    case 'counted':
    case 'announced':
    case 'voided':
      return refuse('voting-closed');
  }
}

const VERSION = 1;

/** Only what casting looks at; the rest is the tellers' to open. */
function parseBallot(text: string, { ballotBytes }: SessionKeys) {
  const bytes = fromB64u(text);
  if (bytes === null || bytes.length !== ballotBytes || bytes[0] !== VERSION) return null;
  const afterNonce = 1 + NONCE_BYTES;
  return {
    bytes,
    nonce: bytes.slice(1, afterNonce),
    signature: bytes.slice(afterNonce, afterNonce + TOKEN_SIGNATURE_BYTES),
  };
}

// In the platform's threads: where one process serves a whole hall, a tenth of its time would go into these two.
const verifyAside = promisify(verify);
const signAside = promisify(sign);

/** RSASSA-PSS with SHA-384 and a salt of 48 bytes (RFC 9474); the platform refuses a signature not below the modulus. */
const isToken = ({ tokenKey }: SessionKeys, message: Bytes, signature: Bytes): Promise<boolean> =>
  verifyAside(
    'sha384',
    message,
    { key: tokenKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 },
    signature,
  );

/** The box key's word that this ballot is in the box: without it on the board, the box can be proven wrong. */
async function receiptFor({ boxKey, manifestHash }: SessionKeys, ballot: Bytes): Promise<ResponseOf<'castBallot'>> {
  const receipt = receiptHex(ballot);
  const message = concat(utf8('shuangshu receipt v1'), manifestHash, Buffer.from(receipt, 'hex'));
  const signature = await signAside('sha256', message, { key: boxKey, dsaEncoding: 'ieee-p1363' });
  return { receipt, signature: toB64u(new Uint8Array(signature)) };
}
