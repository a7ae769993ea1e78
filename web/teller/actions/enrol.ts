import { type Random, toB64u } from '../../../shared/protocol/bytes.ts';
import { type Enrolment, enrolmentHash } from '../../../shared/protocol/code.ts';
import {
  generateTellerKeys,
  publicTellerKeys,
  type TellerKeyPairs,
  trialSucceeds,
} from '../../../shared/protocol/teller-keys.ts';
import type { KeyValueStore } from '../../ui/idb.ts';
import { type Enrolled, keepTeller, TellerMemory, tellerOf } from '../memory.ts';
import { type Call, distrust, done, type Outcome, send, type TellerContext } from './context.ts';

interface EnrolmentScene {
  readonly call: Call;
  readonly store: KeyValueStore;
  readonly nowMs: () => number;
  readonly random: Random;
  readonly pause: () => Promise<void>;
}

const pendingKey = (secretHash: string) => `enrolling/${secretHash}`;

/**
 * Enrols this browser with the one-time secret: fresh keys for the session, a trial ballot sealed and opened with them, then
 * the public halves are sent. Keys are kept before anything is sent, so that a lost answer can be asked again, and take the
 * place of older ones only when the server has taken them. The same secret again enrols nothing new.
 */
export async function enrol(scene: EnrolmentScene, enrolment: Enrolment): Promise<Outcome<Enrolled>> {
  const { call, store, random } = scene;
  const { session, slot } = enrolment;
  const secretHash = await enrolmentHash(enrolment);
  const known = await tellerOf(store, session, slot);
  if (known?.enrolledWith === secretHash) {
    await keepTeller(store, known);
    return done(known);
  }
  const meeting = await call('getMeeting', { session });
  if (!meeting.ok) return meeting;

  const keys = await freshKeys(store, secretHash);
  if (!(await trialSucceeds(keys, random))) return distrust('trial-failed');
  const { county } = meeting.value;
  const teller: Enrolled = { v: 1, county, session, slot, keys, enrolledWith: secretHash };
  const context = contextOf(scene, teller);
  const answer = await send(context, 'enrolTeller', {
    enrolment: toB64u(enrolment.secret),
    ...(await publicTellerKeys(keys)),
  });
  if (!answer.ok) return answer;
  await keepTeller(store, teller);
  await store.delete(pendingKey(secretHash));
  await context.memory.keepDeed({ step: 'enrol', atMs: scene.nowMs(), mark: '' });
  return done(teller);
}

/** The context of an enrolled teller's steps. */
export function contextOf(scene: EnrolmentScene, { county, session, slot, keys }: Enrolled): TellerContext {
  const { call, nowMs, random, pause, store } = scene;
  const memory = new TellerMemory(store, session, slot);
  return { call, county, session, slot, keys, memory, nowMs, random, pause };
}

/** The trial ballot, repeated before the voting opens (protocol.md §1). */
export async function repeatTrial({ keys, random }: TellerContext): Promise<Outcome<null>> {
  return (await trialSucceeds(keys, random)) ? done(null) : distrust('trial-failed');
}

async function freshKeys(store: KeyValueStore, secretHash: string): Promise<TellerKeyPairs> {
  const fresh = await generateTellerKeys();
  await store.update(pendingKey(secretHash), (kept) => kept ?? fresh);
  const kept = await store.get(pendingKey(secretHash));
  return isKeyPairs(kept) ? kept : fresh;
}

function isKeyPairs(value: unknown): value is TellerKeyPairs {
  return typeof value === 'object' && value !== null && 'hpke' in value && 'sign' in value;
}
