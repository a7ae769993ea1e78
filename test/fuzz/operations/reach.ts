import { OPERATION_IDS } from '../../../shared/contract/operations.ts';
import { type OperationId, ROUTES } from '../../../shared/contract/routes.ts';

/** By route, `POST /api/cast`, then by status. */
export type Answers = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface Reached {
  readonly id: OperationId;
  readonly calls: number;
  /** Answered by 200: whatever is refused before was fuzzed up to that refusal alone. */
  readonly taken: number;
  readonly faults: number;
}

/** Operations of which no request is ever taken here, each with what would be needed for it. */
export const NEVER_TAKEN: Readonly<Record<string, string>> = {};

/** What each operation answered. */
export const reachOf = (answers: Answers): readonly Reached[] =>
  OPERATION_IDS.map((id) => {
    const { method, path } = ROUTES[id];
    const ofRoute = answers[`${method} ${path}`] ?? {};
    const calls = Object.values(ofRoute).reduce((sum, count) => sum + count, 0);
    return { id, calls, taken: ofRoute['200'] ?? 0, faults: ofRoute['500'] ?? 0 };
  });

const isListed = (id: string, listed: Readonly<Record<string, string>>): boolean => Object.hasOwn(listed, id);

/** An operation that was left out, failed, or was never taken and is not listed; and a line of the list that is not true. */
export function reachFindings(
  reached: readonly Reached[],
  listed: Readonly<Record<string, string>> = NEVER_TAKEN,
): readonly string[] {
  const ids = reached.map(({ id }): string => id);
  return [
    ...reached.filter(({ calls }) => calls === 0).map(({ id }) => `${id}: 从未调用 / was never called`),
    ...reached.filter(({ faults }) => faults > 0).map(({ id, faults }) => `${id}: ${faults} × 500`),
    ...reached
      .filter(({ id, calls, taken }) => calls > 0 && taken === 0 && !isListed(id, listed))
      .map(({ id, calls }) => `${id}: ${calls} 次均被拒绝 / refused all of ${calls} requests`),
    ...reached
      .filter(({ id, taken }) => taken > 0 && isListed(id, listed))
      .map(({ id }) => `${id}: 列为从不受理，却受理了 / is listed as never taken, and was taken`),
    ...Object.keys(listed)
      .filter((id) => !ids.includes(id))
      .map((id) => `${id}: 列为从不受理，却没有这一操作 / is listed as never taken, and is no operation`),
  ];
}
