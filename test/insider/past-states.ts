import {
  GetCommand,
  type GetCommandOutput,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { TableName } from '../../functions/store/tables.ts';
import type { Item } from '../simulation/expressions.ts';
import type { MemoryEngine } from '../simulation/memory-engine.ts';

/** Tables that are recovered to any second: whoever may do so has every state of every item, and its second. */
export const RECOVERED: readonly TableName[] = ['Registry', 'Meetings'];

/** An item as it was from a second on. */
export interface PastState {
  readonly table: string;
  /** Unix seconds. */
  readonly since: number;
  readonly item: Item;
}

interface Place {
  readonly table: string;
  readonly key: Readonly<Record<string, unknown>>;
}

function writtenBy(command: object): readonly Place[] {
  if (command instanceof PutCommand) return [{ table: command.input.TableName ?? '', key: command.input.Item ?? {} }];
  if (command instanceof UpdateCommand) return [{ table: command.input.TableName ?? '', key: command.input.Key ?? {} }];
  if (!(command instanceof TransactWriteCommand)) return [];
  return (command.input.TransactItems ?? []).flatMap(({ Put, Update }) => [
    ...(Put === undefined ? [] : [{ table: Put.TableName ?? '', key: Put.Item ?? {} }]),
    ...(Update === undefined ? [] : [{ table: Update.TableName ?? '', key: Update.Key ?? {} }]),
  ]);
}

/** The states into which a command that was done has put items. */
export const statesAfter = (command: object, engine: MemoryEngine, nowMs: number): readonly PastState[] =>
  writtenBy(command)
    .filter(({ table }) => RECOVERED.some((name) => name === table))
    .map(({ table, key: { pk, sk } }) => {
      const found: Pick<GetCommandOutput, 'Item'> = engine.answer(
        new GetCommand({ TableName: table, Key: { pk, sk } }),
      );
      return { table, since: Math.floor(nowMs / 1_000), item: found.Item ?? {} };
    });
