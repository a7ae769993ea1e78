import { createPublicKey, type KeyObject } from 'node:crypto';
import { equalBytes, fromB64uOf, toB64u } from '../../shared/protocol/bytes.ts';
import { codeHash, normaliseCode } from '../../shared/protocol/code.ts';
import { TOKEN_SIGNATURE_BYTES } from '../../shared/protocol/token-key.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement, refuse } from '../http/implement.ts';
import { issuingIsOpen } from '../http/issuing-open.ts';
import { remembered } from '../http/remembered.ts';
import { unwrappedKey } from '../http/unwrapped-key.ts';
import type { CodeRecord } from '../store/issuing.ts';
import type { Meeting } from '../store/meetings.ts';
import { blindSign } from './blind-sign.ts';

type TokenKey = { readonly privateKey: KeyObject; readonly publicKey: KeyObject };

/** Short enough for a closing time, which is set at least 10 s ahead, to be known before it comes. */
const VOTING_KEPT_MS = 5_000;
/** Before the voting a teller may enrol again, and a code drawn on the old manifest would be lost. */
const MEETING_KEPT_MS = 1_000;
const MEETINGS_KEPT = 50;

const rememberMeeting = remembered<Meeting | undefined>({
  keepMs: (meeting) => {
    // A session that is not there yet may be there at the next request.
    if (meeting === undefined) return 0;
    return meeting.state === 'voting' || meeting.state === 'closing' ? VOTING_KEPT_MS : MEETING_KEPT_MS;
  },
  capacity: MEETINGS_KEPT,
});
/** A session's key never changes, so it is unwrapped once in a process. */
const rememberTokenKey = remembered<TokenKey>({ keepMs: () => Number.POSITIVE_INFINITY, capacity: MEETINGS_KEPT });

const meetingOf = (session: string, { meetings, nowMs }: Dependencies): Promise<Meeting | undefined> =>
  rememberMeeting({ owner: meetings, key: session, nowMs: nowMs(), load: () => meetings.read(session) });

async function loadTokenKey(session: string, { meetings, keyWrap }: Dependencies): Promise<TokenKey> {
  const kept = await meetings.getKey(session, 'token');
  if (kept === undefined) throw new Error('an armed meeting has no token key');
  const privateKey = unwrappedKey(await keyWrap.unwrap('token', session, kept.wrapped));
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

const tokenKeyOf = (session: string, deps: Dependencies): Promise<TokenKey> =>
  rememberTokenKey({
    owner: deps.meetings,
    key: session,
    nowMs: deps.nowMs(),
    load: () => loadTokenKey(session, deps),
  });

/** What a code that is not live (any more) gets: the first answer again for the same message, a refusal for another. */
function answerForSpent(code: CodeRecord | undefined, blinded: Uint8Array) {
  if (code === undefined) return refuse('code-unknown');
  switch (code.state) {
    case 'drawn':
      return equalBytes(code.blinded, blinded)
        ? { answer: { blindSignature: toB64u(code.blindSignature) } }
        : refuse('code-used');
    case 'dead':
      return refuse('code-dead');
    case 'live':
      throw new Error('a live code was refused its drawing');
  }
}

/** Draws a token (protocol.md §2.3): one code, one blind signature. Keeps no time, and nothing of who asked. */
export const checkIn = implement('checkIn', async ({ request, deps }) => {
  const { session } = request;
  const typed = normaliseCode(request.code);
  if (typed === null) return refuse('code-unknown');
  const blinded = fromB64uOf(TOKEN_SIGNATURE_BYTES, request.blinded);
  if (blinded === null) return refuse('blinded-invalid');
  const meeting = await meetingOf(session, deps);
  if (meeting === undefined) return refuse('session-unknown');
  if (!issuingIsOpen(meeting, deps.nowMs())) return refuse('check-in-closed');

  const { issuing } = deps.registry;
  const hash = await codeHash(session, typed);
  const code = await issuing.readCode(session, hash);
  if (code?.state !== 'live') return answerForSpent(code, blinded);
  const signed = blindSign(await tokenKeyOf(session, deps), blinded);
  if (!signed.ok) return refuse('blinded-invalid');
  const { blindSignature } = signed;
  if (await issuing.draw(session, hash, { blinded, blindSignature }))
    return { answer: { blindSignature: toB64u(blindSignature) } };
  return answerForSpent(await issuing.readCode(session, hash), blinded);
});
