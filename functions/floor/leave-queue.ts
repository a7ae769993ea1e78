import type { FloorHead } from '../../shared/process/floor.ts';
import type { Dependencies } from '../http/dependencies.ts';
import type { SessionPlace } from '../store/round-lists.ts';
import { noteProgress } from './note-progress.ts';

/** After an answer or a setting aside: the hall lets go of the question, and the count is made anew from the record. */
export async function leaveQueue(place: SessionPlace, question: number, deps: Dependencies): Promise<void> {
  const { session } = place.unit;
  const { floor } = deps.meetings;
  const answered = (await floor.everyQuestion(session)).filter(({ state }) => state === 'answered').length;
  await floor.changeHead(session, ({ value }) => {
    const called = value.called === question ? null : value.called;
    const next: FloorHead = { ...value, called, answered };
    return value.called === called && value.answered === answered
      ? { kind: 'keep', answer: null }
      : { kind: 'write', value: next, answer: null };
  });
  await noteProgress(place, deps);
}
