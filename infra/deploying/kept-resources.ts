import { TABLES, type TableName } from '../../functions/store/tables.ts';
import { ToolRefusal } from '../tools/run-tool.ts';
import { countByType, type PlannedStack } from './assembly.ts';

const TABLE = 'AWS::DynamoDB::Table';
/** The construct that all tables lie in (infra/county-stack.ts). */
const TABLES_CONSTRUCT = 'Tables';
const KEPT: readonly (string | undefined)[] = ['Retain', 'RetainExceptOnCreate'];

/** What stays when a county's stacks go, by type. */
export const keptByType = (stacks: readonly PlannedStack[]): readonly (readonly [type: string, count: number])[] =>
  countByType(
    stacks.flatMap(({ resources }) =>
      Object.values(resources).flatMap(({ Type, DeletionPolicy }) => (KEPT.includes(DeletionPolicy) ? [Type] : [])),
    ),
  );

/**
 * Holds a template to keeping the four tables of its county.
 *
 * @throws ToolRefusal naming those that it would delete or does not have
 */
export function insistOnKeptTables(stacks: readonly PlannedStack[]): void {
  const tables = stacks.flatMap(({ resources }) => Object.entries(resources).filter(([, { Type }]) => Type === TABLE));
  const lost = tables.flatMap(([id, { DeletionPolicy }]) => (KEPT.includes(DeletionPolicy) ? [] : [id]));
  const missing = TABLES.filter((table) => !tables.some(([id]) => id.startsWith(`${TABLES_CONSTRUCT}${table}`)));
  if (lost.length > 0 || missing.length > 0)
    throw new ToolRefusal(
      `模板没有保留这些表，不拆除 / the template does not keep these tables, nothing is destroyed: ${[...lost, ...missing].join(', ')}`,
    );
}

/**
 * How the name of a county's deployed table begins: CloudFormation makes `<stack>-<logical id>-<chance>` of it, and a logical id
 * ends in a hash that another version may have otherwise.
 */
export const tableNameStart = (stack: string, table: TableName): string => `${stack}-${TABLES_CONSTRUCT}${table}`;
