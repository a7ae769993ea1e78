import { createHash } from 'node:crypto';
import { parseSealedBallot } from '../../shared/protocol/sealed-ballot.ts';
import { SLOTS } from '../../shared/protocol/slots.ts';
import type { Item } from '../simulation/expressions.ts';
import { SCORES_PER_BALLOT } from '../simulation/issued-tokens.ts';
import type { MemoryEngine } from '../simulation/memory-engine.ts';
import type { Seen } from './hall-people.ts';
import { Names, Readings, wordsIn } from './names.ts';
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

export interface Reached {
  readonly engine: MemoryEngine;
  readonly session: string;
  readonly seen: readonly Seen[];
  /** Lines of faults and of counts. */
  readonly logs: readonly LogLine[];
  /** What was published and kept for auditors, by key, in the order in which it was written. */
  readonly documents: ReadonlyMap<string, Uint8Array | string>;
  /** Of every ballot, by receipt: the count opens each, and a bought teller sees it. */
  readonly opened: ReadonlyMap<string, PooledBallot>;
}

const TABLES = ['Registry', 'Meetings', 'BallotBox'] as const;

/** Partitions as a scan, a backup or an export has them: by a hash of their key. Within one, by the sort key. */
const scanned = (engine: MemoryEngine, table: string): readonly Item[] =>
  [...engine.everything(table)]
    .map((item) => ({ item, at: createHash('md5').update(String(item['pk'])).digest('hex') + String(item['sk']) }))
    .sort((left, right) => (left.at < right.at ? -1 : 1))
    .map(({ item }) => item);

/** Every record of every table, log and document. */
function everyRecord({ engine, session, logs, documents }: Reached): readonly FlatRecord[] {
  const items = TABLES.flatMap((table) =>
    scanned(engine, table).flatMap((item, place) =>
      recordsIn(`${table} ${kindOf(session, `${item['pk']}/${item['sk']}`)}`, place, item),
    ),
  );
  const lines = logs.flatMap((line, place) => recordsIn(`log of ${line['operation']}`, place, line));
  const texts = [...documents].flatMap(([key, body]) =>
    typeof body === 'string' && key.endsWith('.json') ? recordsIn(`document ${kindOf(session, key)}`, 0, body) : [],
  );
  return [...items, ...lines, ...texts];
}

/** A document, whose words may name somebody wherever they stand. */
interface Page {
  readonly kind: string;
  readonly words: readonly (readonly [number, readonly string[]])[];
}

/** Of everybody, where a page first names them; -1 where it does not. */
function noteMentions(rows: readonly Map<string, string | number>[], names: Names, { kind, words }: Page): void {
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

/** Reads all that there is into what there is of each delegate and of each ballot. */
export function gather(reached: Reached): Evidence {
  const { seen, opened, documents, session } = reached;
  const records = everyRecord(reached);
  const board = records
    .filter(({ kind }) => kind.includes('BOARD#') && kind.endsWith('[]'))
    .map(({ fields }) => String(fields.get('')))
    .sort();
  const ballots = board.map((receipt) => {
    const ballot = opened.get(receipt);
    if (ballot === undefined) throw new Error('nobody cast this ballot');
    const sealed = ['base64url', 'base64'] as const;
    const names = sealed.map((encoding) => Buffer.from(ballot.sealed).toString(encoding));
    return { ballot, names: [receipt, ballot.id, hexOf(ballot.sealed), ...names], short: [] };
  });
  const codes = records.filter(({ kind }) => kind.startsWith('Registry CODES#'));
  const people = seen.map((person, place) => {
    const number = place + 1;
    const own = codes.filter(({ fields }) => fields.get('delegate') === number);
    const secrets = own.flatMap(({ fields }) =>
      ['sk', 'blinded', 'blindSignature'].map((name) => String(fields.get(name))),
    );
    const standing = `STANDING#${String(number).padStart(6, '0')}`;
    const names = [person.name, person.phone, `delegate ${number}`, `number ${number}`, standing, ...secrets];
    return { names, short: [String(number), String(number).padStart(3, '0'), String(number).padStart(6, '0')] };
  });
  const ofDelegates = seen.map(
    (person, place) => new Map<string, string | number>([['place on the list', place], ...fieldsOf('seen', person)]),
  );
  const ofBallots = ballots.map(
    ({ ballot }, place) => new Map<string, string | number>([['place on the board', place], ...partsOf(ballot)]),
  );
  const [delegateNames, ballotNames] = [new Names(people, session), new Names(ballots, session)];
  const readings = new Readings();
  for (const record of records) {
    const read = [...readings.inRecord(record)];
    const [delegate, ballot] = [delegateNames.namedIn(read), ballotNames.namedIn(read)];
    if (delegate !== undefined) note(ofDelegates[delegate] ?? new Map(), record);
    // A list as long as the board that names nobody goes by the board's order: shares do.
    const isByBoard =
      ballot === undefined && delegate === undefined && record.listed === board.length && board.length > 1;
    const at = isByBoard ? record.place : ballot;
    if (at !== undefined) note(ofBallots[at] ?? new Map(), record);
  }
  for (const [key, body] of documents) {
    const page = { kind: `place in ${kindOf(session, key)}`, words: [...wordsIn(body, readings)] };
    noteMentions(ofDelegates, delegateNames, page);
    noteMentions(ofBallots, ballotNames, page);
  }
  return { session, delegates: ofDelegates, ballots: ofBallots };
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
