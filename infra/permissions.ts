import {
  FUNCTION_NAMES,
  type FunctionName,
  type Grants,
  type KeyAction,
  type NoticeAction,
  type ObjectAction,
  type TableAction,
} from '../shared/contract/operation.ts';
import { operationsOf, specOf } from '../shared/contract/operations.ts';
import { SCHEDULED_NAMES, SCHEDULES, type ScheduledName } from '../shared/contract/schedules.ts';

/** Whatever has a role of its own. */
export type RoleName = FunctionName | ScheduledName;
export const ROLE_NAMES: readonly RoleName[] = [...FUNCTION_NAMES, ...SCHEDULED_NAMES];

export const isScheduled = (name: RoleName): name is ScheduledName => SCHEDULED_NAMES.some((each) => each === name);

type Merged = { readonly [Resource in keyof Grants]-?: readonly NonNullable<Grants[Resource]>[number][] };

const merged = (lists: readonly (readonly string[] | undefined)[]): readonly string[] =>
  [...new Set(lists.flatMap((list) => list ?? []))].sort();

/** What one function may do: the union of what its operations declare. */
export function grantsOf(name: RoleName): Merged {
  const grants = isScheduled(name)
    ? [SCHEDULES[name].grants]
    : operationsOf(name).map((id): Grants => specOf(id).grants);
  const union = <Action extends string>(pick: (grant: Grants) => readonly Action[] | undefined): readonly Action[] =>
    merged(grants.map(pick)) as readonly Action[];
  return {
    registry: union<TableAction>((grant) => grant.registry),
    meetings: union<TableAction>((grant) => grant.meetings),
    ballotBox: union<TableAction>((grant) => grant.ballotBox),
    opinions: union<TableAction>((grant) => grant.opinions),
    results: union<ObjectAction>((grant) => grant.results),
    uploads: union<ObjectAction>((grant) => grant.uploads),
    photos: union<ObjectAction>((grant) => grant.photos),
    tokenKey: union<KeyAction>((grant) => grant.tokenKey),
    boxKey: union<KeyAction>((grant) => grant.boxKey),
    notices: union<NoticeAction>((grant) => grant.notices),
  };
}

/** The matrix function × resource × action as a Markdown table. */
export function permissionsTable(): string {
  const cell = (actions: readonly string[]) => (actions.length === 0 ? '–' : actions.join(', '));
  const rows = ROLE_NAMES.map((name) => {
    const { registry, meetings, ballotBox, opinions, results, uploads, photos, tokenKey, boxKey, notices } =
      grantsOf(name);
    const cells = [registry, meetings, ballotBox, opinions, results, uploads, photos, tokenKey, boxKey, notices].map(
      cell,
    );
    const does = isScheduled(name) ? 'by the clock' : operationsOf(name).join(', ');
    return `| \`${name}\` | ${does} | ${cells.join(' | ')} |`;
  });
  return [
    '| function | operations | Registry | Meetings | BallotBox | Opinions | results bucket | uploads | photos | token key | box key | notices |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
