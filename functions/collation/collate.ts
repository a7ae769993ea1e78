import { isDeepStrictEqual } from 'node:util';
import type { CollatedItem, CollatedWording } from '../../shared/process/collation.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { hasSubject } from '../http/opinion-form.ts';
import { recordOrder } from '../http/record-order.ts';
import type { StoredOpinion } from '../store/opinions.ts';
import type { Versioned } from '../store/versioned-items.ts';
import { placeFor } from './own-session.ts';
import { shownItem } from './shown.ts';
import { MAX_ATTEMPTS, noteFigures, wordingOf } from './step.ts';

interface Order {
  readonly session: string;
  readonly opinions: readonly string[];
  readonly wording: CollatedWording;
}

type Found = { readonly kind: 'new' } | { readonly kind: 'there'; readonly item: Versioned<CollatedItem> } | Refusal;

/** The entry that all of them stand in already, if they and its wording are what is asked for: a repeated request. */
async function sameEntry(
  { session, opinions, wording }: Order,
  found: readonly StoredOpinion[],
  { meetings, opinions: store }: Dependencies,
): Promise<Versioned<CollatedItem> | undefined> {
  const state = found[0]?.state;
  if (state?.kind !== 'collated') return undefined;
  const item = await meetings.collated.read(session, state.number);
  const entry = await store.ofEntry(session, state.number);
  const isSame =
    item !== undefined &&
    isDeepStrictEqual(wordingOf(item.value), wording) &&
    isDeepStrictEqual([...entry.opinions].sort(), [...opinions].sort());
  return isSame ? item : undefined;
}

async function findOpinions(order: Order, deps: Dependencies): Promise<Found> {
  const found = await deps.opinions.readMany(order.session, order.opinions);
  if (found.length < order.opinions.length) return refuse('opinion-unknown');
  if (found.every(({ state }) => state.kind !== 'collated')) return { kind: 'new' };
  const item = await sameEntry(order, found, deps);
  return item === undefined ? refuse('opinion-in-entry') : { kind: 'there', item };
}

/** One attempt: `undefined` when somebody collated meanwhile. */
async function write({ session, opinions, wording }: Order, deps: Dependencies) {
  const { collated } = deps.meetings;
  const head = await collated.readHead(session);
  const number = head.value.numbers + 1;
  const after: CollatedItem = {
    ...wording,
    number,
    opinions: opinions.length,
    photos: [],
    status: 'listed',
    rectification: null,
  };
  const moves = [
    deps.opinions.entryPart({ session, number, opinions, version: 0 }),
    ...opinions.map((opinion) => deps.opinions.movePart({ session, opinion, from: null, to: number })),
  ];
  const figures = await collated.write({ session, head, before: undefined, after, moves });
  return figures && { item: { value: after, version: 1 }, figures };
}

/**
 * Makes one entry of one or several opinions, in words that are the office's own: whose style it was is not to be seen any more.
 * Entry, figures and opinions change in one transaction; an opinion stands in one entry at most.
 */
export const collate = implement('collate', async ({ request, caller, deps }) => {
  const { session } = request;
  const place = await placeFor(session, caller, deps);
  if ('refused' in place) return place;
  const order = { session, opinions: [...new Set(request.opinions)], wording: wordingOf(request) };
  if (!(await hasSubject(session, request.about, deps))) return refuse('officer-unknown');
  let isRecorded = false;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const found = await findOpinions(order, deps);
    if ('refused' in found) return found;
    if (found.kind === 'there') return { answer: shownItem(found.item) };
    if (!isRecorded) await recordOrder({ what: 'collate', target: session, why: order.wording.topic, caller, deps });
    isRecorded = true;
    const written = await write(order, deps);
    if (written === undefined) continue;
    await noteFigures(place, written.figures, deps);
    return { answer: shownItem(written.item) };
  }
  throw new Error('the collation of a session changed too often under one step');
});
