import type { RequestOf } from '../../shared/contract/operations.ts';
import { comes, isBeforeTheDay, type Letter, mayBeNamed, type TellerPair } from '../../shared/process/invitations.ts';
import { drawLot, LEAST_FOR_A_LOT, poolsOf, SEED_BYTES } from '../../shared/process/lot.ts';
import { statesBefore } from '../../shared/process/meeting-state.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import { withoutNames } from '../../shared/process/without-names.ts';
import { toHex } from '../../shared/protocol/bytes.ts';
import { hashHex } from '../../shared/protocol/hash.ts';
import { jcs } from '../../shared/protocol/jcs.ts';
import { allLetters } from '../http/addressees.ts';
import type { Caller, Dependencies } from '../http/dependencies.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { recordOrder } from '../http/record-order.ts';
import type { TellerChoice } from '../store/invitations.ts';
import { delegateId, delegateNumber, delegatePages, numbersOf, type SessionPlace } from '../store/round-lists.ts';
import type { ItemDecision } from '../store/versioned-items.ts';
import { choiceView } from './choice-view.ts';
import { refuseEdited } from './edited-meanwhile.ts';
import { meetingIn } from './meeting-in.ts';
import { noteTeller } from './note-teller.ts';

type Request = RequestOf<'nameDelegatesTeller'>;
/** Who was chosen and how, before it is known when, by whom and why. */
type Chosen = Pick<TellerChoice, 'by' | 'teller' | 'standIn' | 'lot'>;

const reasonMissing = (): Refusal =>
  refuse('request-invalid', {}, [
    {
      field: 'reason',
      code: 'required',
      detail: { zh: '已经定过，重新定须写明原因', en: 'somebody was named before: say why it is done again' },
    },
  ]);

/** A lot whose seed and lists are on record draws itself again in anybody's hands. */
async function drawn(letters: readonly Letter[], deps: Dependencies): Promise<Chosen | Refusal> {
  const pools = poolsOf({
    offering: letters.filter(({ reply }) => reply === 'offers-teller').map(({ number }) => number),
    coming: letters.filter(comes).map(({ number }) => number),
  });
  for (;;) {
    const seed = deps.randomBytes(SEED_BYTES);
    const result = drawLot(seed, pools);
    if (result === 'too-few') return refuse('lot-too-few', { least: LEAST_FOR_A_LOT });
    if (result === 'draw-again') continue;
    const [tellers, standIns] = [[...pools.tellers], [...pools.standIns]];
    const listHash = await hashHex(jcs({ tellers: tellers.map(delegateId), standIns: standIns.map(delegateId) }));
    return { by: 'lot', ...result, lot: { seed: toHex(seed), listHash, tellers, standIns } };
  }
}

function named(place: SessionPlace, letters: readonly Letter[], request: Request): Chosen | Refusal {
  const teller = delegateNumber(request.named?.teller ?? '', place.unit);
  const standIn = delegateNumber(request.named?.standIn ?? '', place.unit);
  if (teller === undefined || standIn === undefined) return refuse('delegate-unknown');
  const pair: TellerPair = { teller, standIn };
  return mayBeNamed(letters, pair) ? { by: 'reply', ...pair, lot: null } : refuse('teller-unfit');
}

/** The present naming, when the request is the one that made it: its answer was lost. */
function madeBy(choices: readonly TellerChoice[], { expectedVersion, named: pair, reason = '' }: Request) {
  const latest = choices.at(-1);
  if (latest === undefined || choices.length !== expectedVersion + 1 || latest.reason !== reason) return undefined;
  if (pair === null) return latest.by === 'lot' ? latest : undefined;
  const isSamePair = delegateId(latest.teller) === pair.teller && delegateId(latest.standIn) === pair.standIn;
  return latest.by === 'reply' && isSamePair ? latest : undefined;
}

/** Named before the day, while tellers can still be enrolled. */
async function refuseTooLate(session: string, deps: Dependencies): Promise<Refusal | undefined> {
  const meeting = await meetingIn(session, statesBefore('enrol'), deps);
  if ('refused' in meeting) return meeting;
  const venue = await deps.meetings.venues.read(session);
  if (venue === undefined) return refuse('venue-missing');
  const { onDay } = venue.value;
  return isBeforeTheDay(shanghaiDay(deps.nowMs()), onDay) ? undefined : refuse('teller-too-late', { day: onDay });
}

const decide = (
  choices: readonly TellerChoice[],
  request: Request,
  made: TellerChoice,
): ItemDecision<readonly TellerChoice[], TellerChoice, Refusal> => {
  const before = madeBy(choices, request);
  if (before !== undefined) return { kind: 'keep', answer: before };
  if (choices.length !== request.expectedVersion) return { kind: 'refuse', refusal: refuseEdited('inspection-office') };
  return { kind: 'write', value: [...choices, made], answer: made };
};

/** The log has the lot before it counts: a lot that was drawn and did not please is on record too. */
const particulars = ({ by, lot, reason }: TellerChoice): string =>
  [by === 'lot' ? `lot, seed ${lot?.seed}, lists ${lot?.listHash}` : 'by reply', reason]
    .filter((part) => part !== '')
    .join('; ');

async function choose(
  place: SessionPlace,
  request: Request,
  { caller, deps }: Ordered,
): Promise<TellerChoice | Refusal> {
  const letters = await allLetters(place, deps);
  const chosen = request.named === null ? await drawn(letters, deps) : named(place, letters, request);
  if ('refused' in chosen) return chosen;
  const namedBy = caller.kind === 'staff' ? caller.name : '';
  const { list } = numbersOf(place.round, place.unit);
  return { ...chosen, list, onDay: shanghaiDay(deps.nowMs()), namedBy, reason: request.reason ?? '' };
}

interface Ordered {
  readonly caller: Caller;
  readonly deps: Dependencies;
}

/** It goes on the audit log and on record, where names would outlast the round's personal data. */
async function namelessReason(
  place: SessionPlace,
  reason: string | undefined,
  { registry }: Dependencies,
): Promise<string | undefined> {
  if (reason === undefined) return undefined;
  const pages = Array.from({ length: delegatePages(place.unit.delegates) }, (_, page) =>
    registry.rounds.delegatesOf(place, page),
  );
  return withoutNames(
    reason,
    (await Promise.all(pages)).flatMap((page) => page ?? []),
  );
}

/**
 * Who counts for the delegates, and who stands in: by reply, or by lot among those who offered, or else all who come. Named anew,
 * with a reason, as when one of the two was taken off the list; what was before stays on record.
 */
export const nameDelegatesTeller = implement('nameDelegatesTeller', async ({ request: asked, caller, deps }) => {
  const { session, expectedVersion } = asked;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const reason = await namelessReason(place, asked.reason, deps);
  const request = { ...asked, reason };
  const { invitations } = deps.registry;
  const choices = await invitations.readTellerChoices(session);
  const before = madeBy(choices, request);
  if (before !== undefined) {
    await noteTeller(place, deps);
    return { answer: choiceView(before) };
  }
  const tooLate = await refuseTooLate(session, deps);
  if (tooLate !== undefined) return tooLate;
  if (choices.length !== expectedVersion) return refuseEdited('inspection-office');
  if (choices.length > 0 && reason === undefined) return reasonMissing();
  const made = await choose(place, request, { caller, deps });
  if ('refused' in made) return made;
  await recordOrder({ what: 'nameDelegatesTeller', target: session, why: particulars(made), caller, deps });
  const outcome = await invitations.changeTellerChoices(session, (current) =>
    decide(current?.value ?? [], request, made),
  );
  if (outcome.kind === 'refuse') return outcome.refusal;
  await noteTeller(place, deps);
  return { answer: choiceView(outcome.answer) };
});
