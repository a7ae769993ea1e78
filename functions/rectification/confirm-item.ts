import { MAX_AUTHORS } from '../../shared/process/item-room.ts';
import { type ItemSource, newItem, type RectificationItem, sourceKey } from '../../shared/process/rectification.ts';
import type { RoundConfig } from '../../shared/process/round-config.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { recordOrder } from '../http/record-order.ts';
import type { SessionPlace } from '../store/round-lists.ts';
import { fromCollated, fromQuestion, lowScores, namesOf, type Proposal } from './sources.ts';
import { actorOf, noteFigures } from './take-step.ts';

/** Numbers in addresses have four digits. */
const MAX_ITEMS = 9_999;
const LIMITS = {
  items: { zh: `最多 ${MAX_ITEMS} 个事项`, en: `at most ${MAX_ITEMS} items` },
  authors: {
    zh: `一个事项最多合并 ${MAX_AUTHORS} 条意见，请分成几个事项`,
    en: `at most ${MAX_AUTHORS} opinions in one item, make several`,
  },
} as const;

interface Ground {
  readonly place: SessionPlace;
  readonly rules: RoundConfig;
  readonly deps: Dependencies;
}

/** What stands behind a source now; `undefined` when it is not there, or was withdrawn. */
async function proposalOf(source: ItemSource, { place, rules, deps }: Ground): Promise<Proposal | undefined> {
  const { session } = place.unit;
  switch (source.kind) {
    case 'opinion': {
      const entry = await deps.meetings.collated.read(session, source.collated);
      return entry === undefined || entry.value.status === 'withdrawn'
        ? undefined
        : fromCollated(entry.value, await namesOf(place, deps));
    }
    case 'question': {
      const question = await deps.meetings.floor.readQuestion(session, source.number);
      return question === undefined ? undefined : fromQuestion(question.value);
    }
    case 'score': {
      const low = await lowScores(session, rules.proposeBelowScore, deps);
      return low.find(({ sources }) => sources.some((each) => sourceKey(each) === sourceKey(source)));
    }
  }
}

/** How many may rate: everybody behind the collated entries, also behind those that come with a question. */
async function authorsOf(sources: readonly ItemSource[], { place, deps }: Ground): Promise<number> {
  const { session } = place.unit;
  const read = (source: ItemSource) =>
    source.kind === 'opinion' ? deps.meetings.collated.read(session, source.collated) : undefined;
  const entries = await Promise.all(sources.map(read));
  return entries.reduce((sum, entry) => sum + (entry?.value.opinions ?? 0), 0);
}

/** The sources with those that come with them, each once, and what they are about if they all say the same. */
async function gather(sources: readonly ItemSource[], ground: Ground): Promise<Gathered | Refusal> {
  const proposals: Proposal[] = [];
  for (const source of sources) {
    const proposal = await proposalOf(source, ground);
    if (proposal === undefined) return refuse('source-unknown');
    proposals.push(proposal);
  }
  const all = new Map(proposals.flatMap((each) => each.sources).map((source) => [sourceKey(source), source] as const));
  const [about = null, ...others] = new Set(proposals.flatMap((each) => each.about ?? []));
  const authors = await authorsOf([...all.values()], ground);
  return { sources: [...all.values()], about: others.length === 0 ? about : null, authors };
}

type Gathered = Pick<RectificationItem, 'sources' | 'about' | 'authors'>;

/** The item that the sources are already: the same request again. Part of another item is refused. */
async function takenAs(
  sources: readonly ItemSource[],
  session: string,
  deps: Dependencies,
): Promise<number | Refusal | undefined> {
  const { rectification } = deps.meetings;
  const numbers = await Promise.all(sources.map((source) => rectification.itemOf(session, source)));
  const first = numbers.find((number) => number !== undefined);
  if (first === undefined) return undefined;
  return numbers.every((number) => number === first) ? first : refuse('source-taken', { item: first });
}

/** A confirmation whose answer was lost is the same when the item has this wording and nothing beside. */
async function repeated(
  number: number | Refusal,
  wanted: Wanted,
  deps: Dependencies,
): Promise<RectificationItem | Refusal> {
  if (typeof number === 'object') return number;
  const read = await deps.meetings.rectification.read(wanted.session, number);
  if (read === undefined) throw new Error('a source names an item that is not there');
  const { wording, kind, sources } = read.value;
  const isTheSame = wording === wanted.wording && kind === wanted.kind && sources.length === wanted.sources.length;
  return isTheSame ? read.value : refuse('source-taken', { item: number });
}

type Wanted = Pick<RectificationItem, 'sources' | 'wording' | 'kind'> & { readonly session: string };

/** Collated entries on which the item rests change no more; said again by every repetition until it is so. */
async function takeUp({ sources, number }: RectificationItem, session: string, deps: Dependencies): Promise<void> {
  for (const source of sources)
    if (source.kind === 'opinion')
      await deps.meetings.collated.takeUp({ session, number: source.collated, rectification: String(number) });
}

/** A person makes an item of what was proposed: several collated opinions may be one item, with all their authors. */
export const confirmItem = implement('confirmItem', async ({ request, caller, deps }) => {
  const { session, kind, wording } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const rules = await deps.registry.plans.rulesOf({ round: place.round.round, session });
  const gathered = await gather(request.sources, { place, rules, deps });
  if ('refused' in gathered) return gathered;
  const wanted = { session, kind, wording, ...gathered };
  const { rectification } = deps.meetings;
  const known = await takenAs(wanted.sources, session, deps);
  if (known !== undefined) return answerOf(await repeated(known, wanted, deps), place, deps);
  if ((await rectification.readTally(session)).value.items >= MAX_ITEMS)
    return refuse('item-full', { limit: LIMITS.items });
  if (gathered.authors > MAX_AUTHORS) return refuse('item-full', { limit: LIMITS.authors });
  const why = wanted.sources.map(sourceKey).join(' ');
  await recordOrder({ what: 'confirmItem', target: session, why, caller, deps });
  const { firstReplyWorkingDays } = rules;
  const stamp = { firstReplyWorkingDays, today: shanghaiDay(deps.nowMs()), by: actorOf(caller) };
  const made = await rectification.confirm(session, (number) =>
    newItem({ number, kind, wording, ...gathered, ...stamp }),
  );
  if (made !== undefined) return answerOf(made.item, place, deps);
  // Somebody else was faster.
  const theirs = await takenAs(wanted.sources, session, deps);
  if (theirs === undefined) throw new Error('a source is an item and is none');
  return answerOf(await repeated(theirs, wanted, deps), place, deps);
});

/** What follows an item that is there now, also when only the answer of its confirmation was lost. */
async function answerOf(item: RectificationItem | Refusal, place: SessionPlace, deps: Dependencies) {
  if ('refused' in item) return item;
  const { session } = place.unit;
  await takeUp(item, session, deps);
  await noteFigures(place, (await deps.meetings.rectification.readTally(session)).value, deps);
  return { answer: { number: item.number, dueOn: item.dueOn, calendarKnown: item.calendarKnown } };
}
