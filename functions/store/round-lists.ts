import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import * as f from '../../shared/contract/formats.ts';
import type { ListNumbers } from '../../shared/process/delegates-teller.ts';
import { lostARace } from './audit-log.ts';
import { queryAll } from './query-pages.ts';
import { readEach } from './read-each.ts';

const officer = z.strictObject({ id: z.string(), name: z.string(), post: z.string() });
const delegate = z.strictObject({
  number: f.count,
  name: z.string(),
  category: f.category,
  organisation: z.string(),
  /** Digits only; empty when none was given. */
  phone: z.string(),
});
/** A list that both offices agreed on: from a nomination it lies in an edition of its own, as imported in the round's. */
const agreedList = z.strictObject({
  version: f.count,
  edition: z.string(),
  /** The highest number ever given. */
  lastNumber: f.count,
  /** Numbers of those who were taken off the list; never given again. */
  removed: z.array(f.count),
});
const roundUnit = z.strictObject({
  unit: f.sessionId,
  name: z.string(),
  session: f.sessionId,
  officers: f.count,
  /** The highest number ever given to an officer, where it is more than there are. */
  lastOfficer: f.count.optional(),
  delegates: f.count,
  byCategory: z.record(f.category, f.count),
  list: agreedList.optional(),
});
/** A member of staff. */
const importer = z.strictObject({ subject: z.string(), name: z.string() });
const roundHead = z.strictObject({
  round: f.roundId,
  name: z.string(),
  /** 1 at the first import, one more with each, and with each list that was approved. */
  version: f.count,
  /** Names the items that hold this version's lists. */
  edition: z.string(),
  importedAtMs: f.timeMs,
  /** Everybody who ever imported it, the latest last; none before the first import of a round that was opened by plan. */
  importers: z.array(importer).optional(),
  units: z.array(roundUnit),
  /** The highest number of a code that was made up for a unit; none is given to another unit later. */
  lastUnit: f.count.optional(),
  /** Sessions whose lists others rely on by now: with one of them the round is not imported again. */
  settled: z.set(z.string()).optional(),
});
/** What a list of rounds shows of each. */
const roundLine = z.strictObject({ round: f.roundId, name: z.string(), units: f.count, importedAtMs: f.timeMs });
const listSize = z.strictObject({ session: f.sessionId, delegatePages: f.count });
const editionMark = z.object({ edition: z.string(), lists: z.array(listSize) });

export type Officer = z.output<typeof officer>;
export type Delegate = z.output<typeof delegate>;
export type RoundUnit = z.output<typeof roundUnit>;
export type AgreedList = z.output<typeof agreedList>;
export type RoundHead = z.output<typeof roundHead>;
export type RoundLine = z.output<typeof roundLine>;
type EditionMark = z.output<typeof editionMark>;

/** A unit as it is imported, with its lists. */
export interface UnitLists {
  readonly unit: RoundUnit;
  readonly officers: readonly Officer[];
  readonly delegates: readonly Delegate[];
}

/** A session's list as it is published: its figures, and where it lies. */
export interface PublishedList extends AgreedList {
  readonly delegates: number;
  readonly byCategory: RoundUnit['byCategory'];
}

/** A session with the round and the unit it belongs to. */
export interface SessionPlace {
  readonly round: RoundHead;
  readonly unit: RoundUnit;
}

/** A part of a transaction that another store writes together with a round's head. */
export type Alongside = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Whether a unit's delegates came by import and wait for the other office. */
export const awaitsAgreement = ({ delegates, list }: Pick<RoundUnit, 'delegates' | 'list'>): boolean =>
  delegates > 0 && list === undefined;

/** A page of the list of delegates, as stored and as shown. */
export const DELEGATES_PER_PAGE = 50;
export const delegatePages = (delegates: number): number => Math.max(1, Math.ceil(delegates / DELEGATES_PER_PAGE));

/** `d-001` is number 1 on its session's list; ids are numbers, so that nobody need be looked up by them. */
export const delegateId = (number: number): string => `d-${String(number).padStart(3, '0')}`;

/** The number of a delegate's id, or `undefined` when no delegate of the unit has it. */
export const delegateNumber = (
  id: string,
  { delegates, list }: Pick<RoundUnit, 'delegates' | 'list'>,
): number | undefined => {
  const number = Number(/^d-(\d{3,6})$/.exec(id)?.[1]);
  const isGiven = number >= 1 && number <= (list?.lastNumber ?? delegates) && list?.removed.includes(number) !== true;
  return isGiven && delegateId(number) === id ? number : undefined;
};

/** Versions of a list are one list, whose numbers are never given again; each import of the round is another one. */
export const numbersOf = ({ edition }: Pick<RoundHead, 'edition'>, { list }: Pick<RoundUnit, 'list'>): ListNumbers => ({
  list: edition,
  removed: list?.removed ?? [],
});

const ROUNDS = 'ROUNDS';
const LINES = 'LINES';
const OFFICERS = 'OFFICERS';
const listsOf = (session: string, edition: string): string => `LISTS#${session}#${edition}`;
const delegatesPartition = ({ round, unit }: SessionPlace): string =>
  listsOf(unit.session, unit.list?.edition ?? round.edition);
const DELEGATES = 'DELEGATES#';
const delegatesKey = (page: number): string => `${DELEGATES}${String(page).padStart(4, '0')}`;
const editionKey = (round: string, edition: string) => ({ pk: `ROUND#${round}`, sk: `EDITION#${edition}` });
/** Apart from the session's people (`SESSION#<session>`): who reads opinions may read where a session belongs, and no more. */
const sessionKey = (session: string) => ({ pk: `PLACE#${session}`, sk: 'PLACE' });

const itemIsNew = 'attribute_not_exists(pk)';
const versionIsTheOneRead = '#version = :version';
const nobodyReliesOnTheLists = 'attribute_not_exists(settled)';
const nobodyReliesOnThis = 'NOT contains(settled, :session)';
const editionIsNotGivenUp = 'attribute_exists(pk) AND attribute_not_exists(givenUp)';
const WRITES_AT_ONCE = 16;

async function eachOf<T>(values: readonly T[], work: (value: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < values.length; start += WRITES_AT_ONCE)
    await Promise.all(values.slice(start, start + WRITES_AT_ONCE).map(work));
}

/** Rounds, units, officers and delegates; part of the table `Registry` (see registry.ts). */
export class RoundLists {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** All rounds, the latest first. ½ RCU per 4 KB. */
  async list(): Promise<readonly RoundHead[]> {
    const items = await this.#query(ROUNDS, '');
    return items.map(parseHead).sort((left, right) => right.importedAtMs - left.importedAtMs);
  }

  /**
   * A line of each round, the latest first, kept apart from the heads: many rounds are hardly more to read than one. One Query, 1 RCU
   * per 4 KB (100 B each).
   */
  async lines(): Promise<readonly RoundLine[]> {
    const items = await queryAll(this.#client, {
      TableName: this.#table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': LINES },
      ProjectionExpression: 'sk, #name, units, importedAtMs',
      ExpressionAttributeNames: { '#name': 'name' },
      ConsistentRead: true,
    });
    return items
      .map(({ sk: round, ...line }) => roundLine.parse({ round, ...line }))
      .sort((left, right) => right.importedAtMs - left.importedAtMs);
  }

  /** The head of a round, consistently. 1 RCU per 4 KB. */
  async read(round: string): Promise<RoundHead | undefined> {
    const item = await this.#get({ pk: ROUNDS, sk: round });
    return item === undefined ? undefined : parseHead(item);
  }

  /** The same as it was a moment ago, ½ RCU per 4 KB; consistently when there was none. */
  async glance(round: string): Promise<RoundHead | undefined> {
    const Key = { pk: ROUNDS, sk: round };
    const { Item } = await this.#client.send(new GetCommand({ TableName: this.#table, Key, ConsistentRead: false }));
    return Item === undefined ? this.read(round) : parseHead(Item);
  }

  /** Where a session belongs, or `undefined` when no round has it (any more). 1 RCU + 1 RCU per 4 KB of the head. */
  async placeOf(session: string): Promise<SessionPlace | undefined> {
    const item = await this.#get(sessionKey(session));
    const round = item === undefined ? undefined : await this.read(f.roundId.parse(item['round']));
    const unit = round?.units.find((each) => each.session === session);
    return round === undefined || unit === undefined ? undefined : { round, unit };
  }

  async officersOf({ round, unit }: SessionPlace): Promise<readonly Officer[]> {
    const item = await this.#get({ pk: listsOf(unit.session, round.edition), sk: OFFICERS });
    return z.array(officer).parse(item?.['officers']);
  }

  /** The officers of these units of a round, by session; a batch a hundred. 1 RCU a unit. */
  async officersOfEach(
    round: RoundHead,
    units: readonly RoundUnit[],
  ): Promise<ReadonlyMap<string, readonly Officer[]>> {
    const keys = units.map(({ session }) => ({ pk: listsOf(session, round.edition), sk: OFFICERS }));
    const found = await readEach(this.#client, { table: this.#table, keys, ConsistentRead: true });
    const byPartition = new Map(found.map((item) => [item['pk'], item['officers']]));
    return new Map(
      units.map(({ session }) => [session, z.array(officer).parse(byPartition.get(listsOf(session, round.edition)))]),
    );
  }

  /** One page of delegates in the list's order; `undefined` beyond the last. 1 RCU per 4 KB (≈ 3). */
  async delegatesOf(place: SessionPlace, page: number): Promise<readonly Delegate[] | undefined> {
    const item = await this.#get({ pk: delegatesPartition(place), sk: delegatesKey(page) });
    return item === undefined ? undefined : z.array(delegate).parse(item['delegates']);
  }

  /**
   * Says that others rely on a session's lists from now on (cards, a manifest), so that an import can no longer replace
   * them. `false` when the round was imported anew meanwhile. Nothing to write when it was said before; 1 WCU per KB else.
   */
  async settle({ round, unit }: SessionPlace): Promise<boolean> {
    if (round.settled?.has(unit.session)) return true;
    return this.#conditional(
      new UpdateCommand({
        TableName: this.#table,
        Key: { pk: ROUNDS, sk: round.round },
        UpdateExpression: 'ADD settled :session',
        ConditionExpression: versionIsTheOneRead,
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':session': new Set([unit.session]), ':version': round.version },
      }),
    );
  }

  /**
   * Writes the lists of a new version beside the present one. Nobody sees them before `publish`; `edition` is a name that was
   * never used. What earlier imports left unfinished is cleared first. 1 WCU per KB.
   */
  async write(round: string, edition: string, units: readonly UnitLists[]): Promise<void> {
    await this.#clearGivenUp(round);
    const sizes = sizesOf({ edition, units: units.map(({ unit }) => unit) });
    await this.#put({ ...editionKey(round, edition), ...sizes });
    await eachOf(units, (each) => this.#writeUnit(round, edition, each));
  }

  /**
   * Makes a written edition the round's lists, in one transaction, and clears the lists it replaces. `false`, and nothing
   * changed, when the head is not the one read, somebody relies on its lists, another import gave this edition up, or a
   * condition of what goes alongside does not hold.
   */
  async publish(
    head: Omit<RoundHead, 'settled'>,
    replaced: RoundHead | undefined,
    alongside: readonly Alongside[] = [],
  ): Promise<boolean> {
    const TableName = this.#table;
    const oldMark = replaced === undefined ? [] : [{ Put: { TableName, Item: markOf(replaced) } }];
    const condition =
      replaced === undefined
        ? { ConditionExpression: itemIsNew }
        : {
            ConditionExpression: `${versionIsTheOneRead} AND ${nobodyReliesOnTheLists}`,
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':version': replaced.version },
          };
    const TransactItems = [
      { Put: { TableName, Item: { pk: ROUNDS, sk: head.round, ...head }, ...condition } },
      { Put: { TableName, Item: lineOf(head) } },
      { Delete: { TableName, Key: editionKey(head.round, head.edition), ConditionExpression: editionIsNotGivenUp } },
      ...oldMark,
      ...alongside,
    ];
    try {
      await this.#client.send(new TransactWriteCommand({ TransactItems }));
    } catch (error) {
      if (!lostARace(error)) throw error;
      // A transaction that was sent again because its answer was lost finds its own work.
      if ((await this.read(head.round))?.edition !== head.edition) {
        await this.#deleteLists(head.round, sizesOf(head));
        return false;
      }
    }
    await this.#clearGivenUp(head.round);
    return true;
  }

  /** Writes a session's delegates under an edition of their own, beside the present ones; `publishing` makes them the list. 1 WCU per KB. */
  async writeDelegates(session: string, edition: string, delegates: readonly Delegate[]): Promise<void> {
    await eachOf(pagesOf(listsOf(session, edition), delegates), (item) => this.#put(item));
  }

  /**
   * A part of a transaction: a written edition becomes the session's list, on which others rely from now on. Its condition: the
   * round's lists are the ones read, and nobody relied on a list that was not agreed. 2 WCU per KB of the head.
   */
  publishing({ round, unit }: SessionPlace, list: PublishedList): Alongside {
    const place = round.units.findIndex(({ session }) => session === unit.session);
    const { delegates, byCategory, ...agreed } = list;
    const condition =
      unit.list === undefined ? `${versionIsTheOneRead} AND ${nobodyReliesOnThis}` : versionIsTheOneRead;
    return {
      Update: {
        TableName: this.#table,
        Key: { pk: ROUNDS, sk: round.round },
        UpdateExpression: `SET units[${place}] = :unit, #version = :next ADD settled :settled`,
        ConditionExpression: condition,
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: {
          ':unit': { ...unit, delegates, byCategory, list: agreed },
          ':version': round.version,
          ':next': round.version + 1,
          ':settled': new Set([unit.session]),
          ...(unit.list === undefined ? { ':session': unit.session } : {}),
        },
      },
    };
  }

  /** Deletes the delegates of a list that the one of `edition` has replaced; an imported list stays where it lies. 1 WCU an item. */
  async clearDelegates(place: SessionPlace, edition: string): Promise<void> {
    const pk = delegatesPartition(place);
    if (pk === listsOf(place.unit.session, edition)) return;
    const pages = Array.from({ length: delegatePages(place.unit.delegates) }, (_, page) => page);
    await eachOf(pages, (page) => this.#delete({ pk, sk: delegatesKey(page) }));
  }

  /**
   * Forgets who a session's delegates were: numbers and categories stay, and so every figure. Lists that this one replaced are
   * deleted, should a publishing have died before it cleared them. Forgetting again changes nothing. 1 WCU per KB once.
   */
  async forgetPeople(place: SessionPlace, editions: readonly string[]): Promise<void> {
    await this.#clearGivenUp(place.round.round);
    const { session, delegates } = place.unit;
    const present = delegatesPartition(place);
    const others = [place.round.edition, ...editions].map((edition) => listsOf(session, edition));
    for (const pk of others.filter((each) => each !== present))
      for (const { sk } of await this.#query(pk, DELEGATES)) await this.#delete({ pk, sk: z.string().parse(sk) });
    for (let page = 0; page < delegatePages(delegates); page += 1) {
      const known = (await this.delegatesOf(place, page)) ?? [];
      if (known.every(isNameless)) continue;
      const nameless = known.map((each) => ({ ...each, name: '', organisation: '', phone: '' }));
      await this.#put({ pk: present, sk: delegatesKey(page), delegates: nameless });
    }
  }

  async #writeUnit(round: string, edition: string, { unit, officers, delegates }: UnitLists): Promise<void> {
    const pk = listsOf(unit.session, edition);
    const pages = pagesOf(pk, delegates);
    // A session's place never changes, so it may be known before its lists are.
    const place = { ...sessionKey(unit.session), round, unit: unit.unit };
    await eachOf([place, { pk, sk: OFFICERS, officers }, ...pages], (item) => this.#put(item));
  }

  /** Deletes editions that are not published: first marked, so that none of them can be published while it is deleted. */
  async #clearGivenUp(round: string): Promise<void> {
    const marks = await this.#query(editionKey(round, '').pk, 'EDITION#');
    for (const mark of marks.map((item) => editionMark.parse(item))) await this.#clear(round, mark);
  }

  async #clear(round: string, mark: EditionMark): Promise<void> {
    const marked = await this.#conditional(
      new UpdateCommand({
        TableName: this.#table,
        Key: editionKey(round, mark.edition),
        UpdateExpression: 'SET givenUp = :yes',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':yes': true },
      }),
    );
    if (marked) await this.#deleteLists(round, mark);
  }

  async #deleteLists(round: string, { edition, lists }: EditionMark): Promise<void> {
    const keys = lists.flatMap(({ session, delegatePages: pages }) => [
      { pk: listsOf(session, edition), sk: OFFICERS },
      ...Array.from({ length: pages }, (_, page) => ({ pk: listsOf(session, edition), sk: delegatesKey(page) })),
    ]);
    await eachOf(keys, (key) => this.#delete(key));
    await this.#delete(editionKey(round, edition));
  }

  async #get(Key: { pk: string; sk: string }): Promise<Record<string, unknown> | undefined> {
    const found = await this.#client.send(new GetCommand({ TableName: this.#table, Key, ConsistentRead: true }));
    return found.Item;
  }

  async #put(Item: Record<string, unknown>): Promise<void> {
    await this.#client.send(new PutCommand({ TableName: this.#table, Item }));
  }

  async #delete(Key: { pk: string; sk: string }): Promise<void> {
    await this.#client.send(new DeleteCommand({ TableName: this.#table, Key }));
  }

  async #conditional(command: UpdateCommand): Promise<boolean> {
    try {
      await this.#client.send(command);
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  #query(pk: string, prefix: string): Promise<readonly Record<string, unknown>[]> {
    return queryAll(this.#client, {
      TableName: this.#table,
      KeyConditionExpression: prefix === '' ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ...(prefix === '' ? {} : { ':prefix': prefix }) },
      ConsistentRead: true,
    });
  }
}

const pagesOf = (pk: string, delegates: readonly Delegate[]) =>
  Array.from({ length: delegatePages(delegates.length) }, (_, page) => ({
    pk,
    sk: delegatesKey(page),
    delegates: delegates.slice(page * DELEGATES_PER_PAGE, (page + 1) * DELEGATES_PER_PAGE),
  }));

const parseHead = ({ pk: _pk, sk: _sk, ...head }: Record<string, unknown>): RoundHead => roundHead.parse(head);

const lineOf = ({ round, name, units, importedAtMs }: Pick<RoundHead, keyof RoundLine>): Record<string, unknown> => ({
  pk: LINES,
  sk: round,
  name,
  units: units.length,
  importedAtMs,
});

type Edition = Pick<RoundHead, 'edition' | 'units'>;

const isNameless = ({ name, organisation, phone }: Delegate): boolean => `${name}${organisation}${phone}` === '';

const sizesOf = ({ edition, units }: Edition): EditionMark => ({
  edition,
  lists: units.map(({ session, delegates }) => ({ session, delegatePages: delegatePages(delegates) })),
});

const markOf = (head: RoundHead): Record<string, unknown> => ({
  ...editionKey(head.round, head.edition),
  ...sizesOf(head),
  givenUp: true,
});
