import type { RoleName } from './permissions.ts';

/**
 * The most that some functions run at once. What anybody may call who has read a poster or holds a slip cannot take the account's
 * concurrency from drawing and casting: at 0.2 s a call, 20 at once are 100 calls a second. What the clock starts runs once at a
 * time. Casting and drawing have no cap and so no share set aside: ten counties in one account could not each have one.
 */
const AT_ONCE: Readonly<Partial<Record<RoleName, number>>> = {
  opinions: 20,
  authors: 10,
  escalation: 1,
  shuffle: 1,
  retention: 1,
};

/** What one county sets aside of its account's concurrency. */
export const RESERVED_IN_ALL = Object.values(AT_ONCE).reduce((sum, each) => sum + each, 0);

/** Lambda refuses a reservation that leaves less than this to all other functions of the account in the region. */
const LEFT_TO_OTHERS = 100;

/**
 * The most that a function may run at once; undefined: no cap. A new account has a quota of 10 and can reserve nothing: without a
 * known quota that is large enough nothing is reserved, so that a first deployment cannot fail by it.
 */
export const atOnce = (name: RoleName, accountConcurrency: number | undefined): number | undefined =>
  (accountConcurrency ?? 0) >= RESERVED_IN_ALL + LEFT_TO_OTHERS ? AT_ONCE[name] : undefined;
