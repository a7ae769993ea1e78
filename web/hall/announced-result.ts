import type { ResponseOf } from '../../shared/contract/operations.ts';
import { toHex } from '../../shared/protocol/bytes.ts';
import { checkResult } from '../../shared/protocol/check-result.ts';
import { type Manifest, manifestHash, tellerKeys } from '../../shared/protocol/manifest.ts';
import { OBJECT_TO_RESULT, verifyResultSignature } from '../../shared/protocol/result.ts';
import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import { verifyTellerRequest } from '../../shared/protocol/teller-request.ts';

/** The API's answer: a result and the tellers' words on it, of which nothing is believed before it is checked here. */
export type Announced = ResponseOf<'getResult'>;

/** A teller's word on the result as this screen verified it; `forged` when it does not hold under the teller's own key. */
export type Word =
  | { readonly is: 'signed' | 'silent' | 'forged' }
  | { readonly is: 'objected'; readonly reason: string };

/** What the screen found out about an announced result. Figures are shown only when `holds`. */
export interface CheckedResult {
  readonly holds: boolean;
  readonly words: Readonly<Record<Slot, Word>>;
}

async function wordOf(manifest: Manifest, { result, signatures }: Announced, slot: Slot): Promise<Word> {
  const word = signatures.find((each) => each.slot === slot);
  if (word === undefined) return { is: 'silent' };
  const key = tellerKeys(manifest, slot).sign;
  if ('signature' in word) {
    return (await verifyResultSignature(key, result, word.signature)) ? { is: 'signed' } : { is: 'forged' };
  }
  const { payload, signature } = word.objection;
  const context = { county: manifest.county, session: manifest.session, operation: OBJECT_TO_RESULT };
  const isTheirs = await verifyTellerRequest(key, context, { payload, slot, signature });
  return isTheirs ? { is: 'objected', reason: payload.reason } : { is: 'forged' };
}

/**
 * Whether at least two tellers of the armed manifest signed exactly this result, and its figures follow from one another
 * (the board itself is for the page that checks bundles; what the tellers signed names it).
 */
export async function checkAnnounced(manifest: Manifest, announced: Announced): Promise<CheckedResult> {
  const { result } = announced;
  const [discipline, delegates, inspection] = await Promise.all([
    wordOf(manifest, announced, 'discipline'),
    wordOf(manifest, announced, 'delegates'),
    wordOf(manifest, announced, 'inspection'),
  ]);
  const words = { discipline, delegates, inspection };
  const context = {
    manifest,
    manifestHash: toHex(await manifestHash(manifest)),
    boardRoot: result.boardRoot,
    electronic: result.counts.electronic,
  };
  let defects = 0;
  checkResult(result, context, () => {
    defects += 1;
  });
  const signers = SLOTS.filter((slot) => words[slot].is === 'signed');
  return { holds: defects === 0 && signers.length >= 2, words };
}
