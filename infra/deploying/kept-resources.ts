import { TABLES } from '../../functions/store/tables.ts';
import { ToolRefusal } from '../tools/run-tool.ts';
import { countByType, type PlannedStack } from './assembly.ts';

const TABLE = 'AWS::DynamoDB::Table';
const KEPT: readonly (string | undefined)[] = ['Retain', 'RetainExceptOnCreate'];

/** What stays when a county's stacks go, by type. */
export const keptByType = (stacks: readonly PlannedStack[]): readonly (readonly [type: string, count: number])[] =>
  countByType(
    stacks.flatMap(({ resources }) =>
      Object.values(resources).flatMap(({ Type, DeletionPolicy }) => (KEPT.includes(DeletionPolicy) ? [Type] : [])),
    ),
  );

/** A table of a county as CloudFormation names it: `<stack>-<logical id>-<chance>`. */
export interface KeptTable {
  readonly prefix: string;
  readonly isMeetings: boolean;
}

/**
 * The four tables of a county.
 *
 * @throws ToolRefusal when the template does not keep them
 */
export function keptTables(stacks: readonly PlannedStack[]): readonly KeptTable[] {
  const tables = stacks.flatMap(({ name, resources }) =>
    Object.entries(resources).flatMap(([id, { Type, DeletionPolicy }]) =>
      Type === TABLE ? [{ id, prefix: `${name}-${id}-`, isKept: KEPT.includes(DeletionPolicy) }] : [],
    ),
  );
  const lost = tables.filter(({ isKept }) => !isKept);
  const missing = TABLES.filter((table) => !tables.some(({ id }) => id.startsWith(`Tables${table}`)));
  if (lost.length > 0 || missing.length > 0)
    throw new ToolRefusal(
      `模板没有保留这些表，不拆除 / the template does not keep these tables, nothing is destroyed: ${[...lost.map(({ id }) => id), ...missing].join(', ')}`,
    );
  return tables.map(({ id, prefix }) => ({ prefix, isMeetings: id.startsWith('TablesMeetings') }));
}
