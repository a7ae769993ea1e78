import type { Dependencies } from '../http/dependencies.ts';
import type { Officer, RoundHead, RoundUnit } from '../store/round-lists.ts';
import type { ImportedOfficer, KnownUnits } from './import/round-file.ts';

/** DynamoDB reads at most this many items in one batch. */
const UNITS_AT_ONCE = 100;
const GENERATED = /^unit-(\d+)$/u;

/** A round as it is: an import anew finds its units and officers again, since opinions, reports and links go by their ids. */
export interface KnownLists {
  /** `undefined` before the first import. */
  readonly head: RoundHead | undefined;
  /** By session. */
  readonly officers: ReadonlyMap<string, readonly Officer[]>;
}

/** 1 RCU per 4 KB of the head, and 1 a unit. */
export async function readKnownLists(round: string, { registry }: Dependencies): Promise<KnownLists> {
  const head = await registry.rounds.read(round);
  const officers = new Map<string, readonly Officer[]>();
  if (head === undefined) return { head, officers };
  for (let start = 0; start < head.units.length; start += UNITS_AT_ONCE) {
    const units = head.units.slice(start, start + UNITS_AT_ONCE);
    for (const [session, list] of await registry.rounds.officersOfEach(head, units)) officers.set(session, list);
  }
  return { head, officers };
}

/** The highest number that a code made up for a unit ever had. */
export const lastUnitNumber = (units: readonly Pick<RoundUnit, 'unit'>[], before: number | undefined): number =>
  Math.max(before ?? 0, ...units.map(({ unit }) => Number(GENERATED.exec(unit)?.[1] ?? 0)));

/** What a file without codes has to know of the round. */
export const knownUnits = ({ head }: KnownLists): KnownUnits => ({
  codes: new Map(head?.units.map(({ name, unit }) => [name, unit])),
  lastNumber: lastUnitNumber(head?.units ?? [], head?.lastUnit),
});

interface NumberedOfficers {
  readonly officers: readonly Officer[];
  /** The highest number ever given to an officer of the session. */
  readonly last: number;
}

/**
 * Whoever was an officer of the session before keeps the id, by the name, which is one person's in a unit; anybody else gets a
 * number that nobody had.
 */
export const numberOfficers = (
  imported: readonly ImportedOfficer[],
  before: readonly Officer[],
  lastBefore: number,
): NumberedOfficers => {
  const ids = new Map(before.map(({ name, id }) => [name, id]));
  let last = lastBefore;
  const officers = imported.map(({ name, post }) => {
    const known = ids.get(name);
    if (known !== undefined) return { id: known, name, post };
    last += 1;
    return { id: `o${last}`, name, post };
  });
  return { officers, last };
};
