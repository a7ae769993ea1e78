import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** One request of a function to the engine, with what the engine says of it. */
export interface SentCommand {
  readonly command: string;
  /** The table's own name, as the stores are called. */
  readonly table: string;
  /** Items that a Query looked at. */
  readonly scanned: number;
  readonly readUnits: number;
  readonly writeUnits: number;
}

const READS = new Set(['GetItem', 'Get', 'BatchGetItem', 'BatchGet', 'Query', 'Scan']);

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
const nameOf = (table: unknown): string => String(table).replace(/-[0-9a-f]+$/, '');

function noted(command: string, output: Readonly<Record<string, unknown>>): readonly SentCommand[] {
  const consumed = output['ConsumedCapacity'];
  const scanned = Number(output['ScannedCount'] ?? 0);
  return (Array.isArray(consumed) ? consumed : [consumed]).map((each) => {
    const { TableName, CapacityUnits } = fieldsOf(each);
    // A request without a price must not count as one that costs nothing.
    const units = typeof CapacityUnits === 'number' ? CapacityUnits : Number.NaN;
    const isRead = READS.has(command);
    return {
      command,
      table: nameOf(TableName),
      scanned,
      readUnits: isRead ? units : 0,
      writeUnits: isRead ? 0 : units,
    };
  });
}

/** Notes every command that goes over the client from now on, as the engine answers it. */
export function noteCommands(client: DynamoDBDocumentClient): SentCommand[] {
  const sent: SentCommand[] = [];
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
        sent.push(...noted(commandName.replace(/Command$/, ''), fieldsOf(result.output)));
        return result;
      },
    { step: 'initialize', name: 'noteCommands' },
  );
  return sent;
}
