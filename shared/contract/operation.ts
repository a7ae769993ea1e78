import type * as z from 'zod';
import type { ProblemType } from './problems.ts';
import type { OperationId } from './routes.ts';

/** One deployed Lambda function: a set of operations with the same rights. */
export const FUNCTION_NAMES = [
  'meeting',
  'draw',
  'cast',
  'box',
  'tally',
  'tellers',
  'desk',
  'rounds',
  'keys',
  'documents',
  'plan',
  'opinions',
  'collation',
  'delegates',
  'invitations',
  'reports',
  'reading',
  'floor',
  'rectification',
  'authors',
  'outcomes',
] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];

export const STAFF_ROLES = [
  'unit-clerk',
  'inspection-office',
  'discipline-commission',
  'county-leader',
  'auditor',
] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/**
 * Who may call. `teller`: the request carries `{payload, slot, signature}` and is verified against the slot's enrolled key
 * (protocol.md §1). `anyone`: no identity; an operation that takes a bare signature or a one-time secret checks it itself.
 */
export type Who =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'teller' }
  | { readonly kind: 'staff'; readonly roles: readonly StaffRole[] };

export const anyone: Who = { kind: 'anyone' };
export const teller: Who = { kind: 'teller' };
export const staff = (...roles: readonly StaffRole[]): Who => ({ kind: 'staff', roles });

export type TableAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem';
export type ObjectAction = 'GetObject' | 'PutObject' | 'DeleteObject' | 'ListBucket';
export type KeyAction = 'GenerateDataKey' | 'Decrypt';
export type NoticeAction = 'SendEmail';

/**
 * The exact rights an operation needs; a function's role is the union over its operations. A transaction needs the rights
 * of its parts (`PutItem`, `UpdateItem` …), as in IAM.
 */
export interface Grants {
  readonly registry?: readonly TableAction[];
  readonly meetings?: readonly TableAction[];
  readonly ballotBox?: readonly TableAction[];
  readonly opinions?: readonly TableAction[];
  readonly results?: readonly ObjectAction[];
  /** Evidence, recordings and workbooks that staff upload. */
  readonly uploads?: readonly ObjectAction[];
  /** Photos of opinions. */
  readonly photos?: readonly ObjectAction[];
  /** Wrapping of the session's private keys, bound to one purpose. */
  readonly tokenKey?: readonly KeyAction[];
  readonly boxKey?: readonly KeyAction[];
  /** E-mail to staff, from the county's verified sender only. */
  readonly notices?: readonly NoticeAction[];
}

export interface OperationSpec<Request extends z.ZodType = z.ZodType, Response extends z.ZodType = z.ZodType> {
  readonly summary: { readonly zh: string; readonly en: string };
  readonly who: Who;
  readonly function: FunctionName;
  /** One flat object: path parameters, then query (GET) or JSON body (POST). */
  readonly request: Request;
  readonly response: Response;
  /** The refusals of its own; those of the stack (`request-invalid`, `busy` …) apply to every operation. */
  readonly problems: readonly ProblemType[];
  readonly grants: Grants;
  /** Largest accepted body; the default is 16 KiB. */
  readonly maxBodyBytes?: number;
}

export const DEFAULT_MAX_BODY_BYTES = 16 * 1024;
/** Boards, ballots and share sets travel in pages of at most this size. */
export const MAX_PAGE_BYTES = 1_000_000;

/** Refusals that the stack itself gives, whatever the operation. */
export const STACK_PROBLEMS = [
  'request-invalid',
  'not-json',
  'body-too-large',
  'content-type-unsupported',
  'busy',
  'unexpected',
] as const satisfies readonly ProblemType[];

export const defineOperation = <Request extends z.ZodType, Response extends z.ZodType>(
  operation: OperationSpec<Request, Response>,
): OperationSpec<Request, Response> => operation;

export type { OperationId };
