import type { RequestOf } from '../../shared/contract/operations.ts';
import type { CollatedItem } from '../../shared/process/collation.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { implement, type Refusal, refuse } from '../http/implement.ts';
import { recordOrder } from '../http/record-order.ts';
import type { ItemDecision } from '../store/versioned-items.ts';
import { placeFor } from './own-session.ts';
import { shownItem } from './shown.ts';

const IS_REWRITTEN = /^kept\//;

/** The name a photo is saved under says nothing but what it is. */
const addressOf = async (photo: string, { photos, nowMs }: Dependencies) => ({
  url: await photos.signedGet({ key: photo, contentType: 'image/jpeg', fileName: '意见照片.jpg', nowMs: nowMs() }),
});

/**
 * A photo of an opinion, for the inspection office. Only under the name that the night gave it: the storage says with every object
 * when it was written, to the second, and of one as it arrived that is when its author sent it.
 */
export const openPhoto = implement('openPhoto', async ({ request, caller, deps }) => {
  const { session, opinion, photo } = request;
  const place = await placeFor(session, caller, deps);
  if ('refused' in place) return place;
  const [found] = await deps.opinions.readMany(session, [opinion]);
  if (found === undefined || !found.photos.includes(photo)) return refuse('photo-unknown');
  if (!IS_REWRITTEN.test(photo)) return refuse('photo-not-rewritten');
  // Not which opinion it is of: the log has times.
  await recordOrder({ what: 'openPhoto', target: session, why: '', caller, deps });
  return { answer: await addressOf(photo, deps) };
});

/** A photo that was released with an entry, for everybody who sees the entry. */
export const openReleasedPhoto = implement('openReleasedPhoto', async ({ request, caller, deps }) => {
  const { session, number, photo } = request;
  const place = await placeFor(session, caller, deps);
  if ('refused' in place) return place;
  const item = await deps.meetings.collated.read(session, number);
  if (item === undefined) return refuse('collated-unknown');
  if (!item.value.photos.includes(photo)) return refuse('photo-unknown');
  await recordOrder({ what: 'openReleasedPhoto', target: session, why: `${number}`, caller, deps });
  return { answer: await addressOf(photo, deps) };
});

type Released = RequestOf<'releasePhoto'>;

/** What stands against the release as the opinion is now, if anything. */
async function refuseOpinion({ session, number, opinion, photo }: Released, deps: Dependencies) {
  const [found] = await deps.opinions.readMany(session, [opinion]);
  if (found === undefined || !found.photos.includes(photo)) return refuse('photo-unknown');
  if (found.state.kind !== 'collated' || found.state.number !== number) return refuse('photo-of-another-entry');
  return IS_REWRITTEN.test(photo) ? undefined : refuse('photo-not-rewritten');
}

/**
 * The entry was read before the opinion is: an opinion never moves without a new version of its entry (`changeCollated`), so that
 * what is written on the condition of the version read holds for an opinion that is still in it.
 */
const deciding =
  (request: Released, deps: Dependencies) =>
  async (
    current: { readonly value: CollatedItem } | undefined,
  ): Promise<ItemDecision<CollatedItem, CollatedItem, Refusal>> => {
    const { photo } = request;
    const refusal = await refuseOpinion(request, deps);
    if (refusal !== undefined) return { kind: 'refuse', refusal };
    if (current === undefined) return { kind: 'refuse', refusal: refuse('collated-unknown') };
    const { value } = current;
    if (value.photos.includes(photo)) return { kind: 'keep', answer: value };
    if (value.status === 'withdrawn') return { kind: 'refuse', refusal: refuse('collated-fixed') };
    const released = { ...value, photos: [...value.photos, photo] };
    return { kind: 'write', value: released, answer: released };
  };

/**
 * Releases a photo of an opinion with the entry that stands for it: from then on the unit sees it. Only under the name that the
 * night gave it, as above.
 */
export const releasePhoto = implement('releasePhoto', async ({ request, caller, deps }) => {
  const { session, number } = request;
  const place = await placeFor(session, caller, deps);
  if ('refused' in place) return place;
  const { collated } = deps.meetings;
  const decide = deciding(request, deps);
  const foreseen = await decide(await collated.read(session, number));
  if (foreseen.kind === 'refuse') return foreseen.refusal;
  if (foreseen.kind === 'write')
    await recordOrder({ what: 'releasePhoto', target: session, why: `${number}`, caller, deps });
  const outcome = await collated.change(session, number, decide);
  if (outcome.kind === 'refuse') return outcome.refusal;
  return { answer: shownItem({ value: outcome.answer, version: outcome.version }) };
});
