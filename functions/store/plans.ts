import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import * as f from '../../shared/contract/formats.ts';
import { roundPlan, roundRules } from '../../shared/contract/plan.ts';
import { DEFAULT_ROUND_CONFIG, type RoundConfig } from '../../shared/process/round-config.ts';
import { isResponsibilityNamed, PLAN_PARTS, type RoundPlan } from '../../shared/process/round-plan.ts';
import { lostARace } from './audit-log.ts';
import { readEach } from './read-each.ts';
import type { Alongside } from './round-lists.ts';

const outline = z.looseObject({
  version: f.count,
  /** Hash of the request that opened the round; `null` when it came as lists. */
  openedWith: f.hash.nullable(),
  units: z.array(
    z.strictObject({ unit: f.sessionId, heldOn: f.day.nullable(), pilot: z.boolean(), responsible: z.boolean() }),
  ),
  rules: roundRules,
});
const planChange = z.strictObject({
  version: f.count,
  atMs: f.timeMs,
  who: z.string(),
  role: z.string(),
  why: z.string(),
  changed: z.array(z.enum(PLAN_PARTS)),
});

/** What the home and the rules need of a plan: kept apart from its bulk. */
export type PlanOutline = z.output<typeof outline>;
export type PlanChange = z.output<typeof planChange>;

/** Who made a version of a plan, when and why, with the plan itself. */
export interface PlanVersion {
  readonly plan: RoundPlan;
  readonly change: Omit<PlanChange, 'version'>;
}

const HEAD = 'HEAD';
const CHANGE = 'CHANGE#';
const partition = (round: string): string => `PLAN#${round}`;
const placeOf = (version: number): string => String(version).padStart(5, '0');
const pinKey = (round: string, session: string) => ({ pk: partition(round), sk: `PINNED#${session}` });

const itemIsNew = 'attribute_not_exists(pk)';
const versionIsTheOneRead = '#version = :version';
const CHANGES_SHOWN = 50;

const outlineOf = (plan: RoundPlan) => ({
  units: plan.units.map((each) => {
    const { unit, heldOn, pilot } = each;
    return { unit, heldOn, pilot, responsible: isResponsibilityNamed(plan, each) };
  }),
  rules: plan.rules,
});

/**
 * The plan of a round, its versions, and the rules that hold for each session; part of the table `Registry` (see registry.ts).
 *
 * | access                     | key                                        | units                                   |
 * | -------------------------- | ------------------------------------------ | --------------------------------------- |
 * | outline: dates and rules   | pk = `PLAN#<round>`, sk = `HEAD`           | 1 RCU per 4 KB; ½ at a glance           |
 * | a version, whole           | same pk, sk = `VERSION#<n>`                | 1 RCU per 4 KB                          |
 * | history, a page of 50      | Query sk = `CHANGE#<n>` backwards          | ½ RCU per 4 KB                          |
 * | change                     | the three, if `version` is the one read    | 2 WCU per KB                            |
 * | rules pinned to a session  | same pk, sk = `PINNED#<session>` if absent | 1 RCU; 1–2 WCU once                     |
 * | … taken back               | the same key                               | 1 WCU per KB                            |
 */
export class Plans {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** The rules that hold for a session: those pinned at its freeze, before it the round's newest. 1 + 1 RCU. */
  async rulesOf({ round, session }: { readonly round: string; readonly session: string }): Promise<RoundConfig> {
    return (await this.pinnedRules({ round, session })) ?? this.newestRules(round);
  }

  /** The rules pinned to a session at its freeze; `undefined` before it. 1 RCU. */
  async pinnedRules(of: { readonly round: string; readonly session: string }): Promise<RoundConfig | undefined> {
    const pinned = await this.#get(pinKey(of.round, of.session));
    return pinned === undefined ? undefined : roundRules.parse(pinned['rules']);
  }

  /** The rules pinned to these sessions of a round, by session; none where nothing is pinned. A batch a hundred, 1 RCU each. */
  async pinnedRulesOf(round: string, sessions: readonly string[]): Promise<ReadonlyMap<string, RoundConfig>> {
    const keys = sessions.map((session) => pinKey(round, session));
    const found = await readEach(this.#client, { table: this.#table, keys, ConsistentRead: true });
    const bySortKey = new Map(found.map((item) => [item['sk'], roundRules.parse(item['rules'])]));
    return new Map(
      sessions.flatMap((session) => {
        const rules = bySortKey.get(pinKey(round, session).sk);
        return rules === undefined ? [] : [[session, rules]];
      }),
    );
  }

  /** The rules of a round as they are now, the usual ones without a plan. 1 RCU. */
  async newestRules(round: string): Promise<RoundConfig> {
    return (await this.outline(round))?.rules ?? DEFAULT_ROUND_CONFIG;
  }

  /** Keeps the newest rules for a session for good; `false` where some are kept already. 2 RCU, 2 WCU once. */
  async pin(of: { readonly round: string; readonly session: string }): Promise<boolean> {
    const Item = { ...pinKey(of.round, of.session), rules: await this.rulesOf(of) };
    try {
      await this.#client.send(new PutCommand({ TableName: this.#table, Item, ConditionExpression: itemIsNew }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  /** Takes back what was kept for a session that did not freeze after all. 1 WCU per KB. */
  async unpin({ round, session }: { readonly round: string; readonly session: string }): Promise<void> {
    await this.#client.send(new DeleteCommand({ TableName: this.#table, Key: pinKey(round, session) }));
  }

  /** The newest outline, consistently; `undefined` for a round without a plan. */
  async outline(round: string): Promise<PlanOutline | undefined> {
    const item = await this.#get({ pk: partition(round), sk: HEAD });
    return item === undefined ? undefined : outline.parse(item);
  }

  /** The same as it was a moment ago. */
  async glance(round: string): Promise<PlanOutline | undefined> {
    const Key = { pk: partition(round), sk: HEAD };
    const { Item } = await this.#client.send(new GetCommand({ TableName: this.#table, Key, ConsistentRead: false }));
    return Item === undefined ? undefined : outline.parse(Item);
  }

  /** One version, whole. */
  async version(round: string, version: number): Promise<RoundPlan | undefined> {
    const item = await this.#get({ pk: partition(round), sk: `VERSION#${placeOf(version)}` });
    return item === undefined ? undefined : roundPlan.parse(item['plan']);
  }

  /** Who changed what and why, newest first. */
  async history(round: string): Promise<readonly PlanChange[]> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': partition(round), ':prefix': CHANGE },
        ScanIndexForward: false,
        Limit: CHANGES_SHOWN,
      }),
    );
    return Items.map(({ pk: _pk, sk: _sk, ...change }) => planChange.parse(change));
  }

  /** The parts of a transaction that write the first version, if the round has none; `openedWith` names the request. */
  opening(round: string, first: PlanVersion, openedWith: string | null): readonly Alongside[] {
    return this.#parts({ round, version: 1, openedWith, condition: { ConditionExpression: itemIsNew } }, first);
  }

  /** Writes the first version of a round that came as lists. `false`, and nothing written, when it has a plan. */
  create(round: string, first: PlanVersion): Promise<boolean> {
    return this.#transact(this.opening(round, first, null));
  }

  /** Writes the next version. `false`, and nothing written, when `read` is not the newest any more. */
  change(round: string, read: PlanOutline, next: PlanVersion): Promise<boolean> {
    const condition = {
      ConditionExpression: versionIsTheOneRead,
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':version': read.version },
    };
    const { openedWith, version } = read;
    return this.#transact(this.#parts({ round, version: version + 1, openedWith, condition }, next));
  }

  #parts(
    at: {
      readonly round: string;
      readonly version: number;
      readonly openedWith: string | null;
      readonly condition: Readonly<Record<string, unknown>> & { readonly ConditionExpression: string };
    },
    { plan, change }: PlanVersion,
  ): readonly Alongside[] {
    const { round, version, openedWith, condition } = at;
    const TableName = this.#table;
    const pk = partition(round);
    return [
      { Put: { TableName, Item: { pk, sk: HEAD, version, openedWith, ...outlineOf(plan) }, ...condition } },
      { Put: { TableName, Item: { pk, sk: `VERSION#${placeOf(version)}`, plan } } },
      { Put: { TableName, Item: { pk, sk: `${CHANGE}${placeOf(version)}`, version, ...change } } },
    ];
  }

  async #transact(parts: readonly Alongside[]): Promise<boolean> {
    try {
      await this.#client.send(new TransactWriteCommand({ TransactItems: [...parts] }));
      return true;
    } catch (error) {
      if (lostARace(error)) return false;
      throw error;
    }
  }

  async #get(Key: { readonly pk: string; readonly sk: string }): Promise<Record<string, unknown> | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: { ...Key }, ConsistentRead: true }),
    );
    return Item;
  }
}
