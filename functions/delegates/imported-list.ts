import { MAX_CANDIDATES } from '../../shared/process/nomination.ts';
import type { Dependencies } from '../http/dependencies.ts';
import type { ListedPerson, ListVersion, Nomination } from '../store/nominations.ts';
import { awaitsAgreement, type Delegate, delegatePages, type SessionPlace } from '../store/round-lists.ts';
import type { Versioned } from '../store/versioned-items.ts';

/** A list that came with a round's file: version 1, which whoever imported it proposes and nobody has approved. */
export interface ImportedList {
  readonly delegates: readonly ListedPerson[];
  /**
   * Nomination and version as they are kept once it is approved. Of more people than a nomination can hold they keep the figures
   * only: such a list is not changed any more.
   */
  readonly read: Versioned<Nomination>;
  readonly versionRead: Versioned<ListVersion>;
}

type Proposed = Omit<ListVersion, 'added'>;

const FIRST_VERSION = 1;
const REASON = '随年度名单文件导入';

/** Candidates that a unit has handed in are screened one by one, and an imported list waits no more. */
const isOvertaken = (nomination: Nomination | undefined): boolean =>
  nomination !== undefined && (nomination.submitted > 0 || nomination.listVersion > 0);

async function allDelegates(place: SessionPlace, { registry }: Dependencies): Promise<readonly Delegate[]> {
  const pages = Array.from({ length: delegatePages(place.unit.delegates) }, (_, page) => page);
  const read = await Promise.all(pages.map((page) => registry.rounds.delegatesOf(place, page)));
  return read.flatMap((page) => page ?? []);
}

const listed = (delegates: readonly Delegate[]): ListVersion['added'] =>
  delegates.map(({ number, category, name, organisation }, index) => ({
    ...{ number, candidate: index + 1, category, name, organisation },
  }));

function versionOf({ round, unit }: SessionPlace): Proposed | undefined {
  const proposedBy = round.importers?.at(-1);
  if (proposedBy === undefined) return undefined;
  return {
    version: FIRST_VERSION,
    proposal: round.edition,
    state: 'proposed',
    reason: REASON,
    proposedBy,
    proposedAtMs: round.importedAtMs,
    approvedBy: null,
    approvedAtMs: null,
    delegates: unit.delegates,
    byCategory: unit.byCategory,
    removed: [],
    lastNumber: unit.delegates,
  };
}

/** Both offices are done with everybody whom it holds. */
function nominationOf({ round, unit }: SessionPlace, kept: readonly Delegate[], version: Proposed): Nomination {
  const { proposedBy, proposal } = version;
  const all = kept.length;
  return {
    plannedSeats: unit.delegates,
    candidates: kept.map(({ number: _, ...candidate }) => candidate),
    submitted: all,
    savedBy: proposedBy,
    savedAtMs: round.importedAtMs,
    finishedUpTo: { 'inspection-office': all, 'discipline-commission': all },
    actedFor: Object.fromEntries((round.importers ?? []).map(({ subject }) => [subject, 'inspection-office' as const])),
    delegates: [],
    lastNumber: 0,
    listVersion: 0,
    pending: { version: version.version, proposal },
  };
}

/**
 * The list that a round's file brought, while it waits for the other office. It is nowhere but in the round itself, so that an
 * import anew replaces list and proposal in one write. 1 RCU per 4 KB of delegates.
 */
export async function importedList(
  place: SessionPlace,
  nomination: Versioned<Nomination> | undefined,
  deps: Dependencies,
): Promise<ImportedList | undefined> {
  if (!awaitsAgreement(place.unit) || isOvertaken(nomination?.value)) return undefined;
  const version = versionOf(place);
  if (version === undefined) return undefined;
  const delegates = await allDelegates(place, deps);
  const kept = delegates.length > MAX_CANDIDATES ? [] : delegates;
  return {
    delegates: listed(delegates),
    read: { value: nominationOf(place, kept, version), version: nomination?.version ?? 0 },
    versionRead: { value: { ...version, added: listed(kept) }, version: 0 },
  };
}
