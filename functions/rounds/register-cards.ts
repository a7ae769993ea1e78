import type { RequestOf } from '../../shared/contract/operations.ts';
import type { MeetingState } from '../../shared/process/meeting-state.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { recordOrder } from '../http/record-order.ts';
import { refuseState } from '../http/state-wrong.ts';
import { drew, recordOf, type Standing, type StandingDecision } from '../store/issuing.ts';
import { awaitsAgreement, delegateNumber, type SessionPlace } from '../store/round-lists.ts';

type Card = { readonly number: number; readonly codeHash: string };
type Decision = StandingDecision<null, Refusal>;

/** From `armed` on the tellers hold the desk: the office alone must not exchange a code that can be drawn. */
const OFFICE_PRINTS: readonly MeetingState[] = ['prepared', 'frozen'];

const decideCard =
  (codeHash: string) =>
  (standing: Standing): Decision => {
    // Taken off the list while these cards were being printed.
    if (standing.removed) return { kind: 'refuse', refusal: refuse('delegate-unknown') };
    if (standing.codeHash === codeHash) return { kind: 'keep', answer: null };
    if (standing.paper !== null || drew(standing)) return { kind: 'refuse', refusal: refuse('card-not-replaceable') };
    return { kind: 'change', standing: { ...recordOf(standing), codeHash }, answer: null };
  };

/** One code on two cards could be drawn by two people; where it stands in the request says which. */
const refuseRepeated = (index: number): Refusal =>
  refuse('request-invalid', {}, [
    { field: `cards.${index}.codeHash`, code: 'repeated', detail: { zh: '代码重复', en: 'repeated' } },
  ]);

function cardsOf(request: RequestOf<'registerCards'>, { unit }: SessionPlace): readonly Card[] | Refusal {
  const cards: Card[] = [];
  for (const [index, { delegate, codeHash }] of request.cards.entries()) {
    const number = delegateNumber(delegate, unit);
    if (number === undefined) return refuse('delegate-unknown');
    if (cards.some((card) => card.number === number || card.codeHash === codeHash)) return refuseRepeated(index);
    cards.push({ number, codeHash });
  }
  return cards;
}

/** Everything that can be seen to stand against a card before the first is written. */
async function checkCards(cards: readonly Card[], session: string, deps: Dependencies): Promise<Refusal | undefined> {
  const { issuing } = deps.registry;
  for (const [index, { number, codeHash }] of cards.entries()) {
    const decision = decideCard(codeHash)(await issuing.readStanding(session, number));
    if (decision.kind === 'refuse') return decision.refusal;
    if (decision.kind === 'change' && (await issuing.readCode(session, codeHash)) !== undefined)
      return refuseRepeated(index);
  }
  return undefined;
}

const noteCards = ({ round, unit }: SessionPlace, registered: number, { registry }: Dependencies): Promise<void> =>
  registry.progress.noteCards({ round: round.round, unit: unit.unit }, { list: unit.list?.version ?? 0, registered });

/**
 * Registers the codes of printed cards, by their hashes: each new code comes alive as the delegate's old one dies. The same
 * request again changes nothing; one that was interrupted goes on where it stopped.
 */
export const registerCards = implement('registerCards', async ({ request, caller, deps }) => {
  const { session } = request;
  const { rounds, issuing } = deps.registry;
  const place = await rounds.placeOf(session);
  const meeting = await deps.meetings.read(session);
  if (place === undefined || meeting === undefined) return refuse('session-unknown');
  if (!OFFICE_PRINTS.includes(meeting.state)) return refuseState(meeting.state, OFFICE_PRINTS);
  const cards = cardsOf(request, place);
  if ('refused' in cards) return cards;
  // Codes for people of whom the discipline commission knows nothing would settle a list that nobody agreed on.
  if (awaitsAgreement(place.unit)) return refuse('list-not-approved');
  const refusal = await checkCards(cards, session, deps);
  if (refusal !== undefined) return refusal;
  // The lists were imported anew while this was checked: these cards may name other people.
  if (!(await rounds.settle(place))) return refuse('delegate-unknown');
  await recordOrder({ what: 'registerCards', target: session, why: `${cards.length} cards`, caller, deps });
  await noteCards(place, 0, deps);
  for (const [index, { number, codeHash }] of cards.entries()) {
    const outcome = await issuing.change(session, number, decideCard(codeHash));
    if (outcome.kind === 'refuse') return outcome.refusal;
    if (outcome.kind === 'code-taken') return refuseRepeated(index);
  }
  await noteCards(place, await issuing.countCards(session), deps);
  return { answer: { registered: cards.length } };
});
