import { drawToken } from './draw-token.ts';
import { findReceipt } from './find-receipt.ts';
import type { Flow, State } from './flow.ts';
import { prepareGround } from './prepare-ground.ts';
import { type Scene, seeMeeting, spread } from './scene.ts';
import { sealDraft, sendBallot } from './send-ballot.ts';

const WAITING_POLL_MS = 8_000;
const SCORING_POLL_MS = 15_000;
const RESULT_POLL_MS = 30_000;

/** The name of what a state does in the background; the same name goes on undisturbed. */
export function activityOf(state: State): string {
  switch (state.at) {
    case 'waiting':
    case 'scoring':
      return `poll ${state.at}`;
    case 'preparing':
    case 'comparing':
    case 'drawing':
    case 'sealing':
    case 'sending':
    case 'unsure':
    case 'in-box':
    case 'found':
      return `${state.at} ${state.saved.id}`;
    default:
      return 'rest';
  }
}

/** Does what the state needs until it is left. */
export async function runActivity(scene: Scene, { state }: Flow): Promise<void> {
  switch (state.at) {
    case 'waiting':
      return pollMeeting(scene, state.saved.session, WAITING_POLL_MS);
    case 'scoring':
      return pollMeeting(scene, state.saved.session, SCORING_POLL_MS);
    case 'preparing':
      return prepareGround(scene, state.saved);
    case 'drawing':
      return drawToken(scene, state.saved, state.ground);
    case 'sealing':
      return sealDraft(scene, state.saved);
    case 'sending':
      return sendBallot(scene, state.saved);
    case 'unsure':
    case 'in-box':
      return findReceipt(scene, state.saved);
    case 'found':
      return awaitResult(scene, state.saved.session);
    default:
      return;
  }
}

/** Until the result is out; slowly, since nothing on this phone depends on it. */
async function awaitResult(scene: Scene, session: string): Promise<void> {
  while (!scene.signal.aborted) {
    const meeting = await seeMeeting(scene, session);
    if (meeting?.state === 'announced') return;
    await scene.sleep(spread(RESULT_POLL_MS, scene.random), scene.signal);
  }
}

async function pollMeeting(scene: Scene, session: string, intervalMs: number): Promise<void> {
  while (!scene.signal.aborted) {
    const meeting = await seeMeeting(scene, session);
    const untilCloseMs = meeting?.closesAt == null ? intervalMs : Math.max(meeting.closesAt - meeting.nowMs + 200, 500);
    await scene.sleep(Math.min(spread(intervalMs, scene.random), untilCloseMs), scene.signal);
  }
}
