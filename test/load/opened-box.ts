import { createCipheriv, createHash } from 'node:crypto';
import { indicatorCount } from '../../shared/process/ballot-form.ts';
import { type Bytes, concat } from '../../shared/protocol/bytes.ts';
import { SECRET_BYTES, splitSecret } from '../../shared/protocol/key-shares.ts';
import { encodePlainBallot } from '../../shared/protocol/plain-ballot.ts';
import { ballotCipher, keyCommitment, packSealedBallot, tokenMessage } from '../../shared/protocol/sealed-ballot.ts';
import { SLOTS } from '../../shared/protocol/slots.ts';
import { type MadeMeeting, newToken, random } from './made-meeting.ts';

/** A box as it is before the count: ballots in the order of the board, and two tellers' opened shares of each. */
export interface OpenedBox {
  readonly ballots: readonly Bytes[];
  readonly first: readonly Bytes[];
  readonly second: readonly Bytes[];
}

const byReceipt = (ballot: Bytes): string => createHash('sha256').update(ballot).digest('hex');

/**
 * Ballots with real tokens, commitments, ciphertexts and shares. The shares are not sealed to anyone: chance stands where
 * HPKE's output would, since a count starts from opened shares and never looks there.
 */
export async function makeOpenedBox(meeting: MadeMeeting, howMany: number): Promise<OpenedBox> {
  const made = [];
  for (let place = 0; place < howMany; place += 1) made.push(await openedBallot(meeting));
  const sorted = made
    .map((each) => ({ ...each, receipt: byReceipt(each.ballot) }))
    .sort((a, b) => (a.receipt < b.receipt ? -1 : 1));
  return {
    ballots: sorted.map(({ ballot }) => ballot),
    first: sorted.map(({ shares }) => shares[0]),
    second: sorted.map(({ shares }) => shares[1]),
  };
}

async function openedBallot({ manifest, manifestHash }: MadeMeeting) {
  const token = newToken({ manifest, manifestHash, session: manifest.session });
  const id = new Uint8Array(createHash('sha256').update(tokenMessage(manifestHash, token.nonce)).digest());
  const secret = random(SECRET_BYTES);
  const scores = Array.from(random(indicatorCount(manifest.subjects)), (byte) => (byte < 12 ? null : byte % 11));
  const { iv, additionalData } = ballotCipher(manifestHash, id);
  const cipher = createCipheriv('aes-256-gcm', secret, new Uint8Array(Buffer.from(iv as Uint8Array)));
  cipher.setAAD(new Uint8Array(Buffer.from(additionalData as Uint8Array)));
  const ciphertext = concat(cipher.update(encodePlainBallot(scores)), cipher.final(), cipher.getAuthTag());
  const [first, second] = splitSecret(secret, random);
  if (first === undefined || second === undefined) throw new Error('a secret has three shares');
  const ballot = packSealedBallot({
    ...token,
    commitment: await keyCommitment(manifestHash, id, secret),
    ciphertext,
    shares: SLOTS.map(() => ({ encapsulation: random(65), ciphertext: random(49) })),
  });
  return { ballot, shares: [first, second] as const };
}
