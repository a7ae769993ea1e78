import type { Slot } from '../../../shared/protocol/slots.ts';
import type { Hall, Reply } from '../../integration/ballot/hall.ts';
import type { Session } from '../../integration/ballot/session.ts';

type Meeting = { readonly hall: Hall; readonly session: Session };

/** A teller asks for the count of what these have opened. */
export async function askToCount(
  { hall, session }: Meeting,
  { boardRoot, openedBy }: { readonly boardRoot: string; readonly openedBy: readonly Slot[] },
): Promise<Reply<'count'>> {
  return hall.send('count', await session.signed('discipline', 'count', { boardRoot, openedBy: [...openedBy] }));
}

/** These tellers sign the one result that was counted; gives the state in which the meeting is then. */
export async function signCounted({ hall, session }: Meeting, slots: readonly Slot[]): Promise<string> {
  const { results } = await session.head();
  const result = await hall.deps.meetings.getResult(session.id, results[0]?.hash ?? '');
  if (result === undefined) throw new Error('nothing was counted');
  let state = '';
  for (const slot of slots) {
    const signature = await session.resultSignature(slot, result);
    const signing = { session: session.id, slot, openedBy: [...result.openedBy], signature };
    ({ state } = await hall.ask('signResult', signing));
  }
  return state;
}
