import type { TableAction } from '../shared/contract/operation.ts';
import type { RoleName } from './permissions.ts';

/** Partitions of sealed ballots, `<session>#<hex digit>`, and those of what the tellers hand in (functions/store/ballot-box.ts). */
const BALLOTS = ['*#?'];
const HANDED_IN = ['*#shares', '*#paper'];

/**
 * The leading keys that an action on the ballot box may touch, as patterns for `dynamodb:LeadingKeys`. Casting can put nothing
 * but ballots, and counting can put no ballot.
 */
export function leadingKeysOf(name: RoleName, action: TableAction): readonly string[] {
  if (name === 'tally') return action === 'Query' ? BALLOTS : HANDED_IN;
  return BALLOTS;
}
