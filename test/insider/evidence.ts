import * as z from 'zod';
import { receiptHex } from '../../functions/store/ballot-box.ts';
import { receiptsOfPage } from '../../functions/store/meetings.ts';
import { parseSealedBallot } from '../../shared/protocol/sealed-ballot.ts';
import { SLOTS } from '../../shared/protocol/slots.ts';
import type { Item } from '../simulation/expressions.ts';
import { SCORES_PER_BALLOT } from '../simulation/issued-tokens.ts';
import type { MemoryEngine } from '../simulation/memory-engine.ts';
import { hexOf } from './sealed-pool.ts';

/** A line of a log, its fields as they were written. */
export type LogLine = Readonly<Record<string, string | number>>;

/** What is known of one delegate, or of one ballot, by name; all of one kind have the same names. */
export type Traces = ReadonlyMap<string, string | number>;

/** Everything the insider works with: what there is of every delegate, and of every ballot. */
export interface Evidence {
  readonly delegates: readonly Traces[];
  readonly ballots: readonly Traces[];
}

/** Who was seen in the hall: a list with names, and a camera over door and seats. */
export interface Seen {
  readonly name: string;
  readonly phone: string;
  readonly drewAtMs: number;
  readonly castAtMs: number;
}

export interface Reached {
  readonly engine: MemoryEngine;
  readonly session: string;
  readonly seen: readonly Seen[];
  readonly logs: readonly LogLine[];
  /** The bought teller's share of each ballot, and the scores that the count reads of it, by receipt. */
  readonly opened: (receipt: string) => { readonly share: Uint8Array; readonly scores: readonly (number | null)[] };
}

const bytes = z.instanceof(Uint8Array);

/** Bytes as hex, so that they can be put in an order and compared; what is neither text nor number tells nothing by its value. */
const tellingValue = (value: unknown): string | number | undefined => {
  if (value instanceof Uint8Array) return hexOf(value);
  if (typeof value === 'string' || typeof value === 'number') return value;
  return typeof value === 'boolean' ? Number(value) : undefined;
};

function* fieldsOf(kind: string, item: object): Generator<[string, string | number]> {
  for (const [name, field] of Object.entries(item)) {
    const value = tellingValue(field);
    if (value === undefined) continue;
    yield [`${kind} ${name}`, value];
    if (typeof value === 'string') yield [`${kind} length of ${name}`, value.length];
  }
}

/** The lines of the logs that name any of these, with their place in the log. */
function* linesAbout(logs: readonly LogLine[], names: readonly string[]): Generator<[string, string | number]> {
  for (const [place, line] of logs.entries()) {
    if (!Object.values(line).some((value) => names.includes(String(value)))) continue;
    yield [`log of ${line['operation']} place`, place];
    for (const [field, value] of Object.entries(line)) yield [`log ${field}`, value];
  }
}

/** Reads every table, log and list into what there is of each delegate and of each ballot. */
export function gather({ engine, session, seen, logs, opened }: Reached): Evidence {
  const codes = engine.partition('Registry', `CODES#${session}`);
  const delegates = seen.map((person, place) => {
    const number = place + 1;
    const code = codes.find(({ delegate }) => delegate === number) ?? {};
    const standing = engine.partition('Registry', `SESSION#${session}`)[place] ?? {};
    const names = [String(code['sk']), `d-${String(number).padStart(3, '0')}`];
    return new Map([
      ['place on the list', number],
      ...fieldsOf('seen', person),
      ...fieldsOf('code', code),
      ...fieldsOf('standing', standing),
      ...linesAbout(logs, names),
    ]);
  });
  const board = boardOf(engine, session);
  const items = [...engine.everything('BallotBox')].filter(({ ballot }) => ballot !== undefined).sort(byKeys);
  const ballots = items.map((item, place) => {
    const sealed = new Uint8Array(bytes.parse(item['ballot']));
    const receipt = receiptHex(sealed);
    const { share, scores } = opened(receipt);
    return new Map([
      ['receipt', receipt],
      ['place in the table', place],
      ['place on the board', board.indexOf(receipt)],
      ...fieldsOf('item', item),
      ...partsOf(sealed),
      ['share', hexOf(share)],
      ['sum of scores', scores.reduce<number>((sum, score) => sum + (score ?? 0), 0)],
      ['scores', scores.join()],
      ...linesAbout(logs, [receipt, String(item['sk'])]),
    ]);
  });
  return { delegates, ballots };
}

/** A scan goes by partitions in an order of hashes; this one by their names, which says as little. */
const byKeys = (left: Item, right: Item): number =>
  `${left['pk']} ${left['sk']}` < `${right['pk']} ${right['sk']}` ? -1 : 1;

function boardOf(engine: MemoryEngine, session: string): readonly string[] {
  const pages = engine.partition('Meetings', session).filter(({ sk }) => String(sk).startsWith('BOARD#'));
  return pages.flatMap((page) => receiptsOfPage(bytes.parse(page['receipts'])));
}

function* partsOf(sealed: Uint8Array<ArrayBuffer>): Generator<[string, string | number]> {
  const parsed = parseSealedBallot(sealed, SCORES_PER_BALLOT);
  if (parsed === null) throw new Error('a ballot of the box does not parse');
  const { nonce, signature, commitment, ciphertext, shares } = parsed;
  yield* fieldsOf('ballot', { nonce, signature, commitment, ciphertext });
  for (const [place, share] of shares.entries()) yield* fieldsOf(`share of ${SLOTS[place]}`, share);
}
