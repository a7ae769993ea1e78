import { toBigEndian, toInteger } from '../../../shared/protocol/big-endian.ts';
import { type Bytes, toB64u } from '../../../shared/protocol/bytes.ts';
import { openBallots } from '../../../shared/protocol/opening.ts';
import type { Material } from './material.ts';

/** Parts of casting and counting made worse on purpose, before which mutants are found: a fuzzer that finds nothing proves nothing. */
const SIGNATURE = { from: 33, to: 289 };

function withReducedSignature(ballot: Uint8Array, { modulus }: Pick<Material, 'modulus'>): Bytes {
  const reduced = new Uint8Array(ballot);
  const { from, to } = SIGNATURE;
  reduced.set(toBigEndian(toInteger(reduced.slice(from, to)) % modulus, to - from), from);
  return reduced;
}

/** A change of the ballot in a body that is JSON and has one as a text. */
const onBallot = (change: (text: string, material: Material) => string) => {
  return (body: string, material: Material): string => {
    let sent: unknown;
    try {
      sent = JSON.parse(body);
    } catch {
      return body;
    }
    if (typeof sent !== 'object' || sent === null || !('ballot' in sent) || typeof sent.ballot !== 'string')
      return body;
    return JSON.stringify({ ...sent, ballot: change(sent.ballot, material) });
  };
};

/** Takes every base64 that some reader takes. */
export const lenientText = onBallot((text) => toB64u(new Uint8Array(Buffer.from(text, 'base64'))));

/** Takes a signature in every form that is congruent to it. */
export const anyForm = onBallot((text, material) => {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length < SIGNATURE.to || toB64u(new Uint8Array(bytes)) !== text
    ? text
    : toB64u(withReducedSignature(bytes, material));
});

/** Counts a ballot whose signature is not below the modulus. */
export const countingAnyForm =
  (material: Pick<Material, 'modulus'>): typeof openBallots =>
  ({ ballots, ...rest }) =>
    openBallots({ ...rest, ballots: ballots.map((ballot) => withReducedSignature(ballot, material)) });
