import * as z from 'zod';
import * as f from '../../shared/contract/formats.ts';
import type { StaffRole, Who } from '../../shared/contract/operation.ts';
import type { OperationId } from '../../shared/contract/routes.ts';
import { keyBytes } from '../../shared/protocol/manifest.ts';
import { verifyTellerRequest } from '../../shared/protocol/teller-request.ts';
import type { Caller, Dependencies } from './dependencies.ts';
import { type InBothLanguages, type Refusal, refuse } from './implement.ts';

type Allowed = { readonly caller: Caller } | Refusal;

export const ROLE_NAMES: Readonly<Record<StaffRole, InBothLanguages>> = {
  'unit-clerk': { zh: '单位经办人', en: "the unit's clerk" },
  'inspection-office': { zh: '县局监察室', en: 'the inspection office' },
  'discipline-commission': { zh: '当地纪委', en: 'the discipline commission' },
  'county-leader': { zh: '县局领导', en: "the county bureau's leaders" },
  auditor: { zh: '审计人员', en: 'auditors' },
};

const roleNames = (roles: readonly StaffRole[]): InBothLanguages => ({
  zh: roles.map((role) => ROLE_NAMES[role].zh).join('、'),
  en: roles.map((role) => ROLE_NAMES[role].en).join(', '),
});

const tellerRequest = z.object({
  session: f.sessionId,
  payload: z.unknown(),
  slot: f.slot,
  signature: f.ecdsaSignature,
});

async function authoriseTeller(id: OperationId, request: unknown, deps: Dependencies): Promise<Allowed> {
  const { session, payload, slot, signature } = tellerRequest.parse(request);
  const meeting = await deps.meetings.read(session);
  if (meeting === undefined) return refuse('session-unknown');
  const { sign } = meeting.tellers[slot];
  if (sign === null) return refuse('teller-not-enrolled');
  const context = { county: deps.county, session, operation: id };
  const verified = await verifyTellerRequest(keyBytes(sign), context, { payload, slot, signature });
  return verified ? { caller: { kind: 'teller', slot } } : refuse('signature-invalid');
}

async function authoriseStaff(
  roles: readonly StaffRole[],
  authorization: string | undefined,
  deps: Dependencies,
): Promise<Allowed> {
  const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(authorization ?? '')?.[1];
  const identity = token === undefined ? undefined : await deps.verifyStaffToken(token);
  if (identity === undefined) return refuse('sign-in-required');
  if (!roles.includes(identity.role)) return refuse('role-not-allowed', { roles: roleNames(roles) });
  return { caller: { kind: 'staff', ...identity } };
}

/** Who is calling, if the contract lets them: by a teller's signature, a staff token, or nobody in particular. */
export async function authorise(attempt: {
  readonly id: OperationId;
  readonly who: Who;
  readonly request: unknown;
  readonly authorization: string | undefined;
  readonly deps: Dependencies;
}): Promise<Allowed> {
  const { id, who, request, authorization, deps } = attempt;
  switch (who.kind) {
    case 'anyone':
      return { caller: { kind: 'anyone' } };
    case 'teller':
      return authoriseTeller(id, request, deps);
    case 'staff':
      return authoriseStaff(who.roles, authorization, deps);
  }
}
