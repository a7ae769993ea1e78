import type { OperationId } from '../../shared/contract/routes.ts';
import type { Caller, Dependencies } from './dependencies.ts';

const whoIs = (caller: Caller): { readonly who: string; readonly role: string } => {
  switch (caller.kind) {
    case 'staff':
      return { who: `${caller.name} (${caller.subject})`, role: caller.role };
    case 'teller':
      return { who: caller.slot, role: 'teller' };
    case 'anyone':
      throw new Error('an order without a name cannot go on the audit log');
  }
};

/**
 * Puts an order on the audit log: after everything that can be refused was checked, before the effect. `target` names the round,
 * session or document, `why` the reason or particulars; neither ever holds anything about a delegate.
 */
export async function recordOrder(order: {
  readonly what: OperationId;
  readonly target: string;
  readonly why: string;
  readonly caller: Caller;
  readonly deps: Dependencies;
}): Promise<void> {
  const { what, target, why, caller, deps } = order;
  await deps.registry.audit.append({ atMs: deps.nowMs(), ...whoIs(caller), what, target, why });
}
