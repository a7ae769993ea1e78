import type { RequestOf, ResponseOf } from '../../../shared/contract/operations.ts';
import type { OperationId } from '../../../shared/contract/routes.ts';
import type { Random } from '../../../shared/protocol/bytes.ts';
import type { Slot } from '../../../shared/protocol/slots.ts';
import type { TellerKeyPairs } from '../../../shared/protocol/teller-keys.ts';
import { signTellerRequest } from '../../../shared/protocol/teller-request.ts';
import type { Answer } from '../../ui/client.ts';
import type { TellerMemory } from '../memory.ts';

/** One operation of the contract, called over whatever line there is: `call` of web/ui/client.ts in the page. */
export type Call = <Id extends OperationId>(id: Id, request: RequestOf<Id>) => Promise<Answer<ResponseOf<Id>>>;

/** The public face of the meeting as `getMeeting` answers it. */
export type Face = ResponseOf<'getMeeting'>;

/** Everything a teller's step may reach. It knows no page: a rehearsal in Node plays tellers with the same steps. */
export interface TellerContext {
  readonly call: Call;
  readonly county: string;
  readonly session: string;
  readonly slot: Slot;
  readonly keys: TellerKeyPairs;
  readonly memory: TellerMemory;
  /** This device's own clock, Unix ms: the rule of opening rests on no other (protocol.md §5.2). */
  readonly nowMs: () => number;
  readonly random: Random;
  /** Lets the page draw and take presses between two pages of work. */
  readonly pause: () => Promise<void>;
}

/** Why this browser refuses on its own account, whatever the server says. */
export type Distrust =
  | 'trial-failed'
  | 'enrolment-malformed'
  | 'manifest-malformed'
  | 'manifest-of-another-meeting'
  | 'manifest-not-the-one-shown'
  | 'keys-not-in-manifest'
  | 'arming-invalid'
  | 'ballots-unreadable'
  | 'ballots-not-the-board'
  | 'box-has-defects'
  | 'counts-differ'
  | 'board-not-signed'
  | 'closing-time-not-past'
  | 'other-closing-time-seen-before'
  | 'other-board-signed-before'
  | 'other-board-opened-before'
  | 'shares-unreadable'
  | 'shares-not-signed'
  | 'release-incomplete'
  | 'paper-changed'
  | 'paper-not-signed'
  | 'result-not-equal'
  | 'third-set-needed'
  | 'code-lost';

/**
 * What became of a step: done, refused by the server (`problem`), no answer (`network`; the step may be pressed again), or
 * refused by this browser (`distrust`, with the places that are wrong).
 */
export type Outcome<T> =
  | Answer<T>
  | {
      readonly ok: false;
      readonly distrust: Distrust;
      readonly where?: readonly string[];
      readonly problem?: never;
      readonly network?: never;
    };

export type Failure = Exclude<Outcome<never>, { readonly ok: true }>;

/** How far a long step is; `of` is 0 as long as nobody knows. */
export type Progress = (done: number, of: number) => void;

export const done = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

/** A refusal of this browser's own. */
export const distrust = (reason: Distrust, where: readonly string[] = []): Failure => ({
  ok: false,
  distrust: reason,
  ...(where.length === 0 ? {} : { where }),
});

/** Whether a step was refused by the server for this reason (the last part of the problem's type). */
export const isProblem = (outcome: Outcome<unknown>, type: string): boolean =>
  !outcome.ok && outcome.problem !== undefined && outcome.problem.type.endsWith(`:${type}`);

/** The operations that carry a teller's signature over their payload. */
export type TellerOperation = {
  [Id in OperationId]: RequestOf<Id> extends { readonly payload: unknown; readonly slot: Slot } ? Id : never;
}[OperationId];

export type PayloadOf<Id extends TellerOperation> =
  RequestOf<Id> extends { readonly payload: infer Payload } ? Payload : never;

/** Signs a payload as this teller's request (protocol.md §1) and sends it. */
export async function send<Id extends TellerOperation>(
  context: TellerContext,
  operation: Id,
  payload: PayloadOf<Id>,
): Promise<Answer<ResponseOf<Id>>> {
  const { county, session, slot, keys, call } = context;
  const signed = await signTellerRequest(keys.sign.privateKey, { county, session, operation }, { slot, payload });
  // The compiler cannot see for an open `Id` that session, slot, payload and signature are the whole request.
  return call(operation, { session, ...signed } as RequestOf<Id>);
}
