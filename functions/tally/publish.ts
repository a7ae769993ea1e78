import { SLOTS } from '../../shared/protocol/slots.ts';
import type { Dependencies } from '../http/dependencies.ts';
import { change, keep, type Step } from '../http/step.ts';
import { editionOf, type Meeting, signedResultOf } from '../store/meetings.ts';
import { writeDocuments } from './write-documents.ts';

/** A teller's word may arrive while documents are written: there are three tellers. */
const MAX_ROUNDS = 4;

/**
 * Once two tellers have signed the same result: writes its documents, then announces them. Called after every word on the result,
 * also a repeated one, so that a crash between the two, or before documents carry the third's word, heals by itself. Documents lie
 * under the words that they carry, and the head says which are announced: a slow process writes beside what others announced
 * meanwhile, never over it. An edition that is announced is not written again: the signatures are public, and anybody can send
 * one once more. Gives the meeting as it is then.
 */
export async function publish(deps: Dependencies, session: string): Promise<Meeting> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const meeting = await deps.meetings.read(session);
    if (meeting === undefined) throw new Error('a meeting with a signed result is gone');
    if (!isToBePublished(meeting) || carriesEveryWord(meeting)) return meeting;
    await writeDocuments(deps, meeting);
    const decision = await deps.meetings.change(session, (present) => decideAnnouncement(present, meeting));
    if (decision?.kind === 'change' || decision?.kind === 'keep') {
      const { answer } = decision;
      if (answer !== null) return answer;
    }
  }
  throw new Error('more words on a result than tellers');
}

/** Two signatures over one result; every signature of a meeting is over the result that the first one fixed. */
const isToBePublished = (meeting: Meeting): boolean =>
  (meeting.state === 'counted' || meeting.state === 'announced') &&
  signedResultOf(meeting) !== undefined &&
  SLOTS.filter((slot) => meeting.tellers[slot].voice?.kind === 'signed').length >= 2;

const carriesEveryWord = (meeting: Meeting): boolean =>
  meeting.state === 'announced' && meeting.edition === editionOf(meeting);

/** What the written documents do to the meeting; `null` when somebody has spoken since, and they are to be written again. */
export function decideAnnouncement(meeting: Meeting, written: Meeting): Step<Meeting | null> {
  // Voided meanwhile: what was written is not announced, and nobody is given it.
  if (!isToBePublished(meeting)) return keep(meeting);
  const edition = editionOf(meeting);
  if (edition !== editionOf(written)) return keep(null);
  const announced: Meeting = { ...meeting, state: 'announced', edition };
  return carriesEveryWord(meeting) ? keep(meeting) : change(announced, announced);
}
