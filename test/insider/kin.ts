import type { Traces } from './evidence.ts';
import { disguisesOf, isMade, madeOf } from './made-traces.ts';
import type { Strategy } from './matcher.ts';
import type { PlayedHall } from './played-hall.ts';

/** Rows in which kin are looked for; who is known by a hash is so in every row. */
const LOOKED_AT = 60;
/** As many of the most promising are tried in full. */
const KEPT = 10;
/** What is made of the traces of one side: by name of the disguise, its key in each row that has it. */
type Columns = ReadonlyMap<string, ReadonlyMap<number, string>>;

type Column = Map<number, string>;

/** Only what tells most rows apart, and each once: a word that half the hall shares makes nobody kin. */
function telling(columns: ReadonlyMap<string, Column>, rows: number): ReadonlyMap<string, Column> {
  const seen = new Set<string>();
  return new Map(
    [...columns].filter(([, column]) => {
      if (new Set(column.values()).size * 2 <= rows) return false;
      const text = JSON.stringify([...column]);
      const isNew = !seen.has(text);
      seen.add(text);
      return isNew;
    }),
  );
}

function noted(columns: Map<string, Column>, name: string, [place, key]: [number, string]): void {
  const column = columns.get(name) ?? new Map<number, string>();
  columns.set(name, column.set(place, key));
}

function columnsOf(rows: readonly Traces[], session: string): Columns {
  const found = new Map<string, Column>();
  for (const [place, traces] of rows.entries())
    for (const [field, value] of traces) noted(found, field, [place, String(value)]);
  const made = new Map<string, Column>();
  for (const [field, column] of telling(found, rows.length))
    for (const [place, text] of column)
      for (const { form, key } of disguisesOf(text, session)) noted(made, madeOf(form, field), [place, key]);
  return telling(made, rows.length);
}

/** How often two columns meet in one key, and how often of these in a delegate and the ballot that is theirs. */
interface Meeting {
  readonly delegate: string;
  readonly ballot: string;
  all: number;
  right: number;
}

function meetIn({ evidence, truth }: PlayedHall, meetings: Map<string, Meeting>): void {
  const { session } = evidence;
  const known = new Map<string, [string, number][]>();
  for (const [name, column] of columnsOf(evidence.delegates, session))
    for (const [place, key] of column) known.set(key, [...(known.get(key) ?? []), [name, place]]);
  for (const [ballot, column] of columnsOf(evidence.ballots, session))
    for (const [at, key] of column)
      for (const [delegate, place] of known.get(key) ?? []) {
        const pair = `${delegate}\n${ballot}`;
        const meeting = meetings.get(pair) ?? { delegate, ballot, all: 0, right: 0 };
        meetings.set(pair, meeting);
        meeting.all += 1;
        if (truth[place] === at) meeting.right += 1;
      }
}

/** Halls with as many rows as are looked at. */
function enough(halls: readonly PlayedHall[]): readonly PlayedHall[] {
  let rows = 0;
  return halls.filter(({ truth }) => {
    const isWanted = rows < LOOKED_AT;
    rows += truth.length;
    return isWanted;
  });
}

const promise = ({ right, all }: Meeting): number => right / Math.sqrt(all);

/**
 * Traces that are made of each other: one is a hash of the other, its encoding, the same turned round, or a part of it. Both sides
 * are looked up in one table of keys, so that any pair is found at the price of one pass.
 */
export function kin(halls: readonly PlayedHall[]): readonly Strategy[] {
  const meetings = new Map<string, Meeting>();
  for (const hall of enough(halls)) meetIn(hall, meetings);
  return [...meetings.values()]
    .filter(({ delegate, ballot }) => isMade(delegate) || isMade(ballot))
    .sort((left, right) => promise(right) - promise(left))
    .slice(0, KEPT)
    .map(({ delegate, ballot }): Strategy => ({ way: 'equal', delegate, ballot }));
}
