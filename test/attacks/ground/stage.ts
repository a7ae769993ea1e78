import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Dependencies } from '../../../functions/http/dependencies.ts';
import { recordOf } from '../../../functions/store/issuing.ts';
import type { RequestOf } from '../../../shared/contract/operations.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import { isSessionId } from '../../../shared/process/ids.ts';
import { type Bytes, fromHex, toB64u } from '../../../shared/protocol/bytes.ts';
import { checkCode } from '../../../shared/protocol/check-code.ts';
import { cardFragment, codeHash, makeCode } from '../../../shared/protocol/code.ts';
import { keyBytes, type Manifest } from '../../../shared/protocol/manifest.ts';
import { type Receipt, signReceipt } from '../../../shared/protocol/receipt.ts';
import type { Slot } from '../../../shared/protocol/slots.ts';
import { tokenKeyId } from '../../../shared/protocol/token-key.ts';
import type { TellerContext } from '../../../web/teller/actions/context.ts';
import { TellerMemory } from '../../../web/teller/memory.ts';
import type { KeyValueStore } from '../../../web/ui/idb.ts';
import { COUNTY, Hall } from '../../integration/ballot/hall.ts';
import { Session } from '../../integration/ballot/session.ts';
import type { LineCall } from '../../rehearsal/line.ts';
import { memoryStore } from '../../rehearsal/memory-store.ts';
import { hexBytes, platformRandom, vectorBoxKey, vectors } from '../../unit/protocol/vectors.ts';
import type { Ground } from './ground.ts';

export { resultHtml } from '../../../functions/tally/report/result-html.ts';
export { blind, finalize, verifySignature } from '../../../shared/protocol/blind-signature.ts';
export { checkBox } from '../../../shared/protocol/box-check.ts';
export { checkBundle } from '../../../shared/protocol/check-bundle.ts';
export { openBallots, openShareSet } from '../../../shared/protocol/opening.ts';
export { computeResult } from '../../../shared/protocol/result.ts';
export { sealBallot } from '../../../shared/protocol/seal.ts';
export { keyCommitment, receiptOf } from '../../../shared/protocol/sealed-ballot.ts';
/**
 * Everything of the product that an attack on a meeting plays against: the functions on the real engine, the pages' own code, the
 * protocol. Linked as it is, or with a weakened part.
 */
export { importTokenKey } from '../../../shared/protocol/token-key.ts';
export { discrepancies, fetchBallots, signBoard, verifyBox } from '../../../web/teller/actions/check-box.ts';
export { compareResult, signResult } from '../../../web/teller/actions/compare-result.ts';
export { enterPaper } from '../../../web/teller/actions/enter-paper.ts';
export { fetchSignedBox, openOwnShares } from '../../../web/teller/actions/open-box.ts';
export { boardFingerprint } from '../../../web/teller/fingerprint.ts';
export { startDriver } from '../../../web/vote/driver.ts';
export { findReceipt } from '../../../web/vote/find-receipt.ts';
export { verifyGround } from '../../../web/vote/prepare-ground.ts';
export { sendBallot } from '../../../web/vote/send-ballot.ts';
export {
  castBallots,
  closeBox,
  fetchBallots as fetchAllBallots,
  freezeBoard,
  openBox,
} from '../../integration/ballot/stages.ts';

/** A card of the meeting: number of the delegate, the code as typed, and the fragment of the printed QR. */
export interface Card {
  readonly delegate: number;
  readonly code: string;
  readonly fragment: string;
}

/** A meeting on the keys of the vectors: the operator's own keys are known to whoever plays the operator. */
export interface Stage {
  readonly hall: Hall;
  readonly session: Session;
  readonly cards: readonly Card[];
  /** As a page calls the API. */
  readonly call: LineCall;
  /** What the hall's screen shows. */
  readonly checkCode: string;
}

export interface StageOptions {
  readonly state: 'armed' | 'voting';
  readonly cards?: number;
  readonly manifest?: Partial<Manifest>;
  /** The private token key of a meeting that has another than the vectors'. */
  readonly tokenKey?: KeyObject;
  readonly deps?: Partial<Dependencies>;
}

export async function openStage(ground: Ground, options: StageOptions): Promise<Stage> {
  const hall = new Hall(ground.tables, options.deps);
  const id = ground.newSession();
  if (!isSessionId(id)) throw new Error('not a session id');
  const { pkcs8, changes } = tokenKeyFor(options);
  const session = await Session.prepare(hall, { ...options.manifest, ...changes, session: id });
  await session.start(session[options.state]());
  const wrapped = new Uint8Array(await hall.deps.keyWrap.wrap('token', id, pkcs8));
  const publicKey = keyBytes(session.manifest.tokenKey);
  await hall.deps.meetings.putKey(id, 'token', { wrapped, publicKey });
  const keyId = await tokenKeyId(publicKey);
  const cards = await Promise.all(
    Array.from({ length: options.cards ?? 0 }, (_, place) =>
      registerCard(hall, session, { delegate: place + 1, keyId }),
    ),
  );
  const { armingHash } = await session.head();
  const hash = fromHex(armingHash ?? '');
  if (hash === null) throw new Error('the meeting is not armed');
  return { hall, session, cards, call: lineTo(hall), checkCode: await checkCode(hash) };
}

function tokenKeyFor({ tokenKey }: StageOptions): { readonly pkcs8: Bytes; readonly changes: Partial<Manifest> } {
  if (tokenKey === undefined) return { pkcs8: hexBytes(vectors.tokenPrivateKeyPkcs8), changes: {} };
  const publicKey = createPublicKey(tokenKey).export({ format: 'der', type: 'spki' });
  const pkcs8 = new Uint8Array(tokenKey.export({ format: 'der', type: 'pkcs8' }));
  return { pkcs8, changes: { tokenKey: toB64u(publicKey) } };
}

async function registerCard(
  hall: Hall,
  session: Session,
  { delegate, keyId }: { readonly delegate: number; readonly keyId: string },
): Promise<Card> {
  const code = makeCode(platformRandom);
  const hash = await codeHash(session.id, code);
  await hall.deps.registry.issuing.change(session.id, delegate, (standing) => ({
    kind: 'change',
    standing: { ...recordOf(standing), codeHash: hash },
    answer: null,
  }));
  return { delegate, code, fragment: cardFragment({ session: session.id, code, tokenKeyId: keyId }) };
}

/** A teller of the meeting at the teller's page. */
export function tellerAt(
  { session, call }: Stage,
  {
    slot,
    store = memoryStore(),
    ...given
  }: { readonly slot: Slot; readonly nowMs: () => number; readonly call?: LineCall; readonly store?: KeyValueStore },
): TellerContext {
  const memory = new TellerMemory(store, session.id, slot);
  const fixed = { county: COUNTY, session: session.id, slot, keys: session.keysOf(slot), memory };
  return { call, ...fixed, random: platformRandom, pause: () => Promise.resolve(), ...given };
}

/** A receipt as the operator, who has the box key, can sign any. */
export const signAsBox = async ({ manifestHash }: Session, receipt: string): Promise<Receipt> =>
  signReceipt(await vectorBoxKey(), manifestHash, receipt);

/** The hall as a line of a page or of a rehearsal: nothing is lost on it. */
export const lineTo =
  (hall: Hall): LineCall =>
  async <Id extends OperationId>(id: Id, request: RequestOf<Id>) => {
    const { answer, problem } = await hall.send(id, request);
    if (answer !== undefined) return { ok: true, value: answer };
    if (problem === undefined) throw new Error('neither an answer nor a problem');
    return { ok: false, problem: { ...problem } };
  };

/** The last word of a refusal: `already-cast`. */
export const wordOf = (problem: { readonly type: string } | undefined): string =>
  problem?.type.replace('urn:shuangshu:problem:', '') ?? 'no refusal';
