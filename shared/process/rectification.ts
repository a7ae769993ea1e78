import { hasRoom, type ItemWriting } from './item-room.ts';
import { RATINGS, type Rating } from './opinions.ts';
import type { Progress } from './progress.ts';
import type { EscalationLevel } from './round-config.ts';
import { calendarKnown, isWorkingDay, workingDaysAfter } from './working-days.ts';

/**
 * A rectification item (整改事项) from its confirmation to its end, as the process has it (stage 5). **`fixed` and `closed` are two
 * words**: `fixed` (改好了) is a reply that the discipline commission or the county accepted; `closed` (办结) ended without a fix, for a
 * reason that its authors read and may rate, such as that it is not within the unit's powers.
 */
export const ITEM_STATES = ['open', 'replied', 'fixed', 'closed'] as const;
export type ItemState = (typeof ITEM_STATES)[number];

export const ITEM_EVENTS = ['set-measure', 'reply', 'return', 'accept', 'close', 'reopen'] as const;
export type ItemEvent = (typeof ITEM_EVENTS)[number];

const RULES: Readonly<Record<ItemEvent, { readonly from: readonly ItemState[]; readonly to: ItemState }>> = {
  'set-measure': { from: ['open'], to: 'open' },
  // A second reply before the decision adds to the first.
  reply: { from: ['open', 'replied'], to: 'replied' },
  return: { from: ['replied'], to: 'open' },
  accept: { from: ['replied'], to: 'fixed' },
  close: { from: ['open', 'replied'], to: 'closed' },
  reopen: { from: ['replied', 'fixed', 'closed'], to: 'open' },
};

/** The states from which an event is allowed. */
export const itemStatesBefore = (event: ItemEvent): readonly ItemState[] => RULES[event].from;

/** The state after an event, or `undefined` when it is not allowed. */
export const advanceItem = (state: ItemState, event: ItemEvent): ItemState | undefined =>
  RULES[event].from.includes(state) ? RULES[event].to : undefined;

export const ITEM_KINDS = ['question', 'suggestion', 'low-score'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

/** What an author may say of a reply. */
export { RATINGS };

/** The reopening with which an item goes to the discipline commission. */
export const REOPENINGS_TO_COMMISSION = 3;
/** Of the unit; a closing is a reply of whoever decides, and never refused for their number. */
export const MAX_REPLIES = 40;
export const MAX_EVIDENCE = 40;

/** Where an item comes from; several opinions merged into one collated wording are one source with several authors. */
export type ItemSource =
  | { readonly kind: 'opinion'; readonly collated: number }
  | { readonly kind: 'question'; readonly number: number }
  | { readonly kind: 'score'; readonly subject: string; readonly indicator: string };

export function sourceKey(source: ItemSource): string {
  switch (source.kind) {
    case 'opinion':
      return `opinion#${source.collated}`;
    case 'question':
      return `question#${source.number}`;
    case 'score':
      return `score#${source.subject}#${source.indicator}`;
  }
}

/** Whose hand acts: the unit that must put it right, the county bureau, or the discipline commission. */
export const HANDS = ['unit', 'county', 'commission'] as const;
export type Hand = (typeof HANDS)[number];

export interface Actor {
  readonly hand: Hand;
  /** Identity of the person, for four-eyes; never shown. */
  readonly subject: string;
  readonly name: string;
}

export interface Reply {
  /** 1, 2, 3 … within the item. */
  readonly number: number;
  readonly text: string;
  readonly onDay: string;
  readonly by: Actor;
  /** Ids of the evidence that goes with it. */
  readonly evidence: readonly string[];
  /** One a author, under an id that only the author's secret gives; sorted by it, so that their order tells nothing. */
  readonly ratings: readonly { readonly id: string; readonly rating: Rating }[];
}

/** `announced`: an address to send it to was given out. `kept`: it arrived and is what it claims to be. */
export interface Evidence {
  readonly id: string;
  readonly fileName: string;
  readonly kind: string;
  readonly bytes: number;
  readonly state: 'announced' | 'kept';
}

export const HISTORY_WORDS = [
  'confirmed',
  'measure-set',
  'deadline-asked',
  'deadline-granted',
  'replied',
  'returned',
  'accepted',
  'closed',
  'reopened',
  'to-commission',
  'escalated',
] as const;

export interface HistoryEntry {
  readonly onDay: string;
  readonly what: (typeof HISTORY_WORDS)[number];
  /** `null` where no member of staff acted. */
  readonly by: Pick<Actor, 'hand' | 'name'> | null;
  /** A reason, a deadline, or the level of an escalation. */
  readonly note: string | null;
}

export interface RectificationItem {
  readonly number: number;
  readonly kind: ItemKind;
  readonly wording: string;
  /** The officer or the unit it is about, as the manifest or staff name it; `null` when it is about none in particular. */
  readonly about: string | null;
  readonly sources: readonly ItemSource[];
  /** How many opinions stand behind it: each one's author may rate each reply. */
  readonly authors: number;
  readonly state: ItemState;
  /** After the third reopening the discipline commission alone sets measures and decides. */
  readonly withCommission: boolean;
  readonly responsible: string | null;
  readonly measure: string | null;
  /** The deadline that holds. */
  readonly dueOn: string;
  /** The latest deadline that the rule gives; a later one needs a reason and the discipline commission. */
  readonly ruleDueOn: string;
  /** Whether the holidays of every year that was counted through are known. */
  readonly calendarKnown: boolean;
  /** A later deadline that the unit asks for. */
  readonly asked: { readonly dueOn: string; readonly reason: string } | null;
  /** Pinned at the confirmation, so that a reopening counts by the same rule. */
  readonly firstReplyWorkingDays: number;
  /** Whether the unit's first reply came by its deadline; `null` before it. */
  readonly firstReplyInTime: boolean | null;
  readonly reopened: number;
  readonly replies: readonly Reply[];
  readonly evidence: readonly Evidence[];
  readonly escalations: readonly { readonly level: EscalationLevel; readonly dueOn: string; readonly onDay: string }[];
  readonly history: readonly HistoryEntry[];
}

/** What an item itself refuses; who may act at all is the contract's. */
export type ItemRefusal =
  | { readonly code: 'item-state-wrong'; readonly event: ItemEvent }
  | { readonly code: 'item-with-commission' }
  | { readonly code: 'same-person' }
  | { readonly code: 'measure-missing' }
  | { readonly code: 'deadline-not-working-day'; readonly day: string; readonly next: string }
  | { readonly code: 'deadline-past' }
  | { readonly code: 'deadline-too-late'; readonly latest: string }
  | { readonly code: 'evidence-missing' }
  | { readonly code: 'item-full'; readonly of: 'replies' | 'files' | 'text' }
  | { readonly code: 'reply-unknown' }
  | { readonly code: 'already-rated' };

export type ItemStep =
  | { readonly ok: true; readonly item: RectificationItem }
  | { readonly ok: false; readonly refusal: ItemRefusal };

const done = (item: RectificationItem): ItemStep => ({ ok: true, item });
const refused = (refusal: ItemRefusal): ItemStep => ({ ok: false, refusal });
/** A step that may be refused for its size, if it leaves room for those that may not. */
const doneIfItFits = (item: RectificationItem, writing: ItemWriting): ItemStep =>
  hasRoom(item, writing) ? done(item) : refused({ code: 'item-full', of: 'text' });
const wrongState = (event: ItemEvent): ItemStep => refused({ code: 'item-state-wrong', event });

const shown = ({ hand, name }: Actor): HistoryEntry['by'] => ({ hand, name });
const withHistory = (item: RectificationItem, ...entries: readonly HistoryEntry[]): RectificationItem => ({
  ...item,
  history: [...item.history, ...entries],
});

/** A period to reply in begins: at the confirmation, when a reply is returned, when an author reopens. */
function newPeriod(today: string, firstReplyWorkingDays: number) {
  const { day, calendarKnown: known } = workingDaysAfter(today, firstReplyWorkingDays);
  return { dueOn: day, ruleDueOn: day, calendarKnown: known, asked: null };
}

export interface NewItem {
  readonly number: number;
  readonly kind: ItemKind;
  readonly wording: string;
  readonly about: string | null;
  readonly sources: readonly ItemSource[];
  readonly authors: number;
  readonly firstReplyWorkingDays: number;
  readonly today: string;
  readonly by: Actor;
}

/** An item as a person confirms it: open, with the rule's deadline. */
export function newItem({ today, by, ...confirmed }: NewItem): RectificationItem {
  return {
    ...confirmed,
    ...newPeriod(today, confirmed.firstReplyWorkingDays),
    state: 'open',
    withCommission: false,
    responsible: null,
    measure: null,
    firstReplyInTime: null,
    reopened: 0,
    replies: [],
    evidence: [],
    escalations: [],
    history: [{ onDay: today, what: 'confirmed', by: shown(by), note: null }],
  };
}

export interface Measure {
  readonly responsible: string;
  readonly measure: string;
  readonly dueOn: string;
  /** Why the deadline is later than the rule's; `null` when it is not. */
  readonly reason: string | null;
  readonly today: string;
  readonly by: Actor;
}

function deadlineRefusal(item: RectificationItem, { dueOn, reason, today }: Measure): ItemRefusal | undefined {
  if (dueOn < today) return { code: 'deadline-past' };
  if (!isWorkingDay(dueOn)) {
    const { day } = workingDaysAfter(dueOn, 1);
    return { code: 'deadline-not-working-day', day: dueOn, next: day };
  }
  return dueOn > item.ruleDueOn && reason === null ? { code: 'deadline-too-late', latest: item.ruleDueOn } : undefined;
}

/** A deadline that has passed without a reply stays missed, whatever is decided afterwards. */
const lateAlready = (item: RectificationItem, today: string): boolean | null =>
  item.firstReplyInTime ?? (today > item.dueOn ? false : null);

/**
 * Who puts it right, how, by when. A deadline past the rule's needs a reason; the unit asks for it so, and it holds once the
 * discipline commission sets it.
 */
export function setMeasure(item: RectificationItem, set: Measure): ItemStep {
  const { responsible, measure, dueOn, reason, today, by } = set;
  if (item.state !== 'open') return wrongState('set-measure');
  if (item.withCommission && by.hand !== 'commission') return refused({ code: 'item-with-commission' });
  const refusal = deadlineRefusal(item, set);
  if (refusal !== undefined) return refused(refusal);
  const whyLater = dueOn > item.ruleDueOn ? reason : null;
  const isGranted = whyLater === null || by.hand === 'commission';
  const base = {
    ...item,
    responsible,
    measure,
    firstReplyInTime: lateAlready(item, today),
    ...(isGranted
      ? { dueOn, asked: null, calendarKnown: item.calendarKnown && calendarKnown(dueOn) }
      : { asked: { dueOn, reason: whyLater } }),
  };
  const entry = (what: HistoryEntry['what'], note: string | null) => ({ onDay: today, what, by: shown(by), note });
  const deadline = isGranted ? 'deadline-granted' : 'deadline-asked';
  return doneIfItFits(
    whyLater === null
      ? withHistory(base, entry('measure-set', dueOn))
      : withHistory(base, entry('measure-set', null), entry(deadline, `${dueOn}：${whyLater}`)),
    by.hand === 'commission' ? 'measure' : 'addition',
  );
}

export interface NewReply {
  readonly text: string;
  readonly evidence: readonly string[];
  readonly today: string;
  readonly by: Actor;
}

/** A file that the unit is about to send; only while it may still reply. */
export function announceEvidence(item: RectificationItem, file: Omit<Evidence, 'state'>): ItemStep {
  if (!RULES.reply.from.includes(item.state)) return wrongState('reply');
  if (item.evidence.length >= MAX_EVIDENCE) return refused({ code: 'item-full', of: 'files' });
  return doneIfItFits({ ...item, evidence: [...item.evidence, { ...file, state: 'announced' }] }, 'addition');
}

/** A file that arrived and is what it claims to be. */
export const keepEvidence = (item: RectificationItem, id: string): RectificationItem => ({
  ...item,
  evidence: item.evidence.map((each) => (each.id === id ? { ...each, state: 'kept' } : each)),
});

const isKept = (item: RectificationItem, id: string): boolean =>
  item.evidence.some((each) => each.id === id && each.state === 'kept');

const appendReply = (item: RectificationItem, { text, evidence, today, by }: NewReply): RectificationItem => ({
  ...item,
  replies: [...item.replies, { number: item.replies.length + 1, text, onDay: today, by, evidence, ratings: [] }],
});

const repliesOfUnit = ({ replies }: RectificationItem) => replies.filter(({ by }) => by.hand === 'unit');

/** What was done, with its evidence. What is added to a reply before its decision leaves room for the replies of later turns. */
export function replyTo(item: RectificationItem, reply: NewReply): ItemStep {
  if (!RULES.reply.from.includes(item.state)) return wrongState('reply');
  if (item.measure === null) return refused({ code: 'measure-missing' });
  if (repliesOfUnit(item).length >= MAX_REPLIES) return refused({ code: 'item-full', of: 'replies' });
  if (!reply.evidence.every((id) => isKept(item, id))) return refused({ code: 'evidence-missing' });
  const replied: RectificationItem = {
    ...appendReply(item, reply),
    state: 'replied',
    firstReplyInTime: item.firstReplyInTime ?? reply.today <= item.dueOn,
  };
  const entry = { onDay: reply.today, what: 'replied', by: shown(reply.by), note: null } as const;
  return doneIfItFits(withHistory(replied, entry), item.state === 'open' ? 'reply' : 'addition');
}

/** A decision on a reply by somebody who is not the unit and did not reply. */
export interface Decided {
  readonly today: string;
  readonly by: Actor;
}

function decisionRefusal(item: RectificationItem, event: ItemEvent, { by }: Decided): ItemRefusal | undefined {
  if (!RULES[event].from.includes(item.state)) return { code: 'item-state-wrong', event };
  if (item.withCommission && by.hand !== 'commission') return { code: 'item-with-commission' };
  // Any of its replies: what is accepted may rest on an earlier one. A reason to close is a reply too, and the decider's own.
  const repliedForTheUnit = repliesOfUnit(item).some(({ by: author }) => author.subject === by.subject);
  return repliedForTheUnit ? { code: 'same-person' } : undefined;
}

/** Accepted as put right: `fixed`. Never by whoever replied. */
export function accept(item: RectificationItem, decided: Decided): ItemStep {
  const refusal = decisionRefusal(item, 'accept', decided);
  if (refusal !== undefined) return refused(refusal);
  const { today, by } = decided;
  return done(withHistory({ ...item, state: 'fixed' }, { onDay: today, what: 'accepted', by: shown(by), note: null }));
}

/** Sent back to the unit with a reason: a new period begins. */
export function returnToUnit(item: RectificationItem, decided: Decided & { readonly reason: string }): ItemStep {
  const refusal = decisionRefusal(item, 'return', decided);
  if (refusal !== undefined) return refused(refusal);
  const { today, by, reason } = decided;
  const open: RectificationItem = { ...item, state: 'open', ...newPeriod(today, item.firstReplyWorkingDays) };
  return done(withHistory(open, { onDay: today, what: 'returned', by: shown(by), note: reason }));
}

/** Ends without a fix. The reason is a reply like any other, so that the authors read and rate it, and can have it reopened. */
export function close(item: RectificationItem, decided: Decided & { readonly reason: string }): ItemStep {
  const refusal = decisionRefusal(item, 'close', decided);
  if (refusal !== undefined) return refused(refusal);
  const { today, by, reason } = decided;
  const closed: RectificationItem = {
    ...appendReply(item, { text: reason, evidence: [], today, by }),
    state: 'closed',
    firstReplyInTime: lateAlready(item, today),
  };
  return doneIfItFits(withHistory(closed, { onDay: today, what: 'closed', by: shown(by), note: reason }), 'closing');
}

export interface NewRating {
  /** Number of the reply. */
  readonly reply: number;
  readonly id: string;
  readonly rating: Rating;
  readonly today: string;
}

/** Back to open; the third time it goes to the discipline commission. */
function reopen(item: RectificationItem, today: string): RectificationItem {
  const reopened = item.reopened + 1;
  const withCommission = reopened >= REOPENINGS_TO_COMMISSION;
  const open: RectificationItem = {
    ...item,
    ...newPeriod(today, item.firstReplyWorkingDays),
    state: 'open',
    reopened,
    withCommission,
  };
  const entry = { onDay: today, by: null, note: null } as const;
  const isHandedOver = withCommission && !item.withCommission;
  return withHistory(
    open,
    { ...entry, what: 'reopened' },
    ...(isHandedOver ? [{ ...entry, what: 'to-commission' } as const] : []),
  );
}

const byId = (left: { readonly id: string }, right: { readonly id: string }): number => (left.id < right.id ? -1 : 1);

/**
 * An author's rating of a reply, once: the same again changes nothing, another is refused. The first 不满意 with a reply reopens
 * what is not open already, also what was accepted or closed; a further one with the same reply is counted and reopens nothing,
 * so that three authors of one mind are not three reopenings. What ratings of one night come to is the same in every order.
 */
export function rate(item: RectificationItem, { reply, id, rating, today }: NewRating): ItemStep {
  const rated = item.replies.find(({ number }) => number === reply);
  if (rated === undefined) return refused({ code: 'reply-unknown' });
  const before = rated.ratings.find((each) => each.id === id);
  if (before !== undefined) return before.rating === rating ? done(item) : refused({ code: 'already-rated' });
  const ratings = [...rated.ratings, { id, rating }].sort(byId);
  const replies = item.replies.map((each) => (each.number === reply ? { ...each, ratings } : each));
  const counted = { ...item, replies };
  const isFirst = rating === 'dissatisfied' && rated.ratings.every((each) => each.rating !== 'dissatisfied');
  const reopens = isFirst && advanceItem(item.state, 'reopen') !== undefined;
  return done(reopens ? reopen(counted, today) : counted);
}

/** How often a reply was rated what; never when, nor in which order. */
export const ratingCounts = ({ ratings }: Pick<Reply, 'ratings'>): Readonly<Record<Rating, number>> => {
  const of = (rating: Rating): number => ratings.filter((each) => each.rating === rating).length;
  const [satisfied, mostly, dissatisfied] = RATINGS;
  return { [satisfied]: of(satisfied), [mostly]: of(mostly), [dissatisfied]: of(dissatisfied) };
};

/** Open past its deadline: a reply that waits for a decision is not the unit's delay. */
export const isOverdue = ({ state, dueOn }: Pick<RectificationItem, 'state' | 'dueOn'>, today: string): boolean =>
  state === 'open' && today > dueOn;

/** Open items of one deadline: how many there are, and how many of them never had a reply. */
export interface DueCount {
  readonly open: number;
  readonly unreplied: number;
}

/** What a session's items add up to: small however many there are, and right on any later day. */
export interface RectificationTally {
  readonly items: number;
  readonly fixed: number;
  readonly closed: number;
  /** Items that were reopened at least once. */
  readonly reopened: number;
  /** First replies by whether they came by their deadline. */
  readonly inTime: number;
  readonly late: number;
  /** Of the replied ones, those that the discipline commission alone decides. */
  readonly toCommission: number;
  /** By deadline; a day without an open item is not there. */
  readonly due: Readonly<Record<string, DueCount>>;
}

export const EMPTY_TALLY: RectificationTally = {
  items: 0,
  fixed: 0,
  closed: 0,
  reopened: 0,
  inTime: 0,
  late: 0,
  toCommission: 0,
  due: {},
};

type Counted = Pick<RectificationItem, 'state' | 'dueOn' | 'reopened' | 'firstReplyInTime' | 'withCommission'>;

const dueAfter = (due: RectificationTally['due'], item: Counted, step: 1 | -1): RectificationTally['due'] => {
  if (item.state !== 'open') return due;
  const { [item.dueOn]: there = { open: 0, unreplied: 0 }, ...others } = due;
  const open = there.open + step;
  const unreplied = there.unreplied + (item.firstReplyInTime === null ? step : 0);
  return open === 0 ? others : { ...others, [item.dueOn]: { open, unreplied } };
};

const added = (tally: RectificationTally, item: Counted, step: 1 | -1): RectificationTally => {
  const one = (holds: boolean): number => (holds ? step : 0);
  return {
    items: tally.items + step,
    fixed: tally.fixed + one(item.state === 'fixed'),
    closed: tally.closed + one(item.state === 'closed'),
    reopened: tally.reopened + one(item.reopened > 0),
    inTime: tally.inTime + one(item.firstReplyInTime === true),
    late: tally.late + one(item.firstReplyInTime === false),
    // Never below nothing: a tally that does not count it is read as 0, whatever the items are.
    toCommission: Math.max(0, tally.toCommission + one(item.state === 'replied' && item.withCommission)),
    due: dueAfter(tally.due, item, step),
  };
};

/** The tally after an item became another, or came new (`before` undefined). */
export const tallyAfter = (
  tally: RectificationTally,
  { before, after }: { readonly before: Counted | undefined; readonly after: Counted },
): RectificationTally => added(before === undefined ? tally : added(tally, before, -1), after, 1);

export interface RectificationFigures {
  readonly items: number;
  readonly open: number;
  /** Replied to and not decided yet. */
  readonly toDecide: number;
  /** Of those, the ones that the discipline commission alone decides. */
  readonly toDecideByCommission: number;
  /** Accepted as put right. */
  readonly fixed: number;
  /** Ended without a fix. */
  readonly closed: number;
  readonly overdue: number;
  /** Items that were reopened at least once. */
  readonly reopened: number;
  readonly repliesDue: number;
  readonly repliesInTime: number;
  readonly nextDueOn: string | null;
}

/** The figures of a session's items as they stand on a day. */
export function figuresOf(tally: RectificationTally, today: string): RectificationFigures {
  const { items, fixed, closed, reopened, inTime, late, toCommission, due } = tally;
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  const passed = Object.entries(due).flatMap(([day, count]) => (today > day ? [count] : []));
  const [nextDueOn = null] = Object.keys(due).sort();
  const open = sum(Object.values(due).map((count) => count.open));
  return {
    items,
    open,
    toDecide: items - open - fixed - closed,
    toDecideByCommission: toCommission,
    fixed,
    closed,
    overdue: sum(passed.map((count) => count.open)),
    reopened,
    repliesDue: inTime + late + sum(passed.map(({ unreplied }) => unreplied)),
    repliesInTime: inTime,
    nextDueOn,
  };
}

/** What the county's home and the round-up read of them. */
export const progressOf = ({
  open: _open,
  overdue: _overdue,
  fixed,
  ...figures
}: RectificationFigures): NonNullable<Progress['rectification']> => ({ ...figures, accepted: fixed });

/** What everybody who may read of the session sees of an item. */
export interface PublicItem {
  readonly number: number;
  readonly kind: ItemKind;
  readonly wording: string;
  readonly about: string | null;
  readonly state: ItemState;
  readonly withCommission: boolean;
  readonly responsible: string | null;
  readonly measure: string | null;
  readonly dueOn: string;
  readonly reopened: number;
  readonly replies: readonly PublicReply[];
}

export interface PublicReply {
  readonly number: number;
  readonly text: string;
  readonly onDay: string;
  /** Whose reply: the unit's, or the reason with which the county or the commission closed the item. */
  readonly by: Hand;
  /** Names of the evidence files. */
  readonly evidence: readonly string[];
  readonly ratings: Readonly<Record<Rating, number>>;
}

/** An item without whoever wrote for it: no member of staff by name but the one responsible, no author in any form. */
export function publicItem(item: RectificationItem): PublicItem {
  const { number, kind, wording, about, state, withCommission, responsible, measure, dueOn, reopened } = item;
  const namesOf = (id: string) => item.evidence.filter((each) => each.id === id).map(({ fileName }) => fileName);
  const replies = item.replies.map((reply) => ({
    number: reply.number,
    text: reply.text,
    onDay: reply.onDay,
    by: reply.by.hand,
    evidence: reply.evidence.flatMap(namesOf),
    ratings: ratingCounts(reply),
  }));
  return { number, kind, wording, about, state, withCommission, responsible, measure, dueOn, reopened, replies };
}
