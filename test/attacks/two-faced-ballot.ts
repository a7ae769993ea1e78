import { type Bytes, concat, toB64u } from '../../shared/protocol/bytes.ts';
import { combineShares, splitSecret } from '../../shared/protocol/key-shares.ts';
import { tellerKeys } from '../../shared/protocol/manifest.ts';
import { sealShare } from '../../shared/protocol/seal.ts';
import {
  ballotCipher,
  ballotId,
  packSealedBallot,
  shareInfo,
  type Token,
} from '../../shared/protocol/sealed-ballot.ts';
import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import type { Session } from '../integration/ballot/session.ts';
import { platformRandom } from '../unit/protocol/vectors.ts';
import { type Attack, attempt, gained, stopped } from './attack.ts';
import type { Product } from './ground/stages.ts';
import { productAsItIs, productWithout } from './ground/stages.ts';
import { twoKeyCiphertext } from './ground/two-key-ciphertext.ts';

const INDICATORS = 60;
const subjects = [
  {
    id: 's-1',
    kind: 'unit',
    name: '样例所',
    post: '',
    indicators: Array.from({ length: INDICATORS }, (_, place) => ({ id: `i-${place + 1}`, name: `指标${place + 1}` })),
  },
] as const;

/** Shares of which the first two give one key and the last two another: a line through each pair, bent at the second. */
function bentShares(first: Bytes, second: Bytes): readonly Bytes[] {
  const [one, two] = splitSecret(first, platformRandom);
  if (one === undefined || two === undefined) throw new Error('a secret is split in three');
  // The line through (0, second) and (2, two) at 3: moved by 3, so that what is combined is its value at 0.
  const three = combineShares(concat(second, Uint8Array.of(3)), concat(two.slice(0, 32), Uint8Array.of(1)));
  if (three === null) throw new Error('two points make a line');
  return [one, two, concat(three, Uint8Array.of(3))];
}

/** A ballot whose ciphertext opens under two keys, one for each pair of tellers. */
async function twoFacedBallot(
  { keyCommitment }: Product,
  { manifest, manifestHash, token }: Pick<Session, 'manifest' | 'manifestHash'> & { readonly token: Token },
): Promise<Bytes> {
  const id = await ballotId(manifestHash, token.nonce);
  const { additionalData } = ballotCipher(manifestHash, id);
  if (!(additionalData instanceof Uint8Array)) throw new Error('the ballot’s cipher has additional data');
  for (;;) {
    const [first, second] = [platformRandom(32), platformRandom(32)];
    const cipher = { first, second, additionalData: concat(additionalData), version: 1, scores: INDICATORS };
    const ciphertext = twoKeyCiphertext(cipher);
    if (ciphertext === null) continue;
    const info = shareInfo(manifestHash, id);
    const shares = await Promise.all(
      bentShares(first, second).map((share, place) => {
        const slot = SLOTS[place];
        if (slot === undefined) throw new Error('more shares than tellers');
        return sealShare({ recipient: tellerKeys(manifest, slot).hpke, slot, info, share });
      }),
    );
    const commitment = await keyCommitment(manifestHash, id, first);
    return packSealedBallot({ ...token, commitment, ciphertext, shares });
  }
}

/** What two tellers make of a ballot. */
async function openedBy(
  product: Product,
  session: Session,
  { pair, ballot }: { pair: readonly Slot[]; ballot: Bytes },
) {
  const { manifest, manifestHash } = session;
  const sets = await Promise.all(pair.map(async (slot) => [slot, await session.openedBy(slot, [ballot])] as const));
  const opened = Object.fromEntries(sets);
  const [result] = await product.openBallots({ manifest, manifestHash, ballots: [ballot], openedBy: pair, opened });
  if (result === undefined) throw new Error('no ballot was opened');
  return result;
}

export const twoFacedBallotAttack: Attack = {
  target: 'a sealed ballot that opens differently',
  attacker: 'a delegate with a program of their own, together with one teller',
  holds: 'a token; the choice, by coming late or not at all, of the pair that opens the box',
  wants: 'a ballot that counts for one pair of tellers and not for another, so that the result depends on who opens',
  attempts: [
    attempt({
      title: 'one ciphertext under two keys, each for one pair of tellers',
      // A ballot void as `sealed` is not signed over before the third set is in; with all three it opens by its one committed key.
      stoppedBy: 'sealed, and the third share opens it',
      weakness: 'the commitment to the key',
      product: productAsItIs,
      weakened: productWithout({
        'shared/protocol/sealed-ballot.ts': { keyCommitment: () => async () => new Uint8Array(32) },
      }),
      play: async (product, ground) => {
        const stage = await product.openStage(ground, { state: 'voting', manifest: { subjects } });
        const { hall, session } = stage;
        const { manifest, manifestHash } = session;
        const ballot = await twoFacedBallot(product, { manifest, manifestHash, token: session.token() });
        await hall.ask('castBallot', { session: session.id, ballot: toB64u(ballot) });
        const early = await openedBy(product, session, { pair: ['discipline', 'delegates'], ballot });
        const late = await openedBy(product, session, { pair: ['delegates', 'inspection'], ballot });
        if ('void' in early) throw new Error(`the first pair does not open it: ${early.void}`);
        if (!('void' in late)) return gained('other scores for another pair');
        if (late.void !== 'sealed')
          return gained(`a ballot that counts for one pair and is void (${late.void}) for another`);
        const all = await openedBy(product, session, { pair: SLOTS, ballot });
        return 'void' in all ? stopped('sealed') : stopped('sealed, and the third share opens it');
      },
    }),
  ],
};
