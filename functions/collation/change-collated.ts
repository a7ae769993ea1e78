import { isDeepStrictEqual } from 'node:util';
import type { CollatedItem, CollatedWording } from '../../shared/process/collation.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { hasSubject } from '../http/opinion-form.ts';
import { recordOrder } from '../http/record-order.ts';
import type { TransactionPart } from '../store/opinions.ts';
import type { Versioned } from '../store/versioned-items.ts';
import { placeFor } from './own-session.ts';
import { shownItem } from './shown.ts';
import { MAX_ATTEMPTS, noteFigures, wordingOf } from './step.ts';

interface Order {
  readonly session: string;
  readonly number: number;
  readonly expectedVersion: number;
  readonly opinions: readonly string[];
  readonly wording: CollatedWording;
}

interface Entry {
  readonly item: Versioned<CollatedItem>;
  readonly opinions: readonly string[];
  readonly version: number;
}

const isAsOrdered = ({ item, opinions }: Entry, order: Order): boolean =>
  isDeepStrictEqual([...opinions].sort(), [...order.opinions].sort()) &&
  (order.opinions.length === 0
    ? item.value.status === 'withdrawn'
    : isDeepStrictEqual(wordingOf(item.value), order.wording));

/** Refused, already so, or to be written. */
function judge(entry: Entry, order: Order): Refusal | 'done' | 'write' {
  const { item } = entry;
  const isRepeated = item.version === order.expectedVersion + 1 && isAsOrdered(entry, order);
  if (isRepeated) return 'done';
  if (item.value.status !== 'listed') return refuse('collated-fixed');
  return item.version === order.expectedVersion ? 'write' : refuse('edited-meanwhile');
}

async function readEntry({ session, number }: Order, deps: Dependencies): Promise<Entry | undefined> {
  const item = await deps.meetings.collated.read(session, number);
  return item === undefined ? undefined : { item, ...(await deps.opinions.ofEntry(session, number)) };
}

/** Opinions that come in must be there and in no entry. */
async function refuseIncoming(session: string, incoming: readonly string[], deps: Dependencies) {
  const found = await deps.opinions.readMany(session, incoming);
  if (found.length < incoming.length) return refuse('opinion-unknown');
  return found.some(({ state }) => state.kind === 'collated') ? refuse('opinion-in-entry') : undefined;
}

/** The entry afterwards. Photos go with their opinions, so that a release never outlives the opinion in the entry. */
async function changed({ item }: Entry, order: Order, deps: Dependencies): Promise<CollatedItem> {
  const { opinions, wording } = order;
  if (opinions.length === 0) return { ...item.value, opinions: 0, photos: [], status: 'withdrawn' };
  const stay = await deps.opinions.readMany(order.session, opinions);
  const theirs = new Set(stay.flatMap(({ photos }) => photos));
  const photos = item.value.photos.filter((photo) => theirs.has(photo));
  return { ...item.value, ...wording, opinions: opinions.length, photos };
}

async function write(entry: Entry, order: Order, deps: Dependencies) {
  const { session, number, opinions } = order;
  const head = await deps.meetings.collated.readHead(session);
  const after = await changed(entry, order, deps);
  const incoming = opinions.filter((opinion) => !entry.opinions.includes(opinion));
  const outgoing = entry.opinions.filter((opinion) => !opinions.includes(opinion));
  const moves: TransactionPart[] = [
    deps.opinions.entryPart({ session, number, opinions, version: entry.version }),
    ...incoming.map((opinion) => deps.opinions.movePart({ session, opinion, from: null, to: number })),
    ...outgoing.map((opinion) => deps.opinions.movePart({ session, opinion, from: number, to: null })),
  ];
  const figures = await deps.meetings.collated.write({ session, head, before: entry.item, after, moves });
  return figures && { item: { value: after, version: entry.item.version + 1 }, figures };
}

/**
 * Rewords an entry, takes opinions in or out of it (so splits it), or withdraws it when none is left; as long as no rectification
 * item rests on it. An opinion taken out stands in no entry again.
 */
export const changeCollated = implement('changeCollated', async ({ request, caller, deps }) => {
  const { session, number, expectedVersion } = request;
  const place = await placeFor(session, caller, deps);
  if ('refused' in place) return place;
  if (!(await hasSubject(session, request.about, deps))) return refuse('officer-unknown');
  const order = {
    session,
    number,
    expectedVersion,
    opinions: [...new Set(request.opinions)],
    wording: wordingOf(request),
  };
  let isRecorded = false;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const entry = await readEntry(order, deps);
    if (entry === undefined) return refuse('collated-unknown');
    const judged = judge(entry, order);
    if (judged === 'done') return { answer: shownItem(entry.item) };
    if (judged !== 'write') return judged;
    const incoming = order.opinions.filter((opinion) => !entry.opinions.includes(opinion));
    const refused = await refuseIncoming(session, incoming, deps);
    if (refused !== undefined) return refused;
    if (!isRecorded) await recordOrder({ what: 'changeCollated', target: session, why: `${number}`, caller, deps });
    isRecorded = true;
    const written = await write(entry, order, deps);
    if (written === undefined) continue;
    await noteFigures(place, written.figures, deps);
    return { answer: shownItem(written.item) };
  }
  throw new Error('the collation of a session changed too often under one step');
});
