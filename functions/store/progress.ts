import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import * as f from '../../shared/contract/formats.ts';
import type { Progress, ProgressPart } from '../../shared/process/progress.ts';

const office = z.enum(['inspection-office', 'discipline-commission']);

const chosenOnList = z.strictObject({ teller: f.count, standIn: f.count, list: z.string() });

const progress = z.looseObject({
  opinions: z.strictObject({ questions: f.count, suggestions: f.count, isFinished: z.boolean() }).optional(),
  nomination: z
    .strictObject({
      candidates: f.count,
      state: z.enum(['editing', 'screening', 'agreed', 'proposed', 'frozen']),
      screenedBy: z.array(office),
    })
    .optional(),
  delegates: z.strictObject({ count: f.count, version: f.count }).optional(),
  invitations: z
    .strictObject({ sent: f.count, coming: f.count, declined: f.count, attended: f.count.nullable() })
    .optional(),
  delegatesTeller: z.strictObject({ by: z.enum(['reply', 'lot']), chosen: chosenOnList.exactOptional() }).optional(),
  preparation: z
    .strictObject({
      submitted: z.boolean(),
      acknowledgedBy: z.array(z.enum(['discipline-commission', 'county-leader'])),
    })
    .optional(),
  reports: z.strictObject({ officers: f.count, missing: z.array(z.string()) }).optional(),
  cards: z.strictObject({ list: f.count, registered: f.count }).optional(),
  meeting: z.strictObject({ frozen: z.boolean() }).optional(),
  floor: z.strictObject({ questions: f.count, answered: f.count, statementRecorded: z.boolean() }).optional(),
  rectification: z
    .strictObject({
      items: f.count,
      accepted: f.count,
      closed: f.count,
      // Not counted: nothing to decide until the items are noted again.
      toDecide: f.count.default(0),
      toDecideByCommission: f.count.default(0),
      reopened: f.count,
      repliesDue: f.count,
      repliesInTime: f.count,
      nextDueOn: z.string().nullable(),
    })
    .optional(),
  outcomes: z.strictObject({ uses: f.count }).optional(),
});

export interface UnitOfRound {
  readonly round: string;
  readonly unit: string;
}

const keyOf = ({ round, unit }: UnitOfRound) => ({ pk: `PROGRESS#${round}`, sk: unit });

const parse = (item: Record<string, unknown>): Progress => {
  const { pk: _pk, sk: _sk, ...parts } = progress.parse(item);
  // A part that was never noted is absent; zod's own type would also let it be `undefined`.
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
};

/** Figures of each unit's stages; part of the table `Registry` (see registry.ts). */
export class ProgressNotes {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** Replaces one stage's part and leaves the others. 1 WCU per KB. */
  async note<Part extends ProgressPart>(
    of: UnitOfRound,
    part: Part,
    facts: NonNullable<Progress[Part]>,
  ): Promise<void> {
    await this.#client.send(
      new UpdateCommand({
        TableName: this.#table,
        Key: keyOf(of),
        UpdateExpression: 'SET #part = :facts',
        ExpressionAttributeNames: { '#part': part },
        ExpressionAttributeValues: { ':facts': facts },
      }),
    );
  }

  /** Notes voting cards, unless as many of this version of the list, or a later one's, are noted already. 1 WCU per KB. */
  async noteCards(of: UnitOfRound, { list, registered }: NonNullable<Progress['cards']>): Promise<void> {
    try {
      await this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: keyOf(of),
          UpdateExpression: 'SET cards = :cards',
          ConditionExpression:
            'attribute_not_exists(cards) OR cards.#list < :list OR (cards.#list = :list AND cards.registered < :registered)',
          ExpressionAttributeNames: { '#list': 'list' },
          ExpressionAttributeValues: { ':cards': { list, registered }, ':list': list, ':registered': registered },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  /** One unit's, consistently. 1 RCU per 4 KB. */
  async read(of: UnitOfRound): Promise<Progress> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: keyOf(of), ConsistentRead: true }),
    );
    return Item === undefined ? {} : parse(Item);
  }

  /** All units of a round in one Query, by unit. ½ RCU per 4 KB, eventually. */
  async ofRound(round: string): Promise<ReadonlyMap<string, Progress>> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keyOf({ round, unit: '' }).pk },
      }),
    );
    return new Map(Items.map((item) => [z.string().parse(item['sk']), parse(item)] as const));
  }
}
