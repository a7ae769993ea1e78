import {
  FUNCTION_NAMES,
  type FunctionName,
  type Grants,
  type KeyAction,
  type TableAction,
} from '../shared/contract/operation.ts';
import { operationsOf, specOf } from '../shared/contract/operations.ts';

type Merged = { readonly [Resource in keyof Grants]-?: readonly NonNullable<Grants[Resource]>[number][] };

const merged = (lists: readonly (readonly string[] | undefined)[]): readonly string[] =>
  [...new Set(lists.flatMap((list) => list ?? []))].sort();

/** What one function may do: the union of what its operations declare. */
export function grantsOf(name: FunctionName): Merged {
  const grants = operationsOf(name).map((id): Grants => specOf(id).grants);
  const union = <Action extends string>(pick: (grant: Grants) => readonly Action[] | undefined): readonly Action[] =>
    merged(grants.map(pick)) as readonly Action[];
  return {
    registry: union<TableAction>((grant) => grant.registry),
    meetings: union<TableAction>((grant) => grant.meetings),
    ballotBox: union<TableAction>((grant) => grant.ballotBox),
    results: union<'GetObject' | 'PutObject'>((grant) => grant.results),
    tokenKey: union<KeyAction>((grant) => grant.tokenKey),
    boxKey: union<KeyAction>((grant) => grant.boxKey),
  };
}

/** The matrix function × resource × action as a Markdown table. */
export function permissionsTable(): string {
  const cell = (actions: readonly string[]) => (actions.length === 0 ? '–' : actions.join(', '));
  const rows = FUNCTION_NAMES.map((name) => {
    const { registry, meetings, ballotBox, results, tokenKey, boxKey } = grantsOf(name);
    const cells = [registry, meetings, ballotBox, results, tokenKey, boxKey].map(cell);
    return `| \`${name}\` | ${operationsOf(name).join(', ')} | ${cells.join(' | ')} |`;
  });
  return [
    '| function | operations | Registry | Meetings | BallotBox | results bucket | token key | box key |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
