import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TableAction } from '../../shared/contract/operation.ts';
import { grantsOf, type RoleName } from '../permissions.ts';

/** What the cloud answers to an action that a role does not have. */
export class AccessDenied extends Error {
  override readonly name = 'AccessDeniedException';
}

type TableNames = Readonly<Record<'registry' | 'meetings' | 'ballotBox' | 'opinions', string>>;
type Access = { readonly action: string; readonly table: string };

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

const PARTS: Readonly<Record<string, string>> = { Put: 'PutItem', Update: 'UpdateItem', Delete: 'DeleteItem' };

/** The rights a command needs; a transaction needs those of its parts. */
function accessesOf(command: string, input: Readonly<Record<string, unknown>>): readonly Access[] {
  const name = command.replace(/Command$/, '');
  if (name === 'BatchGetItem')
    return Object.keys(objectOf(input['RequestItems'])).map((table) => ({ action: name, table }));
  if (name !== 'TransactWriteItems') return [{ action: name, table: textOf(input['TableName']) }];
  const parts = Array.isArray(input['TransactItems']) ? input['TransactItems'] : [];
  return parts.flatMap((part) =>
    Object.entries(objectOf(part)).map(([kind, body]) => ({
      action: PARTS[kind] ?? kind,
      table: textOf(objectOf(body)['TableName']),
    })),
  );
}

/**
 * Holds a client to what the contract grants one function, as its role does in the cloud: a missing right shows on this
 * machine, not at the first meeting.
 */
export function holdToGrants(client: DynamoDBClient, name: RoleName, tables: TableNames): DynamoDBClient {
  const grants = grantsOf(name);
  const granted = new Map<string, readonly TableAction[]>([
    [tables.registry, grants.registry],
    [tables.meetings, grants.meetings],
    [tables.ballotBox, grants.ballotBox],
    [tables.opinions, grants.opinions],
  ]);
  client.middlewareStack.add(
    (next, context) => async (args) => {
      for (const { action, table } of accessesOf(context.commandName ?? '', objectOf(args.input))) {
        const allowed: readonly string[] = granted.get(table) ?? [];
        if (!allowed.includes(action)) throw new AccessDenied(`${name} may not ${action} there`);
      }
      return next(args);
    },
    { step: 'initialize', name: 'holdToGrants' },
  );
  return client;
}
