import type { OperationId } from '../../shared/contract/routes.ts';
import { changedLetters, type Letter, type LetterCounts, lettersTo } from '../../shared/process/invitations.ts';
import type { Caller, Dependencies } from '../http/dependencies.ts';
import { type Refusal, refuse } from '../http/implement.ts';
import { recordOrder } from '../http/record-order.ts';
import { delegateNumber, type SessionPlace } from '../store/round-lists.ts';
import { invitedOf, pageOf } from './addressees.ts';
import { noteLetters } from './note-letters.ts';

/** What is noted of some letters, all the same of each. */
export interface LetterChange {
  readonly what: OperationId;
  readonly why: string;
  readonly delegates: readonly string[];
  readonly change: Partial<Pick<Letter, 'sent' | 'reply'>>;
}

type Numbers = readonly number[];

function numbersOf(place: SessionPlace, delegates: readonly string[]): Numbers | Refusal {
  const numbers = delegates.map((delegate) => delegateNumber(delegate, place.unit));
  const known = numbers.filter((number) => number !== undefined);
  return known.length === numbers.length ? known : refuse('delegate-unknown');
}

const byPage = (numbers: Numbers): ReadonlyMap<number, Numbers> => Map.groupBy(numbers, pageOf);

interface PageChange {
  readonly place: SessionPlace;
  readonly page: number;
  readonly numbers: Numbers;
  readonly change: LetterChange['change'];
}

/** The page's letters as they would be; `null` when nothing changes. */
async function decidePage({ place, page, numbers, change }: PageChange, kept: readonly Letter[], deps: Dependencies) {
  const letters = lettersTo((await invitedOf(place, page, deps)) ?? [], kept);
  return changedLetters(letters, new Map(numbers.map((number) => [number, change])));
}

async function changePage(page: PageChange, deps: Dependencies): Promise<void> {
  const { session } = page.place.unit;
  await deps.registry.invitations.changeLetters({ session, page: page.page }, async (current) => {
    const changed = await decidePage(page, current?.value ?? [], deps);
    return changed === null ? { kind: 'keep', answer: null } : { kind: 'write', value: changed, answer: null };
  });
}

/** Notes something of letters, with the order on the audit log before; asked again it writes nothing. */
export async function changeLetters(
  place: SessionPlace,
  { what, why, delegates, change }: LetterChange,
  { caller, deps }: { readonly caller: Caller; readonly deps: Dependencies },
): Promise<LetterCounts | Refusal> {
  const numbers = numbersOf(place, delegates);
  if ('refused' in numbers) return numbers;
  const { session } = place.unit;
  const pages = [...byPage(numbers)].map(([page, on]): PageChange => ({ place, page, numbers: on, change }));
  const foreseen = await Promise.all(
    pages.map(async (page) => decidePage(page, await deps.registry.invitations.readLetters(session, page.page), deps)),
  );
  const changing = pages.filter((_, index) => foreseen[index] !== null);
  if (changing.length > 0) await recordOrder({ what, target: session, why, caller, deps });
  for (const page of changing) await changePage(page, deps);
  return noteLetters(place, deps);
}
