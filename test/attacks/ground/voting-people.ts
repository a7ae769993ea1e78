import { fromB64u, toB64u } from '../../../shared/protocol/bytes.ts';
import { tokenMessage } from '../../../shared/protocol/sealed-ballot.ts';
import { platformRandom } from '../../unit/protocol/vectors.ts';
import type { Stage } from './stage.ts';
import type { Product } from './stages.ts';

/** What is true, and what an attacker guesses at: whose ballot is whose, in the order in which they came. */
export interface Truth {
  readonly delegate: number;
  readonly receipt: string;
}

/** Called before each drawing and each casting, with the number of the delegate. */
export type Between = (step: 'drawing' | 'casting', delegate: number) => void;

/** Everybody of the stage draws and casts, one after the other; each draws and casts in one go, or all draw first. */
export async function letThemVote(
  product: Product,
  { hall, session, cards }: Stage,
  { order, between }: { readonly order: 'one-by-one' | 'draw-first'; readonly between: Between },
): Promise<readonly Truth[]> {
  const key = await product.importTokenKey(fromB64u(session.manifest.tokenKey) ?? new Uint8Array());
  if (key === null) throw new Error('a manifest’s token key is refused');
  const draw = async ({ delegate, code }: Stage['cards'][number]) => {
    const nonce = platformRandom(32);
    const message = tokenMessage(session.manifestHash, nonce);
    const { blinded, inverse } = await product.blind(key, message, platformRandom);
    between('drawing', delegate);
    const answer = await hall.ask('checkIn', { session: session.id, code, blinded: toB64u(blinded) });
    const blindSignature = fromB64u(answer.blindSignature) ?? new Uint8Array();
    const signature = await product.finalize(key, message, { blindSignature, inverse });
    if (signature === null) throw new Error('a blind signature does not verify');
    return { delegate, token: { nonce, signature } };
  };
  const cast = async ({ delegate, token }: Awaited<ReturnType<typeof draw>>): Promise<Truth> => {
    const ballot = await session.seal(delegate % 11, token);
    between('casting', delegate);
    const { receipt } = await hall.ask('castBallot', session.casting(ballot));
    return { delegate, receipt };
  };
  if (order === 'one-by-one') {
    const truth = [];
    for (const card of cards) truth.push(await cast(await draw(card)));
    return truth;
  }
  const drawn = [];
  for (const card of cards) drawn.push(await draw(card));
  const truth = [];
  for (const each of drawn) truth.push(await cast(each));
  return truth;
}
