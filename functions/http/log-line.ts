import type { LogEntry } from './dependencies.ts';

/** How a line leaves: `write` of the process's own output. */
export type WriteText = (text: string) => unknown;

/**
 * One line of JSON past `console`, which would add the request id. Lambda takes a line without `level`, or without a `timestamp`
 * beside it, for one of the level INFO, and a function lets through ERROR alone (infra/county-function.ts).
 */
export const logLine = (fields: object, nowMs: number): string =>
  `${JSON.stringify({ timestamp: new Date(nowMs).toISOString(), ...fields, level: 'ERROR' })}\n`;

/** Logs faults to an output. */
export const logTo =
  (write: WriteText, nowMs: () => number) =>
  (entry: LogEntry): void => {
    write(logLine(entry, nowMs()));
  };
