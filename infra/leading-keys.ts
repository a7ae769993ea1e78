import type { TableAction } from '../shared/contract/operation.ts';
import type { RoleName } from './permissions.ts';

/** The tables, as grants name them. */
export type HeldTable = 'registry' | 'meetings' | 'ballotBox' | 'opinions';

/** Partitions of sealed ballots, `<session>#<hex digit>`, and those of what the tellers hand in (functions/store/ballot-box.ts). */
const BALLOTS = ['*#?'];
const HANDED_IN = ['*#shares', '*#paper'];

/** Partitions of the table `Opinions` (functions/store/opinions.ts). */
const OPINIONS = '*#opinions';
const SPENT = '*#spent';
const RECEIPTS = '*#receipts';
const ENTRIES = '*#collated';
const WAITING = 'photos#waiting';
const RATINGS = 'ratings#waiting';

/** The partition of `Meetings` that tells whose names are due (functions/store/forget-marks.ts). */
const FORGET = 'forget#waiting';

/** Casting can put nothing but ballots, and counting can put no ballot. */
const ballotBoxKeys = (name: RoleName, action: TableAction): readonly string[] =>
  name === 'tally' && action !== 'Query' ? HANDED_IN : BALLOTS;

/**
 * Who leaves an opinion puts and reads nothing; who follows one reaches no list of entries, and puts a receipt or lets a rating wait
 * but puts no opinion; the night reaches photos, or ratings without whose they are.
 */
const opinionKeys = (name: RoleName, action: TableAction): readonly string[] => {
  switch (name) {
    case 'opinions':
      return [OPINIONS, SPENT, WAITING];
    case 'collation':
      return action === 'Query' || action === 'UpdateItem' ? [OPINIONS] : [OPINIONS, ENTRIES];
    case 'authors':
      if (action === 'PutItem') return [RECEIPTS, RATINGS];
      return action === 'GetItem' ? [OPINIONS, RECEIPTS] : [OPINIONS];
    case 'ratings':
      return [RATINGS];
    case 'shuffle':
      if (action === 'GetItem') return [OPINIONS];
      return action === 'UpdateItem' ? [OPINIONS, WAITING] : [WAITING];
    default:
      return [OPINIONS];
  }
};

/**
 * Collation reads what was said without a name, and so of the Registry where a session belongs and nothing about people: no lists,
 * no codes, no invitations. It writes the log and its own figures.
 */
const collationKeys = (action: TableAction): readonly string[] =>
  action === 'GetItem' ? ['AUDIT', 'ROUNDS', 'PLACE#*'] : ['AUDIT', 'PROGRESS#*'];

/** Retention puts nothing into the table but what is to be forgotten, and forgetting reaches nothing else of it. */
const meetingKeys = (name: RoleName, action: TableAction): readonly string[] | null =>
  name === 'forgetting' || (name === 'retention' && action === 'PutItem') ? [FORGET] : null;

/** The leading keys that a role's action may touch, as patterns of `dynamodb:LeadingKeys`; `null` where it may touch the whole table. */
export function leadingKeysOf(
  name: RoleName,
  { table, action }: { readonly table: HeldTable; readonly action: TableAction },
): readonly string[] | null {
  switch (table) {
    case 'ballotBox':
      return ballotBoxKeys(name, action);
    case 'opinions':
      return opinionKeys(name, action);
    case 'registry':
      return name === 'collation' ? collationKeys(action) : null;
    case 'meetings':
      return meetingKeys(name, action);
  }
}

/** Whether a key matches one of the patterns as IAM's StringLike does: `*` any characters, `?` one. */
export const matchesOne = (key: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => {
    const expression = pattern
      .replace(/[.+^$()|[\]\\{}]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return new RegExp(`^${expression}$`, 's').test(key);
  });
