import { type Bytes, toB64u } from '../../../shared/protocol/bytes.ts';
import { makeCode } from '../../../shared/protocol/code.ts';
import type { County, StandingName } from './county.ts';
import { type Knock, knockOf } from './knock.ts';
import { type MeetingHall, random } from './meeting-hall.ts';
import { type Row, row } from './row.ts';

const NOWHERE = 'tuanfeng-r-2031-nowhere';

/** A check-in that only `changed` makes wrong. */
const checkIn =
  (name: StandingName, changed: (hall: MeetingHall, county: County) => object | Promise<object>) =>
  async (county: County): Promise<Knock> => {
    const hall = county.halls[name];
    const blinded = toB64u(random(256).fill(0, 0, 1));
    return knockOf('checkIn', {
      session: hall.session,
      code: makeCode(random),
      blinded,
      ...(await changed(hall, county)),
    });
  };

const ownCode = (hall: MeetingHall) => ({ code: hall.codeOf(7) });

const checkInRows: readonly Row[] = [
  row(
    'a code that is on no card',
    '404 code-unknown',
    checkIn('armed', () => ({})),
  ),
  row(
    'a code with two letters exchanged',
    '404 code-unknown',
    checkIn('armed', (hall) => ({ code: [...hall.codeOf(7)].reverse().join('') })),
  ),
  row(
    'a code with a letter that no code has',
    '404 code-unknown',
    checkIn('armed', (hall) => ({ code: `U${hall.codeOf(7).slice(1)}` })),
  ),
  row(
    'a code with a letter left out',
    '400 request-invalid',
    checkIn('armed', (hall) => ({ code: hall.codeOf(7).slice(1) })),
    { places: ['code'] },
  ),
  row(
    'a used code, from another phone',
    '409 code-used',
    checkIn('armed', (hall) => ({ code: hall.codeOf(1) })),
  ),
  row(
    'the code of a delegate who took paper',
    '409 code-dead',
    checkIn('armed', (hall) => ({ code: hall.codeOf(2) })),
  ),
  row(
    'a code of another session',
    '404 code-unknown',
    checkIn('armed', (_, { halls }) => ({ code: halls.voting.codeOf(7) })),
  ),
  row(
    'a session that there is not',
    '404 session-unknown',
    checkIn('armed', (hall) => ({ ...ownCode(hall), session: NOWHERE })),
  ),
  ...[255, 257, 0].map((length) =>
    row(
      `a blinded message of ${length} bytes`,
      '400 request-invalid',
      checkIn('armed', (hall) => ({ ...ownCode(hall), blinded: toB64u(random(length)) })),
      { places: ['blinded'] },
    ),
  ),
  row(
    'a blinded message with spare bits set',
    '400 blinded-invalid',
    checkIn('armed', (hall) => ({ ...ownCode(hall), blinded: `${toB64u(random(256)).slice(0, -1)}_` })),
  ),
  row(
    'a blinded message that is the modulus',
    '400 blinded-invalid',
    checkIn('armed', async (hall) => ({ ...ownCode(hall), blinded: toB64u((await hall.tokenKey()).modulus) })),
  ),
  row(
    'a blinded message above the modulus',
    '400 blinded-invalid',
    checkIn('armed', (hall) => ({ ...ownCode(hall), blinded: toB64u(random(256).fill(255)) })),
  ),
  row(
    'a check-in before anything is prepared',
    '409 check-in-closed',
    checkIn('bare', () => ({})),
  ),
  row('a check-in on a manifest that two tellers signed', '409 check-in-closed', checkIn('twoSigned', ownCode)),
  row('a check-in after the closing time', '409 check-in-closed', checkIn('over', ownCode)),
  row('a check-in after the close', '409 check-in-closed', checkIn('closed', ownCode)),
  row('a check-in at a voided meeting', '409 check-in-closed', checkIn('voided', ownCode)),
];

/** A cast of whatever bytes or text `make` gives. */
const cast =
  (name: StandingName, make: (hall: MeetingHall, county: County) => Bytes | string | Promise<Bytes | string>) =>
  async (county: County): Promise<Knock> => {
    const hall = county.halls[name];
    const ballot = await make(hall, county);
    return knockOf('castBallot', {
      session: hall.session,
      ballot: typeof ballot === 'string' ? ballot : toB64u(ballot),
    });
  };

/** A good ballot of delegate 1, who has a token and has not cast, with some of its bytes changed. */
const altered = (change: (ballot: Bytes) => Bytes) => async (hall: MeetingHall) =>
  change(await hall.seal(hall.tokenOf(1)));
const good = altered((ballot) => ballot);
const SIGNATURE_AT = 1 + 32;

const withSignature = (make: (ballot: Bytes) => Bytes) =>
  altered((ballot) => {
    ballot.set(make(ballot), SIGNATURE_AT);
    return ballot;
  });

const castRows: readonly Row[] = [
  row(
    'a ballot before anything is prepared',
    '409 voting-not-open',
    cast('bare', () => random(713)),
  ),
  row('a ballot before the opening', '409 voting-not-open', cast('armed', good)),
  row('a ballot after the closing time', '409 voting-closed', cast('over', good)),
  row('a ballot after the close', '409 voting-closed', cast('closed', good)),
  row('a ballot at a voided meeting', '409 voting-closed', cast('voided', good)),
  row('a ballot for a session that there is not', '404 session-unknown', async (county) => ({
    ...(await cast('voting', good)(county)),
    body: JSON.stringify({ session: NOWHERE, ballot: toB64u(random(713)) }),
  })),
  row(
    'a ballot of another session',
    '403 token-invalid',
    cast('voting', (_, { halls }) => good(halls.armed)),
  ),
  row(
    'a ballot with a token of another session',
    '403 token-invalid',
    cast('voting', (hall, { halls }) => hall.seal(halls.armed.tokenOf(1))),
  ),
  row(
    'a ballot on a manifest that two tellers signed',
    '403 token-invalid',
    cast('twoSigned', async (_, { halls }) => good(halls.armed)),
  ),
  row(
    'a ballot whose token signature is none',
    '403 token-invalid',
    cast(
      'voting',
      withSignature(() => random(256)),
    ),
  ),
  row(
    'a ballot whose token signature is nothing but zeros',
    '403 token-invalid',
    cast(
      'voting',
      withSignature(() => new Uint8Array(256)),
    ),
  ),
  row(
    'a ballot whose token signature is above the modulus',
    '403 token-invalid',
    cast(
      'voting',
      withSignature(() => new Uint8Array(256).fill(255)),
    ),
  ),
  row(
    'a ballot whose token signature has one bit changed',
    '403 token-invalid',
    cast(
      'voting',
      withSignature((ballot) => ballot.slice(SIGNATURE_AT, SIGNATURE_AT + 1).map((byte) => byte ^ 1)),
    ),
  ),
  row(
    'a ballot with the nonce of another token',
    '403 token-invalid',
    cast(
      'voting',
      altered((ballot) => {
        ballot.set(random(32), 1);
        return ballot;
      }),
    ),
  ),
  row(
    'a ballot a byte too short',
    '400 ballot-malformed',
    cast(
      'voting',
      altered((ballot) => ballot.slice(0, -1)),
    ),
  ),
  row(
    'a ballot a byte too long',
    '400 ballot-malformed',
    cast(
      'voting',
      altered((ballot) => new Uint8Array([...ballot, 0])),
    ),
  ),
  row(
    'a ballot of a session with fewer officers',
    '400 ballot-malformed',
    cast('voting', (_, { halls }) => good(halls.countingDown)),
  ),
  row(
    'a ballot of another version',
    '400 ballot-malformed',
    cast(
      'voting',
      altered((ballot) => ballot.fill(2, 0, 1)),
    ),
  ),
  row(
    'a ballot with spare bits set',
    '400 ballot-malformed',
    cast('voting', async (hall) => `${toB64u(await good(hall)).slice(0, -1)}_`),
  ),
  row(
    'an empty ballot',
    '400 request-invalid',
    cast('voting', () => ''),
    { places: ['ballot'] },
  ),
  row(
    'a ballot longer than any',
    '400 request-invalid',
    cast('voting', () => 'A'.repeat(1_401)),
    { places: ['ballot'] },
  ),
  row(
    'a ballot in standard base64',
    '400 request-invalid',
    cast('voting', () => Buffer.alloc(714, 255).toString('base64')),
    { places: ['ballot'] },
  ),
  row(
    'a second ballot under one token',
    '409 already-cast',
    cast('voting', (hall) => hall.seal(hall.tokenOf(3), 1)),
  ),
];

export const delegateRows: readonly Row[] = [...checkInRows, ...castRows];
