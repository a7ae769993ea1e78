import type * as z from 'zod';
import { ballotOperations, boxOperations, tallyOperations } from './ballot.ts';
import { delegateOperations } from './delegates.ts';
import { floorOperations } from './floor.ts';
import { invitationOperations } from './invitations.ts';
import { meetingOperations } from './meeting.ts';
import type { FunctionName, OperationSpec } from './operation.ts';
import { STACK_PROBLEMS } from './operation.ts';
import { opinionOperations } from './opinions.ts';
import { outcomeOperations } from './outcomes.ts';
import { planOperations } from './plan.ts';
import type { ProblemType } from './problems.ts';
import { rectificationOperations } from './rectification.ts';
import { reportOperations } from './reports.ts';
import { documentOperations, keyOperations, roundOperations } from './rounds.ts';
import type { OperationId } from './routes.ts';
import { deskOperations, tellerOperations } from './tellers.ts';

/** Every operation: the only description from which routes, functions, grants, validation, clients and OpenAPI come. */
export const OPERATIONS = {
  ...meetingOperations,
  ...ballotOperations,
  ...boxOperations,
  ...tallyOperations,
  ...tellerOperations,
  ...deskOperations,
  ...roundOperations,
  ...keyOperations,
  ...documentOperations,
  ...planOperations,
  ...opinionOperations,
  ...delegateOperations,
  ...invitationOperations,
  ...reportOperations,
  ...floorOperations,
  ...rectificationOperations,
  ...outcomeOperations,
} satisfies Record<OperationId, OperationSpec>;

type Specs = typeof OPERATIONS;

/** What a caller passes and an operation gets. */
export type RequestOf<Id extends OperationId> = z.output<Specs[Id]['request']>;
/** What an operation answers. */
export type ResponseOf<Id extends OperationId> = z.output<Specs[Id]['response']>;

export const OPERATION_IDS = Object.keys(OPERATIONS).filter((id): id is OperationId => id in OPERATIONS);

/** The same entry, seen without its particular schemas. */
export const specOf = (id: OperationId): OperationSpec => OPERATIONS[id];

export const operationsOf = (functionName: FunctionName): readonly OperationId[] =>
  OPERATION_IDS.filter((id) => specOf(id).function === functionName);

/** All refusals that a caller of this operation can meet. */
export const problemsOf = (id: OperationId): readonly ProblemType[] => {
  const { problems, who } = specOf(id);
  const identity: readonly ProblemType[] =
    who.kind === 'staff'
      ? ['sign-in-required', 'role-not-allowed']
      : who.kind === 'teller'
        ? ['session-unknown', 'teller-not-enrolled', 'signature-invalid']
        : [];
  return [...new Set<ProblemType>([...problems, ...identity, ...STACK_PROBLEMS])];
};
