import { createHash, type KeyObject, type VerifyKeyObjectInput } from 'node:crypto';
import { BallotBox } from '../../functions/store/ballot-box.ts';
import { indicatorCount } from '../../shared/process/ballot-form.ts';
import { toBigEndian, toInteger } from '../../shared/protocol/big-endian.ts';
import { type Bytes, fromB64u } from '../../shared/protocol/bytes.ts';
import { parseSealedBallot, type Token } from '../../shared/protocol/sealed-ballot.ts';
import { tokenKeyModulus } from '../../shared/protocol/token-key.ts';
import type { Session } from '../integration/ballot/session.ts';
import { type Attack, attempt, gained, type Outcome, stopped } from './attack.ts';
import { CastUnder } from './ground/boxes.ts';
import type { Ground } from './ground/ground.ts';
import { wordOf } from './ground/stage.ts';
import { type Product, productAsItIs, productWithout } from './ground/stages.ts';

const BYTES = 256;
const SIGNATURE = { from: 33, to: 33 + BYTES };

const modulusOf = ({ manifest }: Session): bigint => {
  const modulus = tokenKeyModulus(fromB64u(manifest.tokenKey) ?? new Uint8Array());
  if (modulus === null) throw new Error('a manifest’s token key is refused');
  return toInteger(modulus);
};

/** The same signature in a second form, the modulus added: congruent, and as long. */
function otherForm(session: Session): { readonly first: Token; readonly second: Token } {
  const modulus = modulusOf(session);
  for (;;) {
    const first = session.token();
    const sum = toInteger(first.signature) + modulus;
    if (sum < 1n << BigInt(BYTES * 8)) return { first, second: { ...first, signature: toBigEndian(sum, BYTES) } };
  }
}

/** Verifies the remainder of a signature, whatever its form. */
const reduced = (key: KeyObject, signature: Uint8Array): Bytes => {
  const modulus = toInteger(new Uint8Array(Buffer.from(key.export({ format: 'jwk' }).n ?? '', 'base64url')));
  return toBigEndian(toInteger(new Uint8Array(signature)) % modulus, BYTES);
};

/** A box that knows a token by its signature. */
const spentBySignature = (ballot: Uint8Array): string =>
  createHash('sha256').update(ballot.subarray(SIGNATURE.from, SIGNATURE.to)).digest('hex');

const castingWithoutForm = productWithout({
  'node:crypto': {
    verify: (original) =>
      ((algorithm: string, data: Uint8Array, input: VerifyKeyObjectInput, signature: Uint8Array, done: () => void) =>
        // The overload with a callback, which is the one that casting calls.
        original.verify(algorithm, data, input, reduced(input.key, signature), done)) as typeof original.verify,
  },
});

/** One token cast in its first form, and another ballot in its second. */
async function castBothForms(product: Product, ground: Ground, ballotBox: BallotBox): Promise<Outcome> {
  const { hall, session } = await product.openStage(ground, { state: 'voting', deps: { ballotBox } });
  const { first, second } = otherForm(session);
  await hall.ask('castBallot', session.casting(await session.seal(10, first)));
  const { answer, problem } = await hall.send('castBallot', session.casting(await session.seal(10, second)));
  return answer === undefined ? stopped(wordOf(problem)) : gained('a second ballot');
}

export const signatureForms: Attack = {
  target: 'a token spent in two forms',
  attacker: 'a delegate with a program of their own',
  holds: 'one token, whose signature can be written as two numbers',
  wants: 'two ballots from one token',
  attempts: [
    attempt({
      title: 'the modulus is added to the signature, in a box that would know tokens by it',
      stoppedBy: 'token-invalid',
      weakness: 'the one form of a signature, below the modulus',
      product: productAsItIs,
      weakened: castingWithoutForm,
      play: (product, ground) => castBothForms(product, ground, new CastUnder(ground.tables.client, spentBySignature)),
    }),
    attempt({
      title: 'the same where casting takes both forms',
      stoppedBy: 'already-cast',
      weakness: 'the id made from the message and not from its signature',
      product: ({ tables }) => new BallotBox(tables.client, 'BallotBox'),
      weakened: ({ tables }) => new CastUnder(tables.client, spentBySignature),
      play: async (ballotBox, ground) => castBothForms(await castingWithoutForm(), ground, ballotBox),
    }),
    attempt({
      title: 'the second form is laid in the box past casting, for the tellers to count',
      stoppedBy: 'token',
      weakness: 'the one form of a signature, below the modulus',
      product: productAsItIs,
      weakened: productWithout({
        'shared/protocol/blind-signature.ts': {
          verifySignature: (original) => (key, message, signature) =>
            original.verifySignature(key, message, toBigEndian(toInteger(signature) % toInteger(key.modulus), BYTES)),
        },
      }),
      play: async (product, ground) => {
        const { session } = await product.openStage(ground, { state: 'voting' });
        const { manifest, manifestHash } = session;
        const ballot = await session.seal(10, otherForm(session).second);
        if (parseSealedBallot(ballot, indicatorCount(manifest.subjects)) === null)
          throw new Error('not a sealed ballot');
        const openedBy = ['discipline', 'delegates'] as const;
        const sets = await Promise.all(openedBy.map(async (slot) => [slot, await session.openedBy(slot, [ballot])]));
        const opened = Object.fromEntries(sets);
        const [result] = await product.openBallots({ manifest, manifestHash, ballots: [ballot], openedBy, opened });
        if (result === undefined) throw new Error('no ballot was opened');
        return 'void' in result ? stopped(result.void) : gained('a ballot that counts');
      },
    }),
  ],
};
