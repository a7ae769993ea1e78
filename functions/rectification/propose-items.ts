import type { CollatedItem } from '../../shared/process/collation.ts';
import type { FloorQuestion } from '../../shared/process/floor.ts';
import { type ItemSource, sourceKey } from '../../shared/process/rectification.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import { workingDaysAfter } from '../../shared/process/working-days.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { fromCollated, fromQuestion, lowScores, namesOf, type Proposal } from './sources.ts';

const covers = (proposals: readonly Proposal[], source: ItemSource): boolean =>
  proposals.some(({ sources }) => sources.some((each) => sourceKey(each) === sourceKey(source)));

/** The entries that questions stand for, by number: those of the page that was read, and the others one by one. */
async function entriesOf(
  questions: readonly FloorQuestion[],
  {
    session,
    page,
    deps,
  }: { readonly session: string; readonly page: readonly CollatedItem[]; readonly deps: Dependencies },
): Promise<ReadonlyMap<number, CollatedItem>> {
  const known = new Map(page.map((entry) => [entry.number, entry] as const));
  const others = new Set(
    questions.flatMap(({ collated }) => (collated === null || known.has(collated) ? [] : [collated])),
  );
  const read = await Promise.all([...others].map((number) => deps.meetings.collated.read(session, number)));
  for (const entry of read) if (entry !== undefined) known.set(entry.value.number, entry.value);
  return known;
}

/**
 * What may become an item, less what has become one: questions and low scores with the first page, collated opinions page by
 * page. A person confirms; nothing becomes an item by itself.
 */
export const proposeItems = implement('proposeItems', async ({ request, caller, deps }) => {
  const { session, after } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const rules = await deps.registry.plans.rulesOf({ round: place.round.round, session });
  const [names, onRecord, collated] = await Promise.all([
    namesOf(place, deps),
    deps.meetings.floor.everyQuestion(session),
    deps.meetings.collated.list(session, { after }),
  ]);
  const entries = await entriesOf(onRecord, { session, page: collated.items.map(({ value }) => value), deps });
  const questions = onRecord.map((question) => fromQuestion(question, entries.get(question.collated ?? 0)));
  const opinions = collated.items
    .filter(({ value }) => value.status === 'listed')
    .map(({ value }) => fromCollated(value, names))
    // A question on record brings its opinion with it.
    .filter(({ sources }) => !sources.some((source) => covers(questions, source)));
  const first = after === undefined ? [...questions, ...(await lowScores(session, rules.proposeBelowScore, deps))] : [];
  const shown = [...first, ...opinions];
  const taken = await deps.meetings.rectification.takenOf(
    session,
    shown.flatMap(({ sources }) => sources),
  );
  const isNew = ({ sources }: Proposal) => !sources.some((source) => taken.has(sourceKey(source)));
  const due = workingDaysAfter(shanghaiDay(deps.nowMs()), rules.firstReplyWorkingDays);
  const proposals = shown.filter(isNew).map((each) => ({ ...each, sources: [...each.sources] }));
  return { answer: { proposals, next: collated.next, dueOn: due.day, calendarKnown: due.calendarKnown } };
});
