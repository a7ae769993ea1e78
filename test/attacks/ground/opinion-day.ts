import type { Opinions } from '../../../functions/store/opinions.ts';
import type { Arrived, Uploads } from '../../../functions/store/uploads.ts';
import { isSessionId } from '../../../shared/process/ids.ts';
import { fromB64u, toB64u } from '../../../shared/protocol/bytes.ts';
import { beginProof, finishProof, spendableProof } from '../../../shared/protocol/opinion-proof.ts';
import { opinionReceiptHash } from '../../../shared/protocol/opinion-receipt.ts';
import { SESSION } from '../../integration/opinions/opinion-county.ts';
import { answered, type County, OFFICE } from '../../integration/registry/county.ts';
import { madeJpeg } from '../../unit/opinions/made-jpeg.ts';
import { platformRandom } from '../../unit/protocol/vectors.ts';
import type { Ground } from './ground.ts';
import { onceAGround } from './once-a-ground.ts';
import { newTokenKey, signingWith } from './served-alone.ts';
import { opinionsAsIs } from './stages.ts';

/** So many that an order which is right for most of them cannot be chance. */
export const AUTHORS = 24;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** China has one time: midnight there is 16 o'clock UTC. */
const CHINA_MS = 8 * HOUR_MS;

/** Eight in the morning of the next day: all of them come on one day, which is what is kept. */
const nextMorning = (nowMs: number): number => (Math.floor((nowMs + CHINA_MS) / DAY_MS) + 1) * DAY_MS;

/** A county after a day, and which of its authors came when, by everything under which something of theirs is kept. */
export interface OpinionDay {
  readonly county: County;
  readonly arrivals: ReadonlyMap<string, number>;
}

const newReceipt = async () => {
  const secret = platformRandom(32);
  if (!isSessionId(SESSION)) throw new Error('not a session');
  return { secret: toB64u(secret), receiptHash: await opinionReceiptHash({ session: SESSION, secret }) };
};

const keyOfProofs = onceAGround(async () => newTokenKey());

/** Proofs of an invitation by a key of the operator's own, without the cards. */
async function proofsOf({ all }: County, ground: Ground) {
  const { privateKey, tokenKey } = await keyOfProofs(ground);
  const key = fromB64u(tokenKey);
  if (key === null) throw new Error('no key of proofs');
  await all.meetings.putKey(SESSION, 'opinion', { wrapped: new Uint8Array(1), publicKey: key });
  const sign = signingWith(privateKey);
  return async () => {
    const drawing = await beginProof(SESSION, key, platformRandom);
    const proof = drawing && (await finishProof({ session: SESSION, key }, drawing, toB64u(sign(drawing.blinded))));
    const spent = proof && (await spendableProof({ session: SESSION, key }, proof));
    if (!proof || !spent) throw new Error('a proof is none');
    return { proof, spent };
  };
}

/** The storage knows only the real hour, which this day is not at: what was uploaded lies in this one instead. */
function bucketWithEveryPhoto({ all }: County): Uploads {
  const photo = madeJpeg();
  const arrived: Arrived = { bytes: photo.length, start: photo, etag: '' };
  return Object.assign(Object.create(all.photos), { arrived: async () => arrived, read: async () => photo });
}

/**
 * One after the other, all through a day, authors come: each leaves an opinion with a proof and a photo, and takes over the receipt of
 * another that staff recorded for them before.
 */
export async function playOpinionDay(storeIn: (county: County) => Opinions, ground: Ground): Promise<OpinionDay> {
  const { county, key, opinion } = await opinionsAsIs().opinionCounty(ground.site);
  const deps = { opinions: storeIn(county), photos: bucketWithEveryPhoto(county) };
  const newProof = await proofsOf(county, ground);
  const named = async () => answered(await county.call('createPhotoUpload', { session: SESSION, key, bytes: 1_000 }));
  const slips = await Promise.all(Array.from({ length: AUTHORS }, newReceipt));
  // In another order than that in which their authors come: by hashes, which is none.
  for (const { receiptHash } of slips.toSorted((left, right) => (left.receiptHash < right.receiptHash ? -1 : 1))) {
    const said = { kind: 'suggestion', about: { kind: 'unit' }, text: '午间请有人值守。', named: null } as const;
    const recorded = { session: SESSION, ...said, channel: 'letter', receiptHash } as const;
    answered(await county.call('recordOpinion', recorded, OFFICE));
  }
  county.clock.nowMs = nextMorning(county.clock.nowMs);
  const arrivals = new Map<string, number>();
  for (const [place, slip] of slips.entries()) {
    county.clock.nowMs += (0.1 + Math.random() * 0.7) * HOUR_MS;
    const [{ proof, spent }, { photo }] = [await newProof(), await named()];
    const left = await opinion({ proof, photos: [photo] });
    answered(await county.call('leaveOpinion', left, { deps }));
    const own = await newReceipt();
    const taken = { session: SESSION, secret: slip.secret, receiptHash: own.receiptHash };
    answered(await county.call('takeOverReceipt', taken, { deps }));
    for (const id of [left.receiptHash, spent, photo, own.receiptHash, slip.receiptHash]) arrivals.set(id, place);
  }
  return { county, arrivals };
}
