import { type Letter, lettersTo } from '../../shared/process/invitations.ts';
import { hashHex } from '../../shared/protocol/hash.ts';
import { jcs } from '../../shared/protocol/jcs.ts';
import { DELEGATES_PER_PAGE, type Delegate, delegatePages, type SessionPlace } from '../store/round-lists.ts';
import type { Dependencies } from './dependencies.ts';

/** Long enough to tell two people of one list apart. */
const PERSON_DIGITS = 16;

/** What a delegate is known by beside the number, without saying who it is. */
const personOf = async ({ unit }: SessionPlace, { name, organisation, phone }: Delegate): Promise<string> =>
  (await hashHex(jcs([unit.session, name, organisation, phone]))).slice(0, PERSON_DIGITS);

export type InvitedDelegate = Delegate & { readonly person: string };

/** The page of letters, from 0, that a number is on. A page of the list is another thing: of a list with gaps it holds higher numbers. */
export const letterPageOf = (number: number): number => Math.floor((number - 1) / DELEGATES_PER_PAGE);

/** One page of the delegates who are invited; `undefined` beyond the last. 1 RCU per 4 KB. */
async function invitedOf(
  place: SessionPlace,
  page: number,
  deps: Dependencies,
): Promise<readonly InvitedDelegate[] | undefined> {
  const delegates = await deps.registry.rounds.delegatesOf(place, page);
  if (delegates === undefined) return undefined;
  return Promise.all(delegates.map(async (each) => ({ ...each, person: await personOf(place, each) })));
}

/** All of them by pages, in the list's order. A read a page of 50. */
export async function invitedPages(
  place: SessionPlace,
  deps: Dependencies,
): Promise<readonly (readonly InvitedDelegate[])[]> {
  const pages = Array.from({ length: delegatePages(place.unit.delegates) }, (_, page) => invitedOf(place, page, deps));
  return (await Promise.all(pages)).map((page) => page ?? []);
}

/** All of them, in the list's order. A read a page of 50. */
export const allInvited = async (place: SessionPlace, deps: Dependencies): Promise<readonly InvitedDelegate[]> =>
  (await invitedPages(place, deps)).flat();

/** The letters to these delegates, in their order, from whatever pages they are on. A read a page of 50 numbers. */
export async function lettersOf(
  { unit }: SessionPlace,
  invited: readonly InvitedDelegate[],
  deps: Dependencies,
): Promise<readonly Letter[]> {
  const pages = [...new Set(invited.map(({ number }) => letterPageOf(number)))];
  const kept = await Promise.all(pages.map((page) => deps.registry.invitations.readLetters(unit.session, page)));
  return lettersTo(invited, kept.flat());
}

/** The letters of every delegate, in the list's order. 2 reads a page of 50. */
export async function allLetters(place: SessionPlace, deps: Dependencies): Promise<readonly Letter[]> {
  return lettersOf(place, await allInvited(place, deps), deps);
}
