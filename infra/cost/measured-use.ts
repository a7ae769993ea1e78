/** What a round asks of functions, tables and storage, as it was measured (test/load/write-measured.ts). */
import * as z from 'zod';

const count = z.number().min(0);
const operation = z.strictObject({ function: z.string(), calls: count, leastMs: count, answerBytes: count });
const round = z.strictObject({
  units: z.literal(1),
  delegates: z.int().min(1),
  operations: z.record(z.string(), operation),
  tables: z.record(z.string(), z.strictObject({ read: count, write: count, bytes: count })),
  storage: z.strictObject({ writes: count, reads: count, writtenBytes: count }),
});
const measured = z.strictObject({
  measuredOn: z.iso.date(),
  /** The voting page as it is sent. */
  page: z.strictObject({ bytes: count, files: count }),
  rounds: z.tuple([round, round]),
});

export type MeasuredRound = z.output<typeof round>;
export type Measured = z.output<typeof measured>;

export const parseMeasured = (text: string): Measured => measured.parse(JSON.parse(text));

/** Everything of one session that is billed by use, without the polling of pages that are left open. */
export interface SessionUse {
  readonly requests: number;
  /** Memory in GB times seconds. */
  readonly gigabyteSeconds: number;
  readonly tableReads: number;
  readonly tableWrites: number;
  readonly tableBytes: number;
  readonly objectWrites: number;
  readonly objectReads: number;
  readonly objectBytes: number;
  readonly answerBytes: number;
}

const sumOf = <Each>(all: Readonly<Record<string, Each>>, value: (each: Each) => number): number =>
  Object.values(all).reduce((sum, each) => sum + value(each), 0);

/** Pages that are left open ask this again and again: counted by their intervals (polling.ts), and not as a rehearsal happened to. */
export const POLLED = 'getMeeting';
/** Read units of one of them: the head, and half a one for what is on the floor. */
export const POLLED_READS = 1.5;

type MemoryOf = (functionName: string) => number;

function useOf(round: MeasuredRound, memoryMegabytes: MemoryOf): SessionUse {
  const { tables, storage } = round;
  const { [POLLED]: polled, ...operations } = round.operations;
  return {
    requests: sumOf(operations, ({ calls }) => calls),
    gigabyteSeconds: sumOf(
      operations,
      ({ function: name, calls, leastMs }) => (calls * leastMs * memoryMegabytes(name)) / 1_000 / 1_024,
    ),
    tableReads: sumOf(tables, ({ read }) => read) - (polled?.calls ?? 0) * POLLED_READS,
    tableWrites: sumOf(tables, ({ write }) => write),
    tableBytes: sumOf(tables, ({ bytes }) => bytes),
    objectWrites: storage.writes,
    objectReads: storage.reads,
    objectBytes: storage.writtenBytes,
    answerBytes: sumOf(operations, ({ answerBytes }) => answerBytes),
  };
}

/**
 * A session of any number of delegates, on the line through the two that were measured. Never less than the smaller of them: the
 * work of the offices is there however few come.
 */
export function sessionUse({ rounds }: Measured, delegates: number, memoryMegabytes: MemoryOf): SessionUse {
  const [small, large] = rounds;
  const share = (delegates - small.delegates) / (large.delegates - small.delegates);
  const [from, to] = [useOf(small, memoryMegabytes), useOf(large, memoryMegabytes)];
  const at = (field: keyof SessionUse): number =>
    Math.max(from[field], from[field] + Math.max(0, to[field] - from[field]) * share);
  return {
    requests: at('requests'),
    gigabyteSeconds: at('gigabyteSeconds'),
    tableReads: at('tableReads'),
    tableWrites: at('tableWrites'),
    tableBytes: at('tableBytes'),
    objectWrites: at('objectWrites'),
    objectReads: at('objectReads'),
    objectBytes: at('objectBytes'),
    answerBytes: at('answerBytes'),
  };
}

/** One poll: how long the function runs, ms, and what it answers, bytes with the head. */
export function measuredPoll({ rounds: [{ operations }] }: Measured): { readonly ms: number; readonly bytes: number } {
  const { leastMs = 0, answerBytes = 0, calls = 1 } = operations[POLLED] ?? {};
  return { ms: leastMs, bytes: answerBytes / calls };
}
