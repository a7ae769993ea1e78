import type { StaffRole } from '../../../shared/contract/operation.ts';
import type { RequestOf, ResponseOf } from '../../../shared/contract/operations.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';

/** Who presses: a member of staff by role (a unit's clerk with the unit), or somebody without a name. */
export type Actor = { readonly role: StaffRole; readonly unit?: string } | 'anyone';

/** Calls one operation as somebody; a refusal is thrown by its type. The sample calls the functions, a rehearsal calls over HTTP. */
export type Ask = <Id extends OperationId>(actor: Actor, id: Id, request: RequestOf<Id>) => Promise<ResponseOf<Id>>;

export const INSPECTION: Actor = { role: 'inspection-office' };
export const DISCIPLINE: Actor = { role: 'discipline-commission' };
export const LEADER: Actor = { role: 'county-leader' };
export const ANYONE: Actor = 'anyone';
export const clerkOf = (unit: string): Actor => ({ role: 'unit-clerk', unit });
