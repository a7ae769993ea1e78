import { createDecipheriv } from 'node:crypto';
import * as f from '../../shared/contract/formats.ts';
import { indicatorCount } from '../../shared/process/ballot-form.ts';
import { concat } from '../../shared/protocol/bytes.ts';
import { combineShares } from '../../shared/protocol/key-shares.ts';
import { manifestHash as hashOf, type Manifest } from '../../shared/protocol/manifest.ts';
import { ballotCipher, ballotId, parseSealedBallot, shareInfo } from '../../shared/protocol/sealed-ballot.ts';
import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import { generateTellerKeys, openShare, publicTellerKeys } from '../../shared/protocol/teller-keys.ts';
import { platformRandom } from '../unit/protocol/vectors.ts';
import { aloneAttempts } from './alone-at-count.ts';
import { type Attack, attempt, gained, stopped } from './attack.ts';
import { productAsItIs, productWithout } from './ground/stages.ts';

export const tellerKeys: Attack = {
  target: 'three tellers, of whom two are needed',
  attacker: 'the operator with one teller, or one teller alone',
  holds: 'the server, one teller’s keys',
  wants: 'to read ballots with one teller’s help, to spoil one, or to open, count and announce as two',
  attempts: [
    attempt({
      title: 'the operator’s key stands in a second teller’s place in the manifest that a phone is given',
      stoppedBy: 'arming-invalid',
      weakness: 'the tellers’ signatures under the manifest',
      product: productAsItIs,
      weakened: productWithout({
        'shared/protocol/arming.ts': {
          verifyArming:
            ({ armingHash }) =>
            (_, hash, arming) =>
              armingHash(hash, arming),
        },
      }),
      play: async (product, ground) => {
        const { session, hall } = await product.openStage(ground, { state: 'voting' });
        const operator = await generateTellerKeys();
        const { hpke } = await publicTellerKeys(operator);
        const { arming } = await hall.ask('getManifest', { session: session.id });
        const tellers = session.manifest.tellers.map((each) => (each.slot === 'delegates' ? { ...each, hpke } : each));
        const forged: Manifest = { ...session.manifest, tellers };
        const card = { session: session.id, tokenKeyId: null };
        const verified = await product.verifyGround({ manifest: f.manifest.parse(forged), arming }, card);
        if (typeof verified === 'string') return stopped(verified);

        const { manifest } = verified;
        const scores = Array.from({ length: indicatorCount(manifest.subjects) }, (_, place) => place % 11);
        const token = { nonce: platformRandom(32), signature: platformRandom(256) };
        const sealing = { manifest, manifestHash: await hashOf(manifest), token, scores, random: platformRandom };
        const read = await readWith(await product.sealBallot(sealing), sealing, {
          discipline: session.keysOf('discipline').hpke,
          delegates: operator.hpke,
        });
        return read.every((score, place) => score === scores[place])
          ? gained('a ballot, with one teller')
          : stopped('the seal');
      },
    }),
    attempt({
      title: 'one teller hands in a rogue share, to have a ballot void',
      stoppedBy: 'the other two shares',
      weakness: 'the commitment by which a pair of shares is known to be right',
      product: productAsItIs,
      weakened: productWithout({
        'shared/protocol/sealed-ballot.ts': { keyCommitment: () => async () => new Uint8Array(32) },
      }),
      play: async (product, ground) => {
        const { session } = await product.openStage(ground, { state: 'voting' });
        const { manifest, manifestHash } = session;
        const ballots = [await session.seal(3)];
        const sets = await Promise.all(
          SLOTS.map(async (slot) => [slot, await session.openedBy(slot, ballots)] as const),
        );
        const rogue = concat(platformRandom(32), Uint8Array.of(1));
        const opened = { ...Object.fromEntries(sets), discipline: [rogue] };
        const [result] = await product.openBallots({ manifest, manifestHash, ballots, openedBy: SLOTS, opened });
        if (result === undefined) throw new Error('no ballot was opened');
        return 'void' in result ? gained(`a ballot void as ${result.void}`) : stopped('the other two shares');
      },
    }),
    ...aloneAttempts,
  ],
};

/** Reads a sealed ballot with two key pairs, as whoever has both would. */
async function readWith(
  sealed: Uint8Array,
  { manifest, manifestHash }: { readonly manifest: Manifest; readonly manifestHash: Uint8Array<ArrayBuffer> },
  keys: Readonly<Partial<Record<Slot, CryptoKeyPair>>>,
): Promise<readonly number[]> {
  const ballot = parseSealedBallot(new Uint8Array(sealed), indicatorCount(manifest.subjects));
  if (ballot === null) throw new Error('a sealed ballot does not parse');
  const id = await ballotId(manifestHash, ballot.nonce);
  const info = shareInfo(manifestHash, id);
  const opened = await Promise.all(
    SLOTS.map(async (slot, place) => {
      const [pair, share] = [keys[slot], ballot.shares[place]];
      return pair === undefined || share === undefined ? null : openShare(pair, { slot, info, sealed: share });
    }),
  );
  const [first, second] = opened.filter((share) => share !== null);
  const key = first && second && combineShares(first, second);
  const { additionalData } = ballotCipher(manifestHash, id);
  if (!key || !(additionalData instanceof Uint8Array)) return [];
  const decipher = createDecipheriv('aes-256-gcm', key, new Uint8Array(12)).setAAD(additionalData);
  return [...decipher.update(ballot.ciphertext.subarray(0, -16))].slice(1);
}
