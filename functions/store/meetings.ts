/**
 * The table `Meetings`: the public face of every meeting. One head item a session, changed by one conditional write a step;
 * beside it items named by their own hash, which never change.
 *
 * | access                | key                                   | cost                              |
 * | --------------------- | ------------------------------------- | --------------------------------- |
 * | read the head         | pk = session, sk = `HEAD`             | 1 RCU per 4 KB, consistent        |
 * | read several heads    | BatchGetItem of the above             | 1 RCU per 4 KB each, consistent   |
 * | does it answer        | pk = `HEALTH`, sk = `HEAD`, never there | ½ RCU                           |
 * | create the head       | put if absent                         | 1 WCU per KB (≈ 1)                |
 * | change the head       | put if `version` is the one read      | 1 WCU per KB (2–4)                |
 * | manifest              | sk = `MANIFEST#<manifestHash>`        | 1–42 WCU once; ½ RCU per 4 KB     |
 * | wrapped private keys  | sk = `KEY#token`, `KEY#box`, `KEY#opinion` | 2 + 1 + 2 WCU once; ½ RCU             |
 * | board, a page         | sk = `BOARD#<boardRoot>#<page>`       | ≤ 250 WCU once; ≤ 32 RCU          |
 * | counted result        | sk = `RESULT#<hash>`                  | 1–64 WCU once; 1 RCU per 4 KB     |
 * | names to be forgotten | pk = `forget#waiting`, sk = session   | 1 WCU; a Query, 1 RCU per 4 KB    |
 *
 * No item comes near DynamoDB's 400 KB, so that none needs S3. At the most (test/unit/functions/item-sizes.test.ts): a page of a
 * board 256 KB, being 8 000 receipts of 32 bytes; a result of 61 officers and 10 000 ballots 65 KB; a manifest of 61 officers, every
 * name as long as an import takes it, 43 KB; a head with three share sets of 1 000 pages and three objections 26 KB. More
 * officers than 61, that is 370 scores, no ballot has room for. What is larger, the documents, is in S3 (documents.ts).
 */

import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import * as f from '../../shared/contract/formats.ts';
import type { BoardPayload } from '../../shared/protocol/board.ts';
import { toHex } from '../../shared/protocol/bytes.ts';
import { type Manifest, parseManifest } from '../../shared/protocol/manifest.ts';
import type { TallyResult } from '../../shared/protocol/result.ts';
import { SLOTS, type Slot } from '../../shared/protocol/slots.ts';
import { Collated } from './collated.ts';
import { Floor } from './floor.ts';
import { ForgetMarks } from './forget-marks.ts';
import { OpinionForms } from './opinion-forms.ts';
import { readEach } from './read-each.ts';
import { ReadingKeys } from './reading-keys.ts';
import { RectificationItems } from './rectification-items.ts';
import { Reports } from './reports.ts';
import type { Alongside } from './round-lists.ts';
import { Venues } from './venues.ts';

const voice = z.union([
  z.strictObject({ kind: z.literal('signed'), openedBy: z.array(f.slot), signature: f.ecdsaSignature }),
  z.strictObject({
    kind: z.literal('objected'),
    payload: z.strictObject({ reason: f.reason }),
    signature: f.ecdsaSignature,
  }),
]);

const tellerRecord = z.strictObject({
  /** Hash of the enrolment secret that was issued last; `null` before. */
  enrolmentHash: f.hash.nullable(),
  /** Hash of the secret this teller enrolled with; equal to `enrolmentHash` once it is used. */
  enrolledWith: f.hash.nullable(),
  hpke: f.point.nullable(),
  sign: f.point.nullable(),
  armingSignature: f.ecdsaSignature.nullable(),
  boardSignature: f.ecdsaSignature.nullable(),
  /** Hash of JCS(payload) of this teller's own entry of the paper ballots, which names it in the ballot box. */
  paperEntry: f.hash.nullable(),
  /** The share set: how many pages it has, how many shares each but the last, and which pages are in. */
  sharePages: f.count,
  sharesPerPage: f.count,
  sharePagesIn: z.array(f.count),
  /** The tellers who recorded this one absent. */
  absentBy: z.array(f.slot),
  /** This teller's word on the result. */
  voice: voice.nullable(),
  /** This teller's wish to void the meeting. */
  voidReason: z.string().nullable(),
});

const meetingRecord = z.strictObject({
  session: f.sessionId,
  county: f.sessionId,
  round: f.roundId,
  unit: f.sessionId,
  unitName: z.string(),
  state: f.meetingState,
  /** Grows by one with every change; the condition of every write. */
  version: f.count,
  keysMade: z.boolean(),
  manifestHash: f.hash.nullable(),
  armingHash: f.hash.nullable(),
  closesAt: f.timeMs.nullable(),
  tellers: z.strictObject({ discipline: tellerRecord, delegates: tellerRecord, inspection: tellerRecord }),
  issuing: f.issuing.nullable(),
  boardRoot: f.hash.nullable(),
  boardPages: f.count,
  electronic: f.count.nullable(),
  /** `null` until the board is fixed. */
  paper: z.enum(['none-issued', 'awaiting', 'differs', 'settled']).nullable(),
  /** The teller who settled the differences, and the hash of that payload. */
  settledBy: z.strictObject({ slot: f.slot, entry: f.hash }).nullable(),
  /** Counted results by the tellers whose shares opened them; `hash` names the item. */
  results: z.array(
    z.strictObject({
      openedBy: z.array(f.slot),
      hash: f.hash,
      outcome: z.enum(['valid', 'invalid']),
      sealedVoid: z.boolean(),
    }),
  ),
  /** Fixed by the first result signature. */
  openedBy: z.array(f.slot).nullable(),
  /** When the second result signature came in; the documents print it. */
  announcedAtMs: f.timeMs.nullable(),
  /** The edition of the documents that is announced (`editionOf`); `null` before, and where it was before there were editions. */
  edition: z.string().nullable().default(null),
  /** The audit log's newest entry when the figures of issuing were fixed, which the minutes print; `null` before. */
  auditHead: z.strictObject({ sequence: f.count, hash: f.hash }).nullable().default(null),
  voidReason: z.string().nullable(),
});

export type TellerRecord = z.output<typeof tellerRecord>;
export type Meeting = z.output<typeof meetingRecord>;
export type ResultSignature = z.output<typeof f.resultSignature>;

const emptyTeller: TellerRecord = {
  enrolmentHash: null,
  enrolledWith: null,
  hpke: null,
  sign: null,
  armingSignature: null,
  boardSignature: null,
  paperEntry: null,
  sharePages: 0,
  sharesPerPage: 0,
  sharePagesIn: [],
  absentBy: [],
  voice: null,
  voidReason: null,
};

export const newMeeting = (identity: Pick<Meeting, 'session' | 'county' | 'round' | 'unit' | 'unitName'>): Meeting => ({
  ...identity,
  state: 'prepared',
  version: 0,
  keysMade: false,
  manifestHash: null,
  armingHash: null,
  closesAt: null,
  tellers: { discipline: emptyTeller, delegates: emptyTeller, inspection: emptyTeller },
  issuing: null,
  boardRoot: null,
  boardPages: 0,
  electronic: null,
  paper: null,
  settledBy: null,
  results: [],
  openedBy: null,
  announcedAtMs: null,
  edition: null,
  auditHead: null,
  voidReason: null,
});

/** The same meeting with one teller's record changed. */
export const withTeller = (meeting: Meeting, slot: Slot, change: Partial<TellerRecord>): Meeting => ({
  ...meeting,
  tellers: { ...meeting.tellers, [slot]: { ...meeting.tellers[slot], ...change } },
});

/** What the tellers sign of the board; `undefined` before the close. */
export const boardPayloadOf = ({ boardRoot, manifestHash, issuing, electronic }: Meeting): BoardPayload | undefined =>
  boardRoot === null || manifestHash === null || issuing === null || electronic === null
    ? undefined
    : { boardRoot, manifestHash, counts: { ...issuing, electronic } };

/** Two signatures freeze the board (protocol.md §4). */
export const boardIsFrozen = (meeting: Meeting): boolean =>
  Object.values(meeting.tellers).filter(({ boardSignature }) => boardSignature !== null).length >= 2;

export const shareSetIsComplete = (teller: TellerRecord): boolean =>
  teller.sharePages > 0 && teller.sharePagesIn.length === teller.sharePages;

/** Whether two lists name the same tellers; both are in slot order. */
const areSameSlots = (left: readonly Slot[], right: readonly Slot[]): boolean => left.join() === right.join();

/** The result counted from these tellers' shares, given in slot order. */
export const resultOpenedBy = (meeting: Meeting, openedBy: readonly Slot[]): Meeting['results'][number] | undefined =>
  meeting.results.find((each) => areSameSlots(each.openedBy, openedBy));

/** The result that the tellers are signing; `undefined` before the first signature. */
export const signedResultOf = (meeting: Meeting): Meeting['results'][number] | undefined =>
  meeting.openedBy === null ? undefined : resultOpenedBy(meeting, meeting.openedBy);

/**
 * Names the documents that carry every word on the result so far, by who has spoken: a word is written once, so an edition has
 * one content.
 */
export const editionOf = (meeting: Meeting): string =>
  SLOTS.filter((slot) => meeting.tellers[slot].voice !== null).join('-');

/** Every teller's word on the result, as the public bundle has it, in slot order. */
export const resultSignaturesOf = (meeting: Meeting): ResultSignature[] =>
  SLOTS.flatMap((slot): ResultSignature[] => {
    const { voice } = meeting.tellers[slot];
    if (voice === null) return [];
    const { signature } = voice;
    return [voice.kind === 'signed' ? { slot, signature } : { slot, objection: { payload: voice.payload, signature } }];
  });

/**
 * What a step decides on the meeting it was shown: a changed meeting with the answer, an answer that changes nothing (a
 * repeated request), or a refusal. It may be asked again with a newer meeting, so it must be pure.
 */
export type Decision<Answer, Refused> =
  | { readonly kind: 'change'; readonly meeting: Meeting; readonly answer: Answer }
  | { readonly kind: 'keep'; readonly answer: Answer }
  | { readonly kind: 'refuse'; readonly refusal: Refused };

/** Receipts of one board page: 256 KB as an item (of at most 400), 536 KB as JSON. */
export const RECEIPTS_PER_PAGE = 8_000;
const RECEIPT_BYTES = 32;

/** One stored page of a board as receipts in hex. */
export const receiptsOfPage = (page: Uint8Array): readonly string[] =>
  Array.from({ length: page.length / RECEIPT_BYTES }, (_, index) =>
    toHex(page.subarray(index * RECEIPT_BYTES, (index + 1) * RECEIPT_BYTES)),
  );

const HEAD = 'HEAD';
const boardKey = (root: string, page: number): string => `BOARD#${root}#${String(page).padStart(4, '0')}`;
const versionIsTheOneRead = '#version = :version';
const itemIsNew = 'attribute_not_exists(pk)';
/** Several people press at once; each retry reads what the other wrote and decides anew. */
const MAX_ATTEMPTS = 10;

const wrappedKeyItem = z.object({ wrapped: z.instanceof(Uint8Array), publicKey: z.instanceof(Uint8Array) });
export type WrappedKey = z.output<typeof wrappedKeyItem>;
export type KeyPurpose = 'token' | 'box';
/** `opinion`: the key of opinions' proofs, wrapped for the purpose of tokens under a label of its own. */
export type KeyName = KeyPurpose | 'opinion';

export class Meetings {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #receiptsPerPage: number;
  readonly readingKeys: ReadingKeys;
  readonly reports: Reports;
  readonly floor: Floor;
  readonly collated: Collated;
  readonly opinionForms: OpinionForms;
  readonly rectification: RectificationItems;
  readonly venues: Venues;
  readonly forgetMarks: ForgetMarks;

  /** A board is read in as many pages as its head says, so that `receiptsPerPage` may be another at each writing. */
  constructor(client: DynamoDBDocumentClient, table: string, { receiptsPerPage = RECEIPTS_PER_PAGE } = {}) {
    this.#client = client;
    this.#table = table;
    this.#receiptsPerPage = receiptsPerPage;
    this.readingKeys = new ReadingKeys(client, table);
    this.reports = new Reports(client, table);
    this.floor = new Floor(client, table);
    this.collated = new Collated(client, table);
    this.opinionForms = new OpinionForms(client, table);
    this.rectification = new RectificationItems(client, table);
    this.venues = new Venues(client, table);
    this.forgetMarks = new ForgetMarks(client, table);
  }

  /** The head of a session, read consistently; `undefined` when there is no such session. 1 RCU per 4 KB. */
  async read(session: string): Promise<Meeting | undefined> {
    const item = await this.#get(session, HEAD, true);
    return item === undefined ? undefined : parseHead(item);
  }

  /** Comes back when the table answers: reads a head that never is there (no session is in capitals). ½ RCU. */
  async knock(): Promise<void> {
    await this.#get('HEALTH', HEAD, false);
  }

  /** The heads of these sessions, consistently, in no order; a batch a hundred. 1 RCU per 4 KB each. */
  readMany(sessions: readonly string[]): Promise<readonly Meeting[]> {
    return this.#readHeads(sessions, { ConsistentRead: true });
  }

  /** The same as they were a moment ago. ½ RCU per 4 KB each. */
  glanceMany(sessions: readonly string[]): Promise<readonly Meeting[]> {
    return this.#readHeads(sessions, { ConsistentRead: false });
  }

  async #readHeads(
    sessions: readonly string[],
    how: { readonly ConsistentRead: boolean },
  ): Promise<readonly Meeting[]> {
    const keys = sessions.map((session) => ({ pk: session, sk: HEAD }));
    return (await readEach(this.#client, { table: this.#table, keys, ...how })).map(parseHead);
  }

  /** Creates the head unless the session exists already; says whether it did. */
  async create(meeting: Meeting): Promise<boolean> {
    return this.#putIfNew({ pk: meeting.session, sk: HEAD, ...storedHead(meeting) });
  }

  /**
   * One step of a meeting: reads the head, lets `decide` decide, writes the changed head on the condition that nobody changed
   * it meanwhile, and decides anew when somebody did. `undefined` when there is no such session.
   */
  async change<Answer, Refused>(
    session: string,
    decide: (meeting: Meeting) => Decision<Answer, Refused> | Promise<Decision<Answer, Refused>>,
  ): Promise<Decision<Answer, Refused> | undefined> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const meeting = await this.read(session);
      if (meeting === undefined) return undefined;
      const decision = await decide(meeting);
      if (decision.kind !== 'change') return decision;
      if (await this.#replace(meeting, decision.meeting)) return decision;
    }
    throw new Error('a meeting changed too often under one step');
  }

  /**
   * A part of a transaction that leaves the meeting as it was read and moves its version on: a step that is under way meanwhile,
   * such as a freeze on the lists of a moment ago, decides anew. 4–8 WCU.
   */
  touching({ session, version }: Pick<Meeting, 'session' | 'version'>): Alongside {
    return {
      Update: {
        TableName: this.#table,
        Key: { pk: session, sk: HEAD },
        UpdateExpression: 'SET #version = :next',
        ConditionExpression: versionIsTheOneRead,
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': version, ':next': version + 1 },
      },
    };
  }

  async putManifest(session: string, hash: string, manifest: Manifest): Promise<void> {
    await this.#putIfNew({ pk: session, sk: `MANIFEST#${hash}`, json: JSON.stringify(manifest) });
  }

  /** Right after the freeze the cheap read may miss what is there; the consistent one does not. */
  async getManifest(session: string, hash: string): Promise<Manifest | undefined> {
    const key = `MANIFEST#${hash}`;
    const item = (await this.#get(session, key, false)) ?? (await this.#get(session, key, true));
    if (item === undefined) return undefined;
    const parsed = parseManifest(JSON.parse(z.string().parse(item['json'])));
    if (!parsed.ok) throw new Error('a stored manifest does not parse');
    return parsed.manifest;
  }

  /** Keeps the first key of a purpose; says whether this one was kept. */
  async putKey(session: string, purpose: KeyName, key: WrappedKey): Promise<boolean> {
    return this.#putIfNew({ pk: session, sk: `KEY#${purpose}`, ...key });
  }

  async getKey(session: string, purpose: KeyName): Promise<WrappedKey | undefined> {
    const item = await this.#get(session, `KEY#${purpose}`, true);
    return item === undefined ? undefined : wrappedKeyItem.parse(item);
  }

  /** Stores a board, receipts in hex, under its root; gives its number of pages, at least one. ≤ 250 WCU a page. */
  async putBoard(session: string, root: string, board: readonly string[]): Promise<number> {
    const perPage = this.#receiptsPerPage;
    const pages = Math.max(1, Math.ceil(board.length / perPage));
    for (let page = 0; page < pages; page += 1) {
      const receipts = board.slice(page * perPage, (page + 1) * perPage).join('');
      await this.#putIfNew({ pk: session, sk: boardKey(root, page), receipts: Buffer.from(receipts, 'hex') });
    }
    return pages;
  }

  /**
   * One page of receipts (32 bytes each, concatenated) of the board with this root. Right after the close the cheap read may
   * miss what is there; the consistent one does not.
   */
  async getBoardPage(session: string, root: string, page: number): Promise<Uint8Array | undefined> {
    const key = boardKey(root, page);
    const item = (await this.#get(session, key, false)) ?? (await this.#get(session, key, true));
    return item === undefined ? undefined : z.instanceof(Uint8Array).parse(item['receipts']);
  }

  /** The whole board, receipts in hex. ≤ 32 RCU a page. Throws when a page of the head's count is missing. */
  async readBoard(session: string, root: string, pages: number): Promise<readonly string[]> {
    const board: string[] = [];
    for (let page = 0; page < pages; page += 1) {
      const receipts = await this.getBoardPage(session, root, page);
      if (receipts === undefined) throw new Error('a page of a fixed board is missing');
      board.push(...receiptsOfPage(receipts));
    }
    return board;
  }

  /** A counted result under the SHA-256 (hex) of its JCS bytes. */
  async putResult(session: string, hash: string, result: TallyResult): Promise<void> {
    await this.#putIfNew({ pk: session, sk: `RESULT#${hash}`, json: JSON.stringify(result) });
  }

  async getResult(session: string, hash: string): Promise<TallyResult | undefined> {
    const item = await this.#get(session, `RESULT#${hash}`, true);
    return item === undefined ? undefined : parseResult(JSON.parse(z.string().parse(item['json'])));
  }

  async #get(pk: string, sk: string, consistent: boolean): Promise<Record<string, unknown> | undefined> {
    const found = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: { pk, sk }, ConsistentRead: consistent }),
    );
    return found.Item;
  }

  async #putIfNew(item: Record<string, unknown>): Promise<boolean> {
    return this.#put({ TableName: this.#table, Item: item, ConditionExpression: itemIsNew });
  }

  async #replace(read: Meeting, changed: Meeting): Promise<boolean> {
    return this.#put({
      TableName: this.#table,
      Item: { pk: read.session, sk: HEAD, ...storedHead(changed), version: read.version + 1 },
      ConditionExpression: versionIsTheOneRead,
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':version': read.version },
    });
  }

  async #put(input: ConstructorParameters<typeof PutCommand>[0]): Promise<boolean> {
    try {
      await this.#client.send(new PutCommand(input));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}

/** The edition lies in the head as the tellers whose words it carries, which the version before reads too. */
const storedHead = ({ edition, ...head }: Meeting): Record<string, unknown> => ({
  ...head,
  publishedWords: edition === null ? [] : edition.split('-'),
});
const parseHead = ({ pk: _pk, sk: _sk, publishedWords, ...head }: Record<string, unknown>): Meeting => {
  const words = z.array(f.slot).default([]).parse(publishedWords);
  return meetingRecord.parse({ ...head, edition: words.length === 0 ? null : words.join('-') });
};

/** A stored result, its shape checked by the contract; the ids in it were branded when it was computed. */
function parseResult(value: unknown): TallyResult {
  f.result.parse(value);
  return value as TallyResult;
}
