import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { StaffRole } from '../../shared/contract/operation.ts';
import type { RequestOf, ResponseOf } from '../../shared/contract/operations.ts';
import type { OperationId } from '../../shared/contract/routes.ts';
import { type Answer, type CallOptions, call } from '../ui/client.ts';
import type { ConsoleConfig } from './config.ts';
import type { StaffSession } from './sign-in/staff-session.ts';

export type StaffCall = <Id extends OperationId>(
  id: Id,
  request: RequestOf<Id>,
  options?: Pick<CallOptions, 'timeoutMs'>,
) => Promise<Answer<ResponseOf<Id>>>;

/** Calls the API as the session's member of staff; an answer of 401 also goes to `onExpired`. */
export function staffCall(session: StaffSession, onExpired: () => void): StaffCall {
  return async (id, request, options) => {
    const answer = await call(id, request, { ...options, bearer: session.accessToken });
    if (!answer.ok && answer.problem?.status === 401) onExpired();
    return answer;
  };
}

/** What every screen works with. */
export interface Desk {
  readonly config: ConsoleConfig;
  readonly session: StaffSession;
  readonly role: StaffRole;
  readonly api: StaffCall;
}

export const DeskContext = createContext<Desk | null>(null);

/** The desk of the signed-in member of staff. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('a screen was shown without a signed-in member of staff');
  return desk;
}
