import { isEditable, nominationShortfalls, type Shortfall, stageOf } from '../../shared/process/nomination.ts';
import type { RoundConfig } from '../../shared/process/round-config.ts';
import { CATEGORY_NAMES } from '../../shared/process/seats.ts';
import { implement, type Refusal, type RefusalPlace, refuse } from '../http/implement.ts';
import { recordOrder } from '../http/record-order.ts';
import type { Nomination } from '../store/nominations.ts';
import type { ItemDecision, Versioned } from '../store/versioned-items.ts';
import { inPreparation } from './meeting-in-preparation.ts';
import { factsOf, plannedDelegates } from './nomination-facts.ts';
import { noteNomination } from './note-nomination.ts';

const inWords = ({ required, have, missing }: Omit<Shortfall, 'category'>, zh: string, en: string) => ({
  zh: `${zh}至少 ${required} 人，现有 ${have} 人，还差 ${missing} 人。`,
  en: `${en}: ${have} of ${required}, ${missing} missing.`,
});

/** What is missing: of each category, and in all. */
const placesOf = ({ byCategory, total }: ReturnType<typeof nominationShortfalls>): readonly RefusalPlace[] => [
  ...byCategory.map(({ category, ...figures }) => ({
    field: category,
    code: 'category-short',
    detail: inWords(figures, `${CATEGORY_NAMES[category]}：`, category),
  })),
  ...(total === null ? [] : [{ field: 'total', code: 'total-short', detail: inWords(total, '全部候选人：', 'all') }]),
];

interface Submission {
  readonly expectedVersion: number;
  readonly rules: RoundConfig;
}

function decideSubmission(
  current: Versioned<Nomination> | undefined,
  { expectedVersion, rules }: Submission,
): ItemDecision<Nomination, Nomination, Refusal> {
  const { seats, candidatesPerSeat } = rules;
  const plan = { delegates: plannedDelegates(current?.value, seats), candidatesPerSeat, seats };
  const shortfalls = nominationShortfalls(current?.value.candidates ?? [], plan);
  if (current === undefined)
    return { kind: 'refuse', refusal: refuse('nomination-too-short', { candidatesPerSeat }, placesOf(shortfalls)) };
  const { value: nomination, version } = current;
  const isHandedIn = nomination.submitted > 0 && nomination.submitted === nomination.candidates.length;
  if (isHandedIn && version === expectedVersion + 1) return { kind: 'keep', answer: nomination };
  if (isHandedIn || !isEditable(factsOf(nomination)))
    return { kind: 'refuse', refusal: refuse('nomination-submitted') };
  if (version !== expectedVersion)
    return { kind: 'refuse', refusal: refuse('edited-meanwhile', { who: nomination.savedBy.name }) };
  if (shortfalls.byCategory.length > 0 || shortfalls.total !== null)
    return { kind: 'refuse', refusal: refuse('nomination-too-short', { candidatesPerSeat }, placesOf(shortfalls)) };
  const value = { ...nomination, submitted: nomination.candidates.length };
  return { kind: 'write', value, answer: value };
}

/** Hands the candidates in for screening; from then on they stay as they are. */
export const submitNomination = implement('submitNomination', async ({ request, caller, deps }) => {
  const { session, expectedVersion } = request;
  const prepared = await inPreparation(session, { caller, deps });
  if ('refused' in prepared) return prepared;
  const { place } = prepared;
  const { nominations, plans } = deps.registry;
  const rules = await plans.rulesOf({ round: place.round.round, session });
  const submission = { expectedVersion, rules };
  const foreseen = decideSubmission(await nominations.read(session), submission);
  if (foreseen.kind === 'refuse') return foreseen.refusal;
  if (foreseen.kind === 'write') {
    const why = `${foreseen.value.candidates.length} candidates`;
    await recordOrder({ what: 'submitNomination', target: session, why, caller, deps });
  }
  const outcome = await nominations.change(session, (current) => decideSubmission(current, submission));
  if (outcome.kind === 'refuse') return outcome.refusal;
  await noteNomination(place, outcome.answer, deps);
  return { answer: { stage: stageOf(factsOf(outcome.answer)), candidates: outcome.answer.candidates.length } };
});
