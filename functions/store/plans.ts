import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DEFAULT_ROUND_CONFIG, type RoundConfig } from '../../shared/process/round-config.ts';

/** The plan of a round and the versions of its rules; part of the table `Registry` (see registry.ts). */
export class Plans {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.client = client;
    this.table = table;
  }

  /** The rules that hold for a session: those pinned at its freeze, before it the round's newest. */
  async rulesOf(_place: { readonly round: string; readonly session: string }): Promise<RoundConfig> {
    return DEFAULT_ROUND_CONFIG;
  }
}
