import type { RectificationItem } from '../../shared/process/rectification.ts';
import type { Dependencies } from '../http/dependencies.ts';
import type { StoredOpinion } from '../store/opinions.ts';

/** The rectification item that rests on an opinion's collated entry; `undefined` where none does. 2 reads. */
export async function ownItem(
  session: string,
  { state }: StoredOpinion,
  deps: Dependencies,
): Promise<RectificationItem | undefined> {
  if (state.kind !== 'collated') return undefined;
  const { rectification } = deps.meetings;
  const number = await rectification.itemOf(session, { kind: 'opinion', collated: state.number });
  return number === undefined ? undefined : (await rectification.read(session, number))?.value;
}

/** Under what an author's rating of a reply stands with their opinion. */
export const ratingKey = (item: number, reply: number): string => `${item}#${reply}`;
