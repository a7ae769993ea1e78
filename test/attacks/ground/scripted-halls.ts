import { ANYONE, type Ask, INSPECTION } from '../../../infra/local/sample/ask.ts';
import { issueEnrolment, listedDelegates, registerCodes } from '../../../infra/local/sample/living-sample-cards.ts';
import { madeUpScores } from '../../../infra/local/sample/living-sample-hall.ts';
import type { FrozenForm, SampleTeller } from '../../../infra/local/sample/living-sample-tellers.ts';
import { castBallot, drawToken, readForm, sealScores } from '../../../infra/local/sample/sample-phone.ts';
import type { SessionId } from '../../../shared/process/ids.ts';
import { fromB64u, toB64u } from '../../../shared/protocol/bytes.ts';
import { cardFragment, enrolmentFragment } from '../../../shared/protocol/code.ts';
import { SLOTS, type Slot } from '../../../shared/protocol/slots.ts';
import type { TellerKeyPairs } from '../../../shared/protocol/teller-keys.ts';
import { signTellerRequest } from '../../../shared/protocol/teller-request.ts';
import { tokenKeyId } from '../../../shared/protocol/token-key.ts';
import { platformRandom as random } from '../../unit/protocol/vectors.ts';
import { keepingKeys } from './kept-keys.ts';
import { link } from './linking.ts';
import type { Scene } from './scripted-offices.ts';
import { refusing, scriptedName } from './scripting.ts';

const COUNTY = 'tuanfeng';
/** The fewest with whom a meeting is one, and some. */
const VOTERS = 12;
const A_MINUTE_MS = 60_000;
const BLINDED_BYTES = 256;

/** A clock that can be ahead of the one on the wall. */
export interface AheadClock {
  readonly nowMs: () => number;
  readonly advance: (byMs: number) => void;
}

/** Tellers whose keys whoever plays them holds too. */
export interface OpenTeller {
  readonly teller: SampleTeller;
  readonly keys: TellerKeyPairs;
}

/** Speaks against a meeting in a teller's name, with a script in the reason, which is signed as it stands. */
export async function sayAs(
  ask: Ask,
  operation: 'objectToResult' | 'voidByTellers',
  { session, slot, keys }: { readonly session: SessionId; readonly slot: Slot; readonly keys: TellerKeyPairs },
): Promise<void> {
  const reason = scriptedName(`${operation}.payload.reason`, '不同意');
  const context = { county: COUNTY, session, operation };
  const signed = await signTellerRequest(keys.sign.privateKey, context, { slot, payload: { reason } });
  await ask(ANYONE, operation, { session, ...signed });
}

/** Three tellers enrol, or those of some places. */
export async function enrolTellers(
  ask: Ask,
  session: SessionId,
  slots: readonly Slot[] = SLOTS,
): Promise<readonly OpenTeller[]> {
  const kept: TellerKeyPairs[] = [];
  const { SampleTeller: Teller } = await link('infra/local/sample/living-sample-tellers.ts', keepingKeys(kept));
  const enrolled: OpenTeller[] = [];
  for (const slot of slots) {
    const teller = await Teller.enrol(ask, COUNTY, await issueEnrolment(ask, { session, slot, random }));
    const keys = kept.at(-1);
    if (keys === undefined) throw new Error('a teller without keys');
    enrolled.push({ teller, keys });
  }
  return enrolled;
}

/** A meeting that votes. */
export interface VotingHall {
  readonly session: SessionId;
  readonly form: FrozenForm;
  readonly tellers: readonly OpenTeller[];
  /** `/vote/#i=…` of cards with which nobody has come yet. */
  readonly cards: readonly string[];
}

/** Cards, tellers, the freeze, the drawing, the first ballots: a meeting is held until it votes. */
export async function startVoting(scene: Scene, session: SessionId): Promise<VotingHall> {
  const { ask } = scene;
  const { tokenKey } = await ask(INSPECTION, 'makeKeys', { session });
  const delegates = await listedDelegates(ask, session);
  const codes = [...(await registerCodes(ask, { session, delegates, random })).values()];
  const tellers = await enrolTellers(ask, session);
  await ask(INSPECTION, 'freeze', { session });
  const form = await readForm({ ask, session });
  for (const { teller } of tellers) await teller.arm(form);
  const phone = { ask, session, random };
  const tokens = [];
  for (const code of codes.slice(0, VOTERS)) tokens.push(await drawToken(phone, form, code));
  for (const id of ['checkIn', 'drawOpinionProof'] as const) {
    const code = scriptedName(`${id}.code`, '0123456789');
    await refusing(scene, [ANYONE, id, { session, code, blinded: toB64u(random(BLINDED_BYTES)) }]);
  }
  await tellers[0]?.teller.openVoting(form);
  for (const token of tokens) {
    const scores = madeUpScores(form.manifest.subjects, () => 0.5);
    await castBallot(phone, form, await sealScores(phone, form, { token, scores }));
  }
  const key = fromB64u(tokenKey);
  if (key === null) throw new Error('keys that cannot be read');
  const keyId = await tokenKeyId(key);
  const cards = codes.slice(VOTERS).map((code) => `/vote/${cardFragment({ session, code, tokenKeyId: keyId })}`);
  return { session, form, tellers, cards };
}

/** The box is closed, and two tellers void the meeting. */
export async function voidByTwo({ ask }: Scene, { session, form, tellers }: VotingHall, clock: AheadClock) {
  const [first, second] = tellers;
  if (first === undefined || second === undefined) throw new Error('three tellers');
  await first.teller.setClosingTime(form, clock.nowMs() + A_MINUTE_MS);
  clock.advance(2 * A_MINUTE_MS);
  await first.teller.closeBox(form);
  for (const { teller, keys } of [first, second])
    await sayAs(ask, 'voidByTellers', { session, slot: teller.slot, keys });
}

/** `/teller/#e=…` of a place of a meeting that is not armed; a new one each time, which takes the place of the one before. */
export async function newEnrolment(ask: Ask, session: SessionId, slot: Slot): Promise<string> {
  return `/teller/${enrolmentFragment(await issueEnrolment(ask, { session, slot, random }))}`;
}
