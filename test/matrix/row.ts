import type { OperationId } from '../../shared/contract/routes.ts';
import type { ScheduledName } from '../../shared/contract/schedules.ts';

/** A test by its file, from the repository's root, and its title as it is written there (`%s` and `$name` of a parametrised one as they stand). */
export interface TestPlace {
  readonly file: string;
  readonly title: string;
}

/** A sentence of the process that has nothing to refuse says why. */
export interface NothingToRefuse {
  readonly because: string;
}

/**
 * A sentence of the process, what carries it, and the tests of its behaviour and of its refusal: a row of docs/process-matrix.md.
 * A sentence may have several rows.
 */
export interface MatrixRow {
  /** The words of the process that the row is about, quoted: a whole sentence of sentences.ts or a part of one. */
  readonly sentence: string;
  /** What does it: operations of the contract, or scheduled functions. */
  readonly operations: readonly (OperationId | ScheduledName)[];
  /** Where people meet it, such as `console: nomination` or `opinion`; `null` where nobody presses anything. */
  readonly page: string | null;
  readonly test: TestPlace;
  readonly refusal: TestPlace | NothingToRefuse;
}
