import { MAX_OPINION_CHARACTERS, type OpinionSubject, takesOpinions } from '../../shared/process/opinions.ts';
import type { UnitLists } from '../store/round-lists.ts';
import type { Dependencies } from './dependencies.ts';
import { type Refusal, refuse } from './implement.ts';

/** Refused by its length in characters as people count them; a rare one outside the basic plane is one. */
export const refuseLength = (text: string): Refusal | undefined => {
  const characters = [...text].length;
  return characters > MAX_OPINION_CHARACTERS
    ? refuse('opinion-too-long', { characters, limit: MAX_OPINION_CHARACTERS })
    : undefined;
};

/** Whether the session still takes opinions; a session that is not there takes none. */
export async function opinionsAreOpen(session: string, { meetings, nowMs }: Dependencies): Promise<boolean> {
  const meeting = await meetings.read(session);
  return meeting !== undefined && takesOpinions(meeting, nowMs());
}

/** Puts whom an opinion of each session may be about where the opinion page reads it. */
export async function writeOpinionForms(lists: readonly UnitLists[], { meetings }: Dependencies): Promise<void> {
  for (const { unit, officers } of lists) {
    const shown = officers.map(({ id, name, post }) => ({ officer: id, name, post }));
    await meetings.opinionForms.set(unit.session, { unitName: unit.name, officers: shown });
  }
}

/** Whether the session has whom it is about. An officer is known from the opening or import of the round on. ½ RCU. */
export async function hasSubject(session: string, about: OpinionSubject, { meetings }: Dependencies): Promise<boolean> {
  if (about.kind === 'unit') return true;
  const form = await meetings.opinionForms.read(session);
  return form?.officers.some(({ officer }) => officer === about.officer) === true;
}
