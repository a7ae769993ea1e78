import type { OperationId } from '../../shared/contract/routes.ts';
import { changedLetters, type Letter, type LetterCounts, lettersTo } from '../../shared/process/invitations.ts';
import { allInvited, type InvitedDelegate, letterPageOf } from '../http/addressees.ts';
import type { Caller, Dependencies } from '../http/dependencies.ts';
import { type Refusal, refuse } from '../http/implement.ts';
import { noteLettersTo } from '../http/note-letters.ts';
import { recordOrder } from '../http/record-order.ts';
import { delegateId, type SessionPlace } from '../store/round-lists.ts';

/** What is noted of some letters, all the same of each. */
export interface LetterChange {
  readonly what: OperationId;
  readonly why: string;
  readonly delegates: readonly string[];
  readonly change: Partial<Pick<Letter, 'sent' | 'reply'>>;
}

/** Those of whom something is noted; refused when one of them is not on the list. */
function addressed(
  invited: readonly InvitedDelegate[],
  delegates: readonly string[],
): readonly InvitedDelegate[] | Refusal {
  const byId = new Map(invited.map((each) => [delegateId(each.number), each]));
  const asked = [...new Set(delegates)];
  const found = asked.map((delegate) => byId.get(delegate)).filter((each) => each !== undefined);
  return found.length === asked.length ? found : refuse('delegate-unknown');
}

interface PageChange {
  readonly page: number;
  /** Those of the page of whom something is noted. */
  readonly addressed: readonly InvitedDelegate[];
  readonly change: LetterChange['change'];
}

/** The page's letters as they would be, those of others as they are; `null` when nothing changes. */
function changedPage({ addressed: to, change }: PageChange, kept: readonly Letter[]): readonly Letter[] | null {
  const changes = new Map(to.map(({ number }) => [number, change]));
  const changed = changedLetters(lettersTo(to, kept), changes);
  if (changed === null) return null;
  return [...kept.filter(({ number }) => !changes.has(number)), ...changed];
}

async function changePage(session: string, page: PageChange, deps: Dependencies): Promise<void> {
  await deps.registry.invitations.changeLetters({ session, page: page.page }, (current) => {
    const changed = changedPage(page, current?.value ?? []);
    return changed === null ? { kind: 'keep', answer: null } : { kind: 'write', value: changed, answer: null };
  });
}

/** Notes something of letters, with the order on the audit log before; asked again it writes nothing. */
export async function changeLetters(
  place: SessionPlace,
  { what, why, delegates, change }: LetterChange,
  { caller, deps }: { readonly caller: Caller; readonly deps: Dependencies },
): Promise<LetterCounts | Refusal> {
  const invited = await allInvited(place, deps);
  const to = addressed(invited, delegates);
  if ('refused' in to) return to;
  const { session } = place.unit;
  const onPage = Map.groupBy(to, ({ number }) => letterPageOf(number));
  const pages = [...onPage].map(([page, each]): PageChange => ({ page, addressed: each, change }));
  const kept = await Promise.all(pages.map(({ page }) => deps.registry.invitations.readLetters(session, page)));
  const changing = pages.filter((page, index) => changedPage(page, kept[index] ?? []) !== null);
  if (changing.length > 0) await recordOrder({ what, target: session, why, caller, deps });
  for (const page of changing) await changePage(session, page, deps);
  return noteLettersTo(invited, place, deps);
}
