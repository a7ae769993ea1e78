import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import * as f from '../../shared/contract/formats.ts';
import { lostARace } from './audit-log.ts';
import { queryAll, queryPages } from './query-pages.ts';
import { readEach } from './read-each.ts';
import type { Alongside } from './round-lists.ts';

const bytes = z.instanceof(Uint8Array);
const codeRecord = z.discriminatedUnion('state', [
  z.object({ state: z.literal('live'), delegate: f.count }),
  z.object({ state: z.literal('drawn'), delegate: f.count, blinded: bytes, blindSignature: bytes }),
  /** `drew` tells whether a token was drawn with it before it died. */
  z.object({ state: z.literal('dead'), delegate: f.count, drew: z.boolean() }),
]);
/** A voting card's code, by its hash. */
export type CodeRecord = z.output<typeof codeRecord>;

const proposal = z.strictObject({
  generation: f.count,
  as: z.enum(['code', 'paper']),
  codeHash: f.hash.nullable(),
  by: z.array(f.slot),
});
/** A re-issue: proposed by one teller, done by two. */
export type Reissue = z.output<typeof proposal>;

const standingRecord = z.strictObject({
  version: f.count,
  /** The code on the delegate's present voting card. */
  codeHash: f.hash.nullable(),
  /** A token was drawn with an earlier card. */
  drewBefore: z.boolean(),
  paper: z.strictObject({ by: z.array(f.slot), afterDrawing: z.boolean() }).nullable(),
  /** Number of the last re-issue that was done. */
  generation: f.count,
  pending: proposal.nullable(),
  lastDone: proposal.nullable(),
  /** Taken off the list of delegates: nothing is issued under the number any more. */
  removed: z.literal(true).optional(),
});
export type StandingRecord = z.output<typeof standingRecord>;

/** Where one delegate stands: what was issued, and what became of the present code. */
export interface Standing extends StandingRecord {
  readonly code: CodeRecord['state'] | 'none';
}

export const drew = (standing: Standing): boolean => standing.drewBefore || standing.code === 'drawn';

const nothingIssued: StandingRecord = {
  version: 0,
  codeHash: null,
  drewBefore: false,
  paper: null,
  generation: 0,
  pending: null,
  lastDone: null,
};

/**
 * What is decided on the standing it was shown: a changed one, an answer that changes nothing, or a refusal. It may be asked
 * again with a newer standing, so it must be pure. A changed `codeHash` registers that code and kills the one before.
 */
export type StandingDecision<Answer, Refused> =
  | { readonly kind: 'change'; readonly standing: StandingRecord; readonly answer: Answer }
  | { readonly kind: 'keep'; readonly answer: Answer }
  | { readonly kind: 'refuse'; readonly refusal: Refused };

/** `code-taken`: that code hash is registered already, alive or dead, for this delegate or another. */
export type StandingOutcome<Answer, Refused> =
  | { readonly kind: 'done'; readonly answer: Answer }
  | { readonly kind: 'refuse'; readonly refusal: Refused }
  | { readonly kind: 'code-taken' };

/** What was handed out so far in a session; the delegates themselves are the round's. */
export interface IssuedFigures {
  readonly drawn: number;
  readonly reissued: number;
  readonly papersIssued: number;
  readonly papersReissued: number;
}

const codesOf = (session: string): string => `CODES#${session}`;
const sessionOf = (session: string): string => `SESSION#${session}`;
const standingKey = (number: number): string => `STANDING#${String(number).padStart(6, '0')}`;

const itemIsNew = 'attribute_not_exists(pk)';
const versionIsTheOneRead = '#version = :version';
const codeIsLive = '#state = :live';
const hasACard = 'attribute_type(codeHash, :text)';
const hasAPaper = 'attribute_type(paper, :object)';
const codeIsAsRead = '#state = :state';
const MAX_ATTEMPTS = 10;

interface StandingChange {
  readonly session: string;
  readonly number: number;
  readonly before: Standing;
  readonly after: StandingRecord;
}
type Written = 'written' | 'overtaken' | 'code-taken';

/** Codes and what was issued to whom; part of the table `Registry` (see registry.ts). No item holds a time. */
export class Issuing {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** A code by its hash, consistently. 1 RCU. */
  async readCode(session: string, codeHash: string): Promise<CodeRecord | undefined> {
    const item = await this.#get({ pk: codesOf(session), sk: codeHash });
    return item === undefined ? undefined : codeRecord.parse(item);
  }

  /** Marks a live code drawn and keeps what was asked and answered; `false` when it is not live. 1 WCU: the item stays under 1 KB. */
  async draw(
    session: string,
    codeHash: string,
    drawing: { readonly blinded: Uint8Array; readonly blindSignature: Uint8Array },
  ): Promise<boolean> {
    try {
      await this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: { pk: codesOf(session), sk: codeHash },
          UpdateExpression: 'SET #state = :drawn, drew = :yes, blinded = :blinded, blindSignature = :blindSignature',
          ConditionExpression: codeIsLive,
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: {
            ':live': 'live',
            ':drawn': 'drawn',
            ':yes': true,
            ':blinded': drawing.blinded,
            ':blindSignature': drawing.blindSignature,
          },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  /** Where a delegate stands, consistently. 2 RCU. */
  async readStanding(session: string, number: number): Promise<Standing> {
    const item = await this.#get({ pk: sessionOf(session), sk: standingKey(number) });
    if (item === undefined) return { ...nothingIssued, code: 'none' };
    const record = parseStanding(item);
    const code = record.codeHash === null ? undefined : await this.readCode(session, record.codeHash);
    return { ...record, code: code?.state ?? 'none' };
  }

  /** Where the delegates `first` to `last` (at most 100) stand, by number; absent when nothing was issued. ½ RCU a delegate. */
  async readStandings(session: string, first: number, last: number): Promise<ReadonlyMap<number, Standing>> {
    const items = await this.#query({
      KeyConditionExpression: 'pk = :session AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':session': sessionOf(session),
        ':first': standingKey(first),
        ':last': standingKey(last),
      },
    });
    const records = items.map((item) => [numberOf(item), parseStanding(item)] as const);
    const hashes = records.flatMap(([, { codeHash }]) => codeHash ?? []);
    const states = await this.#codeStates(session, hashes);
    return new Map(
      records.map(([number, record]) => [number, { ...record, code: states.get(record.codeHash ?? '') ?? 'none' }]),
    );
  }

  /**
   * One step for one delegate: reads, lets `decide` decide, writes on the condition that neither standing nor code changed
   * meanwhile, and decides anew when they did. A new code and the death of the old one are one transaction (≤ 6 WCU).
   */
  async change<Answer, Refused>(
    session: string,
    number: number,
    decide: (standing: Standing) => StandingDecision<Answer, Refused>,
  ): Promise<StandingOutcome<Answer, Refused>> {
    let taken = 0;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const standing = await this.readStanding(session, number);
      const decision = decide(standing);
      if (decision.kind === 'keep') return { kind: 'done', answer: decision.answer };
      if (decision.kind === 'refuse') return decision;
      const written = await this.#write(session, number, standing, decision.standing);
      if (written === 'written') return { kind: 'done', answer: decision.answer };
      // A transaction whose answer was lost finds its own code; the standing read next tells.
      if (written === 'code-taken') taken += 1;
      if (taken === 2) return { kind: 'code-taken' };
    }
    throw new Error('a standing changed too often under one step');
  }

  /** Delegates who have a voting card, or a paper ballot in its place; counted where they lie. 1 RCU per 4 KB (≈ 15 delegates). */
  async countCards(session: string): Promise<number> {
    const pages = queryPages(this.#client, {
      TableName: this.#table,
      KeyConditionExpression: 'pk = :session AND begins_with(sk, :standing)',
      FilterExpression: `${hasACard} OR ${hasAPaper}`,
      ExpressionAttributeValues: {
        ':session': sessionOf(session),
        ':standing': 'STANDING#',
        ':text': 'S',
        ':object': 'M',
      },
      Select: 'COUNT',
      ConsistentRead: true,
    });
    let counted = 0;
    for await (const { Count = 0 } of pages) counted += Count;
    return counted;
  }

  /** What was handed out, consistently. 1 RCU per 4 KB: ≈ 5 delegates that drew. */
  async figures(session: string): Promise<IssuedFigures> {
    const drawnCodes = await this.#query({
      KeyConditionExpression: 'pk = :codes',
      FilterExpression: 'drew = :yes',
      ProjectionExpression: 'delegate',
      ExpressionAttributeValues: { ':codes': codesOf(session), ':yes': true },
    });
    const drawn = new Set(drawnCodes.map((item) => f.count.parse(item['delegate']))).size;
    const papers = (await this.#standings(session)).flatMap(({ paper }) => paper ?? []);
    return {
      drawn,
      reissued: drawnCodes.length - drawn,
      papersIssued: papers.length,
      papersReissued: papers.filter(({ afterDrawing }) => afterDrawing).length,
    };
  }

  async #standings(session: string): Promise<readonly StandingRecord[]> {
    const items = await this.#query({
      KeyConditionExpression: 'pk = :session AND begins_with(sk, :standing)',
      ExpressionAttributeValues: { ':session': sessionOf(session), ':standing': 'STANDING#' },
    });
    return items.map(parseStanding);
  }

  async #codeStates(session: string, hashes: readonly string[]): Promise<ReadonlyMap<string, CodeRecord['state']>> {
    const found = await readEach(this.#client, {
      table: this.#table,
      keys: hashes.map((codeHash) => ({ pk: codesOf(session), sk: codeHash })),
      ProjectionExpression: 'sk, #state',
      ExpressionAttributeNames: { '#state': 'state' },
    });
    const row = z.object({ sk: z.string(), state: z.enum(['live', 'drawn', 'dead']) });
    return new Map(found.map((item) => row.parse(item)).map((r) => [r.sk, r.state]));
  }

  /**
   * Parts of a transaction that take a delegate off the list: the code of the card dies, and none comes alive under the number
   * again. Their condition: neither standing nor code changed since they were read. ≤ 4 WCU.
   */
  removing(session: string, number: number, standing: Standing): readonly Alongside[] {
    const removed = { ...recordOf(standing), codeHash: null, pending: null, removed: true } as const;
    return this.#partsOf({ session, number, before: standing, after: removed }).parts;
  }

  async #write(session: string, number: number, before: Standing, after: StandingRecord): Promise<Written> {
    const { parts, isNewCode } = this.#partsOf({ session, number, before, after });
    try {
      await this.#client.send(new TransactWriteCommand({ TransactItems: [...parts] }));
      return 'written';
    } catch (error) {
      if (!lostARace(error)) throw error;
      const isTaken = isNewCode && error.CancellationReasons?.[0]?.Code === 'ConditionalCheckFailed';
      return isTaken ? 'code-taken' : 'overtaken';
    }
  }

  /** A changed standing with what it does to the codes; a new code comes first. */
  #partsOf({ session, number, before, after }: StandingChange): {
    readonly parts: readonly Alongside[];
    readonly isNewCode: boolean;
  } {
    const TableName = this.#table;
    const standing = {
      TableName,
      Item: { pk: sessionOf(session), sk: standingKey(number), ...after, version: before.version + 1 },
      ...(before.version === 0
        ? { ConditionExpression: itemIsNew }
        : {
            ConditionExpression: versionIsTheOneRead,
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':version': before.version },
          }),
    };
    const isNewCode = after.codeHash !== before.codeHash && after.codeHash !== null;
    const newCode = {
      TableName,
      Item: { pk: codesOf(session), sk: after.codeHash, delegate: number, state: 'live' },
      ConditionExpression: itemIsNew,
    };
    const oldCodeDies = after.codeHash !== before.codeHash && before.codeHash !== null;
    const oldCode = {
      TableName,
      Key: { pk: codesOf(session), sk: before.codeHash },
      UpdateExpression: 'SET #state = :dead, drew = :drew',
      ConditionExpression: codeIsAsRead,
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':dead': 'dead', ':state': before.code, ':drew': before.code === 'drawn' },
    };
    const parts = [
      ...(isNewCode ? [{ Put: newCode }] : []),
      ...(oldCodeDies ? [{ Update: oldCode }] : []),
      { Put: standing },
    ];
    return { parts, isNewCode };
  }

  async #get(Key: { pk: string; sk: string }): Promise<Record<string, unknown> | undefined> {
    const found = await this.#client.send(new GetCommand({ TableName: this.#table, Key, ConsistentRead: true }));
    return found.Item;
  }

  #query(input: Omit<QueryCommandInput, 'TableName'>): Promise<readonly Record<string, unknown>[]> {
    return queryAll(this.#client, { ...input, TableName: this.#table, ConsistentRead: true });
  }
}

const parseStanding = ({ pk: _pk, sk: _sk, ...record }: Record<string, unknown>): StandingRecord =>
  standingRecord.parse(record);

const numberOf = (item: Record<string, unknown>): number =>
  Number(z.string().parse(item['sk']).slice('STANDING#'.length));

/** A standing without what is read beside it, to be changed. */
export const recordOf = ({ code: _code, ...record }: Standing): StandingRecord => record;
