import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type HeldTable, leadingKeysOf, matchesOne } from '../leading-keys.ts';
import { grantsOf, type RoleName } from '../permissions.ts';

/** What the cloud answers to an action that a role does not have. */
export class AccessDenied extends Error {
  override readonly name = 'AccessDeniedException';
}

type TableNames = Readonly<Record<HeldTable, string>>;
/** `keys` are the partitions that are touched; none where none can be told. */
type Access = { readonly action: string; readonly table: string; readonly keys: readonly string[] };

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

const PARTS: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

/** A key as the document client has it, or in DynamoDB's own form. */
const partitionOf = (value: unknown): readonly string[] => {
  const partition = objectOf(value)['pk'];
  const text = textOf(partition) || textOf(objectOf(partition)['S']);
  return text === '' ? [] : [text];
};

/** The partition that a Query's condition names. */
const queriedPartition = (input: Readonly<Record<string, unknown>>): readonly string[] => {
  const [, placeholder = ''] = /\bpk = (:\w+)/.exec(textOf(input['KeyConditionExpression'])) ?? [];
  return partitionOf({ pk: objectOf(input['ExpressionAttributeValues'])[placeholder] });
};

const keysOf = (input: Readonly<Record<string, unknown>>): readonly string[] => {
  if ('Item' in input) return partitionOf(input['Item']);
  return 'Key' in input ? partitionOf(input['Key']) : queriedPartition(input);
};

const readsOf = (requests: unknown): readonly Access[] =>
  Object.entries(objectOf(requests)).map(([table, request]) => {
    const keys = objectOf(request)['Keys'];
    return { action: 'BatchGetItem', table, keys: Array.isArray(keys) ? keys.flatMap(partitionOf) : [] };
  });

/** The rights a command needs; a transaction needs those of its parts. */
function accessesOf(command: string, input: Readonly<Record<string, unknown>>): readonly Access[] {
  const name = command.replace(/Command$/, '');
  if (name === 'BatchGetItem') return readsOf(input['RequestItems']);
  if (name !== 'TransactWriteItems') return [{ action: name, table: textOf(input['TableName']), keys: keysOf(input) }];
  const parts = Array.isArray(input['TransactItems']) ? input['TransactItems'] : [];
  return parts.flatMap((part) =>
    Object.entries(objectOf(part)).map(([kind, body]) => ({
      action: PARTS[kind] ?? kind,
      table: textOf(objectOf(body)['TableName']),
      keys: keysOf(objectOf(body)),
    })),
  );
}

/**
 * Holds a client to what the contract grants one function, leading keys included, as its role does in the cloud: a missing right shows
 * on this machine, not at the first meeting.
 */
export function holdToGrants(client: DynamoDBClient, name: RoleName, tables: TableNames): DynamoDBClient {
  const grants = grantsOf(name);
  const held = new Map<string, HeldTable>([
    [tables.registry, 'registry'],
    [tables.meetings, 'meetings'],
    [tables.ballotBox, 'ballotBox'],
    [tables.opinions, 'opinions'],
  ]);
  const isGranted = ({ action, table, keys }: Access): boolean => {
    const resource = held.get(table);
    const granted = resource && grants[resource].find((each) => each === action);
    if (resource === undefined || granted === undefined) return false;
    const patterns = leadingKeysOf(name, { table: resource, action: granted });
    return patterns === null || (keys.length > 0 && keys.every((key) => matchesOne(key, patterns)));
  };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      for (const access of accessesOf(context.commandName ?? '', objectOf(args.input)))
        if (!isGranted(access)) throw new AccessDenied(`${name} may not ${access.action} there`);
      return next(args);
    },
    { step: 'initialize', name: 'holdToGrants' },
  );
  return client;
}
