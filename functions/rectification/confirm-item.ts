import type { RequestOf } from '../../shared/contract/operations.ts';
import type { CollatedItem } from '../../shared/process/collation.ts';
import { MAX_AUTHORS } from '../../shared/process/item-room.ts';
import {
  type Actor,
  type ItemSource,
  newItem,
  type RectificationItem,
  sourceKey,
} from '../../shared/process/rectification.ts';
import type { RoundConfig } from '../../shared/process/round-config.ts';
import { shanghaiDay } from '../../shared/process/shanghai-day.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { placeFor } from '../http/own-unit.ts';
import { recordOrder } from '../http/record-order.ts';
import { MAX_CONFIRMED_PARTS } from '../store/rectification-items.ts';
import type { SessionPlace } from '../store/round-lists.ts';
import type { Versioned } from '../store/versioned-items.ts';
import { fromCollated, fromQuestion, isListed, lowScores, namesOf, type Proposal } from './sources.ts';
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
/** Each attempt that fails means that somebody else's step went in. */
const MAX_ATTEMPTS = 25;

interface Ground {
  readonly place: SessionPlace;
  readonly rules: RoundConfig;
  readonly deps: Dependencies;
}

/** A proposal with the collated entries that it rests on, as they were read. */
interface Found extends Proposal {
  readonly entries: readonly Versioned<CollatedItem>[];
}

/** What stands behind a source now; `undefined` when it is not there, or was withdrawn. */
async function foundOf(source: ItemSource, { place, rules, deps }: Ground): Promise<Found | undefined> {
  const { session } = place.unit;
  const { collated, floor } = deps.meetings;
  switch (source.kind) {
    case 'opinion': {
      const entry = await collated.read(session, source.collated);
      if (entry === undefined || !isListed(entry.value)) return undefined;
      return { ...fromCollated(entry.value, await namesOf(place, deps)), entries: [entry] };
    }
    case 'question': {
      const question = (await floor.readQuestion(session, source.number))?.value;
      if (question === undefined) return undefined;
      const entry = question.collated === null ? undefined : await collated.read(session, question.collated);
      return {
        ...fromQuestion(question, entry?.value),
        entries: entry !== undefined && isListed(entry.value) ? [entry] : [],
      };
    }
    case 'score': {
      const low = await lowScores(session, rules.proposeBelowScore, deps);
      const found = low.find(({ sources }) => sources.some((each) => sourceKey(each) === sourceKey(source)));
      return found && { ...found, entries: [] };
    }
  }
}

interface Gathered extends Pick<RectificationItem, 'sources' | 'about' | 'authors'> {
  readonly entries: readonly Versioned<CollatedItem>[];
}

/** The sources with those that come with them, each once, and what they are about if they all say the same. */
async function gather(sources: readonly ItemSource[], ground: Ground): Promise<Gathered | Refusal> {
  const found: Found[] = [];
  for (const source of sources) {
    const each = await foundOf(source, ground);
    if (each === undefined) return refuse('source-unknown');
    found.push(each);
  }
  const all = new Map(found.flatMap((each) => each.sources).map((source) => [sourceKey(source), source] as const));
  const entries = new Map(found.flatMap((each) => each.entries).map((entry) => [entry.value.number, entry] as const));
  const [about = null, ...others] = new Set(found.flatMap((each) => each.about ?? []));
  return {
    sources: [...all.values()],
    entries: [...entries.values()],
    about: others.length === 0 ? about : null,
    // Everybody behind the collated entries may rate, also behind those that come with a question.
    authors: [...entries.values()].reduce((sum, { value }) => sum + value.opinions, 0),
  };
}

/** Sources and entries change in one transaction, which has its bounds. */
const refuseTooMany = (): Refusal =>
  refuse('request-invalid', {}, [
    {
      field: 'sources',
      code: 'too-many',
      detail: { zh: '来源太多，请分成两个事项立项', en: 'too many sources: confirm them as two items' },
    },
  ]);

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

interface Confirming extends Ground {
  readonly request: RequestOf<'confirmItem'>;
  /** Puts it on the audit log, the first time it is called. */
  readonly record: (why: string) => Promise<void>;
  readonly by: Actor;
}

/** One attempt; `undefined` when somebody confirmed an item or changed an entry meanwhile. */
async function attempt(confirming: Confirming): Promise<RectificationItem | Refusal | undefined> {
  const { request, rules, deps, by } = confirming;
  const { session, kind, wording } = request;
  const { rectification, collated } = deps.meetings;
  const gathered = await gather(request.sources, confirming);
  if ('refused' in gathered) return gathered;
  const { sources, about, authors, entries } = gathered;
  const known = await takenAs(sources, session, deps);
  if (known !== undefined) return repeated(known, { session, kind, wording, sources }, deps);
  if (sources.length + entries.length > MAX_CONFIRMED_PARTS) return refuseTooMany();
  if ((await rectification.readTally(session)).value.items >= MAX_ITEMS)
    return refuse('item-full', { limit: LIMITS.items });
  if (authors > MAX_AUTHORS) return refuse('item-full', { limit: LIMITS.authors });
  await confirming.record(sources.map(sourceKey).join(' '));
  const { firstReplyWorkingDays } = rules;
  const stamp = { firstReplyWorkingDays, today: shanghaiDay(deps.nowMs()), by };
  const made = await rectification.confirm(session, (number) => ({
    item: newItem({ number, kind, wording, sources, about, authors, ...stamp }),
    alongside: entries.map((entry) => collated.takingUp({ session, entry, rectification: String(number) })),
  }));
  return made?.item;
}

/**
 * A person makes an item of what was proposed: several collated opinions may be one item, with all their authors. The entries
 * change no more from the same moment on, so that no item rests on one that was withdrawn.
 */
export const confirmItem = implement('confirmItem', async ({ request, caller, deps }) => {
  const { session } = request;
  const place = await placeFor(session, { caller, deps });
  if ('refused' in place) return place;
  const rules = await deps.registry.plans.rulesOf({ round: place.round.round, session });
  let isRecorded = false;
  const record = async (why: string) => {
    if (!isRecorded) await recordOrder({ what: 'confirmItem', target: session, why, caller, deps });
    isRecorded = true;
  };
  const confirming = { request, place, rules, deps, record, by: actorOf(caller) };
  for (let tried = 0; tried < MAX_ATTEMPTS; tried += 1) {
    const made = await attempt(confirming);
    if (made !== undefined) return answerOf(made, place, deps);
  }
  throw new Error('the items of a session changed too often under one confirmation');
});

/** What follows an item that is there now, also when only the answer of its confirmation was lost. */
async function answerOf(item: RectificationItem | Refusal, place: SessionPlace, deps: Dependencies) {
  if ('refused' in item) return item;
  const tally = await deps.meetings.rectification.readTally(place.unit.session);
  await noteFigures(place, tally.value, deps);
  return { answer: { number: item.number, dueOn: item.dueOn, calendarKnown: item.calendarKnown } };
}
