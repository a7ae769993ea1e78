import type { ResponseOf } from '../../shared/contract/operations.ts';
import type { FloorNow } from '../../shared/process/floor.ts';
import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import { implement, refuse } from '../http/implement.ts';
import { boardIsFrozen, boardPayloadOf, type Meeting, shareSetIsComplete } from '../store/meetings.ts';

/** The public face of a meeting, for the hall, every phone and every teller: its head and what is on the floor, 1 + ½ RCU. */
export const getMeeting = implement('getMeeting', async ({ request, deps }) => {
  const { session } = request;
  const [meeting, floor] = await Promise.all([deps.meetings.read(session), deps.meetings.floor.now(session)]);
  if (meeting === undefined) return refuse('session-unknown');
  return { answer: faceOf(meeting, { countyName: deps.countyName, nowMs: deps.nowMs(), floor }) };
});

/** What the public may know of a meeting now: who has done what, and figures of nobody. */
export function faceOf(
  meeting: Meeting,
  context: { readonly countyName: string; readonly nowMs: number; readonly floor: FloorNow | null },
): ResponseOf<'getMeeting'> {
  const { county, session, round, unitName, state, manifestHash, armingHash, closesAt } = meeting;
  const { boardRoot, paper, openedBy, voidReason } = meeting;
  return {
    ...{ county, countyName: context.countyName, session, round, unit: unitName, state, nowMs: context.nowMs },
    ...{ manifestHash, armingHash, closesAt },
    tellers: SLOTS.map((slot) => progressOf(meeting, slot)),
    counts: boardPayloadOf(meeting)?.counts ?? null,
    ...{ boardRoot, boardFrozen: boardIsFrozen(meeting), paper, openedBy },
    outcome: outcomeOf(meeting),
    voidReason,
    floor: context.floor,
  };
}

function progressOf(meeting: Meeting, slot: Slot): ResponseOf<'getMeeting'>['tellers'][number] {
  const teller = meeting.tellers[slot];
  return {
    slot,
    enrolled: teller.sign !== null,
    armed: teller.armingSignature !== null,
    boardSigned: teller.boardSignature !== null,
    paperEntered: teller.paperEntry !== null,
    sharesReleased: shareSetIsComplete(teller),
    absent: teller.absentBy.length >= 2,
    result: teller.voice?.kind ?? null,
  };
}

/** Of the result that is being signed, or of all counted ones when they agree. */
function outcomeOf({ results, openedBy }: Meeting): 'valid' | 'invalid' | null {
  const counted = results.filter((each) => openedBy === null || each.openedBy.join() === openedBy.join());
  const outcomes = new Set(counted.map(({ outcome }) => outcome));
  const [outcome] = outcomes;
  return outcome !== undefined && outcomes.size === 1 ? outcome : null;
}
