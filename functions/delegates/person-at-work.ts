import type { ScreeningOffice } from '../../shared/process/screening.ts';
import { isScreeningOffice, otherOffice } from '../../shared/process/screening.ts';
import type { Caller, Dependencies, StaffIdentity } from '../http/dependencies.ts';
import { type Refusal, refuse } from '../http/implement.ts';
import type { Nomination } from '../store/nominations.ts';

/** The member of staff who calls; the contract lets nobody else in. */
export function staffOf(caller: Caller): StaffIdentity {
  if (caller.kind !== 'staff') throw new Error('an operation of staff was called by somebody else');
  return caller;
}

export const personOf = (caller: Caller): { readonly subject: string; readonly name: string } => {
  const { subject, name } = staffOf(caller);
  return { subject, name };
};

/** The office for which the caller screens. */
export function officeOf(caller: Caller): ScreeningOffice {
  const { role } = staffOf(caller);
  if (!isScreeningOffice(role)) throw new Error('an operation of the screening offices was called by another role');
  return role;
}

/** Whether somebody has worked for the other office: by identity, whatever role they carry now. */
export const workedForOther = (nomination: Pick<Nomination, 'actedFor'>, caller: Caller): boolean =>
  nomination.actedFor[staffOf(caller).subject] === otherOffice(officeOf(caller));

/** The same nomination, with the caller on record for their office. */
export const withActed = (nomination: Nomination, caller: Caller): Nomination => ({
  ...nomination,
  actedFor: { ...nomination.actedFor, [staffOf(caller).subject]: officeOf(caller) },
});

/**
 * Puts on record, before anything else of theirs, for which office somebody works; of two requests with two roles at one
 * moment one is refused. Nothing to write when it was said before.
 */
export async function actForOffice(
  session: string,
  { caller, deps }: { readonly caller: Caller; readonly deps: Dependencies },
): Promise<Refusal | undefined> {
  const outcome = await deps.registry.nominations.change<null, Refusal>(session, (current) => {
    if (current === undefined) return { kind: 'refuse', refusal: refuse('screening-not-open') };
    if (workedForOther(current.value, caller)) return { kind: 'refuse', refusal: refuse('same-person') };
    if (current.value.actedFor[staffOf(caller).subject] !== undefined) return { kind: 'keep', answer: null };
    return { kind: 'write', value: withActed(current.value, caller), answer: null };
  });
  return outcome.kind === 'refuse' ? outcome.refusal : undefined;
}
