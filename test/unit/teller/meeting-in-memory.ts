import type { Score } from '../../../shared/process/appraisal.ts';
import { SLOTS, type Slot } from '../../../shared/protocol/slots.ts';
import { fetchBallots, signBoard, verifyBox } from '../../../web/teller/actions/check-box.ts';
import type { Outcome, TellerContext } from '../../../web/teller/actions/context.ts';
import { contextOf, enrol } from '../../../web/teller/actions/enrol.ts';
import { closeBox, openVoting, setClosingTime } from '../../../web/teller/actions/hold-voting.ts';
import { fetchSignedBox, openOwnShares, releaseShares } from '../../../web/teller/actions/open-box.ts';
import { type CheckedManifest, readManifest, signManifest } from '../../../web/teller/actions/read-manifest.ts';
import type { KeyValueStore } from '../../../web/ui/idb.ts';
import { memoryStore, random, SESSION, StandInCounty } from './stand-in-county.ts';

export const noProgress = () => undefined;
export const MINUTE_MS = 60_000;

/** The value of a step that must have been done. */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`not done: ${JSON.stringify(outcome)}`);
  return outcome.value;
}

export const sceneOf = (county: StandInCounty, store: KeyValueStore) => ({
  call: county.call,
  store,
  nowMs: () => county.nowMs,
  random,
  pause: async () => undefined,
});

/** Three tellers at their phones, enrolled. */
export async function enrolThree(county: StandInCounty): Promise<Readonly<Record<Slot, TellerContext>>> {
  const enrolOne = async (slot: Slot) => {
    const scene = sceneOf(county, memoryStore());
    const enrolment = { session: SESSION, slot, secret: random(32) } as Parameters<typeof enrol>[1];
    return contextOf(scene, unwrap(await enrol(scene, enrolment)));
  };
  const [discipline, delegates, inspection] = await Promise.all(SLOTS.map(enrolOne));
  if (!discipline || !delegates || !inspection) throw new Error('three tellers');
  return { discipline, delegates, inspection };
}

export interface InMemoryMeeting {
  readonly county: StandInCounty;
  readonly tellers: Readonly<Record<Slot, TellerContext>>;
  readonly checked: CheckedManifest;
}

/** A meeting that is armed. */
export async function armedMeeting(): Promise<InMemoryMeeting> {
  const county = await StandInCounty.open();
  const tellers = await enrolThree(county);
  await county.freeze();
  const face = await county.face();
  const checked = unwrap(await readManifest(tellers.discipline, face));
  for (const slot of SLOTS) unwrap(await signManifest(tellers[slot], checked));
  return { county, tellers, checked };
}

/** A meeting whose box is closed over these ballots. */
export async function closedMeeting(
  ballots: readonly (readonly Score[])[],
  papersIssued = 0,
): Promise<InMemoryMeeting> {
  const meeting = await armedMeeting();
  const { county, tellers } = meeting;
  unwrap(await openVoting(tellers.delegates, await county.face()));
  for (const scores of ballots) await county.cast(scores);
  county.issuing = { ...county.issuing, papersIssued };
  unwrap(await setClosingTime(tellers.delegates, await county.face(), county.nowMs + MINUTE_MS));
  county.nowMs += MINUTE_MS + 1;
  unwrap(await closeBox(tellers.discipline, await county.face()));
  return meeting;
}

/** One teller checks the box and signs the board. */
export async function checkAndSign(
  { county, checked }: InMemoryMeeting,
  teller: TellerContext,
): Promise<Outcome<null>> {
  const face = await county.face();
  const ballots = await fetchBallots(teller, face.boardRoot ?? '', noProgress);
  if (!ballots.ok) return ballots;
  const box = await verifyBox(teller, { face, checked, ballots: ballots.value });
  return box.ok ? signBoard(teller, box.value) : box;
}

/** One teller opens its shares of the signed box and hands them in. */
export async function openAndRelease({ county, checked }: InMemoryMeeting, teller: TellerContext) {
  const face = await county.face();
  const signed = await fetchSignedBox(teller, checked, null, noProgress);
  if (!signed.ok) return signed;
  const shares = await openOwnShares(teller, { face, checked, box: signed.value, progress: noProgress });
  if (!shares.ok) return shares;
  const { boardRoot } = signed.value.payload;
  const released = await releaseShares(teller, { boardRoot, shares: shares.value, progress: noProgress });
  return released.ok ? { ok: true as const, value: { box: signed.value, shares: shares.value } } : released;
}
