import type { OperationSpec } from '../../shared/contract/operation.ts';
import type { RequestOf, ResponseOf } from '../../shared/contract/operations.ts';
import type { Language, ProblemPlace, ProblemType } from '../../shared/contract/problems.ts';
import type { OperationId } from '../../shared/contract/routes.ts';
import type { Caller, Dependencies } from './dependencies.ts';

/** A name that reads differently in each language: a state of the meeting, a role. */
export type InBothLanguages = Readonly<Record<Language, string>>;

/** What fills `{name}` in a problem's texts; never a code, token, ballot, name of a person or phone number. */
export type RefusalParameters = Readonly<Record<string, string | number | InBothLanguages>>;

/** One offending place, its sentence in the language of whoever reads it. */
export type RefusalPlace = Omit<ProblemPlace, 'detail'> & { readonly detail: string | InBothLanguages };

/** An expected refusal: one of the contract's problems, as a value. */
export interface Refusal {
  readonly refused: ProblemType;
  readonly parameters: RefusalParameters;
  readonly errors?: readonly RefusalPlace[];
}

export const refuse = (
  refused: ProblemType,
  parameters: RefusalParameters = {},
  errors?: readonly RefusalPlace[],
): Refusal => ({ refused, parameters, ...(errors ? { errors } : {}) });

export interface Call<Id extends OperationId> {
  readonly request: RequestOf<Id>;
  readonly caller: Caller;
  readonly deps: Dependencies;
}

/** An answer is not changed on its way out, so what the store gives may be handed on as it is. */
type Unchanged<T> = T extends readonly (infer Item)[]
  ? readonly Unchanged<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]: Unchanged<T[Name]> }
    : T;

export type Answer<Id extends OperationId> = { readonly answer: Unchanged<ResponseOf<Id>> } | Refusal;

/** An operation with its code; made by `implement`, worn by the stack. */
export interface Implementation {
  readonly id: OperationId;
  readonly run: (call: {
    readonly request: never;
    readonly caller: Caller;
    readonly deps: Dependencies;
  }) => Promise<{ readonly answer: unknown } | Refusal>;
}

/** Binds the code of an operation to its entry in the contract. */
export const implement = <Id extends OperationId>(
  id: Id,
  run: (call: Call<Id>) => Promise<Answer<Id>>,
): Implementation => ({ id, run });

/** An operation with its code and its entry in the contract. */
export interface BoundImplementation extends Implementation {
  readonly spec: OperationSpec;
}

/**
 * Joins the code of a function's operations with their entries, out of the contract's own groups: a function that took the whole
 * contract would carry the schemas of every other.
 */
export const bind = (
  entries: { readonly [Id in OperationId]?: OperationSpec },
  implementations: readonly Implementation[],
): readonly BoundImplementation[] =>
  implementations.map((implementation) => {
    const spec = entries[implementation.id];
    if (spec === undefined) throw new Error(`no entry of the contract for ${implementation.id}`);
    return { ...implementation, spec };
  });
