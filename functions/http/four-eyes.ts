import type { StaffIdentity } from './dependencies.ts';

/** Two steps that the process gives to two people, pressed by one: by identity, whatever role it carries at the moment. */
export const isSamePerson = (caller: Pick<StaffIdentity, 'subject'>, earlier: string): boolean =>
  caller.subject === earlier;
