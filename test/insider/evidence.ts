import { createHash } from 'node:crypto';
import { TABLES } from '../../functions/store/tables.ts';
import { parseSealedBallot } from '../../shared/protocol/sealed-ballot.ts';
import { SLOTS } from '../../shared/protocol/slots.ts';
import type { Item } from '../simulation/expressions.ts';
import { SCORES_PER_BALLOT } from '../simulation/issued-tokens.ts';
import type { MemoryEngine } from '../simulation/memory-engine.ts';
import type { ExportedLines } from './hall-export.ts';
import type { Seen } from './hall-people.ts';
import { type Known, Names, Readings, wordsIn } from './names.ts';
import type { PastState } from './past-states.ts';
import { type FlatRecord, hexOf, kindOf, recordsIn } from './records.ts';
import type { PooledBallot } from './sealed-pool.ts';

/** A line of a log, its fields as they were written. */
export type LogLine = Readonly<Record<string, string | number>>;

/** What is known of one delegate, or of one ballot, by name. */
export type Traces = ReadonlyMap<string, string | number>;

/** Everything the insider works with: what there is of every delegate, and of every ballot. */
export interface Evidence {
  /** What everybody knows of the meeting, and may have been put beside a text before it was hashed. */
  readonly session: string;
  readonly delegates: readonly Traces[];
  readonly ballots: readonly Traces[];
}

/** A delegate as the camera saw them, and whether they voted with a phone. */
export interface SeenPerson extends Seen {
  readonly number: number;
  readonly hasCast: boolean;
}

export interface Reached {
  readonly engine: MemoryEngine;
  readonly session: string;
  readonly seen: readonly SeenPerson[];
  /** What recovery to any second gives back. */
  readonly states: readonly PastState[];
  readonly exported: ExportedLines;
  /** Lines of faults and of counts. */
  readonly logs: readonly LogLine[];
  /** What was published and kept for auditors, by key, in the order in which it was written. */
  readonly documents: ReadonlyMap<string, Uint8Array | string>;
  /** Of every ballot, by receipt: the count opens each, and a bought teller sees it. */
  readonly opened: ReadonlyMap<string, PooledBallot>;
}

/** Partitions as a scan, a backup or an export has them: by a hash of their key. Within one, by the sort key. */
const scanned = (engine: MemoryEngine, table: string): readonly Item[] =>
  [...engine.everything(table)]
    .map((item) => ({ item, at: createHash('md5').update(String(item['pk'])).digest('hex') + String(item['sk']) }))
    .sort((left, right) => (left.at < right.at ? -1 : 1))
    .map(({ item }) => item);

/** The kind of an item, by its keys. */
const itemKind = (session: string, { pk, sk }: Item): string => kindOf(session, `${pk}/${sk}`);

/** States of items by the second in which they began: of each item its first, its second, and so on. */
function pastRecords({ session, states }: Reached): readonly FlatRecord[] {
  const times = new Map<string, number>();
  return states.flatMap(({ table, since, item }) => {
    const key = `${table} ${item['pk']}/${item['sk']}`;
    const time = (times.get(key) ?? 0) + 1;
    times.set(key, time);
    return recordsIn(`state ${time} of ${table} ${itemKind(session, item)}`, since, item);
  });
}

/** Lines of an export by their numbers. */
const exportedRecords = ({ session, exported }: Reached): readonly FlatRecord[] =>
  [...exported].flatMap(([series, items]) =>
    items.flatMap((item, place) => {
      const kind = 'pk' in item ? itemKind(session, item) : 'object';
      return recordsIn(`export of ${series} ${kind}`, place, item);
    }),
  );

/** Every record of every table, its backups and export, log and document. */
function everyRecord(reached: Reached): readonly FlatRecord[] {
  const { engine, session, logs, documents } = reached;
  const items = TABLES.flatMap((table) =>
    scanned(engine, table).flatMap((item, place) => recordsIn(`${table} ${itemKind(session, item)}`, place, item)),
  );
  const lines = logs.flatMap((line, place) => recordsIn(`log of ${line['operation']}`, place, line));
  const texts = [...documents].flatMap(([key, body]) =>
    typeof body === 'string' && key.endsWith('.json') ? recordsIn(`document ${kindOf(session, key)}`, 0, body) : [],
  );
  return [...items, ...pastRecords(reached), ...exportedRecords(reached), ...lines, ...texts];
}

/** A document, whose words may name somebody wherever they stand. */
interface Page {
  readonly kind: string;
  readonly words: readonly (readonly [number, readonly string[]])[];
}

/** Of everybody, where a page first names them; -1 where it does not. */
function noteMentions(rows: Rows, names: Names, { kind, words }: Page): void {
  const first = new Map<number, number>();
  for (const [index, readings] of words) {
    const place = names.placeOf(readings);
    if (place !== undefined && !first.has(place)) first.set(place, index);
  }
  for (const [place, traces] of rows.entries()) traces.set(kind, first.get(place) ?? -1);
}

function note(traces: Map<string, string | number>, { kind, place, fields }: FlatRecord): void {
  const times = Number(traces.get(`${kind} times`) ?? 0) + 1;
  traces.set(`${kind} times`, times);
  if (times > 1) return;
  traces.set(`${kind} place`, place);
  for (const [field, value] of fields) traces.set(`${kind} ${field}`, value);
}

/** By what a delegate is known: the list, and the codes that were issued to them. */
function knownAs(person: SeenPerson, codes: readonly FlatRecord[]): Known {
  const { id, number, name, organisation, phone } = person;
  const own = codes.filter(({ fields }) => fields.get('delegate') === number);
  const secrets = own.flatMap(({ fields }) => ['sk', 'blinded', 'blindSignature'].map((field) => fields.get(field)));
  const texts = secrets.filter((secret) => typeof secret === 'string');
  const padded = [1, 3, 6].map((length) => String(number).padStart(length, '0'));
  const standing = `STANDING#${padded[2]}`;
  const names = [id, name, organisation, phone, `delegate ${number}`, `number ${number}`, standing, ...texts];
  return { names, short: padded };
}

function namesOfBallot({ receipt, id, sealed }: PooledBallot): Known {
  const written = (['base64url', 'base64'] as const).map((encoding) => Buffer.from(sealed).toString(encoding));
  return { names: [receipt, id, hexOf(sealed), ...written], short: [] };
}

type Rows = readonly Map<string, string | number>[];
interface Side {
  readonly rows: Rows;
  readonly names: Names;
}

/** Notes a record with whom it names. */
function noteRecord(record: FlatRecord, read: readonly (readonly string[])[], people: Side, ballots: Side): void {
  const [delegate, ballot] = [people.names.namedIn(read), ballots.names.namedIn(read)];
  if (delegate !== undefined) note(people.rows[delegate] ?? new Map(), record);
  // A list as long as the board that names nobody goes by the board's order: shares do.
  const isByBoard = ballot === undefined && delegate === undefined && record.listed === ballots.rows.length;
  const at = isByBoard && ballots.rows.length > 1 ? record.place : ballot;
  if (at !== undefined) note(ballots.rows[at] ?? new Map(), record);
}

/** Reads all that there is into what there is of each delegate who cast a ballot, and of each ballot. */
export function gather(reached: Reached): Evidence {
  const { seen, opened, documents, session } = reached;
  const records = everyRecord(reached);
  const board = records
    .filter(({ kind }) => kind.startsWith('Meetings ') && kind.includes('BOARD#') && kind.endsWith('[]'))
    .map(({ fields }) => String(fields.get('')))
    .sort();
  const cast = board.map((receipt) => {
    const ballot = opened.get(receipt);
    if (ballot === undefined) throw new Error('nobody cast this ballot');
    return ballot;
  });
  const codes = records.filter(({ kind }) => kind.startsWith('Registry CODES#'));
  const people: Side = {
    names: new Names(
      seen.map((person) => knownAs(person, codes)),
      session,
    ),
    rows: seen.map(
      ({ hasCast: _, ...person }, place) => new Map([['place on the list', place], ...fieldsOf('seen', person)]),
    ),
  };
  const ballots: Side = {
    names: new Names(cast.map(namesOfBallot), session),
    rows: cast.map((ballot, place) => new Map([['place on the board', place], ...partsOf(ballot)])),
  };
  const readings = new Readings();
  for (const record of records) noteRecord(record, [...readings.inRecord(record)], people, ballots);
  for (const [key, body] of documents) {
    const page = { kind: `place in ${kindOf(session, key)}`, words: [...wordsIn(body, readings)] };
    for (const { rows, names } of [people, ballots]) noteMentions(rows, names, page);
  }
  const delegates = people.rows.filter((_, place) => seen[place]?.hasCast === true);
  return { session, delegates, ballots: ballots.rows };
}

function* fieldsOf(kind: string, value: object): Generator<[string, string | number]> {
  for (const { fields } of recordsIn(kind, 0, value))
    for (const [name, field] of fields) yield [`${kind} ${name}`, field];
}

/** What a ballot is made of, and what it says once it is opened. */
function* partsOf({ sealed, receipt, shares, scores }: PooledBallot): Generator<[string, string | number]> {
  const parsed = parseSealedBallot(sealed, SCORES_PER_BALLOT);
  if (parsed === null) throw new Error('a ballot of the box does not parse');
  const { nonce, signature, commitment, ciphertext, shares: sealedShares } = parsed;
  yield ['receipt', receipt];
  yield* fieldsOf('ballot', { nonce, signature, commitment, ciphertext });
  for (const [place, share] of sealedShares.entries()) yield* fieldsOf(`share of ${SLOTS[place]}`, share);
  for (const slot of SLOTS) yield [`opened by ${slot}`, hexOf(shares[slot])];
  yield ['scores', scores.join()];
  yield ['sum of scores', scores.reduce<number>((sum, score) => sum + (score ?? 0), 0)];
}
